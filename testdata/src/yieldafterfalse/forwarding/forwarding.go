// Package forwarding has sequences that hand their yield to others.
package forwarding

import (
	"iter"
	"maps"
	"slices"
)

func badTwo(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		a(yield) // fix // want `a\(yield\) does not tell whether yield returned false: yield may be called again on line 13; range over the sequence and return when yield returns false`
		b(yield)
	}
}

func badMany(seqs ...iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, seq := range seqs {
			seq(yield) // fix // want `seq\(yield\) does not tell whether yield returned false: yield may be called again on this line`
		}
	}
}

func badThenYield(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		a(yield) // fix // want `on line \d+`
		yield(0)
	}
}

func okLast(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		if !yield(0) {
			return
		}
		a(yield)
	}
}

func okEither(a, b iter.Seq[int], cond bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		if cond {
			a(yield)
			return
		}
		b(yield)
	}
}

func okFlagged(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := true
		a(func(x int) bool {
			ok = yield(x)
			return ok
		})
		if ok {
			b(yield)
		}
	}
}

func badStandard(m map[int]int, s []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		maps.Keys(m)(yield) // want `does not tell whether yield returned false`
		slices.Values(s)(yield)
	}
}

func badLiteral(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		a(func(x int) bool { return yield(x) }) // want `the result of yield is lost`
		a(func(x int) bool { return yield(-x) })
	}
}

func badLiteralGoesOn(a iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		a(func(x int) bool {
			yield(x)     // want `on line \d+`
			yield(x + 1) // want `on line \d+`
			return x != 0
		})
	}
}

func badConcat(yield func(int) bool, a, b iter.Seq[int]) {
	a(yield) // want `does not tell`
	b(yield)
}

// A Seq is a named sequence of this package.
type Seq func(yield func(int) bool)

// Then is named, so that it can be ranged over.
func (s Seq) badThen(t Seq) Seq {
	return func(yield func(int) bool) {
		s(yield) // want `does not tell`
		t(yield)
	}
}

func (s Seq) okThen(t Seq) Seq {
	return func(yield func(int) bool) {
		for x := range s {
			if !yield(x) {
				return
			}
		}
		t(yield)
	}
}

func badMaps(m, n map[int]int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		maps.All(m)(yield) // fix // want `the call does not tell whether yield returned false`
		maps.All(n)(yield)
	}
}

func badNames(a, b iter.Seq[int]) iter.Seq[int] {
	return func(x func(int) bool) {
		a(x) // fix // want `does not tell whether x returned false`
		b(x)
	}
}

func badInLiteral(as iter.Seq[iter.Seq[int]]) iter.Seq[int] {
	return func(yield func(int) bool) {
		as(func(a iter.Seq[int]) bool {
			a(yield) // nofix // want `does not tell whether yield returned false`
			return true
		})
	}
}
