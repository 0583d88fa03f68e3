package engine

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A Recover is one that stops a panic of the loop body.
type Recover struct {
	Param *types.Var
	// At is the call of recover, or the defer of the function that does if
	// that is a declared one, and Covered a call during which the loop body runs.
	At, Covered ssa.CallInstruction
}

// Recovers finds, in source order, where the package's sequences stop panics
// of the loop body for good. The parameters that are yields are those of the
// set.
func Recovers(cfg Config, yields map[*types.Var]bool) []*Recover {
	e, _ := newEngine(cfg)
	found := make(map[ssa.CallInstruction]*Recover)
	for _, fn := range cfg.Functions {
		for _, p := range paramsIn(fn, yields) {
			if root := p.Parent(); root.Signature.Results().Len() == 0 && !e.goesOnPanicking(root, make(map[*ssa.Function]bool)) {
				e.recoversIn(root, p, found)
			}
		}
	}
	var out []*Recover
	for _, r := range found {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *Recover) int { return cmp.Compare(a.At.Pos(), b.At.Pos()) })
	return out
}

// recoversIn looks at fn, which is part of the sequence with that yield, and
// at its literals: a panic stops at the first function that recovers.
func (e *engine) recoversIn(fn *ssa.Function, yield *ssa.Parameter, found map[ssa.CallInstruction]*Recover) {
	if fn.Signature.Results().Len() == 0 {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if d, ok := instr.(*ssa.Defer); ok {
					if r := recoverBy(d, yield); r != nil && found[r.At] == nil {
						found[r.At] = r
					}
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		if !isLoopBody(lit) {
			e.recoversIn(lit, yield, found)
		}
	}
}

// recoverBy returns the recover that d defers if that always runs, and covers
// a call during which the loop body runs. One that calls yield again is left to
// the search for lost yields.
func recoverBy(d *ssa.Defer, yield *ssa.Parameter) *Recover {
	fn, ok := functionOf(d.Call.Value)
	if !ok {
		return nil
	}
	fn = origin(fn)
	rec := recoverIn(fn)
	if rec == nil || !alwaysRuns(rec) || runsYieldIn(fn, yield, make(map[*ssa.Function]bool)) {
		return nil
	}
	r := &Recover{Param: yield.Object().(*types.Var), At: d}
	if fn.Parent() != nil {
		r.At = rec
	}
	after(d, func(instr ssa.Instruction) bool {
		if call, ok := instr.(*ssa.Call); ok && r.Covered == nil && runsYield(call, yield, make(map[*ssa.Function]bool)) {
			r.Covered = call
		}
		return r.Covered == nil
	})
	if r.Covered == nil {
		return nil
	}
	return r
}

// recoverIn returns the call of recover in the body of fn, or nil.
func recoverIn(fn *ssa.Function) *ssa.Call {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok && isRecover(call) {
				return call
			}
		}
	}
	return nil
}

func isRecover(call *ssa.Call) bool {
	bi, ok := call.Call.Value.(*ssa.Builtin)
	return ok && bi.Name() == "recover"
}

// -- does the loop body run --

// runsYield reports whether the loop body may run during the call: it calls
// the yield, a literal that does, or a function or sequence that is given one
// of these.
func runsYield(call *ssa.Call, yield *ssa.Parameter, seen map[*ssa.Function]bool) bool {
	common := call.Common()
	callee := calledBy(call)
	if common.IsInvoke() || callee != nil && protocol.Starts(protocol.NameOf(callee)) {
		return false
	}
	if isParameter(common.Value, yield) {
		return true
	}
	if fn, ok := literalIn(common.Value); ok && runsYieldIn(fn, yield, seen) {
		return true
	}
	for i, arg := range common.Args {
		if fn, ok := literalIn(arg); ok && runsYieldIn(fn, yield, seen) {
			return true
		}
		if !isParameter(arg, yield) {
			continue
		}
		if fn := common.StaticCallee(); fn == nil {
			return IsSequence(common.Value.Type())
		} else if fn = origin(fn); i < len(fn.Params) && !seen[fn] {
			return runsYieldIn(fn, fn.Params[i], seen)
		}
	}
	return false
}

// runsYieldIn reports whether the loop body may run in a call of fn, which
// does not stop its panics itself.
func runsYieldIn(fn *ssa.Function, yield *ssa.Parameter, seen map[*ssa.Function]bool) bool {
	if seen[fn] || defersRecover(fn) {
		return false
	}
	seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok && runsYield(call, yield, seen) {
				return true
			}
		}
	}
	return false
}

// isParameter reports whether v is the parameter, or reads a variable that is.
func isParameter(v ssa.Value, p *ssa.Parameter) bool {
	base := baseOf(v)
	if alloc, ok := base.(*ssa.Alloc); ok {
		base = onlyStore(alloc)
	}
	return base == ssa.Value(p)
}

// literalIn returns the literal that v is, or that the variable is that v
// reads.
func literalIn(v ssa.Value) (*ssa.Function, bool) {
	if base, ok := baseOf(v).(*ssa.Alloc); ok {
		v = onlyStore(base)
	}
	fn, ok := functionOf(v)
	return fn, ok && fn.Parent() != nil
}

// -- may the panic go on --

// goesOnPanicking reports whether fn, its literals, or what these call with a
// recovered value may panic, or end the process: for it may tell its own panics
// from others then.
func (e *engine) goesOnPanicking(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Panic:
				if instr.Pos().IsValid() { // the others are the builder's
					return true
				}
			case ssa.CallInstruction:
				if e.panicsBy(instr, seen) {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool { return e.goesOnPanicking(lit, seen) })
}

// panicsBy is goesOnPanicking for a call.
func (e *engine) panicsBy(call ssa.CallInstruction, seen map[*ssa.Function]bool) bool {
	callee := calledBy(call)
	if callee != nil && e.endingOf(callee) != returns {
		return true
	}
	if fn, ok := functionOf(call.Common().Value); ok && fn.Parent() == nil {
		fn = origin(fn)
		_, deferred := call.(*ssa.Defer)
		if (deferred || slices.ContainsFunc(call.Common().Args, isRecovered)) && e.goesOnPanicking(fn, seen) {
			return true
		}
		return false
	}
	if callee != nil && (protocol.Logs(protocol.NameOf(callee)) || protocol.NeverNil(protocol.NameOf(callee))) {
		return false
	}
	return slices.ContainsFunc(call.Common().Args, isRecovered)
}

// isRecovered reports whether v is what recover has returned.
func isRecovered(v ssa.Value) bool {
	call, ok := baseOf(v).(*ssa.Call)
	return ok && isRecover(call)
}
