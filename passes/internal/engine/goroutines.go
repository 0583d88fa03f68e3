package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// goInstr starts a goroutine. One that releases the object on all its paths
// discharges the obligation, one that never does leaves it with this
// function, and one that does so on some paths only takes it along.
func (c *context) goInstr(instr *ssa.Go, s *state) []*state {
	if _, builtin := instr.Call.Value.(*ssa.Builtin); builtin {
		return []*state{s}
	}
	return c.started(c.siteOf(instr, nil, s), s)
}

// started runs a goroutine that makes the call.
func (c *context) started(site callSite, s *state) []*state {
	if c.yields != nil || c.resource {
		c.handsOver(site, s)
		return []*state{s}
	}
	all := append(site.args, site.fn)
	if op, ok := c.opOf(site, s); ok && c.proto.ReleaseBy(op) != nil {
		c.release(c.proto.ReleaseBy(op), s)
		c.elsewhere = true
		return []*state{s}
	}
	holder := slices.ContainsFunc(all, s.isHolder)
	if site.fn.kind != kFunc || !s.owed() || len(origin(site.fn.fn).Blocks) == 0 || holder && !c.soleOwner(site, s) {
		c.handsOver(site, s)
		return []*state{s}
	}
	outs := c.goEnds(site, s)
	if outs == nil {
		c.escapeAll(s, all)
		return []*state{s}
	}
	owed := func(out callOut) bool { return out.st.owed() }
	mixed := slices.ContainsFunc(outs, owed) && slices.ContainsFunc(outs, func(out callOut) bool { return out.st.ts == released })
	if holder || mixed {
		if holder || c.soleOwner(site, s) {
			for _, out := range outs {
				c.openAtEnd(out)
			}
		}
		c.escapeAll(s, all)
		return []*state{s}
	}
	var next []*state
	var met []typestate
	slices.SortStableFunc(outs, func(a, b callOut) int { return int(a.st.ts) - int(b.st.ts) })
	for _, out := range outs {
		ts := out.st.ts
		if slices.Contains(met, ts) {
			continue
		}
		met = append(met, ts)
		t := s.clone()
		t.ts = ts
		c.elsewhere = c.elsewhere || ts == released
		c.expose(t, all)
		next = append(next, t)
	}
	return next
}

// startCall runs a call that only starts a goroutine, which runs its last argument.
func (c *context) startCall(site callSite, fn *ssa.Function, s *state) ([]callOut, bool) {
	obj := object(fn)
	if obj == nil || len(site.args) == 0 || obj.Signature().Results().Len() > 0 || !protocol.Starts(protocol.NameOf(obj)) {
		return nil, false
	}
	run := site.args[len(site.args)-1]
	if !s.owed() || !s.reaches(run, isHandle) {
		return nil, false
	}
	var outs []callOut
	for _, t := range c.started(callSite{instr: site.instr, name: site.name, fn: run}, s) {
		outs = append(outs, callOut{st: t, val: top})
	}
	return outs, true
}

// goEnds returns the ways in which a goroutine can end, or nil if it takes
// the object along: it hands it on, changes the variables that hold it, or
// never ends.
func (c *context) goEnds(site callSite, s *state) []callOut {
	site.name = site.fn.fn
	moved := c.moved
	var ends []callOut
	for _, out := range c.inPlace(site, origin(site.fn.fn), s.clone()) {
		if out.panics {
			continue // nothing recovers it: the program ends
		}
		if out.st.ts == escaped {
			return nil
		}
		ends = append(ends, out)
	}
	if moved != c.moved || c.overwrites(s, site.fn) {
		return nil
	}
	return ends
}

// openAtEnd notes a leak if a goroutine that has the object to itself ends so
// that it is owed.
func (c *context) openAtEnd(out callOut) {
	if !out.st.owed() || out.in == nil || len(out.at.Preds) == 0 {
		return
	}
	n := out.at.Preds[0]
	b := out.in.f.fn.Blocks[n.Place]
	c.leak(&leak{kind: AtExit, c: out.in, node: n, ts: out.st.ts, at: b.Instrs[len(b.Instrs)-1], gathered: out.st.gathered, turns: out.st.turns})
}

// soleOwner reports whether nothing but the goroutine that starts has the object
// from here on: the root does not use what leads to it again, and no other
// literal is bound to that.
func (c *context) soleOwner(site callSite, s *state) bool {
	if len(c.stack) != 1 || s.outside || s.kept() {
		return false
	}
	for _, d := range s.defers {
		if s.reaches(d.fn, isHandle) || slices.ContainsFunc(d.args, func(a *value) bool { return s.reaches(a, isHandle) }) {
			return false
		}
	}
	for v, a := range s.regs {
		if s.reaches(a, isHandle) && c.usedAfter(v, site) {
			return false
		}
	}
	for x, v := range s.cells {
		if s.reaches(v.val, isHandle) && (v.seen || x.v == nil || c.usedAfter(x.v, site)) {
			return false
		}
	}
	return true
}

// usedAfter reports whether the function uses v after the goroutine of the call
// has started, other than to make it anew, or a literal that the goroutine does
// not run is bound to it.
func (c *context) usedAfter(v ssa.Value, site callSite) bool {
	refs := v.Referrers()
	if refs == nil {
		return true
	}
	after := blocksAfter(site.instr.Block(), v)
	for _, ref := range *refs {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
			continue
		case *ssa.MakeClosure:
			if ref.Fn != site.fn.fn {
				return true
			}
			continue
		}
		if ref == site.instr {
			continue
		}
		same := ref.Block() == site.instr.Block() && slices.Index(ref.Block().Instrs, ref) > slices.Index(ref.Block().Instrs, ssa.Instruction(site.instr))
		if same || after[ref.Block()] {
			return true
		}
	}
	return false
}

// blocksAfter returns the blocks that can run after b without passing the place
// where v is made.
func blocksAfter(b *ssa.BasicBlock, v ssa.Value) map[*ssa.BasicBlock]bool {
	after := make(map[*ssa.BasicBlock]bool)
	def, _ := v.(ssa.Instruction)
	var from func(b *ssa.BasicBlock)
	from = func(b *ssa.BasicBlock) {
		for _, succ := range b.Succs {
			if !after[succ] && (def == nil || def.Block() != succ) {
				after[succ] = true
				from(succ)
			}
		}
	}
	from(b)
	return after
}

// overwrites reports whether the function fn assigns to a variable that
// holds a handle.
func (c *context) overwrites(s *state, fn *value) bool {
	for i, e := range fn.elems {
		if e.kind == kPtr && s.reaches(e, isHandle) && i < len(fn.fn.FreeVars) && c.writes(fn.fn.FreeVars[i]) {
			return true
		}
	}
	return false
}

// expose notes that a goroutine shares the variables that the values lead to.
func (c *context) expose(s *state, values []*value) {
	for _, a := range values {
		if a.kind != kFunc {
			continue
		}
		for i, e := range a.elems {
			if e.kind != kPtr {
				continue
			}
			v := s.cells[e.cell]
			if v.val != nil && s.reaches(v.val, isHandle) {
				v.seen = true
			} else if i < len(a.fn.FreeVars) && c.writes(a.fn.FreeVars[i]) {
				v.opaque, v.val, v.seen = true, top, true
			}
			s.cells[e.cell] = v
		}
	}
}
