package owners

import (
	"iter"
	"sync"
)

// A function that runs another once is as good as that.

func once(seq iter.Seq[int]) (next func() (int, bool), stop func()) {
	n, s := iter.Pull(seq)
	return n, sync.OnceFunc(s)
}

func okOnce(seq iter.Seq[int]) int {
	next, stop := once(seq)
	defer stop()
	v, _ := next()
	return v
}

func badOnce(seq iter.Seq[int]) int {
	next, _ := once(seq) // fix // want "the stop function of once is discarded, and next is not drained"
	v, _ := next()
	return v
}

func both(a, b iter.Seq[int]) (next func() (int, bool), stop func()) {
	nextA, stopA := iter.Pull(a)
	nextB, stopB := iter.Pull(b)
	stop = sync.OnceFunc(func() {
		stopA()
		stopB()
	})
	next = func() (int, bool) {
		x, okA := nextA()
		y, okB := nextB()
		if !okA || !okB {
			stop()
		}
		return x + y, okA && okB
	}
	return next, stop
}

func okBoth(a, b iter.Seq[int]) int {
	next, stop := both(a, b)
	defer stop()
	v, _ := next()
	return v
}

func badBoth(a, b iter.Seq[int]) int {
	next, _ := both(a, b) // want "the result of both that stops its iterator is discarded when badBoth returns on line \\d+; name it and defer it"
	v, _ := next()
	return v
}

func badOnceLocal(seq iter.Seq[int], skip bool) int {
	next, stop := iter.Pull(seq) // fix // want "call stop on this path, or defer it"
	end := sync.OnceFunc(stop)
	if skip {
		return 0
	}
	v, _ := next()
	end()
	return v
}
