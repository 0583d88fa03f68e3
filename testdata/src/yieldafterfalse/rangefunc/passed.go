package rangefunc

import (
	"iter"
	"maps"
)

func badPassedOnBoth(m map[string]int) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for k, v := range maps.All(m) {
			yield(k, v) // fix // want "the result of yield is lost"
		}
	}
}

func badPassedOnPointer(seq *iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range *seq {
			yield(x) // fix // want "the result of yield is lost"
		}
	}
}

func badPassedOnKeys(seq iter.Seq2[int, string]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for k := range seq {
			yield(k) // fix // want "the result of yield is lost"
		}
	}
}

func badPassedOnNotLast(seq iter.Seq[int], done func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range seq {
			yield(x) // fix // want "the result of yield is lost"
		}
		done()
	}
}

func badPassedOnSlice(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			yield(x) // fix // want "the result of yield is lost"
		}
	}
}

func badPassedOnComment(seq iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range seq {
			// Each of them.
			yield(x) // fix // want "the result of yield is lost"
		}
	}
}
