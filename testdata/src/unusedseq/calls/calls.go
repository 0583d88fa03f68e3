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

// -- variables that are only silenced --

func badSilenced(xs []int) {
	seq := counted(xs) // want `the sequence that counted returns is dropped`
	_ = seq
}

func badSilencedVar(xs []int) {
	var seq = slices.Values(xs) // want `slices.Values`
	_ = seq
}

func okSilenced(xs []int) (n int) {
	seq := counted(xs)
	_ = seq
	for x := range seq {
		n += x
	}
	return n
}

func okAssigned(xs []int, run func(iter.Seq[int])) {
	seq := counted(xs)
	_ = seq
	seq = slices.Values(xs)
	run(seq)
}

// -- chains --

type stream[T any] iter.Seq[T]

func of[T any](xs ...T) stream[T] { return stream[T](slices.Values(xs)) }

func (s stream[T]) filter(keep func(T) bool) stream[T] {
	return func(yield func(T) bool) {
		for x := range s {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

func (s stream[T]) each(do func(T)) stream[T] {
	for x := range s {
		do(x)
	}
	return s
}

func badChain() {
	of(1, 2, 3).filter(func(x int) bool { // want `the sequence that filter returns is dropped`
		println(x)
		return true
	})
}

func okChain() {
	of(1, 2, 3).filter(func(x int) bool { return x > 1 }).each(func(x int) { println(x) })
}

// -- functions that work on what is their own --

type ring struct {
	xs    []int
	start int
	seen  bool
}

func (r *ring) length() int { return len(r.xs) }

func (r *ring) mark() int {
	r.seen = true
	return r.length()
}

func (r *ring) all(kind string) iter.Seq[int] {
	var n int
	n = r.length()
	switch kind {
	case "most":
		n--
	case "none":
		n = 0
	}
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(r.xs[(r.start+i)%n]) {
				return
			}
		}
	}
}

func (r *ring) marked() iter.Seq[int] {
	n := r.mark()
	return func(yield func(int) bool) { yield(n) }
}

func badRing(r *ring) {
	r.all("most") // want `r.all`
}

func okMarked(r *ring) {
	r.marked()
}
