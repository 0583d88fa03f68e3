package engine

import (
	"fmt"
	"slices"

	"github.com/corolint/corolint/passes/protocol"
)

// minimal returns the automaton with one state in the place of all those that
// no sequence of operations can tell apart, and the states at in it. The classes
// are found by Moore's refinement of those of one typestate.
func (d *Derived) minimal(at []int) (*Derived, []int) {
	classes := classesBy(len(d.States), func(i int) string { return d.States[i].State })
	for n := 0; n < size(classes); {
		n = size(classes)
		classes = classesBy(len(d.States), func(i int) string {
			return fmt.Sprint(classes[i], d.rewired(i, classes))
		})
	}
	out := &Derived{States: make([]DerivedState, size(classes))}
	done := 0
	for i, s := range d.States {
		if classes[i] == done {
			out.States[done] = DerivedState{State: s.State, Ops: d.rewired(i, classes)}
			done++
		}
	}
	at = slices.Clone(at)
	for i := range at {
		at[i] = classes[at[i]]
	}
	return out, at
}

// classesBy numbers the classes of n things with one key each, in order.
func classesBy(n int, key func(int) string) []int {
	number := make(map[string]int)
	classes := make([]int, n)
	for i := range classes {
		k := key(i)
		if _, ok := number[k]; !ok {
			number[k] = len(number)
		}
		classes[i] = number[k]
	}
	return classes
}

func size(classes []int) int { return slices.Max(classes) + 1 }

// rewired returns the operations of the i-th state where each state is one of
// a class, without those that do nothing.
func (d *Derived) rewired(i int, classes []int) []DerivedOp {
	var ops []DerivedOp
	for _, op := range d.States[i].Ops {
		idle := op.Effect == protocol.Fine && len(op.Outcomes) > 0
		outs := slices.Clone(op.Outcomes)
		for j, o := range outs {
			if o.To >= 0 {
				outs[j].To = classes[o.To]
			}
			idle = idle && outs[j].To == classes[i] && !slices.ContainsFunc(o.Results, func(r Returned) bool { return r != Returned{} })
		}
		if idle {
			continue
		}
		slices.SortFunc(outs, DerivedOutcome.compare)
		op.Outcomes = slices.CompactFunc(outs, func(a, b DerivedOutcome) bool { return a.compare(b) == 0 })
		ops = append(ops, op)
	}
	return ops
}
