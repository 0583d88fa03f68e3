// Package ok has the code of the rule's manual page that is right.
package ok

import "iter"

func results(jobs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		out := make(chan int, len(jobs))
		for _, job := range jobs {
			go func() { out <- job() }()
		}
		for range jobs {
			if !yield(<-out) {
				return
			}
		}
	}
}
