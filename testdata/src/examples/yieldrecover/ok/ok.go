// Package ok has the code of the rule's manual page that is right.
package ok

import (
	"iter"
	"log"
)

func results(jobs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, job := range jobs {
			if n, ok := run(job); ok && !yield(n) {
				return
			}
		}
	}
}

func run(job func() int) (n int, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			log.Println("job failed:", r)
		}
	}()
	return job(), true
}
