package owners

import (
	"iter"
	"sync"
	"sync/atomic"
)

// -- types that know whether they are closed --

type atomicCursor struct {
	next   func() (int, bool)
	stop   func()
	closed atomic.Bool
}

func newAtomicCursor(seq iter.Seq[int]) *atomicCursor {
	a := &atomicCursor{}
	a.next, a.stop = iter.Pull(seq)
	return a
}

func (a *atomicCursor) Next() (v int, ok bool) {
	if a.closed.Load() {
		return 0, false
	}
	return a.next()
}

func (a *atomicCursor) Close() {
	if a.closed.CompareAndSwap(false, true) {
		a.stop()
	}
}

func (a *atomicCursor) Shut() {
	if !a.closed.Swap(true) {
		a.stop()
	}
}

func okAtomicDrained(seq iter.Seq[int]) (n int) {
	a := newAtomicCursor(seq)
	for {
		v, ok := a.Next()
		if !ok {
			return n
		}
		n += v
	}
}

func okAtomicClosed(seq iter.Seq[int]) int {
	a := newAtomicCursor(seq)
	defer a.Close()
	v, _ := a.Next()
	return v
}

func okAtomicShut(seq iter.Seq[int]) int {
	a := newAtomicCursor(seq)
	defer a.Shut()
	v, _ := a.Next()
	return v
}

func badAtomicDropped(seq iter.Seq[int]) int {
	a := newAtomicCursor(seq) // fix // want "the iterator of newAtomicCursor is neither released nor drained"
	v, _ := a.Next()
	return v
}

type doneCursor struct {
	next func() (int, bool)
	stop func()
	done chan struct{}
	once sync.Once
}

func newDoneCursor(seq iter.Seq[int]) *doneCursor {
	d := &doneCursor{done: make(chan struct{})}
	d.next, d.stop = iter.Pull(seq)
	return d
}

func (d *doneCursor) Next() (v int, ok bool) {
	select {
	case <-d.done:
		return 0, false
	default:
	}
	return d.next()
}

func (d *doneCursor) Close() {
	d.once.Do(func() {
		close(d.done)
		d.stop()
	})
}

func okDoneChannel(seq iter.Seq[int]) (n int) {
	d := newDoneCursor(seq)
	for {
		v, ok := d.Next()
		if !ok {
			return n
		}
		n += v
	}
}

type status int

const (
	opened status = iota
	empty
)

func openStatus(seq iter.Seq[int]) (next func() (int, bool), stop func(), st status) {
	next, stop = iter.Pull(seq)
	if _, ok := next(); !ok {
		return nil, nil, empty
	}
	return next, stop, opened
}

func okStatus(seq iter.Seq[int]) {
	next, stop, st := openStatus(seq)
	if st == empty {
		return
	}
	defer stop()
	next()
}

func badStatus(seq iter.Seq[int]) {
	next, stop, st := openStatus(seq) // want "the iterator of openStatus is neither stopped nor drained"
	if st == opened {
		return
	}
	defer stop()
	next()
}
