// Package conditions: what &&, || and ! say of a path.
package conditions

import "iter"

func okAnd(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if ok && v > 0 {
		stop()
		return
	}
	if ok {
		stop()
	}
}

func badAnd(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	v, ok := next()
	if ok && v > 0 {
		stop()
	}
}

func okOr(seq iter.Seq[int], c bool) {
	next, stop := iter.Pull(seq)
	if _, ok := next(); ok || c {
		stop()
	}
}

func badOr(seq iter.Seq[int], c bool) {
	next, stop := iter.Pull(seq) // want "call stop"
	if _, ok := next(); !ok || c {
		return
	}
	stop()
}

func okNot(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	_, ok := next()
	empty := !ok
	if !empty {
		stop()
	}
}

func badNot(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	_, ok := next()
	empty := !ok
	if empty {
		stop()
	}
}

func okCombined(a, b iter.Seq[int]) bool {
	nextA, stopA := iter.Pull(a)
	nextB, stopB := iter.Pull(b)
	_, okA := nextA()
	_, okB := nextB()
	if !okA && !okB {
		return true
	}
	stopA()
	stopB()
	return false
}

func badCombined(a, b iter.Seq[int]) bool {
	nextA, stopA := iter.Pull(a) // want "call stopA"
	nextB, stopB := iter.Pull(b) // want "call stopB"
	_, okA := nextA()
	_, okB := nextB()
	if !okA || !okB {
		return true
	}
	stopA()
	stopB()
	return false
}

func okEqual(a, b iter.Seq[int]) bool {
	nextA, stopA := iter.Pull(a)
	defer stopA()
	nextB, stopB := iter.Pull(b)
	defer stopB()
	for {
		x, okA := nextA()
		y, okB := nextB()
		if okA != okB {
			return false
		}
		if !okA {
			return true
		}
		if x != y {
			return false
		}
	}
}

// Both have ended where okA and okB are equal and okA is false.
func okBothEnded(a, b iter.Seq[int]) bool {
	nextA, stopA := iter.Pull(a)
	nextB, stopB := iter.Pull(b)
	for {
		_, okA := nextA()
		_, okB := nextB()
		if okA != okB {
			stopA()
			stopB()
			return false
		}
		if !okA {
			return true
		}
	}
}

func okStored(seq iter.Seq[int], n int) {
	next, stop := iter.Pull(seq)
	v, ok := next()
	positive := ok && v > n
	if positive {
		stop()
	} else if ok {
		stop()
	}
}

func okNested(seq iter.Seq[int], c, d bool) {
	_, stop := iter.Pull(seq)
	if c {
		if d {
			stop()
		} else {
			stop()
		}
	} else {
		stop()
	}
}

func badNested(seq iter.Seq[int], c, d bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	if c {                    // step 1: "this is true"
		if d { // step 2: "this is false"
			stop()
		}
	} else {
		stop()
	}
} // step 3: "returns here"

func okConstant(seq iter.Seq[int]) {
	const debug = false
	_, stop := iter.Pull(seq)
	if debug {
		return
	}
	stop()
}
