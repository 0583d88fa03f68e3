// Package goroutines has calls of yield in goroutines.
package goroutines

import (
	"iter"
	"sync"
	"time"
)

func badNotAwaited(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		go func() { // want `yield is called from a goroutine that the sequence does not wait for; call it here, with what the goroutine sends`
			for _, x := range xs {
				if !yield(x) {
					return
				}
			}
		}()
	}
}

func badDirect(x int) iter.Seq[int] {
	return func(yield func(int) bool) {
		go yield(x) // want `yield is called from a goroutine that the sequence does not wait for`
	}
}

func badWorkers(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		for _, f := range xs {
			wg.Add(1)
			go func() { // want `yield is called from several goroutines at once; call it here, with what the goroutines send`
				defer wg.Done()
				yield(f())
			}()
		}
		wg.Wait()
	}
}

func badWorkersByGo(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		for _, f := range xs {
			wg.Go(func() { yield(f()) }) // want `yield is called from several goroutines at once`
		}
		wg.Wait()
	}
}

func badRanged(xs iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		for x := range xs {
			wg.Go(func() { yield(x) }) // want `yield is called from several goroutines at once`
		}
		wg.Wait()
	}
}

func badTimer(d time.Duration) iter.Seq[int] {
	return func(yield func(int) bool) {
		time.AfterFunc(d, func() { // want `yield is called from a goroutine that the sequence does not wait for`
			yield(1)
		})
	}
}

func okAwaited(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			for _, x := range xs {
				if !yield(x) {
					return
				}
			}
		}()
		<-done
	}
}

func okWaitGroup(x int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		wg.Go(func() { yield(x) })
		wg.Wait()
	}
}

func okDeferredWait(x int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		defer wg.Wait()
		wg.Go(func() { yield(x) })
	}
}

func okOneByOne(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			more := make(chan bool)
			go func() { more <- yield(x) }()
			if !<-more {
				return
			}
		}
	}
}

func okLocked(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		stopped := false
		for _, f := range xs {
			wg.Go(func() {
				x := f()
				mu.Lock()
				defer mu.Unlock()
				stopped = stopped || !yield(x)
			})
		}
		wg.Wait()
	}
}

func okSent(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		out := make(chan int)
		for _, f := range xs {
			go func() { out <- f() }()
		}
		for range xs {
			if !yield(<-out) {
				return
			}
		}
	}
}

func okVisitOnce(xs []int, visit func(int) bool) {
	for _, x := range xs {
		go func() {
			if visit(x) {
				println(x)
			}
		}()
	}
}

func spawn(f func()) { go f() }

// knownMissSpawned is missed because whether a helper's caller waits for its
// goroutine is not looked at.
func knownMissSpawned(x int) iter.Seq[int] {
	return func(yield func(int) bool) {
		spawn(func() { yield(x) })
	}
}
