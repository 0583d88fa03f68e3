// Package generics: functions with type parameters.
package generics

import (
	"cmp"
	"iter"
)

func okFirst[T any](seq iter.Seq[T]) (zero T, ok bool) {
	next, stop := iter.Pull(seq)
	defer stop()
	return next()
}

func badFirst[T any](seq iter.Seq[T]) (zero T, ok bool) {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	v, ok := next()
	if ok {
		return v, true
	}
	stop()
	return zero, false
}

func okMin[T cmp.Ordered](seq iter.Seq[T]) (low T) {
	next, _ := iter.Pull(seq)
	low, ok := next()
	for ok {
		var v T
		v, ok = next()
		if ok {
			low = min(low, v)
		}
	}
	return low
}

func badMin[T cmp.Ordered](seq iter.Seq[T], floor T) (low T) {
	next, _ := iter.Pull(seq) // want "discarded"
	low, ok := next()
	for ok && low > floor {
		var v T
		v, ok = next()
		if ok {
			low = min(low, v)
		}
	}
	return low
}

func pull[T any](seq iter.Seq[T]) (func() (T, bool), func()) { return iter.Pull(seq) }

func okInstance(seq iter.Seq[string]) {
	next, stop := pull(seq)
	defer stop()
	next()
}

func badInstance(seq iter.Seq[string], c bool) {
	next, stop := pull(seq) // fix // want "iterator of pull"
	next()
	if c {
		stop()
	}
}

func badExplicitInstance(seq iter.Seq[string]) {
	next, _ := pull[string](seq) // fix // want "the stop function of pull is discarded"
	next()
}

func release[F ~func()](f F)          { f() }
func ignore[F any](F)                 {}
func releaseAll[T any](_ T, f func()) { f() }

func okGenericHelper(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	releaseAll("x", stop)
}

func okGenericFunctionType(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	release(stop)
}

func badGenericDrops(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "call stop"
	ignore(stop)
}

type stack[T any] struct{ items []T }

func (s *stack[T]) all(yield func(T) bool) {
	for _, v := range s.items {
		if !yield(v) {
			return
		}
	}
}

func (s *stack[T]) okPeek() (T, bool) {
	next, stop := iter.Pull(s.all)
	defer stop()
	return next()
}

func (s *stack[T]) badPeek() (v T) {
	next, stop := iter.Pull(s.all) // want "call stop"
	v, ok := next()
	if ok {
		return v
	}
	stop()
	return v
}

func okPull2[K comparable, V any](seq iter.Seq2[K, V]) map[K]V {
	next, stop := iter.Pull2(seq)
	defer stop()
	m := make(map[K]V)
	for {
		k, v, ok := next()
		if !ok {
			return m
		}
		m[k] = v
	}
}

func badLiteralInGeneric[T any](seq iter.Seq[T]) func() T {
	return func() (v T) {
		next, stop := iter.Pull(seq) // want "call stop"
		v, ok := next()
		if !ok {
			stop()
		}
		return v
	}
}
