// Package cells: handles in variables that are shared, re-assigned, shadowed.
package cells

import (
	"context"
	"iter"
)

func okReassigned(a, b iter.Seq[int]) {
	_, stop := iter.Pull(a)
	stop()
	_, stop = iter.Pull(b)
	stop()
}

func badOverwritten(a, b iter.Seq[int]) {
	_, stop := iter.Pull(a) // want "iter.Pull"
	_, stop = iter.Pull(b)
	stop()
}

func okSaved(a, b iter.Seq[int]) {
	_, stop := iter.Pull(a)
	first := stop
	_, stop = iter.Pull(b)
	stop()
	first()
}

func badShadowed(seq iter.Seq[int], c bool) {
	var next func() (int, bool)
	stop := func() {}
	if c {
		next, stop := iter.Pull(seq) // want "iter.Pull"
		next()
		_ = stop
	}
	_ = next
	stop()
}

func okAssignedInBranch(seq iter.Seq[int], c bool) {
	stop := func() {}
	if c {
		_, stop = iter.Pull(seq)
	}
	stop()
}

func okSetToNilAfterStop(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	stop()
	stop = nil
}

func badSetToNil(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "iter.Pull"
	stop = nil
	_ = stop
}

// The defer has evaluated the first stop.
func okDeferAfterEach(a, b iter.Seq[int]) {
	var its struct{ A, B func() (int, bool) }
	var stop func()
	its.A, stop = iter.Pull(a)
	defer stop()
	its.B, stop = iter.Pull(b)
	defer stop()
	its.A()
	its.B()
}

func okDeferAfterEachVariable(a, b iter.Seq[int]) {
	nextA, stop := iter.Pull(a)
	defer stop()
	nextB, stop := iter.Pull(b)
	defer stop()
	nextA()
	nextB()
}

// The deferred literal reads the variable at the end: only the second.
func badDeferredReadsLast(a, b iter.Seq[int]) {
	_, stop := iter.Pull(a) // want "iter.Pull"
	defer func() { stop() }()
	_, stop = iter.Pull(b)
}

func okDeferredReadsEach(a, b iter.Seq[int]) {
	_, stop := iter.Pull(a)
	defer func() { stop() }()
	stop()
	_, stop = iter.Pull(b)
}

// every calls f until it has enough.
func every(ctx context.Context, f func(int)) {
	for i := 0; ctx.Err() == nil; i++ {
		f(i)
	}
}

// A long-running loop with the pair in variables of the outer function; next
// being nil means that none is open.
func badLongRunning(ctx context.Context, open func() iter.Seq[int], ticks <-chan int, emit func(int)) {
	var next func() (int, bool)
	var stop func()
	refill := func() {
		next, stop = iter.Pull(open()) // want "iter.Pull"
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		if next == nil {
			refill()
		}
		v, ok := next()
		if !ok {
			stop()
			next, stop = nil, nil
			continue
		}
		emit(v)
	}
}

func okLongRunning(ctx context.Context, open func() iter.Seq[int], ticks <-chan int, emit func(int)) {
	var next func() (int, bool)
	var stop func()
	defer func() {
		if stop != nil {
			stop()
		}
	}()
	refill := func() {
		next, stop = iter.Pull(open())
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		if next == nil {
			refill()
		}
		v, ok := next()
		if !ok {
			stop()
			next, stop = nil, nil
			continue
		}
		emit(v)
	}
}

// The same with the assignment in a literal that a function of the package
// calls.
func badLongRunningCallback(ctx context.Context, seq iter.Seq[int], emit func(int)) {
	var next func() (int, bool)
	var stop func()
	every(ctx, func(int) {
		if next == nil {
			next, stop = iter.Pull(seq) // want "iter.Pull"
		}
		v, ok := next()
		if !ok {
			stop()
			next = nil
			return
		}
		emit(v)
	})
}

func okLongRunningCallback(ctx context.Context, seq iter.Seq[int], emit func(int)) {
	var next func() (int, bool)
	var stop func()
	every(ctx, func(int) {
		if next == nil {
			next, stop = iter.Pull(seq)
		}
		v, ok := next()
		if !ok {
			stop()
			next = nil
			return
		}
		emit(v)
	})
	if next != nil {
		stop()
	}
}

func okPointerToVariable(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	p := &stop
	(*p)()
}

func badPointerToVariable(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "iter.Pull"
	p := &stop
	if c {
		(*p)()
	}
}

func okSwapped(a, b iter.Seq[int]) {
	_, stopA := iter.Pull(a)
	_, stopB := iter.Pull(b)
	stopA, stopB = stopB, stopA
	stopA()
	stopB()
}

func badSwapped(a, b iter.Seq[int]) {
	_, stopA := iter.Pull(a) // want "iter.Pull"
	_, stopB := iter.Pull(b)
	stopA, stopB = stopB, stopA
	stopA()
	_ = stopB
}
