package engine

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A LockedYield is a call of yield under a lock that a loop body takes again.
type LockedYield struct {
	Param *types.Var
	// At is the call, and Lock the one that takes the lock before it.
	At, Lock ssa.CallInstruction
	// Loop is the call that runs the loop, Body the call in the loop body, and
	// Again the one that takes the lock there: Body, or one in what that calls.
	Loop, Body, Again ssa.CallInstruction
}

// LockedYields finds, in source order, the yields of the package's sequences
// that deadlock with a loop of the package. The parameters that are yields are
// those of the set.
func LockedYields(cfg Config, yields map[*types.Var]bool) []*LockedYield {
	l := &locker{yields: yields, held: make(map[*ssa.Function][]heldYield), taken: make(map[*ssa.Function][]taking)}
	found := make(map[ssa.CallInstruction]*LockedYield)
	for _, fn := range cfg.Functions {
		l.loopsIn(fn, found)
	}
	var out []*LockedYield
	for _, y := range found {
		out = append(out, y)
	}
	slices.SortFunc(out, func(a, b *LockedYield) int { return cmp.Compare(PosOf(a.At), PosOf(b.At)) })
	return out
}

// A locker knows which functions take which locks, and which they hold at
// their yields.
type locker struct {
	yields map[*types.Var]bool
	held   map[*ssa.Function][]heldYield
	taken  map[*ssa.Function][]taking
}

// A place is a variable: what is at the path from a value.
type lockPlace struct {
	root ssa.Value
	path string
}

// placeOf returns the place that v is the address of, or, as a value, holds.
// Two values that are the same pointer have the same place, as far as fields
// that hold pointers do not change.
func placeOf(v ssa.Value) lockPlace {
	path := ""
	for {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			path = fmt.Sprintf(".%d", x.Field) + path
			v = x.X
			continue
		case *ssa.ChangeType:
			v = x.X
			continue
		case *ssa.FreeVar:
			if bound := bindings(x); len(bound) == 1 {
				v = bound[0]
				continue
			}
		case *ssa.UnOp:
			if x.Op != token.MUL {
				break
			}
			if from := placeOf(x.X); from.path == "" {
				if alloc, ok := from.root.(*ssa.Alloc); ok {
					if v = onlyStore(alloc); v == nil {
						return lockPlace{}
					}
					continue
				}
			}
			path = "*" + path
			v = x.X
			continue
		}
		return lockPlace{v, path}
	}
}

// in returns the place at the path of p from v in place of p's root.
func (p lockPlace) in(v ssa.Value) lockPlace {
	q := placeOf(v)
	q.path += p.path
	return q
}

// A taking is a call by which a function takes a lock, at once or in what it
// calls.
type taking struct {
	op    protocol.LockOp
	place lockPlace
	at    ssa.CallInstruction // the one that locks
}

// lockOp returns what a call does to which lock.
func lockOp(instr ssa.Instruction) (taking, bool) {
	call, ok := instr.(*ssa.Call)
	if !ok || call.Call.IsInvoke() || len(call.Call.Args) == 0 {
		return taking{}, false
	}
	fn := calledBy(call)
	if fn == nil {
		return taking{}, false
	}
	op := protocol.LockOpOf(protocol.NameOf(fn))
	return taking{op, placeOf(call.Call.Args[0]), call}, op != protocol.NoLock
}

// takes returns the locks that each run of fn takes before it has let go of
// them, by places that its parameters lead to.
func (l *locker) takes(fn *ssa.Function) []taking {
	if known, seen := l.taken[fn]; seen {
		return known
	}
	l.taken[fn] = nil
	var out []taking
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || !alwaysRuns(call) {
				continue
			}
			for _, t := range l.takesBy(call) {
				if p, ok := t.place.root.(*ssa.Parameter); ok && p.Parent() == fn && !unlocksBefore(fn, call, t.place) {
					out = append(out, t)
				}
			}
		}
	}
	l.taken[fn] = out
	return out
}

