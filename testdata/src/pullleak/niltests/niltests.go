// Package niltests: a handle that is nil is not open.
package niltests

import "iter"

func okIfNotNil(seq iter.Seq[int], c bool) {
	var stop func()
	if c {
		_, stop = iter.Pull(seq)
	}
	if stop != nil {
		stop()
	}
}

func badIfNil(seq iter.Seq[int], c bool) {
	var stop func()
	if c {
		_, stop = iter.Pull(seq) // want "iter.Pull"
	}
	if stop == nil {
		return
	}
	println()
}

func okReturnIfNil(seq iter.Seq[int], c bool) {
	var stop func()
	if c {
		_, stop = iter.Pull(seq)
	}
	if stop == nil {
		return
	}
	stop()
}

func okDeferredNilTest(seq iter.Seq[int], c bool) {
	var next func() (int, bool)
	var stop func()
	defer func() {
		if stop != nil {
			stop()
		}
	}()
	if c {
		next, stop = iter.Pull(seq)
		next()
	}
}

func badDeferredNilTest(seq iter.Seq[int], c bool) {
	var next func() (int, bool)
	var stop func()
	defer func() {
		if stop != nil {
			stop()
		}
	}()
	if c {
		next, stop = iter.Pull(seq) // want "iter.Pull"
		next()
		stop = nil
	}
}

func okNilSequence(seq iter.Seq[int]) int {
	if seq == nil {
		return 0
	}
	next, stop := iter.Pull(seq)
	defer stop()
	v, _ := next()
	return v
}

// next tells whether stop is set.
func okOtherHandleNil(seq iter.Seq[int], c bool) {
	var next func() (int, bool)
	var stop func()
	if c {
		next, stop = iter.Pull(seq)
	}
	if next != nil {
		stop()
	}
}

func okLazyOpen(seq iter.Seq[int], n int) (sum int) {
	var next func() (int, bool)
	var stop func()
	for range n {
		if next == nil {
			next, stop = iter.Pull(seq)
		}
		v, _ := next()
		sum += v
	}
	if stop != nil {
		stop()
	}
	return sum
}

func badLazyOpen(seq iter.Seq[int], n int) (sum int) {
	var next func() (int, bool)
	for range n {
		if next == nil {
			next, _ = iter.Pull(seq) // want "discarded"
		}
		v, _ := next()
		sum += v
	}
	return sum
}
