package lib

import (
	"iter"
	"slices"
	"testing"
)

func OpenInTest(seq iter.Seq[int]) (func() (int, bool), func()) {
	return Open(seq)
}

func TestLeak(t *testing.T) {
	next, stop := OpenInTest(slices.Values([]int{1}))
	if _, ok := next(); ok {
		return
	}
	stop()
}

func TestCleanup(t *testing.T) {
	next, stop := Open(slices.Values([]int{1}))
	t.Cleanup(stop)
	next()
}
