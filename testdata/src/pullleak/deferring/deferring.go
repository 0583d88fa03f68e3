// Package deferring: the release is deferred.
package deferring

import "iter"

func okDefer(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	v, _ := next()
	return v
}

func badDeferAfterReturn(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq) // fix // want "call stop on this path, or defer it"
	v, ok := next()
	if ok { // step 1: "this is true"
		return v // step 2: "returns here without a release"
	}
	defer stop()
	return 0
}

func okDeferAfterDrained(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if !ok {
		return v
	}
	defer stop()
	return 0
}

func badDeferInBranch(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "neither stopped nor drained"
	if c {
		defer stop()
	}
	println()
}

func okDeferInBranches(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		defer stop()
		println()
	} else {
		defer stop()
	}
	println()
}

func okDeferredClosure(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer func() {
		println("done")
		stop()
	}()
	next()
}

func badDeferredClosureSometimes(seq iter.Seq[int], verbose bool) {
	next, stop := iter.Pull(seq) // want "call stop"
	defer func() {
		if verbose {
			stop()
		}
	}()
	next()
}

func okDeferredClosureDrains(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	defer func() {
		for {
			if _, ok := next(); !ok {
				return
			}
		}
	}()
	next()
}

func badDeferredNextOnce(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq) // fix // want "the stop function of iter.Pull is discarded, and next is not drained"
	defer next()
}

func okDeferArgument(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	defer func(f func()) { f() }(stop)
}

func badDeferArgumentDropped(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "call stop"
	defer func(f func()) { _ = f }(stop)
}

func okDeferTwoOfThem(a, b iter.Seq[int]) {
	_, stopA := iter.Pull(a)
	defer stopA()
	_, stopB := iter.Pull(b)
	defer stopB()
}

func badDeferTheOther(a, b iter.Seq[int]) {
	_, stopA := iter.Pull(a)
	defer stopA()
	_, stopB := iter.Pull(b) // fix // want "call stopB"
	defer stopA()
	_ = stopB
}

func badDeferInLoop(seqs func() iter.Seq[int], more func() bool) {
	for more() {
		next, stop := iter.Pull(seqs()) // nofix // want "stop is deferred in a loop"
		defer stop()
		next()
	}
}

func okDeferInLoopOverSlice(seqs []iter.Seq[int]) {
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		defer stop()
		next()
	}
}

func okDeferInLoopOverMap(seqs map[string]iter.Seq[int]) {
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		defer stop()
		next()
	}
}

func okDeferInLoopOverInteger(seq iter.Seq[int], n int) {
	for range n {
		next, stop := iter.Pull(seq)
		defer stop()
		next()
	}
}

func okDeferInLoopOverArray(seqs [3]iter.Seq[int]) {
	for i := range seqs {
		_, stop := iter.Pull(seqs[i])
		defer stop()
	}
}

func badDeferInLoopOverChannel(seqs chan iter.Seq[int]) {
	for seq := range seqs {
		next, stop := iter.Pull(seq) // want "deferred in a loop"
		defer stop()
		next()
	}
}

// The next functions outlive their passes, so all must stay open.
func okDeferInLoopHandleOutlives(seqs chan iter.Seq[int]) (sum int) {
	var nexts []func() (int, bool)
	for seq := range seqs {
		next, stop := iter.Pull(seq)
		defer stop()
		nexts = append(nexts, next)
	}
	for _, next := range nexts {
		v, _ := next()
		sum += v
	}
	return sum
}

func okDeferInLoopBodyFunction(seqs chan iter.Seq[int]) {
	for seq := range seqs {
		func() {
			next, stop := iter.Pull(seq)
			defer stop()
			next()
		}()
	}
}

func okDeferInLoopThatLeaves(seqs chan iter.Seq[int]) int {
	for seq := range seqs {
		next, stop := iter.Pull(seq)
		defer stop()
		v, _ := next()
		return v
	}
	return 0
}

func okDeferOrder(seq iter.Seq[int]) {
	var stop func()
	defer func() { stop() }()
	_, stop = iter.Pull(seq)
}

// The deferred call binds the function that stop is at the time.
func badDeferBoundBefore(seq iter.Seq[int]) {
	stop := func() {}
	defer stop()
	_, stop = iter.Pull(seq) // want "iter.Pull"
}

// badDeferredAgain assigns in a deferred literal that may run more than once.
func badDeferredAgain(seq iter.Seq[int], n int) (next func() (int, bool), stop func()) {
	for range n {
		defer func() {
			next, stop = iter.Pull(seq) // want "iter.Pull"
		}()
	}
	return nil, nil
}

func okDeferredAgain(seq iter.Seq[int], n int) (next func() (int, bool), stop func()) {
	for range n {
		defer func() {
			if stop != nil {
				stop()
			}
			next, stop = iter.Pull(seq)
		}()
	}
	return nil, nil
}

// The deferred calls run in the order that is the reverse of that in which they stand.
func okChangedAfter(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	done := false
	defer func() { done = true }()
	defer func() {
		if !done {
			stop()
		}
	}()
}

func badChangedBefore(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "call stop"
	done := false
	defer func() {
		if !done {
			stop()
		}
	}()
	defer func() { done = true }()
}
