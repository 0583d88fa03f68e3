// Package coro stands in for github.com/webriots/coro.
package coro

func New[In, Out any](fn func(yield func(Out) In, suspend func() In) Out) (resume func(In) (Out, bool), cancel func()) {
	return nil, nil
}
