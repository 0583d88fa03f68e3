// Package samesite: one call acquires many times.
package samesite

import "iter"

func badAgain(seqs func() iter.Seq[int], more func() bool) {
	for more() {
		next, stop := iter.Pull(seqs()) // want "iter.Pull"
		if v, ok := next(); ok && v == 0 {
			continue
		}
		stop()
	}
}

// There is no way out of the loop, but each pass loses one.
func badLoopWithoutExit(seqs func() iter.Seq[int], out chan<- int) {
	for {
		next, _ := iter.Pull(seqs()) // nofix // want "iter.Pull is called again while the iterator of the last pass is open|discarded"
		v, _ := next()
		out <- v
	}
}

func okLoopWithoutExit(seqs func() iter.Seq[int], out chan<- int) {
	for {
		next, stop := iter.Pull(seqs())
		v, _ := next()
		stop()
		out <- v
	}
}

func badLoopWithoutExitStep(seqs func() iter.Seq[int], out chan<- int) {
	for {
		next, stop := iter.Pull(seqs()) // step 2: "iter.Pull is called again here" // want "iter.Pull is called again while the iterator of the last pass is open; call stop before the next pass"
		v, ok := next()
		if v > 0 { // step 1: "this is true"
			continue
		}
		if ok {
			out <- v
		}
		stop()
	}
}

// The last pass's iterator is kept in a phi and stopped by the next pass.
func okKeptInVariable(seqs []iter.Seq[int]) {
	stop := func() {}
	for _, seq := range seqs {
		stop()
		_, stop = iter.Pull(seq)
	}
	stop()
}

func badKeptInVariable(seqs []iter.Seq[int]) {
	stop := func() {}
	for _, seq := range seqs {
		_, stop = iter.Pull(seq) // want "iter.Pull"
	}
	stop()
}

func okPreviousStopped(seqs []iter.Seq[int]) {
	var prev func()
	for _, seq := range seqs {
		_, stop := iter.Pull(seq)
		if prev != nil {
			prev()
		}
		prev = stop
	}
	if prev != nil {
		prev()
	}
}

func badPreviousStopped(seqs []iter.Seq[int]) {
	var prev func()
	for _, seq := range seqs {
		_, stop := iter.Pull(seq) // want "iter.Pull"
		if prev != nil {
			prev()
		}
		prev = stop
	}
}

func okReopen(open func() iter.Seq[int], n int) (sum int) {
	next, stop := iter.Pull(open())
	for range n {
		v, ok := next()
		if !ok {
			next, stop = iter.Pull(open())
			continue
		}
		sum += v
	}
	stop()
	return sum
}

func badReopen(open func() iter.Seq[int], n int) (sum int) {
	next, stop := iter.Pull(open()) // want "iter.Pull"
	for range n {
		v, ok := next()
		if ok && v < 0 {
			next, stop = iter.Pull(open()) // want "iter.Pull"
			continue
		}
		sum += v
	}
	stop()
	return sum
}

func okReopenAfterStop(open func() iter.Seq[int], n int) (sum int) {
	next, stop := iter.Pull(open())
	for range n {
		v, ok := next()
		if ok && v < 0 {
			stop()
			next, stop = iter.Pull(open())
			continue
		}
		sum += v
	}
	stop()
	return sum
}

func okRecursive(seq iter.Seq[iter.Seq[int]], depth int) {
	next, stop := iter.Pull(seq)
	defer stop()
	if _, ok := next(); ok && depth > 0 {
		okRecursive(seq, depth-1)
	}
}

func badRecursive(seq iter.Seq[iter.Seq[int]], depth int) {
	next, stop := iter.Pull(seq) // want "call stop"
	if _, ok := next(); ok && depth > 0 {
		badRecursive(seq, depth-1)
		return
	}
	stop()
}

func okOnLiteralTwice(a, b iter.Seq[int]) {
	first := func(seq iter.Seq[int]) int {
		next, stop := iter.Pull(seq)
		defer stop()
		v, _ := next()
		return v
	}
	println(first(a), first(b))
}

func badOnLiteralTwice(a, b iter.Seq[int]) {
	first := func(seq iter.Seq[int]) int {
		next, _ := iter.Pull(seq) // fix // want "discarded"
		v, _ := next()
		return v
	}
	println(first(a), first(b))
}
