package returned

import (
	"errors"
	"iter"

	"useafterstop/returned/lib"
)

func badHeld(seq iter.Seq[int]) iter.Seq[int] {
	c := lib.New(seq)
	defer c.Close()
	return func(yield func(int) bool) {
		for v, ok := c.Next(); ok; v, ok = c.Next() { // want `c.Next is called in what badHeld returns, after badHeld has released the iterator; release in the literal instead`
			if !yield(v) {
				return
			}
		}
	}
}

func okHeld(seq iter.Seq[int]) iter.Seq[int] {
	c := lib.New(seq)
	return func(yield func(int) bool) {
		defer c.Close()
		for v, ok := c.Next(); ok; v, ok = c.Next() {
			if !yield(v) {
				return
			}
		}
	}
}

func okHeldValue(seq iter.Seq[int]) func() int {
	c := lib.New(seq)
	defer c.Close()
	v, _ := c.Next()
	return func() int { return v }
}

func badHandle(seq iter.Seq[int]) func() (int, bool) {
	next, stop := iter.Pull(seq)
	defer stop()
	return next // want `badHandle returns next of the iterator that it has released; leave the release to the caller`
}

func okHandles(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	return next, stop
}

func okFailed(seq iter.Seq[int], check func(int) error) (func() (int, bool), func(), error) {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if !ok {
		return next, stop, nil
	}
	if err := check(v); err != nil {
		stop()
		return nil, nil, err
	}
	return next, stop, nil
}

func okEnded(seq iter.Seq[int], check func(int) bool) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	if v, ok := next(); ok && !check(v) {
		stop()
		return next, func() {} // it has nothing any more
	}
	return next, stop
}

func okWithError(seq iter.Seq[int]) (func() (int, bool), error) {
	next, stop := iter.Pull(seq)
	if v, ok := next(); !ok || v < 0 {
		stop()
		return next, errors.New("empty")
	}
	return next, nil
}
