package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A heldLock is one under which a sequence calls yield. If it does nothing to
// the lock, that stands for those of the sequence that the parameter is.
type heldLock struct {
	Lock
	// at is the call of yield, and locks the one that takes the lock before it.
	// All are nil if that is in another package.
	yield     *ssa.Parameter
	at, locks ssa.CallInstruction
}

// holds returns the locks of the sequence that fn is, or returns, under which
// all its yields are.
func (l *locker) holds(fn *ssa.Function) []heldLock {
	if known, seen := l.held[fn]; seen {
		return known
	}
	l.held[fn] = nil // one that calls itself
	out := l.forwarded(fn)
	seqs := []*ssa.Function{fn}
	if fn.Signature.Results().Len() > 0 {
		seqs = fn.AnonFuncs
	}
	for _, seq := range seqs {
		if !IsSequence(seq.Signature) && (seq != fn || fn.Signature.Recv() == nil) || isLoopBody(seq) {
			continue
		}
		p := seq.Params[len(seq.Params)-1]
		if v, ok := p.Object().(*types.Var); ok && l.yields[v] {
			out = append(out, l.heldIn(seq, p, fn)...)
		}
	}
	l.held[fn] = out
	return out
}

// A heldPlace is a heldLock, and where it is in the function that has the
// sequence.
type heldPlace struct {
	heldLock
	place lockPlace
}

// heldFrom returns the locks of the sequence that maker makes of what it is
// given.
func (l *locker) heldFrom(maker *types.Func, given []ssa.Value) []heldPlace {
	var out []heldPlace
	for _, h := range l.heldOf(maker) {
		if h.Op == protocol.NoLock {
			if inner, args := madeBy(readFrom(given[h.Param])); inner != nil {
				out = append(out, l.heldFrom(inner, args)...)
				continue
			}
		}
		if place := h.in(given); place.root != nil {
			out = append(out, heldPlace{h, place})
		}
	}
	return out
}

// heldBy is heldFrom by the parameters of fn, where the maker is called.
func (l *locker) heldBy(maker *types.Func, given []ssa.Value, fn *ssa.Function) []heldLock {
	var out []heldLock
	for _, h := range l.heldFrom(maker, given) {
		if lock, ok := lockOf(fn, taking{op: h.Op, place: h.place}); ok {
			h.Lock = lock
			out = append(out, h.heldLock)
		}
	}
	return out
}

// heldGiven returns the lock that stands for those of the sequence seq, if fn
// is given that.
func heldGiven(seq ssa.Value, fn *ssa.Function) []heldLock {
	if lock, ok := lockOf(fn, taking{place: placeOf(seq)}); ok && lock.Path == "" && IsSequence(seq.Type()) {
		return []heldLock{{Lock: lock}}
	}
	return nil
}

// heldOf is holds for a function of this package or another.
func (l *locker) heldOf(fn *types.Func) []heldLock {
	if body := l.bodies[fn]; body != nil {
		return l.holds(body)
	}
	var out []heldLock
	if s := l.summary(fn); s != nil {
		for _, lock := range s.Holds {
			out = append(out, heldLock{Lock: lock})
		}
	}
	return out
}

// forwarded is holds for the sequences that fn returns and that other functions
// have made, or that it is given.
func (l *locker) forwarded(fn *ssa.Function) []heldLock {
	var out []heldLock
	if !returnsSequence(fn) {
		return nil
	}
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		seq := readFrom(ret.Results[0])
		if maker, given := madeBy(seq); maker != nil {
			out = append(out, l.heldBy(maker, given, fn)...)
		}
		out = append(out, heldGiven(seq, fn)...)
	}
	return out
}

func returnsSequence(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	return results.Len() == 1 && IsSequence(results.At(0).Type())
}

// heldIn is holds for a literal in fn, or fn itself, with that yield.
func (l *locker) heldIn(lit *ssa.Function, yield *ssa.Parameter, fn *ssa.Function) []heldLock {
	before := locksHeld(lit)
	var out []heldLock
	first := true
	for _, b := range lit.Blocks {
		held := slices.Clone(before[b])
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if now, runs := l.heldAt(call, yield, held, fn); runs && first {
				out, first = now, false
			} else if runs {
				out = slices.DeleteFunc(out, func(h heldLock) bool { return !slices.ContainsFunc(now, h.same) })
			}
			held = step(held, instr)
		}
	}
	return out
}

// same reports whether both are the same lock, taken at the same place.
func (h heldLock) same(other heldLock) bool { return h.Lock == other.Lock && h.locks == other.locks }

// heldAt returns the locks under which the loop body runs in the call, if it
// does: those that are held before, unless they are let go of, and those of the
// sequence that is called.
func (l *locker) heldAt(call *ssa.Call, yield *ssa.Parameter, held []taking, fn *ssa.Function) ([]heldLock, bool) {
	var out []heldLock
	runs := l.runsUnderLock(call, yield)
	if runs {
		for _, t := range held {
			if lock, ok := lockOf(fn, t); ok {
				out = append(out, heldLock{lock, yield, call, t.at})
			}
		}
	}
	if runs || isParameter(lastArg(call), yield) {
		inner := heldGiven(call.Call.Value, fn)
		if maker, given := sequenceMaker(call); maker != nil {
			inner = l.heldBy(maker, given, fn)
		}
		if len(inner) > 0 {
			return append(out, inner...), true
		}
	}
	return out, runs
}

// runsUnderLock reports whether the loop body may run in the call, before any
// lock has been let go of.
func (l *locker) runsUnderLock(call *ssa.Call, yield *ssa.Parameter) bool {
	seen := make(map[*ssa.Function]bool)
	if !runsYield(call, yield, seen) {
		return false
	}
	for fn := range seen {
		if l.unlocks(fn) {
			return false
		}
	}
	return true
}

// step returns the locks that are held after the instruction.
func step(held []taking, instr ssa.Instruction) []taking {
	t, ok := lockOp(instr)
	switch {
	case !ok:
		return held
	case t.op != protocol.Unlock:
		return append(held, t)
	}
	return slices.DeleteFunc(held, func(h taking) bool { return h.place == t.place || t.place.root == nil })
}

// locksHeld returns the locks that are held on every way to each block.
func locksHeld(fn *ssa.Function) map[*ssa.BasicBlock][]taking {
	before := map[*ssa.BasicBlock][]taking{fn.Blocks[0]: nil}
	todo := []*ssa.BasicBlock{fn.Blocks[0]}
	for len(todo) > 0 {
		b := todo[0]
		todo = todo[1:]
		held := slices.Clone(before[b])
		for _, instr := range b.Instrs {
			held = step(held, instr)
		}
		for _, next := range b.Succs {
			old, seen := before[next]
			now := held
			if seen {
				now = slices.DeleteFunc(slices.Clone(old), func(t taking) bool { return !slices.Contains(held, t) })
			}
			if !seen || len(now) < len(old) {
				before[next] = slices.Clone(now)
				todo = append(todo, next)
			}
		}
	}
	return before
}
