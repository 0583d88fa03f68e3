package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// A SignalKind says in what way the signal of an advance is ignored or
// misread.
type SignalKind string

// The kinds of ignored signals.
const (
	// WrongSentinel: the error is compared with another protocol's sentinel.
	WrongSentinel SignalKind = "wrong-sentinel"
	// Identity: it is compared by ==, but the library wraps the sentinel.
	Identity SignalKind = "identity"
	// Discarded: the error of an advance in a loop is dropped.
	Discarded SignalKind = "discarded"
	// UsedAtEnd: the value is used on a path on which there is none.
	UsedAtEnd SignalKind = "used-at-end"
	// UsedOnError: the value is used on a path on which the advance failed.
	UsedOnError SignalKind = "used-on-error"
	// Endless: after the end the loop goes on for ever.
	Endless SignalKind = "endless"
	// Spins: after a failure the loop goes on for ever.
	Spins SignalKind = "spins"
	// ErrorAsEnd: a failure ends the loop as the end does, and nobody learns
	// of it.
	ErrorAsEnd SignalKind = "error-as-end"
	// EndAsFailure: the end is returned as a failure.
	EndAsFailure SignalKind = "end-as-failure"
	// EndLogged: the end is logged as a failure.
	EndLogged SignalKind = "end-logged"
)

// signalOrder lists the kinds by which is told first.
var signalOrder = []SignalKind{WrongSentinel, Identity, Discarded, UsedAtEnd, UsedOnError, Endless, Spins, ErrorAsEnd, EndAsFailure, EndLogged}

// A Signal is the verdict on one advance whose signal is ignored.
type Signal struct {
	Kind     SignalKind
	Protocol *protocol.Protocol
	Advance  *protocol.Advance
	// At is the advance.
	At ssa.CallInstruction
	// Where is the place of the use, the comparison or the exit, if there is
	// one; Other names the wrong sentinel.
	Where token.Pos
	Other string
	// Ends reports whether the end leads out of the loop.
	Ends bool
	// Tested reports whether the path to a use tests the signal.
	Tested bool
	Steps  []Step
}

// A signalSearch is what a search for ignored signals tracks and finds. The
// tracked object of such a search is the outcome of one advance: an element,
// the end, or a failure.
type signalSearch struct {
	call    *ssa.Call
	proto   *protocol.Protocol
	adv     *protocol.Advance
	loop    *ast.ForStmt // the innermost loop around the advance, if it is a for statement
	renewed bool         // each pass of the loop may advance another object
	memory  bool         // the source never fails, or nobody looks at that
	blank   bool         // the program does not take the signal
	awaited func() bool  // whether a caller looks for the sentinel

	again map[typestate]bool // the advance ran again after that
	left  map[typestate]bool // the loop can be left after that
	exits map[typestate]exitKinds
	right bool // the error is compared with the right sentinel somewhere
	found []*Signal
}

// exitKinds are the ways in which the function around the advance returns.
type exitKinds struct {
	success bool // with no error, or nobody knows
	failure bool // with an error
	silent  bool // without an error, and the advance's was not looked at
	at      *solver.Node[*state]
	in      *context
	pos     token.Pos
}

// errOf returns the error of an advance that ended, or that failed.
func (e *engine) errOf(sig *protocol.Signal, end bool) *value {
	a := &value{kind: kHandle, role: protocol.Err, c: constVal{kind: constOther, s: sig.Sentinel}}
	if end {
		a.c = e.endSignal(sig).c
	}
	return a
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// noValue returns what an advance gives where there is no element.
func noValue(t types.Type) *value {
	return &value{kind: kHandle, role: valueRole, neg: nilable(t)}
}

// -- sites --

// signals looks at the advances in fn and its literals.
func (e *engine) signals(fn *ssa.Function) []*Signal {
	var out []*Signal
	budget := min(signalBudget, e.signalsLeft)
	defer func(before int) { e.signalsLeft -= before - budget }(budget)
	for _, call := range callsIn(fn) {
		p, adv := e.advanceOf(call)
		if p == nil || e.endingOf(calledBy(call)) != returns {
			continue
		}
		if sig := e.signalOf(fn, call, p, adv, &budget); sig != nil {
			out = append(out, sig)
		}
	}
	return out
}

// callsIn returns the calls in fn and its literals, in order.
func callsIn(fn *ssa.Function) []*ssa.Call {
	var out []*ssa.Call
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				out = append(out, call)
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, callsIn(lit)...)
	}
	return out
}

