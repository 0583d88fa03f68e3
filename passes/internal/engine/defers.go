package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// -- pushing --

// deferInstr pushes a deferred call with the values that the statement
// evaluates, if running it can matter.
func (c *context) deferInstr(instr *ssa.Defer, s *state) {
	if _, builtin := instr.Call.Value.(*ssa.Builtin); builtin {
		return
	}
	site := c.siteOf(instr, nil, s)
	switch site.fn.kind {
	case kHandle:
	case kFunc:
		matters := mayRecover(origin(site.fn.fn))
		for _, a := range append(site.args, site.fn) {
			matters = matters || c.interesting(s, a) || s.isStruct(a)
		}
		if !matters {
			return
		}
	case kOther, kConst:
		return
	case kSym:
		if c.acq == nil || !c.acq.context || len(site.args) > 0 {
			c.handsOver(site, s)
			return
		}
	default: // unseen code gets the arguments now and runs later
		if site.recv == nil || !isReceiver(site.recv) {
			c.handsOver(site, s)
			return
		}
		site.args = append([]*value{site.recv}, site.args...)
	}
	s.defers = append(s.defers, deferred{
		owner: stackOwner(c.f.fn), instr: instr, fn: site.fn, args: site.args,
	})
	s.dedupDefers()
}

// -- running --

// pop takes the last deferred call of fn off s.
func (s *state) pop(fn *ssa.Function) (deferred, bool) {
	for i := len(s.defers) - 1; i >= 0; i-- {
		if d := s.defers[i]; d.owner == fn {
			s.defers = append(s.defers[:i:i], s.defers[i+1:]...)
			return d, true
		}
	}
	return deferred{}, false
}

// runAll runs the deferred calls that wait on the function's stack and
// returns the states in which none is left; a state may be panicking.
func (c *context) runAll(n *solver.Node[*state], s *state) []*state {
	outer := c.cleaning
	c.cleaning = true
	defer func() { c.cleaning = outer }()
	var done []*state
	queue := []*state{s}
	for len(queue) > 0 {
		s, queue = queue[0], queue[1:]
		d, ok := s.pop(c.f.fn)
		if !ok {
			done = append(done, s)
			continue
		}
		site := callSite{
			instr: d.instr, name: d.instr.Call.Value, fn: d.fn, static: staticCallee(d.fn),
			args: d.args, direct: true,
		}
		if d.instr.Call.IsInvoke() {
			site.fn, site.recv, site.args = top, d.args[0], d.args[1:]
		}
		before := s.ts
		for _, out := range c.call(n, site, s) {
			if out.panics {
				out.st.panicking = true
			}
			if before != released && out.st.ts == released {
				c.freed = freeing{n, d.instr}
			}
			queue = append(queue, out.st)
		}
		if len(queue) > 2*c.limits().Split {
			queue = c.unique(queue)
		}
		if c.exceeded {
			return nil
		}
	}
	return c.unique(done)
}

func (c *context) unique(states []*state) []*state {
	return c.distinct(states, func(ssa.Value) bool { return true })
}

func (c *context) runDefers(n *solver.Node[*state], s *state) []*state {
	c.deferredInLoop(n, s)
	var next []*state
	for _, t := range c.runAll(n, s) {
		if t.panicking {
			c.unwound(n, t)
		} else {
			next = append(next, t)
		}
	}
	return next
}

// -- panicking --

// recoverable reports whether a panic in state s may be stopped by a
// deferred function, here or in a caller; if not, no obligation is due.
func (c *context) recoverable(s *state) bool {
	if len(c.via) > 0 {
		return false // what holds the object is out of reach where a panic is recovered
	}
	if c.recovers {
		return true
	}
	for _, d := range s.defers {
		if d.fn.kind == kFunc && mayRecover(origin(d.fn.fn)) {
			return true
		}
	}
	return false
}

// mightPanic reports whether it matters in state s that a call panics of
// which that is not seen. A deferred call is trusted not to: what it does
// before it releases (it logs, locks, ends a span) is not what a recover is
// there for.
func (c *context) mightPanic(s *state) bool { return c.recoverable(s) && !c.cleaning }

