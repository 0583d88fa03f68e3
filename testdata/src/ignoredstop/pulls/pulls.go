// Package pulls steps through pulled iterators.
package pulls

import (
	"fmt"
	"iter"

	"ignoredstop/lib"
)

type item struct{ name string }

func badForgotReturn(seq iter.Seq[*item]) string {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next() // want `the value of next is used on line \d+ also when there is none: its last result is not heeded there`
	if !ok {
		fmt.Println("empty")
	}
	return v.name
}

func badInt(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next() // want `the value of next is used on line \d+ also when there is none`
	if !ok {
		fmt.Println("empty")
	}
	fmt.Println(v)
}

func okTested(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	if v, ok := next(); ok {
		fmt.Println(v)
	}
}

func okBoth(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	fmt.Println(v, ok)
}

func okBlank(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	v, _ := next()
	return v
}

func badForever(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	for {
		v, _ := next() // want `the loop cannot end: nothing in it looks whether next has come to its end`
		fmt.Println(v)
	}
}

func okOtherExit(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	for {
		v, _ := next()
		if v > 10 {
			return v
		}
	}
}

func okLockStep(a, b iter.Seq[int]) bool {
	nextA, stopA := iter.Pull(a)
	defer stopA()
	nextB, stopB := iter.Pull(b)
	defer stopB()
	for {
		x, ok := nextA()
		if !ok {
			return true
		}
		y, _ := nextB()
		if x != y {
			return false
		}
	}
}

func okCounter(seq iter.Seq[int], names []string) {
	next, stop := iter.Pull(seq)
	defer stop()
	for _, name := range names {
		n, _ := next()
		fmt.Println(n, name)
	}
}

func okMerge(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		nextA, stopA := iter.Pull(a)
		defer stopA()
		nextB, stopB := iter.Pull(b)
		defer stopB()
		x, okA := nextA()
		y, okB := nextB()
		for okA || okB {
			if !okB || okA && x < y {
				if !yield(x) {
					return
				}
				x, okA = nextA()
			} else {
				if !yield(y) {
					return
				}
				y, okB = nextB()
			}
		}
	}
}

func badSpin(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	for {
		v, ok := next() // want `the loop cannot end`
		if !ok {
			continue
		}
		fmt.Println(v)
	}
}

func okDefault(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	if !ok {
		v = 42
	}
	fmt.Println(v)
}

func peek(next func() (int, bool)) int {
	v, ok := next()
	if !ok {
		return -1
	}
	return v
}

func okHelper(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	return peek(next)
}

func okAssertedTrue(c *lib.C, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	c.Check(ok)
	c.Check(v)
}

func okLoggedTogether(seq iter.Seq[*item]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	fmt.Println("got one:", ok)
	fmt.Println(v)
}