// advanceOf returns the protocol and the advance that a call is, or nil: a
// method of an object by its type, a closure as the search for its object
// has found it to be.
func (e *engine) advanceOf(call *ssa.Call) (*protocol.Protocol, *protocol.Advance) {
	if known, ok := e.advances[call]; ok {
		return known.proto, known.adv
	}
	obj := calledBy(call)
	if obj == nil || obj.Signature().Recv() == nil {
		return nil, nil
	}
	recv := receiverOf(call)
	if recv == nil {
		return nil, nil
	}
	p := e.table.Of(recv.Type())
	if p == nil {
		return e.advanceByUse(call, obj)
	}
	if p.Type == "" && !types.IsInterface(recv.Type()) && packageOf(recv.Type()) == e.pkg.Pkg {
		return nil, nil // what a type of this package does is not known by its shape
	}
	adv := p.AdvanceBy(protocol.Op{Call: obj.Name()})
	if adv == nil {
		return nil, nil
	}
	return p, adv
}

// advanceByUse returns the advance that the program takes a call to be: one
// whose error it compares with the sentinel.
func (e *engine) advanceByUse(call *ssa.Call, obj *types.Func) (*protocol.Protocol, *protocol.Advance) {
	p, adv := e.table.AdvanceLike(obj)
	if p == nil || adv.Signal.Sentinel == "" {
		return nil, nil
	}
	for _, ref := range *call.Referrers() {
		x, ok := ref.(*ssa.Extract)
		if ok && x.Index == adv.Signal.Index(resultCount(call)) && slices.ContainsFunc(*x.Referrers(), func(use ssa.Instruction) bool {
			return comparesWith(use, x, adv.Signal.Sentinel)
		}) {
			return p, adv
		}
	}
	return nil, nil
}

// comparesWith reports whether use compares x with the package variable of
// that name, by == or by a function.
func comparesWith(use ssa.Instruction, x ssa.Value, sentinel string) bool {
	var other ssa.Value
	switch use := use.(type) {
	case *ssa.BinOp:
		if other = use.X; other == x {
			other = use.Y
		}
	case *ssa.Call:
		obj := calledBy(use)
		if obj == nil || !protocol.ComparesErrors(protocol.NameOf(obj)) || len(use.Call.Args) != 2 {
			return false
		}
		other = use.Call.Args[1]
	}
	load, ok := other.(*ssa.UnOp)
	return ok && reads(load, sentinel)
}

// reads reports whether load reads the package variable of that name.
func reads(load *ssa.UnOp, name string) bool {
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg != nil && globalName(g) == name
}

// signalOf follows the outcome of one advance, from the outermost function
// as follow does.
// Its transfers come off the budget, which the advances of a function share.
func (e *engine) signalOf(outermost *ssa.Function, call *ssa.Call, p *protocol.Protocol, adv *protocol.Advance, budget *int) *Signal {
	sig := &signalSearch{call: call, proto: p, adv: adv}
	sig.loop, _ = innermost(call).(*ast.ForStmt)
	loose := slices.Contains(adv.Signal.Carries, protocol.Exhausted) || adv.Signal.Forwarded || resultCount(call) < 2
	sig.blank = !takes(call, adv.Signal.Index(resultCount(call)))
	if sig.loop == nil && (loose || sig.blank || !takesValue(sig)) {
		return nil
	}
	sig.renewed = sig.loop != nil && renewed(receiverOf(call), sig.loop)
	recv := receiverOf(call)
	sig.memory = p.IsMemory(recv.Type()) || e.fromMemory(p, recv, 0) || sig.blank && e.fromTerminal(p, recv, 0)
	var s *search
	for _, root := range rootsOf(outermost, call.Parent()) {
		sig.reset()
		s = e.search(root, min(acquireBudget, *budget))
		s.signal, s.proto = sig, callbacksOnly
		s.run(nil, none, false)
		*budget -= min(acquireBudget, *budget) - max(s.budget, 0)
		if s.reached || s.exceeded {
			break
		}
		if next := further(root, call.Parent()); next != nil && !s.makes(next) {
			break
		}
	}
	if s.exceeded {
		e.counters.GivenUp++
		return nil
	}
	sig.awaited = func() bool { return e.awaited(outermost, call.Parent(), adv.Signal.Sentinel) }
	return sig.verdict()
}

func (sig *signalSearch) reset() {
	sig.again, sig.left = make(map[typestate]bool), make(map[typestate]bool)
	sig.exits = make(map[typestate]exitKinds)
	sig.found, sig.right = nil, false
}

