package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// A callOut is one way a call can end: in state st with value val, or, if
// panics, with a panic on its way up. at is where the callee ended, nil if
// that is not known.
type callOut struct {
	st     *state
	val    *value
	panics bool
	at     *solver.Node[*state]
	in     *context
}

// A callSite is a call with its callee and arguments evaluated.
type callSite struct {
	instr  ssa.CallInstruction
	name   ssa.Value // names what the call leaves behind
	fn     *value
	static *ssa.Function // the callee, if the program text tells it
	recv   *value        // of a call of a method of an interface
	args   []*value
	direct bool // run by a defer
}

func (c *context) callInstr(n *solver.Node[*state], instr *ssa.Call, s *state) []*state {
	if b, ok := instr.Call.Value.(*ssa.Builtin); ok {
		return c.builtin(n, instr, b, s)
	}
	site := c.siteOf(instr, instr, s)
	site.name = instr
	before, owed, lost := s.ts, s.owed(), s.lost
	var next []*state
	outs := c.call(n, site, s)
	if c.yields != nil {
		c.heard(instr, lost, outs)
	}
	if len(outs) == 0 && (c.signal == nil || instr != c.signal.call) {
		c.leftBy(s)
	}
	for _, out := range outs {
		if out.panics {
			c.unwind(n, instr, out.st)
			continue
		}
		if before == none && c.lost(out) {
			continue
		}
		if owed && out.st.again && out.in != nil && c.surrounds(out.in.f.fn) {
			c.onlyDeferred(n, instr, out.st)
		}
		out.st.once = !c.f.cyclic[instr.Block().Index]
		out.st.set(instr, derived(instr, site.args, out.val))
		next = append(next, out.st)
	}
	return next
}

// lost reports, and notes as a leak, that an object acquired within a call
// is owed when the call returns, and nothing refers to it any more. The body
// of a range-over-func loop is left when its function is.
func (c *context) lost(out callOut) bool {
	s := out.st
	if !s.owed() || out.in == nil || isLoopBody(out.in.f.fn) || s.held() || s.pending() != nil || s.reaches(out.val, isHandle) {
		return false
	}
	from := out.at.Preds[0]
	b := out.in.f.fn.Blocks[from.Place]
	c.leak(&leak{kind: AtExit, c: out.in, node: from, ts: s.ts, at: b.Instrs[len(b.Instrs)-1], gathered: s.gathered, turns: s.turns})
	return true
}

func (c *context) siteOf(instr ssa.CallInstruction, name ssa.Value, s *state) callSite {
	common := instr.Common()
	site := callSite{instr: instr, name: name, fn: s.eval(common.Value)}
	if common.IsInvoke() {
		site.recv, site.fn = site.fn, top
	} else {
		site.static = staticCallee(site.fn)
	}
	for _, a := range common.Args {
		site.args = append(site.args, s.eval(a))
	}
	return site
}

// staticCallee returns the declared function that a is, or nil.
func staticCallee(a *value) *ssa.Function {
	if a.kind == kFunc && len(a.elems) == 0 {
		return a.fn
	}
	return nil
}

// call runs a call on s, which it may change.
func (c *context) call(n *solver.Node[*state], site callSite, s *state) []callOut {
	if c.signal != nil {
		if site.instr == ssa.CallInstruction(c.signal.call) {
			return c.signalled(site, s)
		}
		if val := c.testedBySignal(site, s); val != nil {
			return []callOut{{st: s, val: val}}
		}
		if c.asserted(site, s) {
			return nil
		}
	}
	if c.yields != nil {
		if outs, ok := c.yieldCall(n, site, s); ok {
			return outs
		}
	}
	c.failedBy(calledBy(site.instr), s)
	if c.resource {
		if outs, ok := c.resourceCall(n, site, s); ok {
			return outs
		}
	} else if op, ok := c.opOf(site, s); ok {
		return c.event(op, site, s)
	}
	switch site.fn.kind {
	case kHandle:
		return c.unknown(site, s)
	case kOther:
		return []callOut{{st: s, val: top}}
	case kConst:
		return []callOut{{st: s, panics: true}} // a nil function
	case kFunc:
		return c.callFunc(n, site, s)
	}
	if common := site.instr.Common(); common.IsInvoke() {
		if known, isNil := s.nilness(site.recv); known && isNil {
			return []callOut{{st: s, panics: true}}
		}
		if site.recv.kind == kSym {
			s = s.learn(site.recv.sym, nilConst, false)
		}
		if fn := c.methodOf(site.recv, common.Method); fn != nil {
			return c.callMethod(n, site, fn, s)
		}
		switch c.endingOf(common.Method) {
		case exits:
			return nil
		case panics:
			return []callOut{{st: s, panics: true}}
		}
		if acq := c.acquirementOf(common.Method); acq != nil {
			return c.acquireCall(n, site, acq, s)
		}
	}
	if body := loopBody(site.args); body != nil {
		return c.callbacks(n, site, s, []*value{body}, false)
	}
	return c.unknown(site, s)
}

