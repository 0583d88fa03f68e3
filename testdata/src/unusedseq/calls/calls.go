// Package calls has calls that drop a sequence.
package calls

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"unusedseq/calls/lib"
)

func badStatement(l *lib.List[int]) {
	l.All() // want `the sequence that l.All returns is dropped, so nothing of it runs; range over it, or remove the call`
}

func badBlank(xs []int) {
	_ = slices.Values(xs) // want `slices.Values`
}

func badNested(m map[string]int) {
	_ = strings.SplitSeq("a b", " ") // want `strings.SplitSeq`
	maps.Keys(m)                     // want `maps.Keys`
}

func badGo(xs []int) {
	go counted(xs)    // want `counted`
	defer counted(xs) // want `counted`
}

func badOther(xs []int) {
	chosen(xs, true) // want `chosen`
}

func okRanged(xs []int) (n int) {
	for x := range counted(xs) {
		n += x
	}
	return n
}

func okHandedOn(xs []int) []int { return slices.Collect(counted(xs)) }

func okPanics(xs []int) {
	_ = lib.Chunk(xs, 0)
}

func okRun(xs []int) {
	counted(xs)(func(int) bool { return true })
}

func okEffect(xs []int) {
	logged(xs)
}

func okInterface(l interface{ All() iter.Seq[int] }) {
	l.All()
}

func counted(xs []int) iter.Seq[int] {
	n := len(xs)
	return func(yield func(int) bool) { yield(n) }
}

func chosen(xs []int, all bool) iter.Seq[int] {
	if all {
		return slices.Values(xs)
	}
	return counted(xs)
}

func logged(xs []int) iter.Seq[int] {
	println(len(xs))
	return counted(xs)
}
