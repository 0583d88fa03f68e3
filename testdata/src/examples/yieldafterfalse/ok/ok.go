// Package ok has the code of the rule's manual page that is right.
package ok

import "iter"

func squares(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if !yield(x * x) {
				return
			}
		}
	}
}
