// Package branches: the release stands on some of the branches.
package branches

import "iter"

func badOneBranch(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // fix // want `iterator of iter.Pull is neither stopped nor drained when badOneBranch returns on line \d+; call stop on this path, or defer it`
	if c {                    // step 1: "this is false"
		stop()
	}
} // step 2: "returns here without a release"

func okBothBranches(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		stop()
	} else {
		println()
		stop()
	}
}

func badEarlyReturn(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq) // fix // want "neither stopped nor drained"
	v, ok := next()
	if !ok { // step 1: "this is true"
		return 0
	}
	if v < 0 { // step 2: "this is true"
		return v // step 3: "returns here"
	}
	stop()
	return v
}

func okEarlyReturnDrained(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if !ok {
		return 0
	}
	stop()
	return v
}

func badReleaseOnlyWhenDrained(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq) // want "neither stopped nor drained"
	v, ok := next()
	if !ok {
		stop()
		return 0
	}
	return v
}

func okReleaseOnlyWhenNotDrained(seq iter.Seq[int]) (v int) {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if ok {
		stop()
	}
	return v
}

// Pull before a branch, stop in one branch: zip of two of which one ends.
func badZip(a, b iter.Seq[int]) (sum int) {
	nextA, stopA := iter.Pull(a) // want "call stopA"
	nextB, stopB := iter.Pull(b)
	defer stopB()
	for {
		x, ok := nextA()
		if !ok {
			return sum
		}
		y, ok := nextB()
		if !ok {
			return sum
		}
		sum += x * y
	}
	stopA()
	return
}

func okZip(a, b iter.Seq[int]) (sum int) {
	nextA, stopA := iter.Pull(a)
	defer stopA()
	nextB, stopB := iter.Pull(b)
	defer stopB()
	for {
		x, okA := nextA()
		y, okB := nextB()
		if !okA || !okB {
			return sum
		}
		sum += x * y
	}
}

func badStopBeforeSomeReturns(seq iter.Seq[int], n int) int {
	next, stop := iter.Pull(seq) // want "call stop"
	if n == 1 {
		stop()
		return 1
	}
	if n == 2 {
		return 2
	}
	v, _ := next()
	stop()
	return v
}

func okStopBeforeEachReturn(seq iter.Seq[int], n int) int {
	next, stop := iter.Pull(seq)
	if n == 1 {
		stop()
		return 1
	}
	if n == 2 {
		stop()
		return 2
	}
	v, _ := next()
	stop()
	return v
}

func okCorrelated(seq iter.Seq[int], c bool) {
	var stop func()
	if c {
		_, stop = iter.Pull(seq)
	}
	println()
	if c {
		stop()
	}
}

func badAnticorrelated(seq iter.Seq[int], c bool) {
	stop := func() {}
	if c {
		_, stop = iter.Pull(seq) // want "iter.Pull"
	}
	if !c {
		stop()
	}
}

func badPull2(seq iter.Seq2[string, int], c bool) {
	next, stop := iter.Pull2(seq) // want "iterator of iter.Pull2"
	_, _, ok := next()
	if ok && c {
		return
	}
	stop()
}

func okPull2(seq iter.Seq2[string, int]) {
	next, stop := iter.Pull2(seq)
	if _, _, ok := next(); ok {
		stop()
	}
}

func okStopTwice(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		stop()
	}
	stop()
}

func okPhi(a, b iter.Seq[int], c bool) {
	var stop func()
	if c {
		_, stop = iter.Pull(a)
	} else {
		_, stop = iter.Pull(b)
	}
	stop()
}

func badPhi(a, b iter.Seq[int], c bool) {
	_, stop := iter.Pull(a) // want "iter.Pull"
	if c {
		_, stop = iter.Pull(b)
	}
	stop()
}

func badGoto(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	if c {
		goto out
	}
	stop()
out:
	println()
}

func okGoto(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		goto out
	}
	println()
out:
	stop()
}