// takesBy returns the locks that a call takes.
func (l *locker) takesBy(call *ssa.Call) []taking {
	if t, ok := lockOp(call); ok {
		if t.op == protocol.Unlock || t.place.root == nil {
			return nil
		}
		return []taking{t}
	}
	callee := call.Call.StaticCallee()
	if callee == nil || callee.Parent() != nil {
		return nil
	}
	callee = origin(callee)
	var out []taking
	for _, t := range l.takes(callee) {
		i := slices.Index(callee.Params, t.place.root.(*ssa.Parameter))
		if place := t.place.in(call.Call.Args[i]); place.root != nil {
			out = append(out, taking{t.op, place, t.at})
		}
	}
	return out
}

// unlocksBefore reports whether fn may let go of the lock before the call.
func unlocksBefore(fn *ssa.Function, call *ssa.Call, place lockPlace) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if t, ok := lockOp(instr); ok && t.op == protocol.Unlock && t.place == place {
				before := false
				after(instr, func(next ssa.Instruction) bool {
					before = before || next == call
					return !before
				})
				if before {
					return true
				}
			}
		}
	}
	return false
}

// unlocks reports whether fn, or a literal in it, lets go of any lock, at once
// or by calling a function that only does that.
func unlocks(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if t, ok := lockOp(instr); ok && t.op == protocol.Unlock {
				return true
			}
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if callee, ok := functionOf(call.Call.Value); ok && onlyUnlocks(callee) {
				return true
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, unlocks)
}

func onlyUnlocks(fn *ssa.Function) bool {
	locks, unlocks := false, false
	for _, b := range origin(fn).Blocks {
		for _, instr := range b.Instrs {
			if t, ok := lockOp(instr); ok {
				locks, unlocks = locks || t.op != protocol.Unlock, unlocks || t.op == protocol.Unlock
			}
		}
	}
	return unlocks && !locks
}

// -- the sequence --

// A heldYield is a call of yield by a sequence, under a lock.
type heldYield struct {
	yield *ssa.Parameter
	at    ssa.CallInstruction
	lock  taking
	// given is the place of the lock from where the function's parameters lead.
	given lockPlace
}

// holds returns the yields under locks of the sequence that fn is, or returns,
// where all that it has are under that lock.
func (l *locker) holds(fn *ssa.Function) []heldYield {
	if known, seen := l.held[fn]; seen {
		return known
	}
	l.held[fn] = nil // one that calls itself
	out := l.forwarded(fn)
	for _, lit := range append([]*ssa.Function{fn}, fn.AnonFuncs...) {
		if !IsSequence(lit.Signature) && !(lit == fn && fn.Signature.Recv() != nil) || isLoopBody(lit) {
			continue
		}
		for _, p := range lit.Params {
			if v, ok := p.Object().(*types.Var); ok && l.yields[v] {
				out = append(out, l.heldIn(lit, p)...)
			}
		}
	}
	l.held[fn] = out
	return out
}

// forwarded is holds for the sequences that fn returns and that other functions
// have made.
func (l *locker) forwarded(fn *ssa.Function) []heldYield {
	var out []heldYield
	if results := fn.Signature.Results(); results.Len() != 1 || !IsSequence(results.At(0).Type()) {
		return nil
	}
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		call, ok := ret.Results[0].(*ssa.Call)
		if !ok || call.Call.StaticCallee() == nil {
			continue
		}
		maker := origin(call.Call.StaticCallee())
		for _, y := range l.holds(maker) {
			if p, ok := y.given.root.(*ssa.Parameter); ok && p.Parent() == maker {
				y.given = y.given.in(call.Call.Args[slices.Index(maker.Params, p)])
				out = append(out, y)
			}
		}
	}
	return out
}

