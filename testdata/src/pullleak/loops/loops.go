// Package loops: draining, and leaving loops.
package loops

import "iter"

func okDrain(seq iter.Seq[int]) (sum int) {
	next, _ := iter.Pull(seq)
	for {
		v, ok := next()
		if !ok {
			break
		}
		sum += v
	}
	return sum
}

func okDrainForClause(seq iter.Seq[int]) (sum int) {
	next, _ := iter.Pull(seq)
	for v, ok := next(); ok; v, ok = next() {
		sum += v
	}
	return sum
}

func badDrainOrBreak(seq iter.Seq[int]) (sum int) {
	next, _ := iter.Pull(seq)                 // fix // want "stop function of iter.Pull is discarded"
	for v, ok := next(); ok; v, ok = next() { // step 1: "this is true"
		if v < 0 { // step 2: "this is true"
			break
		}
		sum += v
	}
	return sum // step 3: "returns here"
}

func badReturnInLoop(seq iter.Seq[int], want int) bool {
	next, stop := iter.Pull(seq) // want "call stop"
	for {
		v, ok := next()
		if !ok {
			return false
		}
		if v == want {
			return true
		}
	}
	stop()
	return false
}

func okStopAfterLoop(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	for {
		v, ok := next()
		if !ok || v < 0 {
			break
		}
	}
	stop()
}

func badFixedNumber(seq iter.Seq[int]) (sum int) {
	next, _ := iter.Pull(seq) // want "discarded"
	for range 3 {
		v, _ := next()
		sum += v
	}
	return sum
}

func okFixedNumberThenStop(seq iter.Seq[int]) (sum int) {
	next, stop := iter.Pull(seq)
	for range 3 {
		v, _ := next()
		sum += v
	}
	stop()
	return sum
}

func badBreakOuter(seqs []iter.Seq[int]) {
outer:
	for _, seq := range seqs {
		next, stop := iter.Pull(seq) // want "call stop"
		for {
			v, ok := next()
			if !ok {
				continue outer
			}
			if v < 0 {
				break outer
			}
		}
		stop()
	}
}

func okContinueOuter(seqs []iter.Seq[int]) {
outer:
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		for {
			v, ok := next()
			if !ok {
				continue outer
			}
			if v < 0 {
				stop()
				continue outer
			}
		}
	}
}

func badContinue(seqs []iter.Seq[int]) {
	for _, seq := range seqs {
		next, stop := iter.Pull(seq) // want "call stop"
		v, ok := next()
		if !ok {
			continue
		}
		if v < 0 {
			continue
		}
		stop()
	}
}

func okEachPass(seqs []iter.Seq[int]) {
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		next()
		stop()
	}
}

func okLoopForEver(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	for {
		next()
	}
}

func okLoopWithoutExit(seq iter.Seq[int], c chan int) {
	next, _ := iter.Pull(seq)
	for {
		v, _ := next()
		c <- v
	}
}

func okMerge(a, b iter.Seq[int], emit func(int)) {
	nextA, stopA := iter.Pull(a)
	defer stopA()
	nextB, stopB := iter.Pull(b)
	defer stopB()
	x, okA := nextA()
	y, okB := nextB()
	for okA && okB {
		if x < y {
			emit(x)
			x, okA = nextA()
		} else {
			emit(y)
			y, okB = nextB()
		}
	}
	for ; okA; x, okA = nextA() {
		emit(x)
	}
	for ; okB; y, okB = nextB() {
		emit(y)
	}
}

// Both are read to their ends, on every path.
func okMergeDrained(a, b iter.Seq[int], emit func(int)) {
	nextA, _ := iter.Pull(a)
	nextB, _ := iter.Pull(b)
	x, okA := nextA()
	y, okB := nextB()
	for okA || okB {
		if okA && (!okB || x < y) {
			emit(x)
			x, okA = nextA()
		} else {
			emit(y)
			y, okB = nextB()
		}
	}
}

// When b ends first, a is left.
func badMergeHalf(a, b iter.Seq[int], emit func(int)) {
	nextA, _ := iter.Pull(a) // want "nextA"
	nextB, _ := iter.Pull(b) // want "nextB"
	x, okA := nextA()
	y, okB := nextB()
	for okA && okB {
		emit(x + y)
		x, okA = nextA()
		y, okB = nextB()
	}
}

func okCountUntilDrained(seq iter.Seq[int]) int {
	next, _ := iter.Pull(seq)
	n := 0
	for ok := true; ok; n++ {
		_, ok = next()
	}
	return n
}

func badLimit(seq iter.Seq[int], limit int) (out []int) {
	next, _ := iter.Pull(seq) // want "discarded"
	for len(out) < limit {
		v, ok := next()
		if !ok {
			break
		}
		out = append(out, v)
	}
	return out
}

func okLimit(seq iter.Seq[int], limit int) (out []int) {
	next, stop := iter.Pull(seq)
	defer stop()
	for len(out) < limit {
		v, ok := next()
		if !ok {
			break
		}
		out = append(out, v)
	}
	return out
}
