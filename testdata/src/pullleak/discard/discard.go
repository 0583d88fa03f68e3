// Package discard: handles that the program does not take.
package discard

import "iter"

func badBlank(seq iter.Seq[int]) int {
	next, _ := iter.Pull(seq) // fix // want `the stop function of iter.Pull is discarded, and next is not drained when badBlank returns on line \d+; name it and defer it`
	v, _ := next()
	return v
}

func badDropped(seq iter.Seq[int]) {
	iter.Pull(seq) // nofix // want "the results of iter.Pull are dropped, so its iterator can be neither stopped nor drained; take them, or do not call it"
}

func badBothBlank(seq iter.Seq[int]) {
	_, _ = iter.Pull(seq) // want "dropped"
}

func badUsedAsBlank(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	next()
	_ = stop
}

func badNamedButUnused(seq iter.Seq[int]) (v int) {
	var stop func()
	next, stop := iter.Pull(seq) // fix // want "call stop"
	v, _ = next()
	_ = stop
	return v
}

func badVar(seq iter.Seq[int]) int {
	var next, _ = iter.Pull(seq) // fix // want "discarded"
	v, _ := next()
	return v
}

func okVar(seq iter.Seq[int]) int {
	var next, stop = iter.Pull(seq)
	defer stop()
	v, _ := next()
	return v
}

func badNextBlank(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // fix // want "iter.Pull is neither stopped nor drained when badNextBlank returns"
	if c {
		stop()
	}
}

// Three elements, three calls: the fourth, which would return false, is not
// made.
func badAllValuesNoEnd() int {
	next, _ := iter.Pull(func(yield func(int) bool) { // fix // want "discarded"
		_ = yield(1) && yield(2) && yield(3)
	})
	a, _ := next()
	b, _ := next()
	c, _ := next()
	return a + b + c
}

func okAllValuesAndEnd(seq iter.Seq[int]) int {
	next, _ := iter.Pull(seq)
	a, _ := next()
	if _, more := next(); more {
		panic("more than one")
	}
	return a
}

func badStopNameTaken(seq iter.Seq[int], stop bool) int {
	next, _ := iter.Pull(seq) // fix // want "discarded"
	v, _ := next()
	if stop {
		return 0
	}
	return v
}

func badAssigned(seq iter.Seq[int]) int {
	var next func() (int, bool)
	next, _ = iter.Pull(seq) // want "discarded"
	v, _ := next()
	return v
}

func badInIf(seq iter.Seq[int]) int {
	if next, _ := iter.Pull(seq); seq != nil { // nofix // want "discarded"
		v, _ := next()
		return v
	}
	return 0
}

func okInIf(seq iter.Seq[int]) int {
	if next, stop := iter.Pull(seq); seq != nil {
		defer stop()
		v, _ := next()
		return v
	} else {
		stop()
	}
	return 0
}

func badArguments(seq iter.Seq[int]) {
	ignore(iter.Pull(seq)) // nofix // want "iter.Pull"
}

func ignore(func() (int, bool), func()) {}

func okArguments(seq iter.Seq[int]) {
	finish(iter.Pull(seq))
}

func finish(_ func() (int, bool), stop func()) { stop() }

func badFollowed(seq iter.Seq[int]) { next, _ := iter.Pull(seq); next() } // fix // want "discarded"

func badInCase(seq iter.Seq[int], n int) {
	switch n {
	case 1:
		next, _ := iter.Pull(seq) // fix // want "discarded"
		next()
	}
}
