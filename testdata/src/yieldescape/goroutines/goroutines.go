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

func okLockedHelper(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var (
			mu   sync.Mutex
			wg   sync.WaitGroup
			over bool
		)
		emit := func(n int) {
			mu.Lock()
			defer mu.Unlock()
			if !over {
				over = !yield(n)
			}
		}
		for _, f := range xs {
			wg.Go(func() { emit(f()) })
		}
		wg.Wait()
	}
}

type sink struct {
	mu    sync.Mutex
	over  bool
	yield func(int) bool
}

func (s *sink) put(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.over {
		s.over = !s.yield(n)
	}
}

func okLockedMethod(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := &sink{yield: yield}
		var wg sync.WaitGroup
		for _, f := range xs {
			wg.Go(func() { s.put(f()) })
		}
		wg.Wait()
	}
}

func okSemaphore(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		turn := make(chan bool, 1)
		var wg sync.WaitGroup
		over := false
		for _, f := range xs {
			wg.Go(func() {
				n := f()
				turn <- true
				defer func() { <-turn }()
				over = over || !yield(n)
			})
		}
		wg.Wait()
	}
}

func badTwo(a, b <-chan int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var wg sync.WaitGroup
		wg.Go(func() { // want `yield is called from several goroutines at once`
			for x := range a {
				if !yield(x) {
					return
				}
			}
		})
		wg.Go(func() {
			for x := range b {
				if !yield(x) {
					return
				}
			}
		})
		wg.Wait()
	}
}

func badBoth(a, b <-chan int) iter.Seq[int] {
	return func(yield func(int) bool) {
		done := make(chan bool)
		go func() { // want `yield is called from several goroutines at once`
			defer close(done)
			for x := range a {
				if !yield(x) {
					return
				}
			}
		}()
		if !yield(0) {
			return
		}
		<-done
	}
}

func okInTurn(a, b []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		done := make(chan bool)
		go func() {
			more := true
			for i := 0; more && i < len(a); i++ {
				more = yield(a[i])
			}
			done <- more
		}()
		if !<-done {
			return
		}
		for _, x := range b {
			if !yield(x) {
				return
			}
		}
	}
}