// unwind takes a panic of instr in state s up through the function: its
// deferred calls run, and if one of them recovers the function returns.
func (c *context) unwind(n *solver.Node[*state], instr ssa.Instruction, s *state) {
	c.leftBy(s)
	if !c.recoverable(s) {
		return
	}
	if s.owed() && c.thrown[n] == nil {
		if c.thrown == nil {
			c.thrown = make(map[*solver.Node[*state]]ssa.Instruction)
		}
		c.thrown[n] = instr
	}
	s.panicking = true
	for _, t := range c.runAll(n, s) {
		c.unwound(n, t)
	}
}

// unwound goes on after the deferred calls of a function that panicked.
func (c *context) unwound(n *solver.Node[*state], s *state) {
	if s.panicking {
		c.exit(n, s, nil, panicPlace)
		return
	}
	rec := c.f.fn.Recover
	if rec == nil {
		panic("internal error: recovered in a function without a recover block: " + c.f.fn.String())
	}
	s.prune(c.f.liveAt(rec))
	c.solver.Add(rec.Index, s, n)
}

// -- leaving --

func (c *context) returnInstr(n *solver.Node[*state], instr *ssa.Return, s *state) {
	results := make([]*value, len(instr.Results))
	for i, r := range instr.Results {
		results[i] = s.eval(r)
	}
	c.deferredInLoop(n, s)
	// go/ssa leaves out RunDefers where all the defers stand in bodies of
	// range-over-func loops.
	for _, t := range c.runAll(n, s) {
		if t.panicking {
			c.unwound(n, t)
			continue
		}
		c.exit(n, t, results, returnPlace)
	}
}

// exit ends the function in state s.
func (c *context) exit(n *solver.Node[*state], s *state, results []*value, place int) {
	s.results, s.panicking = results, false
	if c.signal != nil {
		c.returned(n, s, results, place)
	}
	if place == returnPlace && len(c.stack) == 1 {
		c.due(n, s)
	}
	s.regs = make(map[ssa.Value]*value)
	s.prune(func(ssa.Value) bool { return false })
	c.solver.Add(c.place(place), s, n)
}

// due checks the obligation at a return of the root.
func (c *context) due(n *solver.Node[*state], s *state) {
	b := c.f.fn.Blocks[n.Place]
	at := b.Instrs[len(b.Instrs)-1]
	holders := slices.DeleteFunc(slices.Clone(s.results), func(r *value) bool { return !s.reaches(r, isHandle) })
	switch {
	case s.ts == released && !c.mayOwe(s):
		c.returnedReleased(n, s, holders)
	case s.ts != none && len(holders) > 0:
		c.open[n.Place] = true
	}
	if c.resource {
		return
	}
	switch {
	case len(holders) > 0:
		c.moved = true
		if s.owed() && s.kept() {
			s.ts = escaped // the callers have it twice
		}
		if s.owed() && !slices.ContainsFunc(holders, func(r *value) bool { return !isLazy(r) }) {
			c.leak(&leak{kind: LazyRelease, c: c, node: n, ts: s.ts, at: at, lazy: origin(holders[0].fn), gathered: s.gathered, turns: s.turns})
		}
		if !isHandle(holders[0]) || !allHandles(holders) && (slices.ContainsFunc(holders, isReceiver) || !slices.ContainsFunc(holders, c.isRelease)) {
			c.lostRelease(n, s, at)
			c.bringsOut(s)
		}
	case s.kept():
		c.moved, c.stays = true, true
		c.lostRelease(n, s, at)
		c.bringsOut(s)
	case s.owed():
		c.leak(&leak{kind: AtExit, c: c, node: n, ts: s.ts, at: at, gathered: s.gathered, turns: s.turns})
	}
}

// allHandles reports whether each of the values is a handle itself: a function
// that releases an object is given out beside it where one is not.
func allHandles(values []*value) bool {
	return !slices.ContainsFunc(values, func(a *value) bool { return !isHandle(a) })
}

// isRelease reports whether a is the handle that releases the object.
func (s *search) isRelease(a *value) bool {
	return isHandle(a) && s.proto.ReleaseBy(protocol.Op{Role: a.role}) != nil
}

// isLazy reports whether a is a literal that is a sequence: it runs when
// somebody ranges over it, and perhaps never.
func isLazy(a *value) bool {
	if a.kind != kFunc || a.fn.Parent() == nil {
		return false
	}
	sig := a.fn.Signature
	if sig.Results().Len() != 0 || sig.Params().Len() != 1 {
		return false
	}
	yield := SignatureOf(sig.Params().At(0).Type())
	return yield != nil && yield.Results().Len() == 1 && isBool(yield.Results().At(0).Type())
}
