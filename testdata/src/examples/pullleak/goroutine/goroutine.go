// Package goroutine has code of the manual page of pullleak.
package goroutine

import (
	"context"
	"iter"
)

func send(ctx context.Context, seq iter.Seq[int], out chan<- int) {
	next, stop := iter.Pull(seq) // want `iter.Pull`
	go func() {
		for v, ok := next(); ok; v, ok = next() {
			select {
			case out <- v:
			case <-ctx.Done():
				return // still open
			}
		}
		stop()
	}()
}