// heldIn is holds for the function fn with that yield.
func (l *locker) heldIn(fn *ssa.Function, yield *ssa.Parameter) []heldYield {
	before := locksHeld(fn)
	var out []heldYield
	first := true
	for _, b := range fn.Blocks {
		held := slices.Clone(before[b])
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok && runsUnderLock(call, yield) {
				if first {
					for _, t := range held {
						out = append(out, heldYield{yield, call, t, t.place})
					}
				}
				first = false
				out = slices.DeleteFunc(out, func(y heldYield) bool { return !slices.Contains(held, y.lock) })
			}
			held = step(held, instr)
		}
	}
	return out
}

// runsUnderLock reports whether the loop body may run in the call, before any
// lock has been let go of.
func runsUnderLock(call *ssa.Call, yield *ssa.Parameter) bool {
	seen := make(map[*ssa.Function]bool)
	if !runsYield(call, yield, seen) {
		return false
	}
	for fn := range seen {
		if unlocks(fn) {
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

// -- the loop --

// loopsIn looks at the loops over sequences in fn and its literals.
func (l *locker) loopsIn(fn *ssa.Function, found map[ssa.CallInstruction]*LockedYield) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || call.Call.IsInvoke() || len(call.Call.Args) == 0 {
				continue
			}
			body, ok := literalIn(call.Call.Args[len(call.Call.Args)-1])
			if !ok || unlocks(body) {
				continue
			}
			maker, given := sequenceMaker(call)
			if maker == nil {
				continue
			}
			for _, y := range l.holds(maker) {
				l.loop(call, body, maker, given, y, found)
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		l.loopsIn(lit, found)
	}
}

// sequenceMaker returns the declared function that is, or returns, the
// sequence that the call runs, and what that is given.
func sequenceMaker(call *ssa.Call) (*ssa.Function, []ssa.Value) {
	v := call.Call.Value
	if callee := call.Call.StaticCallee(); callee != nil && callee.Parent() == nil && callee.Synthetic == "" {
		return origin(callee), call.Call.Args
	}
	if base, ok := baseOf(v).(*ssa.Alloc); ok {
		v = onlyStore(base)
	}
	if conv, ok := v.(*ssa.ChangeType); ok {
		v = conv.X
	}
	switch v := v.(type) {
	case *ssa.Call:
		if callee := v.Call.StaticCallee(); callee != nil && callee.Parent() == nil {
			return origin(callee), v.Call.Args
		}
	case *ssa.MakeClosure:
		bound := v.Fn.(*ssa.Function)
		if obj, ok := bound.Object().(*types.Func); ok && bound.Parent() == nil && len(v.Bindings) == 1 {
			return bound.Prog.FuncValue(obj.Origin()), v.Bindings
		}
	}
	return nil, nil
}

// loop looks for a call in the loop body that takes the lock of y.
func (l *locker) loop(loop *ssa.Call, body, maker *ssa.Function, given []ssa.Value, y heldYield, found map[ssa.CallInstruction]*LockedYield) {
	p, ok := y.given.root.(*ssa.Parameter)
	if !ok || found[y.at] != nil {
		return
	}
	i := slices.Index(maker.Params, p)
	if i < 0 || i >= len(given) {
		return
	}
	lock := y.given.in(given[i])
	if lock.root == nil {
		return
	}
	for _, b := range body.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if inner, ok := functionOf(lastArg(call)); ok && isLoopBody(inner) {
				l.loop(loop, inner, maker, given, y, found)
			}
			for _, t := range l.takesBy(call) {
				if t.place == lock && (t.op == protocol.LockAlone || y.lock.op == protocol.LockAlone) && found[y.at] == nil {
					found[y.at] = &LockedYield{
						Param: y.yield.Object().(*types.Var), At: y.at, Lock: y.lock.at, Loop: loop, Body: call, Again: t.at,
					}
				}
			}
		}
	}
}

func lastArg(call *ssa.Call) ssa.Value {
	if n := len(call.Call.Args); n > 0 {
		return call.Call.Args[n-1]
	}
	return nil
}
