// Package flags: whether a sequence is open is kept in a variable.
package flags

import "iter"

func okFlag(seq iter.Seq[int], c bool) {
	var stop func()
	open := false
	if c {
		_, stop = iter.Pull(seq)
		open = true
	}
	if open {
		stop()
	}
}

func badFlagNotSet(seq iter.Seq[int], c, d bool) {
	var stop func()
	open := false
	if c {
		_, stop = iter.Pull(seq) // want "call stop"
		if d {
			open = true
		}
	}
	if open {
		stop()
	}
}

func okDone(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	done := false
	for !done {
		_, ok := next()
		done = !ok
	}
	_ = stop
}

func badDone(seq iter.Seq[int], limit int) {
	next, stop := iter.Pull(seq) // want "call stop"
	done := false
	for n := 0; !done && n < limit; n++ {
		_, ok := next()
		done = !ok
	}
	_ = stop
}

func okDoneElseStop(seq iter.Seq[int], limit int) {
	next, stop := iter.Pull(seq)
	done := false
	for n := 0; !done && n < limit; n++ {
		_, ok := next()
		done = !ok
	}
	if !done {
		stop()
	}
}

func badDoneInverted(seq iter.Seq[int], limit int) {
	next, stop := iter.Pull(seq) // want "call stop"
	done := false
	for n := 0; !done && n < limit; n++ {
		_, ok := next()
		done = !ok
	}
	if done {
		stop()
	}
}

func okDeferredFlag(seq iter.Seq[int], keep func(func() (int, bool), func()) bool) {
	next, stop := iter.Pull(seq)
	success := false
	defer func() {
		if !success {
			stop()
		}
	}()
	next()
	success = keep(next, stop)
}

func badDeferredFlag(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq) // want "call stop"
	failed := true
	defer func() {
		if failed {
			stop()
		}
	}()
	v, ok := next()
	if !ok {
		return 0
	}
	failed = false
	return v
}

const (
	closed = iota
	opened
)

func okState(seq iter.Seq[int], c bool) {
	state := closed
	var stop func()
	if c {
		_, stop = iter.Pull(seq)
		state = opened
	}
	switch state {
	case opened:
		stop()
	case closed:
	}
}

func badState(seq iter.Seq[int], c bool) {
	state := closed
	var stop func()
	if c {
		_, stop = iter.Pull(seq) // want "call stop"
		state = opened
	}
	switch state {
	case closed:
		println(stop == nil)
	}
}
