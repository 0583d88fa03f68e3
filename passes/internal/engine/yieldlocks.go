package engine

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A LockedYield is a call of yield under a lock that a loop body takes again.
type LockedYield struct {
	// Param is the yield. It is nil if that is in another package, as are At and
	// Lock, and Field is the name of the lock then.
	Param *types.Var
	// At is the call, and Lock the one that takes the lock before it.
	At, Lock ssa.CallInstruction
	Field    string
	// Loop is the call that runs the loop, Body the call in the loop body, and
	// Again the one that takes the lock there: Body, or one in what that calls.
	Loop, Body, Again ssa.CallInstruction
}

// LockedYields finds, in source order, the yields of the package's sequences
// that deadlock with a loop of the package, and the calls in its loop bodies
// that do with the sequences of others. The parameters that are yields are
// those of the set.
func LockedYields(cfg Config, yields map[*types.Var]bool) []*LockedYield {
	l := newLocker(cfg, yields)
	for _, fn := range cfg.Functions {
		l.loopsIn(fn)
	}
	var out []*LockedYield
	for _, y := range l.found {
		out = append(out, y)
	}
	slices.SortFunc(out, func(a, b *LockedYield) int { return cmp.Compare(PosOf(a.Place()), PosOf(b.Place())) })
	return out
}

// Place returns the call at which the finding stands.
func (y *LockedYield) Place() ssa.CallInstruction {
	if y.At != nil {
		return y.At
	}
	return y.Body
}

// A locker knows which functions take which locks, and which they hold at
// their yields.
type locker struct {
	yields  map[*types.Var]bool
	bodies  map[*types.Func]*ssa.Function // of the package
	imports func(*types.Func) *Summary
	held    map[*ssa.Function][]heldLock
	taken   map[*ssa.Function][]takenLock
	// found has the findings by the call of yield; by that of the loop for the
	// sequences of other packages.
	found map[ssa.CallInstruction]*LockedYield
}

func newLocker(cfg Config, yields map[*types.Var]bool) *locker {
	l := &locker{
		yields: yields, bodies: make(map[*types.Func]*ssa.Function), imports: cfg.Imports,
		held: make(map[*ssa.Function][]heldLock), taken: make(map[*ssa.Function][]takenLock),
		found: make(map[ssa.CallInstruction]*LockedYield),
	}
	for _, fn := range cfg.Functions {
		if obj := object(fn); obj != nil && len(fn.Blocks) > 0 {
			l.bodies[obj] = fn
		}
	}
	return l
}

// summary returns what is known of a function of another package, or nil.
func (l *locker) summary(fn *types.Func) *Summary {
	if fn == nil || l.bodies[fn] != nil {
		return nil
	}
	return l.imports(fn)
}

// loopsIn looks at the loops over sequences in fn and its literals.
func (l *locker) loopsIn(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || call.Call.IsInvoke() || len(call.Call.Args) == 0 {
				continue
			}
			body, ok := literalIn(lastArg(call))
			if !ok {
				continue
			}
			maker, given := sequenceMaker(call)
			if held := l.heldFrom(maker, given); len(held) > 0 && !l.unlocks(body) {
				for _, h := range held {
					if !moves(body, h.place) {
						l.loop(call, body, h)
					}
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		l.loopsIn(lit)
	}
}

// sequenceMaker returns the declared function that is, or returns, the
// sequence that the call runs, and what that is given.
func sequenceMaker(call *ssa.Call) (*types.Func, []ssa.Value) {
	if fn := declaredBy(call); fn != nil {
		if fn.Signature().Results().Len() > 0 {
			return nil, nil // what it is given is not the loop body
		}
		return fn, call.Call.Args
	}
	return madeBy(readFrom(call.Call.Value))
}

// readFrom returns what the variable holds that v reads, or v.
func readFrom(v ssa.Value) ssa.Value {
	if base, ok := baseOf(v).(*ssa.Alloc); ok {
		return onlyStore(base)
	}
	return v
}

// madeBy is sequenceMaker for the sequence v.
func madeBy(v ssa.Value) (*types.Func, []ssa.Value) {
	if conv, ok := v.(*ssa.ChangeType); ok {
		v = conv.X
	}
	switch v := v.(type) {
	case *ssa.Call:
		return declaredBy(v), v.Call.Args
	case *ssa.MakeClosure:
		bound := v.Fn.(*ssa.Function)
		if obj, ok := bound.Object().(*types.Func); ok && bound.Parent() == nil && len(v.Bindings) == 1 {
			return obj.Origin(), v.Bindings
		}
	}
	return nil, nil
}

// loop looks for a call in the loop body that takes the lock h.
func (l *locker) loop(loop *ssa.Call, body *ssa.Function, h heldPlace) {
	key := h.at
	if key == nil {
		key = loop
	}
	for _, b := range body.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if inner, ok := functionOf(lastArg(call)); ok && isLoopBody(inner) {
				l.loop(loop, inner, h)
			}
			for _, t := range l.takesBy(call) {
				if t.place == h.place && waits(t.op, h.Op) && l.found[key] == nil {
					y := &LockedYield{At: h.at, Lock: h.locks, Field: h.field(), Loop: loop, Body: call, Again: t.at}
					if h.yield != nil {
						y.Param = h.yield.Object().(*types.Var)
					}
					l.found[key] = y
				}
			}
		}
	}
}

// moves reports whether fn, or a literal in it, assigns to a pointer that leads
// to the place.
func moves(fn *ssa.Function, p lockPlace) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			if placeOf(st.Addr) == (lockPlace{root: p.root}) {
				return true
			}
			if field, ok := st.Addr.(*ssa.FieldAddr); ok && strings.Contains(p.path, "."+fieldOf(field).Name()+"*") {
				return true
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool { return moves(lit, p) })
}

// waits reports whether who takes a lock in one way waits for who has it in the
// other.
func waits(a, b protocol.LockOp) bool {
	return min(a, b) != protocol.NoLock && max(a, b) == protocol.LockAlone
}

func lastArg(call *ssa.Call) ssa.Value {
	if n := len(call.Call.Args); n > 0 {
		return call.Call.Args[n-1]
	}
	return nil
}