func resultCount(call *ssa.Call) int { return call.Call.Signature().Results().Len() }

// -- the verdict --

func (sig *signalSearch) verdict() *Signal {
	if sig.loop != nil {
		sig.judgeLoop()
	}
	var best *Signal
	for _, f := range sig.found {
		if sig.right && f.Kind == WrongSentinel || f.Kind == EndLogged && !sig.noOtherEnd() {
			continue
		}
		if best == nil || f.before(best) {
			best = f
		}
	}
	return best
}

// before orders the findings on one advance.
func (f *Signal) before(g *Signal) bool {
	if a, b := slices.Index(signalOrder, f.Kind), slices.Index(signalOrder, g.Kind); a != b {
		return a < b
	}
	if len(f.Steps) != len(g.Steps) {
		return len(f.Steps) < len(g.Steps)
	}
	return f.Where < g.Where
}

// judgeLoop adds what is wrong with the loop around the advance.
func (sig *signalSearch) judgeLoop() {
	add := func(kind SignalKind, k exitKinds) {
		f := &Signal{Kind: kind, Protocol: sig.proto, Advance: sig.adv, At: sig.call, Where: k.pos, Ends: sig.left[exhausted] && !sig.again[exhausted]}
		if k.at != nil {
			f.Steps = (&leak{c: k.in, node: k.at}).branches()
		}
		sig.found = append(sig.found, f)
	}
	sentinel := sig.adv.Signal.Kind == "sentinel"
	bounded := sig.loop.Cond != nil && sig.loop.Post != nil
	stuck := func(ts typestate) bool { return sig.again[ts] && !sig.left[ts] && !sig.renewed }
	switch {
	case sentinel && sig.blank && !sig.adv.Signal.Droppable && !bounded && !sig.renewed && !(sig.memory && !stuck(exhausted)):
		add(Discarded, exitKinds{})
	case stuck(exhausted):
		add(Endless, exitKinds{})
	case stuck(failed):
		add(Spins, exitKinds{})
	}
	if !sentinel || !sig.endMatters() || bounded {
		return
	}
	if k := sig.exits[failed]; k.silent && takesValue(sig) {
		add(ErrorAsEnd, k)
	}
	if k := sig.exits[exhausted]; k.failure && !k.success && sig.noOtherEnd() {
		add(EndAsFailure, k)
	}
}

// endMatters reports whether the signal is looked at here, and of one object.
func (sig *signalSearch) endMatters() bool {
	return !sig.adv.Signal.Forwarded && !sig.blank && !sig.renewed
}

// noOtherEnd reports whether the function around the loop cannot come to a
// good end otherwise than after the end signal.
func (sig *signalSearch) noOtherEnd() bool {
	return sig.loop != nil && sig.endMatters() && !sig.exits[element].success && !sig.awaited()
}

// takesValue reports whether the program uses the elements.
func takesValue(sig *signalSearch) bool {
	results := resultCount(sig.call)
	for i := range results {
		if i != sig.adv.Signal.Index(results) && takes(sig.call, i) {
			return true
		}
	}
	return false
}

// awaited reports whether the sentinel is looked for by who calls fn: by
// another part of the function around a literal, or by a caller of a declared
// function, in this package.
func (e *engine) awaited(outermost, fn *ssa.Function, sentinel string) bool {
	if sentinel == "" {
		return false
	}
	if fn != outermost {
		return e.mentions(outermost, fn, sentinel)
	}
	for _, caller := range e.callers(fn) {
		if e.mentions(caller, fn, sentinel) {
			return true
		}
	}
	return false
}

// callers returns the declared functions of the package that call fn, or
// have a literal that does.
func (e *engine) callers(fn *ssa.Function) []*ssa.Function {
	if e.calledFrom == nil {
		e.calledFrom = make(map[*ssa.Function][]*ssa.Function)
		for _, caller := range e.declared {
			for _, call := range callsIn(caller) {
				if callee := call.Call.StaticCallee(); callee != nil && origin(callee) != caller {
					e.calledFrom[origin(callee)] = append(e.calledFrom[origin(callee)], caller)
				}
			}
		}
	}
	return e.calledFrom[fn]
}

// mentions reports whether fn, or a literal in it other than except, reads the
// package variable of that name.
func (e *engine) mentions(fn, except *ssa.Function, sentinel string) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if load, ok := instr.(*ssa.UnOp); ok && reads(load, sentinel) {
				return true
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool {
		return lit != except && e.mentions(lit, except, sentinel)
	})
}
