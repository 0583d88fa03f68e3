// Package selects: pulls among channels and contexts.
package selects

import (
	"context"
	"iter"
	"time"
)

func badDone(ctx context.Context, seq iter.Seq[int], out chan<- int) {
	next, stop := iter.Pull(seq) // want "call stop"
	for {
		v, ok := next()
		if !ok {
			return
		}
		select {
		case out <- v:
		case <-ctx.Done():
			return
		}
	}
	stop()
}

func okDone(ctx context.Context, seq iter.Seq[int], out chan<- int) {
	next, stop := iter.Pull(seq)
	for {
		v, ok := next()
		if !ok {
			return
		}
		select {
		case out <- v:
		case <-ctx.Done():
			stop()
			return
		}
	}
}

func okDoneDeferred(ctx context.Context, seq iter.Seq[int], out chan<- int) {
	next, stop := iter.Pull(seq)
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
		v, ok := next()
		if !ok {
			return
		}
		out <- v
	}
}

func badDefault(seq iter.Seq[int], quit <-chan bool) {
	next, stop := iter.Pull(seq) // want "call stop"
	select {
	case <-quit:
	default:
		next()
		stop()
	}
}

func okEachClause(seq iter.Seq[int], a, b <-chan bool) {
	_, stop := iter.Pull(seq)
	select {
	case <-a:
		stop()
	case ok := <-b:
		stop()
		_ = ok
	}
}

func badBreakOfSelect(ctx context.Context, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		default:
			if _, ok := next(); !ok {
				break loop
			}
		}
	}
	_ = stop
}

func okBreakOfSelect(ctx context.Context, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		default:
			if _, ok := next(); !ok {
				break loop
			}
		}
	}
	stop()
}

func okBlocksForEver(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	next()
	select {}
}
