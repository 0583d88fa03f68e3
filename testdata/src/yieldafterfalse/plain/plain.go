// Package plain has calls of yield in one function.
package plain

import (
	"bufio"
	"io"
	"iter"
	"runtime"
)

func badIgnored() iter.Seq[int] {
	return func(yield func(int) bool) {
		yield(1) // fix // want `the result of yield is lost: it may be called again on line \d+ after it has returned false; return as soon as it does`
		yield(2) // step 1: "called again"
	}
}

func badLoop(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			yield(x) // fix // want `the result of yield is lost: it may be called again on this line after`
		}
	}
}

func badEndless() iter.Seq2[int, string] {
	return func(emit func(int, string) bool) {
		for i := 0; ; i++ {
			emit(i, "") // fix // want `the result of emit is lost`
		}
	}
}

func badNoArgument() func(func() bool) {
	return func(tick func() bool) {
		_ = tick() || // nofix // want `the result of tick is lost`
			tick()
	}
}

func badOr(yield func(int) bool) {
	_ = yield(1) || // want `on line \d+`
		yield(2) || // want `on line \d+`
		yield(3)
}

func badInverted(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if yield(x) { // nofix // want `the result of yield is lost`
				return
			}
		}
	}
}

func badBreakOfInner(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows { // step 2: "taken"
			for _, x := range row { // step 3: "taken"
				if !yield(x) { // step 1: "this is false" step 4: "called again" // want `the result of yield is lost`
					break
				}
			}
		}
	}
}

func badBreakOfSwitch(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			switch {
			case x > 0:
				if !yield(x) { // want `the result of yield is lost`
					break
				}
			}
		}
	}
}

func badErrorAfterBreak(in io.ReadCloser) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		scan := bufio.NewScanner(in)
		for scan.Scan() {
			if !yield(scan.Text(), nil) { // want `it may be called again on line \d+`
				_ = in.Close()
				break
			}
		}
		if err := scan.Err(); err != nil {
			yield("", err)
		}
	}
}

func badErrorWithoutReturn(next func() (int, error)) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for range 10 {
			x, err := next()
			if err != nil {
				yield(0, err) // fix // want `the result of yield is lost`
			}
			if !yield(x, nil) {
				return
			}
		}
	}
}

func badOverwritten(cond bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := yield(1) // want `the result of yield is lost`
		if !cond {
			ok = true
		}
		if ok {
			yield(2)
		}
	}
}

func badNegated() iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := yield(1) // want `the result of yield is lost`
		ok = !ok
		if ok {
			yield(2)
		}
	}
}

func badGoto() iter.Seq[int] {
	return func(yield func(int) bool) {
	again:
		if !yield(1) { // want `the result of yield is lost`
			goto again
		}
	}
}

func okAnd(yield func(int) bool) {
	_ = yield(1) && yield(2) && yield(3)
}

func okLoop(yield func(int) bool) {
	for {
		if !yield(1) {
			break
		}
	}
}

func okLast(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if x < 0 {
				yield(x)
				break
			}
			if !yield(x) {
				return
			}
		}
	}
}

func okOnePerCase(kind int) iter.Seq[int] {
	return func(yield func(int) bool) {
		switch kind {
		case 0:
			yield(0)
		case 1:
			yield(1)
		default:
			yield(2)
		}
	}
}

func okLabelled(cube [][][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
	all:
		for _, square := range cube {
			for _, row := range square {
				for _, x := range row {
					if !yield(x) {
						break all
					}
				}
			}
		}
	}
}

func okDisjunction(xs []int, skip func(int) bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if skip(x) || !yield(x) {
				return
			}
		}
	}
}

func okConjunction(xs []int, skip func(int) bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if !skip(x) && !yield(x) {
				return
			}
		}
	}
}

func okShortCircuit(yield func(int) bool) {
	ok := yield(1)
	ok = ok && yield(2)
	ok = ok && yield(3)
	if !ok {
		return
	}
	yield(4)
}

func okTwoWays(xs []string, cond bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, s := range xs {
			var ok bool
			if cond {
				ok = yield(s)
			} else {
				ok = yield(s + s)
			}
			if !ok {
				return
			}
		}
	}
}

func okStopOrNot(cleanup func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := yield(1)
		stop := !ok || !yield(2)
		if stop {
			cleanup()
		} else {
			yield(3)
		}
	}
}

func badStopOrNot(cleanup func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := yield(1)
		stop := !ok || yield(2) // want `the result of yield is lost`
		if stop {
			cleanup()
		} else {
			yield(3)
		}
	}
}

func okGoexit() iter.Seq[int] {
	return func(yield func(int) bool) {
		for {
			if !yield(55) {
				runtime.Goexit()
			}
		}
	}
}

func okPanics(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if !yield(x) {
				panic("stopped")
			}
		}
	}
}

func okTaglessSwitch(seq iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for item := range seq {
			isZero := item == 0
			switch {
			case !isZero && !yield(item):
				return
			case !isZero:
				continue
			case !yield(0):
				return
			}
		}
	}
}

func okCleanupAfter(xs []int, unlock func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if !yield(x) {
				break
			}
		}
		unlock()
	}
}

var _ = []iter.Seq[int]{badOr, okAnd, okLoop, okShortCircuit}
