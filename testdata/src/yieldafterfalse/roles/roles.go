// Package roles has functions that call a function of type func(...) bool,
// and the signs by which a yield is told from another.
package roles

import (
	"iter"
	"maps"
	"slices"
)

func okPredicate(xs []int, keep func(int) bool) (out []int) {
	for _, x := range xs {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

type set map[int]bool

func (s set) okRemove(drop func(int) bool) {
	for x := range s {
		if drop(x) {
			delete(s, x)
		}
	}
}

// knownMissUnused is missed because a method that takes a predicate has the
// same shape.
func (s set) knownMissUnused(yield func(int) bool) {
	for x := range s {
		yield(x)
	}
}

type node struct{ children []*node }

// Walk visits the children of a node only if f returns true of it.
func (n *node) okWalk(f func(*node) bool) {
	if !f(n) {
		return
	}
	for _, c := range n.children {
		c.okWalk(f)
	}
}

func count(n *node) (nodes int) {
	n.okWalk(func(*node) bool { nodes++; return true })
	return nodes
}

func (n *node) preorder() iter.Seq[*node] {
	return func(yield func(*node) bool) {
		ok := true
		n.okWalk(func(n *node) bool {
			ok = ok && yield(n)
			return ok
		})
	}
}

func okCollected(m map[int]int) []int {
	return slices.Sorted(func(yield func(int) bool) {
		for k, v := range m {
			yield(k)
			yield(v)
		}
	})
}

func okCalledOnly(xs []int) (n int) {
	each := func(f func(int) bool) {
		for _, x := range xs {
			if f(x) {
				n++
			}
		}
	}
	each(func(x int) bool { return x > 0 })
	return n
}

func badRanged(xs []int) (n int) {
	each := func(f func(int) bool) {
		for _, x := range xs {
			f(x) // want `the result of f is lost`
		}
	}
	for x := range each {
		n += x
	}
	return n
}

func badConverted(xs []int) iter.Seq[int] {
	each := func(f func(int) bool) {
		for _, x := range xs {
			f(x) // want `the result of f is lost`
		}
	}
	return each
}

var badVariable iter.Seq[int] = func(yield func(int) bool) {
	for {
		yield(1) // want `the result of yield is lost`
	}
}

type flag bool

func badNamedBool() func(func(int) flag) {
	return func(yield func(int) flag) {
		for {
			yield(1) // want `the result of yield is lost`
		}
	}
}

type list[T any] struct{ items []T }

func (l *list[T]) All() iter.Seq[T] { return l.badEach }

func (l *list[T]) badEach(yield func(T) bool) {
	for _, x := range l.items {
		yield(x) // want `the result of yield is lost`
	}
}

type box[T any] struct{ all iter.Seq[T] }

func badField[T any](xs []T) box[T] {
	return box[T]{all: func(yield func(T) bool) {
		for _, x := range xs {
			yield(x) // want `the result of yield is lost`
		}
	}}
}

func badArgument(xs []int) map[int]int {
	return first(func(yield func(int) bool) {
		for _, x := range xs {
			yield(x) // want `the result of yield is lost`
		}
	})
}

func first(seq iter.Seq[int]) map[int]int {
	for x := range seq {
		return map[int]int{x: x}
	}
	return maps.Clone(map[int]int(nil))
}
