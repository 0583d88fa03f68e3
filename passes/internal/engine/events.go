package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- what a callee is --

// origin returns the function whose body stands in the source: instances of
// a generic function share their origin's.
func origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// object returns the declared function of fn, or nil for a literal.
func object(fn *ssa.Function) *types.Func {
	obj, _ := origin(fn).Object().(*types.Func)
	if obj == nil {
		return nil
	}
	return obj.Origin()
}

// An acquirement is what a call that acquires can end in: for each outcome
// the typestate of the new object and what the results are.
type acquirement struct {
	proto    *protocol.Protocol
	outcomes []Outcome
	derived  *Derived // of what the results hold the object in
	// context: the end of the context that the call is given releases.
	context bool
	// like: an interface is called, or the function does, so that it is not
	// known what stands behind it.
	like bool
	// parents are the names of types of the protocol's package: what comes
	// of a value of one of them is released when that ends.
	parents []string
}

// acquirement returns what a call of fn acquires, or nil: by the protocol
// tables first, then by fn's summary.
func (e *engine) acquirement(fn *ssa.Function) *acquirement {
	return e.acquirementOf(object(fn))
}

// acquirementOf is acquirement for a declared function or method.
func (e *engine) acquirementOf(obj *types.Func) *acquirement {
	if obj == nil {
		return nil
	}
	if acq, known := e.acquirements[obj]; known {
		return acq
	}
	acq := e.findAcquirement(obj)
	if obj.Pkg() != e.pkg.Pkg {
		e.acquirements[obj] = acq // what this package's own functions do is still being learnt
	}
	return acq
}

func (e *engine) findAcquirement(obj *types.Func) *acquirement {
	if p, a := e.table.Acquires(obj); p != nil {
		return directAcquirement(p, a, obj)
	}
	sum := e.summary(obj)
	if sum == nil || sum.Protocol == "" || e.holding[obj] {
		return nil // within a package the holder is looked into
	}
	p := e.table.ByName(sum.Protocol)
	if sum.Protocol == generator.Name {
		p = generator
	}
	if p == nil {
		return nil
	}
	acq := &acquirement{proto: p, outcomes: sum.Acquires, like: sum.Like, context: sum.Context}
	for _, a := range p.Acquire {
		acq.parents = append(acq.parents, a.Parents...)
	}
	if len(sum.Derived.States) > 0 {
		acq.derived = &sum.Derived
	}
	return acq
}

// directAcquirement returns the acquirement of a constructor of p.
func directAcquirement(p *protocol.Protocol, a *protocol.Acquire, obj *types.Func) *acquirement {
	results := obj.Signature().Results()
	acq := &acquirement{proto: p, context: a.Context, parents: a.Parents, like: isAbstract(obj)}
	out := Outcome{State: fresh.String(), Results: make([]Returned, results.Len())}
	failed := Outcome{State: none.String(), Results: make([]Returned, results.Len())}
	for _, role := range p.Handles() {
		if i, ok := p.Result(a, role, obj); ok {
			out.Results[i].Role = role
			if nilable(results.At(i).Type()) {
				failed.Results[i].Known = Nil
			}
		}
	}
	acq.outcomes = []Outcome{out}
	if a.Error != nil && *a.Error < results.Len() {
		out.Results[*a.Error].Known = Nil
		failed.Results[*a.Error].Known = NotNil
		acq.outcomes = append(acq.outcomes, failed)
	}
	return acq
}

