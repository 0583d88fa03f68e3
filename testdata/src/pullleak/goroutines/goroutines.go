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

// -- a goroutine that has the pair to itself --

func badDone(ctx context.Context, seq iter.Seq[int]) <-chan int {
	out := make(chan int)
	next, stop := iter.Pull(seq) // nofix // want `the iterator of iter.Pull is neither stopped nor drained when the function literal returns on line \d+; call stop on this path, or defer it`
	go func() {
		defer close(out)
		for {
			v, ok := next()
			if !ok {
				stop()
				return
			}
			select {
			case out <- v:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func forward(ctx context.Context, out chan<- int, next func() (int, bool), stop func()) {
	defer close(out)
	for v, ok := next(); ok; v, ok = next() {
		select {
		case out <- v:
		case <-ctx.Done():
			return
		}
	}
	stop()
}

func badNamed(ctx context.Context, seq iter.Seq[int]) <-chan int {
	out := make(chan int)
	next, stop := iter.Pull(seq) // nofix // want `neither stopped nor drained when forward returns on line \d+`
	go forward(ctx, out, next, stop)
	return out
}

func badEachPass(seqs []iter.Seq[int], use func(int) bool) {
	var wg sync.WaitGroup
	for _, seq := range seqs {
		next, stop := iter.Pull(seq) // nofix // want `neither stopped nor drained when the function literal returns on line \d+`
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v, ok := next(); ok; v, ok = next() {
				if !use(v) {
					return
				}
			}
			stop()
		}()
	}
	wg.Wait()
}

func badStarted(seq iter.Seq[int], wg *sync.WaitGroup, use func(int) bool) {
	next, stop := iter.Pull(seq) // nofix // want `neither stopped nor drained when the function literal returns on line \d+`
	wg.Go(func() {
		for v, ok := next(); ok; v, ok = next() {
			if !use(v) {
				return
			}
		}
		stop()
	})
}

func okStarted(seq iter.Seq[int], wg *sync.WaitGroup, use func(int) bool) {
	next, stop := iter.Pull(seq)
	wg.Go(func() {
		defer stop()
		for v, ok := next(); ok; v, ok = next() {
			if !use(v) {
				return
			}
		}
	})
}

// The function stops what the goroutine has not.
func okStoppedAfterwards(seq iter.Seq[int], use func(int) bool) {
	next, stop := iter.Pull(seq)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for v, ok := next(); ok; v, ok = next() {
			if !use(v) {
				return
			}
		}
		stop()
	}()
	<-done
	stop()
}

func okStoppedByDefer(seq iter.Seq[int], use func(int) bool) {
	next, stop := iter.Pull(seq)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for v, ok := next(); ok; v, ok = next() {
			if !use(v) {
				return
			}
		}
		stop()
	}()
	<-done
}

func okStoppedByLiteral(seq iter.Seq[int], use func(int) bool) func() {
	next, stop := iter.Pull(seq)
	end := func() { stop() }
	go func() {
		for v, ok := next(); ok; v, ok = next() {
			if !use(v) {
				return
			}
		}
		stop()
	}()
	return end
}

func okStoppedByTwo(seq iter.Seq[int], use func(int) bool, quit <-chan struct{}) {
	next, stop := iter.Pull(seq)
	go func() {
		<-quit
		stop()
	}()
	go func() {
		for v, ok := next(); ok; v, ok = next() {
			if !use(v) {
				return
			}
		}
		stop()
	}()
}

func okStoppedInNextPass(seqs []iter.Seq[int], use func(int) bool) {
	stop := func() {}
	for _, seq := range seqs {
		stop()
		var next func() (int, bool)
		next, stop = iter.Pull(seq)
		end := stop
		done := make(chan struct{})
		go func() {
			defer close(done)
			for v, ok := next(); ok; v, ok = next() {
				if !use(v) {
					return
				}
			}
			end()
		}()
		<-done
	}
	stop()
}

func okStoppedByReceiver(seq iter.Seq[int], use func(int) bool, stops chan<- func()) {
	next, stop := iter.Pull(seq)
	go func() {
		for v, ok := next(); ok; v, ok = next() {
			if !use(v) {
				stops <- stop
				return
			}
		}
		stop()
	}()
}
