package engine

import (
	"cmp"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// Locks sets in the summaries of the functions that importers can call which
// locks they hold and take, where both can meet: of those that no sequence holds
// nothing is said. The parameters that are yields are those of the set, and any
// of a function that can be ranged over.
func Locks(cfg Config, yields map[*types.Var]bool, summary func(*types.Func) *Summary) {
	seqs := map[*types.Var]bool{}
	maps.Copy(seqs, yields)
	l := newLocker(cfg, seqs)
	exported := make([]*ssa.Function, 0, len(cfg.Functions))
	for _, fn := range cfg.Functions {
		if obj := object(fn); obj != nil && len(fn.Blocks) > 0 && cfg.Exported(obj) {
			exported = append(exported, fn)
			if IsSequence(fn.Signature) {
				seqs[fn.Signature.Params().At(0)] = true
			}
		}
	}
	held := make(map[string]protocol.LockOp)
	for _, fn := range exported {
		if !IsSequence(fn.Signature) && !returnsSequence(fn) {
			continue
		}
		var holds []Lock
		for _, h := range l.holds(fn) {
			if h.Op != protocol.NoLock {
				holds = append(holds, h.Lock)
				held[h.field()] = max(held[h.field()], h.Op)
			}
		}
		if len(holds) > 0 {
			summary(object(fn)).Holds = sortedLocks(holds)
		}
	}
	for _, fn := range exported {
		if takes := l.takesOf(fn, held); len(takes) > 0 {
			summary(object(fn)).Takes = sortedLocks(takes)
		}
	}
}

// takesOf returns the locks that fn takes or, if that is all it does, lets go
// of, as far as a sequence of the package holds one in a field of that name so
// that one waits for the other, or one of another package may.
func (l *locker) takesOf(fn *ssa.Function, held map[string]protocol.LockOp) []Lock {
	var out []Lock
	for _, t := range l.takes(fn) {
		if _, here := lockOp(t.at); waits(t.Op, held[t.field()]) || !here {
			out = append(out, t.Lock)
		}
	}
	if !onlyUnlocks(fn) {
		return out
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if t, ok := lockOp(instr); ok {
				if lock, ok := lockOf(fn, t); ok && held[lock.field()] != protocol.NoLock {
					out = append(out, lock)
				}
			}
		}
	}
	return out
}

// field returns the name of the field that the lock is in.
func (l Lock) field() string { return l.Path[strings.LastIndexByte(l.Path, '.')+1:] }

func sortedLocks(locks []Lock) []Lock {
	slices.SortFunc(locks, func(a, b Lock) int {
		return cmp.Or(cmp.Compare(a.Param, b.Param), strings.Compare(a.Path, b.Path), cmp.Compare(a.Op, b.Op))
	})
	locks = slices.Compact(locks)
	return locks[:min(len(locks), maxLocks)]
}