// isAbstract reports whether obj is a method of an interface.
func isAbstract(obj *types.Func) bool {
	recv := obj.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// summary returns the summary of a function of this package, as far as it
// is known by now, or of an imported one; nil if there is none.
func (e *engine) summary(obj *types.Func) *Summary {
	if obj.Pkg() == e.pkg.Pkg {
		return e.summaries[obj]
	}
	if s, ok := e.imported[obj]; ok {
		return s
	}
	s := e.imports(obj)
	e.imported[obj] = s
	return s
}

// -- calls that do not come back --

// ending says how a call ends the path.
type ending uint8

const (
	returns ending = iota
	exits          // neither returns nor can be recovered
	panics         // always panics
)

// endingOf returns how a call of obj ends.
func (e *engine) endingOf(obj *types.Func) ending {
	if obj == nil {
		return returns
	}
	switch name := obj.FullName(); {
	case protocol.AlwaysPanics(name):
		return panics
	case protocol.NeverReturns(name), protocol.EndsTest(obj):
		return exits
	case obj.Pkg() == e.pkg.Pkg:
		switch {
		case e.noReturn(obj):
			return exits
		case e.panics(obj):
			return panics
		}
	default:
		sum := e.summary(obj)
		switch {
		case sum != nil && sum.NoReturn:
			return exits
		case sum != nil && sum.Panics:
			return panics
		}
	}
	return returns
}

// comesBack reports whether a call of fn, whose body is seen, may return:
// some path to a return passes no call that ends it.
func (e *engine) comesBack(fn *ssa.Function) bool {
	if known, ok := e.returning[fn]; ok {
		return known
	}
	e.returning[fn] = true // a recursive call may
	back := len(fn.Blocks) == 0 || fn.Recover != nil && defersRecover(fn)
	seen := make(map[*ssa.BasicBlock]bool)
	for stack := fn.Blocks[:min(1, len(fn.Blocks))]; len(stack) > 0 && !back; {
		b := stack[len(stack)-1]
		stack = stack[: len(stack)-1 : len(stack)-1]
		if seen[b] || e.blockEnds(b) {
			continue
		}
		seen[b] = true
		_, back = b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		stack = append(stack, b.Succs...)
	}
	e.returning[fn] = back
	return back
}

// blockEnds reports whether a call in b ends the path.
func (e *engine) blockEnds(b *ssa.BasicBlock) bool {
	for _, instr := range b.Instrs {
		call, ok := instr.(*ssa.Call)
		if !ok {
			continue
		}
		if callee := call.Call.StaticCallee(); callee != nil {
			if e.endingOf(object(callee)) != returns || !e.comesBack(origin(callee)) {
				return true
			}
		} else if call.Call.IsInvoke() && e.endingOf(call.Call.Method) != returns {
			return true
		}
	}
	return false
}

// mayPanic reports whether a call of fn may panic by what its body does: it
// panics itself or calls what the engine does not see. Faults of the
// runtime (an index out of range, a nil dereference) do not count.
func (e *engine) mayPanic(fn *ssa.Function) bool {
	fn = origin(fn)
	if len(fn.Blocks) == 0 {
		return !e.calm(fn)
	}
	if known, ok := e.panicking[fn]; ok {
		return known
	}
	e.panicking[fn] = false // a recursive call adds nothing
	may := false
	for _, b := range fn.Blocks {
		if b.Comment == "yield-invalid" || b.Comment == "rangefunc.resume.busy" {
			continue // only a broken iterator gets here
		}
		for _, instr := range b.Instrs {
			may = may || e.instrMayPanic(instr)
		}
	}
	may = may && (!defersRecover(fn) || throwsAgain(fn))
	e.panicking[fn] = may
	return may
}

// givenKnown reports whether fn, whose body is seen, is given a function or
// an object that is known: what a call of it does shows in a run of the body,
// while mayPanic takes it for unseen.
func givenKnown(fn *ssa.Function, args []*value) bool {
	for i, a := range args[:min(len(args), len(fn.Params))] {
		switch {
		case len(fn.Blocks) == 0:
			return false
		case a.kind == kOther, a.kind == kFunc:
			return true
		case a.kind == kConst && SignatureOf(fn.Params[i].Type()) != nil:
			return true
		}
	}
	return false
}

// failedBy gives an object up for which the program does not take the handles,
// where a test has failed: it has expected that there is none.
func (c *context) failedBy(obj *types.Func, s *state) {
	if s.owed() && c.site != nil && obj != nil && protocol.FailsTest(obj.FullName()) && !c.takesHandle() {
		s.ts, c.moved = escaped, true
	}
}

// decidesEnd reports whether fn may not return, and is given something known that may
// decide that, as a helper of tests is.
func (e *engine) decidesEnd(fn *ssa.Function, args []*value) bool {
	return slices.ContainsFunc(args, func(a *value) bool { return a.kind == kConst && a.c.kind <= constString || a.kind == kNonNil }) && e.mayEnd(fn)
}

// mayEnd reports whether fn, or a function of the package that it calls, calls one
// that does not return.
func (e *engine) mayEnd(fn *ssa.Function) bool {
	if known, ok := e.ending[fn]; ok {
		return known
	}
	e.ending[fn] = false
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			callee := call.Call.StaticCallee()
			if e.endingOf(calledBy(call)) != returns || callee != nil && e.mayEnd(origin(callee)) {
				e.ending[fn] = true
				return true
			}
		}
	}
	return false
}

