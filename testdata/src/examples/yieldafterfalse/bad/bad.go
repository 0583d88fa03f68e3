// Package bad has the mistakes that the rule's manual page shows.
package bad

import "iter"

func squares(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			yield(x * x) // want `the result of yield is lost`
		}
	}
}

func concat(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		a(yield) // want `does not tell whether yield returned false`
		b(yield)
	}
}
