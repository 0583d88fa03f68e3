// Package helpers: what functions of the package do with handles.
package helpers

import "iter"

type (
	next = func() (int, bool)
	stop = func()
)

func stops(s stop)         { s() }
func stopsDeferred(s stop) { defer s(); println() }
func stopsLater(s stop)    { stops(s) }
func maybeStops(s stop, c bool) {
	if c {
		s()
	}
}
func drops(s stop)                         {}
func dropsBoth(n next, s stop)             { n() }
func advances(n next) (int, bool)          { return n() }
func opens(seq iter.Seq[int]) (next, stop) { return iter.Pull(seq) }
func opensDeeper(seq iter.Seq[int]) (stop, next) {
	n, s := opens(seq)
	return s, n
}

func drains(n next) (sum int) {
	for {
		v, ok := n()
		if !ok {
			return sum
		}
		sum += v
	}
}

func drainsUntil(n next, limit int) (sum int) {
	for sum < limit {
		v, ok := n()
		if !ok {
			return sum
		}
		sum += v
	}
	return sum
}

// more reports whether there is an element.
func more(n next) bool {
	_, ok := n()
	return ok
}

// ended reports whether there is no element.
func ended(n next) bool { return !more(n) }

// finish drains, or stops.
func finish(n next, s stop) {
	if _, ok := n(); !ok {
		return
	}
	s()
}

func recursiveDrain(n next) {
	if _, ok := n(); ok {
		recursiveDrain(n)
	}
}

func recursiveStop(s stop, depth int) {
	if depth == 0 {
		s()
		return
	}
	recursiveStop(s, depth-1)
}

func recursiveMaybe(s stop, depth int) {
	if depth < 0 {
		return
	}
	if depth == 0 {
		s()
		return
	}
	recursiveMaybe(s, depth-1)
}

func okStops(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	stops(stop)
}

func okStopsDeferred(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	defer stopsDeferred(stop)
}

func okStopsLater(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	stopsLater(stop)
}

func badMaybeStops(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // fix // want "call stop"
	maybeStops(stop, c)
}

func okMaybeStopsTrue(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	maybeStops(stop, true)
}

func badMaybeStopsFalse(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "call stop"
	maybeStops(stop, false)
}

func badDrops(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // fix // want "call stop"
	drops(stop)
}

func badDropsBoth(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	dropsBoth(next, stop)
}

func okDrains(seq iter.Seq[int]) int {
	next, _ := iter.Pull(seq)
	return drains(next)
}

func badDrainsUntil(seq iter.Seq[int]) int {
	next, _ := iter.Pull(seq) // fix // want "the stop function of iter.Pull is discarded"
	return drainsUntil(next, 10)
}

func okAdvances(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if _, ok := advances(next); ok {
		stop()
	}
}

func badAdvances(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if _, ok := advances(next); !ok {
		stop()
	}
}

func okMore(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	for more(next) {
	}
}

func badMore(seq iter.Seq[int], c func() bool) {
	next, _ := iter.Pull(seq) // want "discarded"
	for more(next) && c() {
	}
}

func okEnded(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if ended(next) {
		return
	}
	stop()
}

func badEnded(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if !ended(next) {
		return
	}
	stop()
}

func okFinish(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	finish(next, stop)
}

func okRecursiveDrain(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	recursiveDrain(next)
}

func okRecursiveStop(seq iter.Seq[int], depth int) {
	_, stop := iter.Pull(seq)
	recursiveStop(stop, depth)
}

func badRecursiveMaybe(seq iter.Seq[int], depth int) {
	_, stop := iter.Pull(seq) // want "call stop"
	recursiveMaybe(stop, depth)
}

func okOpens(seq iter.Seq[int]) {
	_, stop := opens(seq)
	defer stop()
}

func badOpens(seq iter.Seq[int]) {
	next, stop := opens(seq) // fix // want "the iterator of opens is neither stopped nor drained"
	if _, ok := next(); ok {
		return
	}
	stop()
}

func okOpensDeeper(seq iter.Seq[int]) {
	stop, next := opensDeeper(seq)
	defer stop()
	next()
}

func badOpensDeeper(seq iter.Seq[int]) {
	_, next := opensDeeper(seq) // fix // want "the stop function of opensDeeper is discarded"
	next()
}

// The callee's own variable is stopped where the handle was assigned to it.
func opensOrNot(seq iter.Seq[int], c bool) (n next, s stop, opened bool) {
	if !c {
		return nil, nil, false
	}
	n, s = iter.Pull(seq)
	return n, s, true
}

func okOpensOrNot(seq iter.Seq[int], c bool) {
	next, stop, opened := opensOrNot(seq, c)
	if !opened {
		return
	}
	next()
	stop()
}

func badOpensOrNot(seq iter.Seq[int], c bool) {
	next, stop, opened := opensOrNot(seq, c) // nofix // want "iterator of opensOrNot"
	if opened {
		if _, ok := next(); ok {
			return
		}
	}
	if stop != nil {
		stop()
	}
}

func opensDrained(seq iter.Seq[int]) next {
	n, s := iter.Pull(seq)
	s()
	return n
}

func okOpensDrained(seq iter.Seq[int]) {
	next := opensDrained(seq)
	next()
}

func badCalleeLoses(seq iter.Seq[int]) next {
	n, s := iter.Pull(seq) // want "iter.Pull"
	if _, ok := n(); !ok {
		s()
	}
	return nil
}

// even and odd are mutually recursive.
func even(n next, s stop, depth int) {
	if depth == 0 {
		s()
		return
	}
	odd(n, s, depth-1)
}

func odd(n next, s stop, depth int) {
	if _, ok := n(); !ok {
		return
	}
	even(n, s, depth-1)
}

func okMutual(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	even(next, stop, 4)
}