// methodOf returns the method that a call of m on the value in an interface
// runs, or nil if the value is not known.
func (c *context) methodOf(recv *value, m *types.Func) *ssa.Function {
	if recv == nil || recv.typ == nil {
		return nil
	}
	obj, index, _ := types.LookupFieldOrMethod(recv.typ, false, m.Pkg(), m.Name())
	fn, ok := obj.(*types.Func)
	if !ok || len(index) != 1 || isPointer(fn.Signature().Recv().Type()) != isPointer(recv.typ) {
		return nil
	}
	return c.pkg.Prog.FuncValue(fn.Origin())
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// callMethod runs a call of the method fn of the value in an interface.
func (c *context) callMethod(n *solver.Node[*state], site callSite, fn *ssa.Function, s *state) []callOut {
	recv := *site.recv
	recv.typ = nil
	site.fn, site.static, site.recv = &value{kind: kFunc, fn: fn}, fn, nil
	site.args = append([]*value{&recv}, site.args...)
	return c.callFunc(n, site, s)
}

// loopBody returns the argument that is the body of a range-over-func loop.
func loopBody(args []*value) *value {
	for _, a := range args {
		if a.kind == kFunc && isLoopBody(a.fn) {
			return a
		}
	}
	return nil
}

// unknown runs a call of code that is not seen: what it gets escapes.
func (c *context) unknown(site callSite, s *state) []callOut {
	c.handsOver(site, s)
	return c.unseen(site, s)
}

// unseen returns the outcomes of a call of code that is not seen.
func (c *context) unseen(site callSite, s *state) []callOut {
	if callee := calledBy(site.instr); callee != nil && c.trusted(callee) || c.handleField(site.instr.Common().Value) {
		return []callOut{{st: s, val: top}}
	}
	return c.orPanics(s)
}

// handsOver gives away what a call gets.
func (c *context) handsOver(site callSite, s *state) {
	c.attend(site, s)
	c.escapeAll(s, append(site.args, site.fn))
	if site.recv != nil {
		c.escape(s, site.recv)
	}
}

// orPanics returns the outcomes of a call of which nothing is known: it
// returns, or, where that matters, panics.
func (c *context) orPanics(s *state) []callOut {
	outs := []callOut{{st: s, val: top}}
	if c.mightPanic(s) {
		outs = append(outs, callOut{st: s.clone(), panics: true})
	}
	return outs
}

// countCall counts a call of a callback parameter.
func (c *context) countCall(s *state) []callOut {
	switch s.ts {
	case fresh:
		s.ts = active
	case active:
		s.ts = exhausted
	}
	return []callOut{{st: s, val: top}} // a panic of the callback is the caller's
}

// callFunc runs a call of a known function.
func (c *context) callFunc(n *solver.Node[*state], site callSite, s *state) []callOut {
	if fn := site.static; fn != nil {
		if len(c.via) > 0 && site.instr == c.via[0] && s.led == 0 {
			c.acquiredAgain(n, site, s)
		}
		if c.leads(site, s) && len(origin(fn).Blocks) > 0 {
			return c.ledInto(site, origin(fn), s)
		}
		if acq := c.acquirement(fn); acq != nil {
			return c.acquireCall(n, site, acq, s)
		}
		if obj := object(fn); obj != nil && len(site.args) == 1 && protocol.Wraps(obj.FullName()) {
			return []callOut{{st: s, val: site.args[0]}}
		}
		switch c.endingOf(object(fn)) {
		case exits:
			if c.mightPanic(s) && len(fn.Blocks) > 0 && c.mayPanic(fn) {
				return []callOut{{st: s, panics: true}}
			}
			return nil
		case panics:
			return []callOut{{st: s, panics: true}}
		}
	}
	fn := origin(site.fn.fn)
	if outs, ok := c.errorCall(site, fn, s); ok {
		return outs
	}
	if outs, ok := c.atomicCall(site, fn, s); ok {
		return outs
	}
	if outs, ok := c.onceCall(n, site, fn, s); ok {
		return outs
	}
	if outs, ok := c.startCall(site, fn, s); ok {
		return outs
	}
	matters := mayRecover(fn) && site.direct || c.recoverable(s) && defersRecover(fn) || c.watches(site, s)
	for _, a := range append(site.args, site.fn) {
		matters = matters || c.interesting(s, a)
	}
	matters = matters || c.recoverable(s) && givenKnown(fn, site.args) || c.looksInto(fn, site.args, s) || (s.owed() || c.signal != nil) && c.decidesEnd(fn, site.args) || s.owed() && c.looksAtContext(fn)
	switch {
	case !matters:
		c.disturb(s, fn, site.args)
		var outs []callOut
		if c.comesBack(fn) {
			outs = []callOut{{st: s, val: c.knownResult(fn, site.args)}}
		}
		if c.mightPanic(s) && (c.mayPanic(fn) || c.runsPanicking(fn, site.args)) {
			outs = append(outs, callOut{st: s.clone(), panics: true})
		}
		return outs
	case len(fn.Blocks) > 0:
		return c.inPlace(site, fn, s)
	}
	if sum := c.summaryOf(fn); sum != nil {
		return c.summarised(n, site, sum, s)
	}
	if body := loopBody(site.args); body != nil {
		return c.callbacks(n, site, s, []*value{body}, false)
	}
	outs := c.unknown(site, s)
	outs[0].val = c.knownResult(fn, site.args)
	return outs
}

func (c *context) summaryOf(fn *ssa.Function) *Summary {
	obj := object(fn)
	if obj == nil || obj.Pkg() == c.pkg.Pkg {
		return nil
	}
	return c.summary(obj)
}

// interesting reports whether a callee that is given a can do anything that
// matters: reach a handle, or a variable whose content the engine follows.
func (c *context) interesting(s *state, a *value) bool {
	if s.isStruct(a) {
		return s.reaches(a, func(b *value) bool { return b.kind == kHandle || b.kind == kOther })
	}
	return s.reaches(a, func(b *value) bool {
		switch b.kind {
		case kHandle:
			return true
		case kConst:
			return b.neg
		case kFunc:
			return len(b.elems) > 0 || c.surrounds(b.fn)
		case kPtr:
			v, ok := s.cells[b.cell]
			return ok && !(v.val.kind == kCollection && len(v.val.elems) == 0) && (at(v.val, b.path).kind != kTop || b.path == "" && followed(b.cell))
		}
		return false
	})
}

// surrounds reports whether the call that acquires the tracked object stands
// in the literal fn.
func (s *search) surrounds(fn *ssa.Function) bool {
	if s.site == nil || fn.Parent() == nil {
		return false
	}
	for _, call := range append(s.via, s.site) {
		for in := call.Parent(); in != nil; in = in.Parent() {
			if in == fn {
				return true
			}
		}
	}
	return false
}

// followed reports whether x is a variable of a type whose content the
// engine follows.
func followed(x cell) bool {
	a, ok := x.v.(*ssa.Alloc)
	if !ok {
		return x.v == nil
	}
	return zeroValue(pointee(a)).kind != kTop
}

// inPlace interprets the body of fn on the state of the call.
func (c *context) inPlace(site callSite, fn *ssa.Function, s *state) []callOut {
	f := enter(s, site.name, fn, site.args, site.fn.elems, site.direct)
	if len(c.stack) >= maxStack || len(f.cells) > maxCells {
		return c.unknown(site, s) // a recursion that never looks the same twice
	}
	recovers := c.recoverable(s)
	callee := c.contextFor(fn, f.callee, recovers, recovers && c.cleaning)
	if callee == nil {
		return nil
	}
	c.lift(site, s, callee)
	var outs []callOut
	for _, node := range callee.outs {
		st, results := f.leave(node.State, node.State.results)
		out := callOut{st: st, at: node, in: callee, panics: node.Place == callee.place(panicPlace)}
		if !out.panics {
			out.val = result(results)
		}
		outs = append(outs, out)
	}
	c.inDoubt(site, callee, outs)
	if c.resource {
		return outs
	}
	if s.owed() && fn.Signature.Recv() != nil && len(site.args) > 0 && s.isHolder(site.args[0]) {
		outs = withoutDoubt(outs, fn.Signature)
		c.heldAdvance(site, s.ts, outs)
	} else if len(c.via) > 0 && fn.Parent() != nil && s.reaches(site.fn, isHandle) {
		c.heldAdvance(site, s.ts, outs)
	}
	return outs
}

// calleeOf returns the body that a call runs, or nil if that is not known.
func calleeOf(site callSite) *ssa.Function {
	if site.fn.kind != kFunc {
		return nil
	}
	return origin(site.fn.fn)
}

// -- builtins --

func (c *context) builtin(n *solver.Node[*state], instr *ssa.Call, b *ssa.Builtin, s *state) []*state {
	if c.onCollection(instr, b, s) {
		return []*state{s}
	}
	switch b.Name() {
	case "recover":
		val := constOf(nilConst)
		if s.raised {
			s.raised = false
			val = nonNil
		}
		s.set(instr, val)
		return []*state{s}
	case "len":
		if a := s.eval(instr.Call.Args[0]); equal(a, constOf(emptyString)) || a.is(valueRole) && a.neg {
			s.set(instr, constOf(constVal{kind: constInt}))
			return []*state{s}
		}
		if c.yields != nil {
			s.set(instr, c.lengthOf(instr.Call.Args[0], s))
			return []*state{s}
		}
	case "close":
		if c.closes(instr, s) {
			return []*state{s}
		}
	case "ssa:wrapnilchk":
		s.set(instr, s.eval(instr.Call.Args[0]))
		return []*state{s}
	}
	for _, a := range instr.Call.Args {
		c.escape(s, s.eval(a))
	}
	s.set(instr, top)
	return []*state{s}
}
