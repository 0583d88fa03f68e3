// Package deferred has calls of yield in deferred functions.
package deferred

import (
	"fmt"
	"iter"
)

func badDefer(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer yield(-1)
		for _, x := range xs {
			if !yield(x) { // want `on line \d+`
				return
			}
		}
	}
}

func badDeferredLiteral(xs []int, err error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		defer func() {
			if err != nil {
				yield(0, err)
			}
		}()
		for _, x := range xs {
			if !yield(x, nil) { // want `on line \d+`
				return
			}
		}
	}
}

func okGuarded(xs []int, err error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		aborted := false
		defer func() {
			if !aborted && err != nil {
				yield(0, err)
			}
		}()
		for _, x := range xs {
			if !yield(x, nil) {
				aborted = true
				return
			}
		}
	}
}

func okOnlyDefer() iter.Seq[int] {
	return func(yield func(int) bool) {
		defer yield(-1)
	}
}

func badRecovered(xs []func() int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		defer func() {
			if r := recover(); r != nil {
				yield(0, fmt.Errorf("panic: %v", r)) // nofix // want `yield is called although the loop body may have panicked, in the call on line 66`
			}
		}()
		for _, x := range xs {
			if !yield(x(), nil) {
				return
			}
		}
	}
}

type failure struct{ error }

func okOwnPanic(xs []func() int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case failure:
				yield(0, r)
			default:
				panic(r)
			}
		}()
		for _, x := range xs {
			if !yield(x(), nil) {
				return
			}
		}
	}
}

func okRecovered(xs []func() int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		call := func(f func() int) (n int, err error) {
			defer func() {
				if r := recover(); r != nil {
					err = fmt.Errorf("panic: %v", r)
				}
			}()
			return f(), nil
		}
		for _, x := range xs {
			if !yield(call(x)) {
				return
			}
		}
	}
}
