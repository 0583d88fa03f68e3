package lib

import (
	"iter"
	"testing"
)

func OpenInTest(seq iter.Seq[int]) (func() (int, bool), func()) {
	return Open(seq)
}

func TestLeak(t *testing.T) {
	next, stop := OpenInTest(nil)
	if _, ok := next(); ok {
		return
	}
	stop()
}

func TestCleanup(t *testing.T) {
	next, stop := Open(nil)
	t.Cleanup(stop)
	next()
}
