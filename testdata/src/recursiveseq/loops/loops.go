// Package loops has sequences that pass on others.
package loops

import (
	"iter"
	"slices"
)

func badLast(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		if !yield(0) {
			return
		}
		for x := range a { // fix // want `the loop only yields the elements of a; call it with yield`
			if !yield(x) {
				return
			}
		}
	}
}

func badBreak(xs []int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i, x := range slices.All(xs) { // fix // want `the loop only yields the elements of the sequence; call it with yield`
			if !yield(i, x) {
				break
			}
		}
	}
}

type list struct {
	next  *list
	value int
}

func (l *list) values() (n int) {
	for x := range l.badAll {
		n += x
	}
	return n
}

func (l *list) badAll(yield func(int) bool) {
	if l == nil || !yield(l.value) {
		return
	}
	for x := range l.next.badAll { // nofix // want `badAll ranges over itself, so that each element is yielded once for each level above it; hand yield to a helper that returns its result`
		if !yield(x) {
			return
		}
	}
}

func badGeneric[T any](lists [][]T) iter.Seq[T] {
	return func(yield func(T) bool) {
		if len(lists) == 0 {
			return
		}
		for x := range badGeneric(lists[1:]) { // nofix // want `badGeneric ranges over itself`
			if !yield(x) {
				return
			}
		}
		for _, x := range lists[0] {
			if !yield(x) {
				return
			}
		}
	}
}

func okNotLast(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			if !yield(x) {
				return
			}
		}
		yield(0)
	}
}

func okMore(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			if !yield(x + 1) {
				return
			}
		}
	}
}

func okOther(a iter.Seq2[int, int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			if !yield(x) {
				return
			}
		}
	}
}

func okSlice(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

func okDefers(a iter.Seq[int], unlock func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer unlock()
		for x := range a {
			if !yield(x) {
				return
			}
		}
	}
}

func badPointer(a *iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range *a { // fix // want `the loop only yields the elements of the sequence; call it with yield`
			if !yield(x) {
				return
			}
		}
	}
}

func badReceived(seqs chan iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range <-seqs { // fix // want `the loop only yields the elements of the sequence; call it with yield`
			if !yield(x) {
				return
			}
		}
	}
}

func badTypeParameter[S ~func(func(T) bool), T any](seq S) iter.Seq[T] {
	return func(yield func(T) bool) {
		for x := range seq { // fix // want `the loop only yields the elements of seq; call it with yield`
			if !yield(x) {
				return
			}
		}
	}
}

func badComment(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a { // nofix // want `the loop only yields the elements of a; call it with yield`
			// The loop may have been left.
			if !yield(x) {
				return
			}
		}
	}
}

type (
	visit func(int) bool
	other func(int) bool
)

func badNamedYield(a iter.Seq[int]) func(visit) {
	return func(yield visit) {
		for x := range a { // fix // want `the loop only yields the elements of a; call it with yield`
			if !yield(x) {
				return
			}
		}
	}
}

func okOtherYield(a func(other)) func(visit) {
	return func(yield visit) {
		for x := range a {
			if !yield(x) {
				return
			}
		}
	}
}

// yieldafterfalse reports it.
func okUnheeded(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			yield(x)
		}
	}
}
