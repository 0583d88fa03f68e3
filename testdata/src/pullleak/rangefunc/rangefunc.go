// Package rangefunc: pulls in and around range-over-func loops.
package rangefunc

import "iter"

func badReturnInside(seq, other iter.Seq[int]) int {
	next, stop := iter.Pull(other) // want "call stop"
	for v := range seq {
		w, _ := next()
		if v == w {
			return v
		}
	}
	stop()
	return 0
}

func okDeferBefore(seq, other iter.Seq[int]) int {
	next, stop := iter.Pull(other)
	defer stop()
	for v := range seq {
		w, ok := next()
		if !ok || v == w {
			return v
		}
	}
	return 0
}

func okBreakThenStop(seq, other iter.Seq[int]) {
	next, stop := iter.Pull(other)
	for v := range seq {
		if w, ok := next(); !ok || v == w {
			break
		}
	}
	stop()
}

func badBreak(seq, other iter.Seq[int]) {
	next, stop := iter.Pull(other) // want "call stop"
	for v := range seq {
		w, ok := next()
		if !ok {
			return
		}
		if v == w {
			break
		}
		stop()
		return
	}
}

func badInside(seqs iter.Seq[iter.Seq[int]]) {
	for seq := range seqs {
		next, stop := iter.Pull(seq) // nofix // want "stop"
		if v, ok := next(); ok && v < 0 {
			continue
		}
		stop()
	}
}

func okInside(seqs iter.Seq[iter.Seq[int]]) {
	for seq := range seqs {
		next, stop := iter.Pull(seq)
		if _, ok := next(); !ok {
			continue
		}
		stop()
	}
}

func badInsideReturn(seqs iter.Seq[iter.Seq[int]]) int {
	for seq := range seqs {
		next, stop := iter.Pull(seq) // want "stop"
		if v, ok := next(); ok && v < 0 {
			return v
		}
		stop()
	}
	return 0
}

func okInsideReturn(seqs iter.Seq[iter.Seq[int]]) int {
	for seq := range seqs {
		next, stop := iter.Pull(seq)
		v, ok := next()
		stop()
		if ok && v < 0 {
			return v
		}
	}
	return 0
}

// A defer in the body of such a loop waits for the function to return.
func badDeferInside(seqs iter.Seq[iter.Seq[int]]) {
	for seq := range seqs {
		next, stop := iter.Pull(seq) // want "deferred in a loop"
		defer stop()
		next()
	}
}

func okDeferInsideOnce(seqs iter.Seq[iter.Seq[int]]) int {
	for seq := range seqs {
		next, stop := iter.Pull(seq)
		defer stop()
		v, _ := next()
		return v
	}
	return 0
}

// The loop may run no time at all.
func badDeferOfOuterInside(seq, other iter.Seq[int]) {
	_, stop := iter.Pull(other) // want "call stop"
	for range seq {
		defer stop()
		break
	}
}

func okDeferOfOuterInside(seq, other iter.Seq[int]) {
	_, stop := iter.Pull(other)
	for range seq {
		defer stop()
		return
	}
	stop()
}

func badLabelledBreak(seqs iter.Seq[iter.Seq[int]], xs iter.Seq[int]) {
outer:
	for seq := range seqs {
		next, stop := iter.Pull(seq) // want "stop"
		for x := range xs {
			v, ok := next()
			if !ok {
				continue outer
			}
			if v == x {
				break outer
			}
		}
		stop()
	}
}

func okLabelledContinue(seqs iter.Seq[iter.Seq[int]], xs iter.Seq[int]) {
outer:
	for seq := range seqs {
		next, stop := iter.Pull(seq)
		for x := range xs {
			v, ok := next()
			if !ok {
				continue outer
			}
			if v == x {
				stop()
				continue outer
			}
		}
		stop()
	}
}

func okGotoOut(seq, other iter.Seq[int]) {
	next, stop := iter.Pull(other)
	for v := range seq {
		if w, _ := next(); v == w {
			goto done
		}
	}
done:
	stop()
}

func badGotoOut(seq, other iter.Seq[int]) {
	next, stop := iter.Pull(other) // want "call stop"
	for v := range seq {
		if w, _ := next(); v == w {
			goto done
		}
	}
	stop()
done:
}

// The commonest shape: a sequence made from two, with the pull in the body
// of the yield literal.
func okAdapter(a, b iter.Seq[int]) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}

func badAdapter(a, b iter.Seq[int]) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		next, stop := iter.Pull(b) // want "call stop"
		for x := range a {
			y, ok := next()
			if !ok {
				return
			}
			if !yield(x, y) {
				return
			}
		}
		stop()
	}
}

func okDrainAfterLoop(seq, other iter.Seq[int]) {
	next, _ := iter.Pull(other)
	for range seq {
		if _, ok := next(); !ok {
			return
		}
	}
	for {
		if _, ok := next(); !ok {
			return
		}
	}
}

func badDrainPerElement(seq, other iter.Seq[int]) {
	next, _ := iter.Pull(other) // want "discarded"
	for range seq {
		if _, ok := next(); !ok {
			break
		}
	}
}