// runsPanicking reports whether fn, of another package, runs a function that
// it is given and that may panic.
func (c *context) runsPanicking(fn *ssa.Function, args []*value) bool {
	sum := c.summaryOf(fn)
	if sum == nil {
		return false
	}
	for i, a := range args {
		if a.kind != kFunc || !c.mayPanic(a.fn) {
			continue
		}
		entry := sum.entryFor("", []Bind{{i, Callback}})
		if entry != nil && slices.ContainsFunc(entry.Outcomes, func(o Outcome) bool {
			ts := typestateOf(o.State)
			return ts == active || ts == exhausted
		}) {
			return true
		}
	}
	return false
}

// calm reports whether fn, of another package, is known not to panic by
// itself, from its summary or by its package.
func (e *engine) calm(fn *ssa.Function) bool {
	obj := object(fn)
	if obj == nil || obj.Pkg() == e.pkg.Pkg {
		return false
	}
	if e.trusted(obj) {
		return true
	}
	sum := e.summary(obj)
	if sum == nil || len(sum.Entries) == 0 {
		return false
	}
	for _, entry := range sum.Entries {
		if slices.ContainsFunc(entry.Outcomes, func(o Outcome) bool { return o.Panics }) {
			return false
		}
	}
	return true
}

// trusted reports whether fn belongs to a package of which it is known that
// its functions do not panic, and runs no code that it is given.
func (e *engine) trusted(fn *types.Func) bool {
	known := fn.Pkg() == nil || protocol.Calm(fn.Pkg().Path()) // error.Error has no package
	return known && (!callsBack(fn) || protocol.RunsLater(fn)) && e.endingOf(fn) == returns
}

// callsBack reports whether fn is given a function that it may call.
func callsBack(fn *types.Func) bool {
	params := fn.Signature().Params()
	for v := range params.Variables() {
		if SignatureOf(v.Type()) != nil {
			return true
		}
	}
	return false
}

func (e *engine) instrMayPanic(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Panic:
		return true
	case ssa.CallInstruction:
		common := instr.Common()
		if _, builtin := common.Value.(*ssa.Builtin); builtin {
			return false
		}
		callee := common.StaticCallee()
		switch {
		case callee == nil && common.Method != nil:
			return !e.trusted(common.Method)
		case callee == nil:
			return !e.handleField(common.Value)
		}
		return !e.isConstructor(object(callee)) && e.endingOf(object(callee)) != exits && e.mayPanic(callee)
	}
	return false
}

// -- what an event does to the object --

// advance returns the typestates that the tracked object can be in after an
// advance in state t, and what the end signal is in each.
func (e *engine) advance(p *protocol.Protocol, a *protocol.Advance, t typestate) []advanced {
	var more, end []*value
	if a.Signal.Kind == "sentinel" {
		more = []*value{constOf(nilConst)}
		end = []*value{e.endSignal(&a.Signal), constOf(constVal{kind: constOther, s: a.Signal.Sentinel})}
	} else {
		more, end = []*value{constOf(boolConst(!a.Signal.End))}, []*value{constOf(boolConst(a.Signal.End))}
	}
	over := exhausted
	if p.Owes(protocol.Exhausted) {
		over = ended
	}
	switch {
	case t == requested && completes(p, a):
		return signals(nil, released, end)
	case t == fresh, t == active, a.Reopens && (t == exhausted || t == ended):
		return signals(signals(nil, active, more), over, end)
	case t == exhausted, t == ended, t == requested, t == released:
		return signals(nil, t, end)
	}
	return signals(signals(nil, t, more), t, end)
}

func signals(out []advanced, t typestate, with []*value) []advanced {
	for _, v := range with {
		out = append(out, advanced{t, v})
	}
	return out
}

// completes reports whether the advance completes a release that was asked
// for.
func completes(p *protocol.Protocol, a *protocol.Advance) bool {
	for _, r := range p.Release {
		if r.Completed == a.Op {
			return true
		}
	}
	return false
}

// endSignal returns the error that signals the end.
func (e *engine) endSignal(s *protocol.Signal) *value {
	c := constVal{kind: constSentinel, s: s.Sentinel}
	if s.Wrapped {
		c.kind = constWrapped
	}
	return constOf(c)
}

type advanced struct {
	ts     typestate
	signal *value
}
