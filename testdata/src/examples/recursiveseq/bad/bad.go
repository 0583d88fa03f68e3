// Package bad has the mistake that the rule's manual page shows.
package bad

import "iter"

type tree struct {
	left, right *tree
	value       int
}

func (t *tree) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		if t == nil {
			return
		}
		for x := range t.left.All() { // want `All ranges over itself`
			if !yield(x) {
				return
			}
		}
		if !yield(t.value) {
			return
		}
		for x := range t.right.All() { // want `All ranges over itself`
			if !yield(x) {
				return
			}
		}
	}
}
