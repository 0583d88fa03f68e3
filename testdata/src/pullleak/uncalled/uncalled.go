// Package uncalled: literals that nobody seen calls, and their acquires.
package uncalled

import "iter"

func okUnused(seq iter.Seq[int]) {
	_ = func() {
		_, stop := iter.Pull(seq)
		defer stop()
	}
}

func badUnused(seq iter.Seq[int]) {
	_ = func(c bool) {
		_, stop := iter.Pull(seq) // fix // want "call stop"
		if c {
			stop()
		}
	}
}

var handlers = map[string]func(iter.Seq[int]){}

func okRegistered() {
	handlers["ok"] = func(seq iter.Seq[int]) {
		next, stop := iter.Pull(seq)
		defer stop()
		next()
	}
}

func badRegistered() {
	handlers["bad"] = func(seq iter.Seq[int]) {
		next, stop := iter.Pull(seq) // want "call stop"
		if _, ok := next(); ok {
			return
		}
		stop()
	}
}

func okPassedToUnknown(run func(func(iter.Seq[int]))) {
	run(func(seq iter.Seq[int]) {
		next, stop := iter.Pull(seq)
		defer stop()
		next()
	})
}

func badPassedToUnknown(run func(func(iter.Seq[int]))) {
	run(func(seq iter.Seq[int]) {
		next, stop := iter.Pull(seq) // fix // want "call stop"
		if v, ok := next(); ok && v > 0 {
			return
		}
		stop()
	})
}

// The variable outlives the call of the literal, which may run again or not.
func badVariableOfOuter(run func(func()), seq iter.Seq[int]) {
	var stop func()
	run(func() {
		next, s := iter.Pull(seq) // want "iter.Pull"
		if _, ok := next(); ok {
			return
		}
		stop = s
	})
	if stop != nil {
		stop()
	}
}

func okVariableOfOuter(run func(func()), seq iter.Seq[int]) {
	var stop func()
	run(func() {
		_, stop = iter.Pull(seq)
	})
	if stop != nil {
		stop()
	}
}

type server struct{ handle func(iter.Seq[int]) }

func badField() *server {
	return &server{handle: func(seq iter.Seq[int]) {
		next, _ := iter.Pull(seq) // fix // want "discarded"
		next()
	}}
}

func okField() *server {
	return &server{handle: func(seq iter.Seq[int]) {
		next, stop := iter.Pull(seq)
		next()
		stop()
	}}
}
