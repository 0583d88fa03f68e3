// Package bad has the mistake that the rule's manual page shows.
package bad

import (
	"iter"
	"sync"
)

func results(jobs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		for _, job := range jobs {
			wg.Go(func() { yield(job()) }) // want `yield is called from several goroutines at once`
		}
		wg.Wait()
	}
}
