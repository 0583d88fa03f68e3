// Package fixes: where a fix is offered, and where it would do harm.
package fixes

import (
	"errors"
	"iter"
)

func badNameTaken(seq iter.Seq[int], stop func(int)) int {
	next, _ := iter.Pull(seq) // fix // want "discarded"
	v, _ := next()
	stop(v)
	return v
}

func badNameTakenByType(seq iter.Seq[int]) int {
	type stop struct{ v int }
	next, _ := iter.Pull(seq) // fix // want "discarded"
	v, _ := next()
	return stop{v}.v
}

func badComment(seq iter.Seq[int]) int {
	next, stop := iter.Pull( // fix // want "call stop"
		seq, // of numbers
	) // and no more
	v, ok := next()
	if !ok {
		stop()
	}
	return v
}

func badTwoNames(a, b iter.Seq[int]) int {
	nextA, _ := iter.Pull(a) // fix // want "nextA is not drained"
	nextB, _ := iter.Pull(b) // fix // want "nextB is not drained"
	v, _ := nextA()
	w, _ := nextB()
	return v + w
}

func badLabelled(seq iter.Seq[int]) {
here:
	next, _ := iter.Pull(seq) // nofix // want "iter.Pull"
	if v, _ := next(); v > 0 {
		goto here
	}
}

var errNone = errors.New("none")

func open(seq iter.Seq[int]) (next func() (int, bool), stop func(), err error) {
	if seq == nil {
		return nil, nil, errNone
	}
	next, stop = iter.Pull(seq)
	return next, stop, nil
}

// With an error stop is nil, and to defer it would panic.
func badNilOnError(seq iter.Seq[int]) (int, error) {
	next, stop, err := open(seq) // fix // want "call stop"
	if err != nil {
		return 0, err
	}
	v, ok := next()
	if !ok {
		stop()
	}
	return v, nil
}

// The variable may be nil, but not where it has just been assigned.
func badSetLater(seq iter.Seq[int], c bool) {
	var stop func()
	if c {
		return
	}
	_, stop = iter.Pull(seq) // fix // want "call stop"
	if seq == nil {
		stop()
	}
}

// The pair is handed on, on some path: a deferred stop would end it.
func badHandedOn(seq iter.Seq[int], to chan<- func()) {
	next, stop := iter.Pull(seq) // nofix // want "call stop"
	if _, ok := next(); ok {
		return
	}
	to <- stop
}

// next is handed on, and would be dead.
func badNextHandedOn(seq iter.Seq[int], to chan<- func() (int, bool)) {
	next, _ := iter.Pull(seq) // nofix // want "discarded"
	if _, ok := next(); ok {
		return
	}
	to <- next
}

func badInLoop(seqs []iter.Seq[int]) {
	for _, seq := range seqs {
		next, _ := iter.Pull(seq) // nofix // want "discarded"
		next()
	}
}

func badIntoField(seq iter.Seq[int]) {
	var p struct{ next func() (int, bool) }
	p.next, _ = iter.Pull(seq) // nofix // want "the result of iter.Pull that stops its iterator is discarded"
}

func badInComposite(seq iter.Seq[int]) (sum int) {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	var f = func() (v int, ok bool) { v, ok = next(); return }
	for range 2 {
		v, _ := f()
		sum += v
	}
	if sum > 0 {
		stop()
	}
	return sum
}

func badBlankBoth(seq iter.Seq[int]) {
	_, _ = iter.Pull(seq) // fix // want "dropped"
}

func badParenthesised(seq iter.Seq[int]) int {
	next, _ := (iter.Pull[int])(seq) // fix // want "discarded"
	v, _ := next()
	return v
}

func badConverted(seq iter.Seq[int]) int {
	next, _ := iter.Pull(iter.Seq[int](func(yield func(int) bool) { // fix // want "discarded"
		seq(yield)
	}))
	v, _ := next()
	return v
}

func okNothingToFix(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	v, _ := next()
	return v
}
