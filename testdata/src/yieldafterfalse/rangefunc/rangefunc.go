// Package rangefunc has calls of yield in the bodies of loops over functions.
package rangefunc

import "iter"

func badPassedOn(seq iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range seq {
			yield(x) // fix // want `the result of yield is lost`
		}
	}
}

func okPassedOn(seq iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range seq {
			if !yield(x) {
				return
			}
		}
		yield(0)
	}
}

func badBreak(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			if !yield(x) { // want `on line 33`
				break
			}
		}
		for x := range b {
			if !yield(x) {
				break
			}
		}
	}
}

func okBreak(a iter.Seq[int], unlock func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			if !yield(x) {
				break
			}
		}
		unlock()
	}
}

func badNested(a iter.Seq[iter.Seq[int]]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for s := range a {
			for x := range s {
				if !yield(x) { // want `the result of yield is lost`
					break
				}
			}
		}
	}
}

func okNested(a iter.Seq[iter.Seq[int]]) iter.Seq[int] {
	return func(yield func(int) bool) {
	all:
		for s := range a {
			for x := range s {
				if !yield(x) {
					break all
				}
			}
		}
	}
}

func okFlag(a iter.Seq[iter.Seq[int]]) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := true
		for s := range a {
			for x := range s {
				ok = yield(x)
				if !ok {
					break
				}
			}
			if !ok {
				return
			}
		}
	}
}

func badContinue(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			if !yield(x) { // want `the result of yield is lost`
				continue
			}
		}
	}
}

func okPulled(a iter.Seq[int], b iter.Seq[int]) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
		for {
			y, ok := next()
			if !ok || !yield(0, y) {
				return
			}
		}
	}
}
