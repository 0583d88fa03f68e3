package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
)

// -- acquiring --

// acquireCall runs a call that acquires. On the tracked call the path
// splits: its object is the tracked one, or some other.
func (c *context) acquireCall(n *solver.Node[*state], site callSite, acq *acquirement, s *state) []callOut {
	tracked := site.instr == c.site && s.led == len(c.via)
	if fn := calleeOf(site); fn != nil && !tracked && len(fn.Blocks) > 0 && slices.ContainsFunc(site.args, func(a *value) bool { return c.interesting(s, a) }) {
		return c.inPlace(site, fn, s)
	}
	for _, a := range site.args {
		c.lend(s, a)
	}
	if tracked {
		c.reached = true
		c.acquiredAgain(n, site, s)
	}
	var outs []callOut
	for _, o := range acq.outcomes {
		if tracked && s.ts == none && o.carries() {
			t := s.clone()
			t.ts, t.at = typestateOf(o.State), o.At
			c.watchContext(site.instr, t)
			if c.hangsOnParent(acq, site) || slices.ContainsFunc(site.args, callsNothing) {
				t.ts = escaped
			}
			outs = append(outs, callOut{st: t, val: o.values(acq.proto, true)})
		}
		outs = append(outs, callOut{st: s.clone(), val: o.values(acq.proto, false)})
	}
	if fn := calleeOf(site); fn != nil && c.mightPanic(s) && !c.isConstructor(object(fn)) && c.mayPanic(fn) {
		outs = append(outs, callOut{st: s.clone(), panics: true})
	}
	return outs
}

// acquiredAgain looks at what becomes of the tracked object when the call
// that acquired it runs once more, and nothing but a deferred call, or
// nothing at all, leads to the object any more.
func (c *context) acquiredAgain(n *solver.Node[*state], site callSite, s *state) {
	if !s.owed() {
		return
	}
	s.again = true
	if d, only := c.reach(site.instr, site.name, s); only && d == nil {
		c.leak(&leak{kind: AcquiredAgain, c: c, node: n, at: site.instr})
	}
	c.onlyDeferred(n, site.instr, s)
}

// onlyDeferred looks, after the acquire ran again, for an object to which
// only a deferred call leads.
func (c *context) onlyDeferred(n *solver.Node[*state], at ssa.CallInstruction, s *state) {
	d, only := c.reach(at, at.Value(), s)
	if s.owed() && only && d != nil && c.unbounded(d.instr) {
		c.leak(&leak{kind: DeferInLoop, c: c, node: n, at: at, wait: d.instr})
	}
}

// reach reports whether after the call nothing but pending deferred calls
// leads to the object, and returns the first of those.
func (c *context) reach(at ssa.CallInstruction, result ssa.Value, s *state) (pending *deferred, only bool) {
	if s.outside {
		return nil, false
	}
	t := s.clone()
	if result != nil {
		t.set(result, top)
	}
	t.prune(c.f.liveAfter(at.Block(), c.indexOf(at)))
	return t.pending(), !t.held()
}

// deferredInLoop looks, where a function is left, for an object that was
// owed when its acquire ran again and that only a deferred call releases.
func (c *context) deferredInLoop(n *solver.Node[*state], s *state) {
	if !s.again || !s.owed() || s.gathered != apart {
		return // or what is in a collection was to outlive its pass
	}
	if d := s.pending(); d != nil && d.owner == c.f.fn && c.unbounded(d.instr) {
		c.leak(&leak{kind: DeferInLoop, c: c, node: n, at: c.site, wait: d.instr})
	}
}

func (c *context) indexOf(instr ssa.Instruction) int {
	for i, other := range instr.Block().Instrs {
		if other == instr {
			return i
		}
	}
	panic("internal error: instruction is not in its block")
}
