// Package goroutines: handles used on other goroutines.
package goroutines

import (
	"context"
	"iter"
	"sync"
)

func okGoStop(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	go stop()
}

func okGoDrain(seq iter.Seq[int], out chan<- int) {
	next, stop := iter.Pull(seq)
	go func() {
		defer close(out)
		defer stop()
		for {
			v, ok := next()
			if !ok {
				return
			}
			out <- v
		}
	}()
}

func badGoOther(seq iter.Seq[int], work func()) {
	next, stop := iter.Pull(seq) // want "call stop"
	go func() { work() }()
	next()
	_ = stop == nil
}

// A reader that never stops: it takes the object along, and whether that is
// a leak is not decided here.
func okGoTakes(seq iter.Seq[int], c func() bool) {
	next, stop := iter.Pull(seq)
	go func() {
		if c() {
			stop()
			return
		}
		next()
		stop()
	}()
}

func okAfterFunc(ctx context.Context, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	go func() {
		<-ctx.Done()
		stop()
	}()
	next()
}

func okWaitGroup(seq iter.Seq[int]) {
	var wg sync.WaitGroup
	next, stop := iter.Pull(seq)
	wg.Go(func() {
		defer stop()
		next()
	})
	wg.Wait()
}

func okPullInGoroutine(seq iter.Seq[int], out chan<- int) {
	go func() {
		next, stop := iter.Pull(seq)
		defer stop()
		v, _ := next()
		out <- v
	}()
}

func badPullInGoroutine(seq iter.Seq[int], out chan<- int) {
	go func() {
		next, stop := iter.Pull(seq) // fix // want "call stop"
		v, ok := next()
		if !ok {
			stop()
			return
		}
		out <- v
	}()
}

func badCancelledGoroutine(ctx context.Context, seq iter.Seq[int], out chan<- int) {
	go func() {
		defer close(out)
		next, stop := iter.Pull(seq) // fix // want "call stop"
		for {
			v, ok := next()
			if !ok {
				break
			}
			select {
			case out <- v:
			case <-ctx.Done():
				return
			}
		}
		stop()
	}()
}

func okMutex(mu *sync.Mutex, seq iter.Seq[int]) func() (int, bool) {
	next, stop := iter.Pull(seq)
	defer stop()
	mu.Lock()
	defer mu.Unlock()
	v, ok := next()
	return func() (int, bool) { return v, ok }
}

func badOncePerProgram(once *sync.Once, seq iter.Seq[int]) {
	once.Do(func() {
		next, _ := iter.Pull(seq) // want "discarded"
		next()
	})
}
