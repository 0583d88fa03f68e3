// Package lib has functions that return sequences.
package lib

import "iter"

// A List has items.
type List[T any] struct{ items []T }

// All is lazy.
func (l *List[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, x := range l.items {
			if !yield(x) {
				return
			}
		}
	}
}

// Chunk checks its argument at once.
func Chunk(xs []int, n int) iter.Seq[[]int] {
	if n < 1 {
		panic("too small")
	}
	return func(yield func([]int) bool) { yield(xs) }
}
