package engine

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

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
			path = "." + fieldOf(x).Name() + path
			v = x.X
			continue
		case *ssa.Field: // of a variable that is read as a whole
			if from, ok := x.X.(*ssa.UnOp); ok && from.Op == token.MUL {
				if alloc, ok := placeOf(from.X).root.(*ssa.Alloc); ok && onlyStore(alloc) == nil {
					return lockPlace{}
				}
				path = "." + x.X.Type().Underlying().(*types.Struct).Field(x.Field).Name() + "*" + path
				v = from.X
				continue
			}
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

// A Lock is one that a function takes or holds, as callers know it: what is at
// the path from its parameter, receiver first.
type Lock struct {
	Param int
	Path  string
	Op    protocol.LockOp
}

// in returns the place of the lock in a call with these arguments.
func (l Lock) in(args []ssa.Value) lockPlace {
	p := placeOf(args[l.Param])
	p.path += l.Path
	return p
}

// lockOf returns the lock that t takes as callers of fn know it.
func lockOf(fn *ssa.Function, t taking) (Lock, bool) {
	p, ok := t.place.root.(*ssa.Parameter)
	if !ok || p.Parent() != fn {
		return Lock{}, false
	}
	return Lock{slices.Index(fn.Params, p), t.place.path, t.op}, true
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

// A takenLock is one that each run of a function takes.
type takenLock struct {
	Lock
	at ssa.CallInstruction // the call that locks, nil in another package
}

// takes returns the locks that each run of fn takes before it has let go of
// them, by places that its parameters lead to.
func (l *locker) takes(fn *ssa.Function) []takenLock {
	if known, seen := l.taken[fn]; seen {
		return known
	}
	l.taken[fn] = nil
	var out []takenLock
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || !alwaysRuns(call) {
				continue
			}
			for _, t := range l.takesBy(call) {
				if lock, ok := lockOf(fn, t); ok && !unlocksBefore(fn, call, t.place) {
					out = append(out, takenLock{lock, t.at})
				}
			}
		}
	}
	l.taken[fn] = out
	return out
}

// takesBy returns the locks that a call takes. The place where one is taken in
// another package is the call.
func (l *locker) takesBy(call *ssa.Call) []taking {
	if t, ok := lockOp(call); ok {
		if t.op == protocol.Unlock || t.place.root == nil {
			return nil
		}
		return []taking{t}
	}
	var out []taking
	for _, t := range l.takenBy(declaredBy(call)) {
		if t.at == nil {
			t.at = call
		}
		if place := t.in(call.Call.Args); place.root != nil && t.Op != protocol.Unlock {
			out = append(out, taking{t.Op, place, t.at})
		}
	}
	return out
}

// takenBy is takes for a function of this package or another.
func (l *locker) takenBy(fn *types.Func) []takenLock {
	if body := l.bodies[fn]; body != nil {
		return l.takes(body)
	}
	var out []takenLock
	if s := l.summary(fn); s != nil {
		for _, lock := range s.Takes {
			out = append(out, takenLock{Lock: lock})
		}
	}
	return out
}

// declaredBy returns the declared function that a call names, or nil. Its
// parameters are the call's arguments.
func declaredBy(call *ssa.Call) *types.Func {
	callee := call.Call.StaticCallee()
	if callee == nil {
		return nil
	}
	if s := origin(callee).Synthetic; s != "" && !strings.HasPrefix(s, "from type information") {
		return nil // a wrapper
	}
	return object(callee)
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
func (l *locker) unlocks(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if t, ok := lockOp(instr); ok && t.op == protocol.Unlock {
				return true
			}
			if call, ok := instr.(*ssa.Call); ok && l.onlyUnlocks(call) {
				return true
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, l.unlocks)
}

// onlyUnlocks reports whether the function that is called lets go of locks and
// takes none.
func (l *locker) onlyUnlocks(call *ssa.Call) bool {
	if callee, ok := functionOf(call.Call.Value); ok {
		return onlyUnlocks(callee)
	}
	s := l.summary(declaredBy(call))
	return s != nil && slices.ContainsFunc(s.Takes, func(lock Lock) bool { return lock.Op == protocol.Unlock })
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
