package structs

import "iter"

type sink interface{ put(int) bool }

type pointerSink struct{ yield func(int) bool }

func (s *pointerSink) put(x int) bool { return s.yield(x) }

type valueSink struct{ yield func(int) bool }

func (s valueSink) put(x int) bool { return s.yield(x) }

func badFill(s sink, xs []int) {
	for _, x := range xs {
		s.put(x) // want "the result of s.put is lost"
	}
}

func filled(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) { badFill(&pointerSink{yield}, xs) }
}

func fill(s sink, xs []int) {
	for _, x := range xs {
		if !s.put(x) {
			return
		}
	}
}

func okFill(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) { fill(&pointerSink{yield}, xs) }
}

func spill(s sink, xs []int) {
	for _, x := range xs {
		s.put(x)
	}
}

// The type of a struct that is put into an interface by value is not kept.
func knownMissValueSink(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) { spill(valueSink{yield}, xs) }
}
