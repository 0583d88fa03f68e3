// Package bad has the mistake that the rule's manual page shows.
package bad

import (
	"iter"
	"log"
)

func results(jobs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil { // want `recover stops panics of the loop body too`
				log.Println("job failed:", r)
			}
		}()
		for _, job := range jobs {
			if !yield(job()) {
				return
			}
		}
	}
}
