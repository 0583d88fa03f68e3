// Package app has findings that stand and fall with what is known of lib, mid
// and the standard library.
package app

import (
	"iter"
	"slices"
	"sync"

	"example.com/corpus/lib"
	"example.com/corpus/mid"
)

func throughTwo(seq iter.Seq[int]) int {
	next, stop := mid.Open(seq)
	if v, ok := next(); ok {
		return v
	}
	mid.Close(stop)
	return 0
}

func closed(seq iter.Seq[int]) int {
	next, stop := mid.Open(seq)
	defer mid.Close(stop)
	v, _ := next()
	return v
}

func generic(seq iter.Seq[string]) string {
	next, stop := lib.OpenAny(seq)
	if v, ok := next(); ok {
		return v
	}
	stop()
	return ""
}

func method(seq iter.Seq[int]) int {
	next, stop := lib.New(seq).Open()
	if v, ok := next(); ok {
		return v
	}
	stop()
	return 0
}

func forgotten(seq iter.Seq[int]) int {
	next, stop := lib.Open(seq)
	lib.Forget(stop)
	v, _ := next()
	return v
}

func inCallback(seq iter.Seq[int], xs []int) {
	next, stop := lib.Open(seq)
	lib.Each(xs, func(int) { next() })
	if len(xs) > 3 {
		stop()
	}
}

func inCallbackOfStd(seq iter.Seq[int], xs []int) {
	next, stop := iter.Pull(seq)
	slices.SortFunc(xs, func(a, b int) int {
		next()
		return a - b
	})
	if len(xs) > 3 {
		stop()
	}
}

func once(seq iter.Seq[int]) {
	var once sync.Once
	next, stop := iter.Pull(seq)
	defer once.Do(stop)
	next()
}

// Two findings on one line, and more than three with the same text.

func sameLine(a, b iter.Seq[int]) { iter.Pull(a); iter.Pull(b) }

func dropped1(seq iter.Seq[int]) { iter.Pull(seq) }
func dropped2(seq iter.Seq[int]) { iter.Pull(seq) }
func dropped3(seq iter.Seq[int]) { iter.Pull(seq) }
func dropped4(seq iter.Seq[int]) { iter.Pull(seq) }

func merge(a, b iter.Seq[int], visit func(int) error) error {
	nextA, stopA := iter.Pull(a)
	defer stopA()
	nextB, stopB := iter.Pull(b)
	x, okA := nextA()
	y, okB := nextB()
	for okA || okB {
		if okA && (!okB || x <= y) {
			if err := visit(x); err != nil {
				return err
			}
			x, okA = nextA()
			continue
		}
		if err := visit(y); err != nil {
			stopB()
			return err
		}
		y, okB = nextB()
	}
	return nil
}

func again(seqs []iter.Seq[int]) {
	for _, seq := range seqs {
		next, stop := lib.Open(seq)
		if _, ok := next(); ok {
			continue
		}
		stop()
	}
}
