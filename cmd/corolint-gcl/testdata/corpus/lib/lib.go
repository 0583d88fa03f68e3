// Package lib opens and closes: what its functions do is known to importers
// by facts alone.
package lib

import "iter"

func Open(seq iter.Seq[int]) (func() (int, bool), func()) {
	return iter.Pull(seq)
}

func OpenAny[T any](seq iter.Seq[T]) (func() (T, bool), func()) {
	return iter.Pull(seq)
}

func Close(stop func()) { stop() }

func Forget(func()) {}

func Each(xs []int, f func(int)) {
	for _, x := range xs {
		f(x)
	}
}

type source struct{ seq iter.Seq[int] }

// New returns a value of a type that importers cannot name.
func New(seq iter.Seq[int]) *source { return &source{seq} }

func (s *source) Open() (func() (int, bool), func()) { return iter.Pull(s.seq) }

func Leak(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	if v, ok := next(); ok {
		return v
	}
	stop()
	return 0
}
