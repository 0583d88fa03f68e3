// Package lib has types that hold a pair, for clients in other packages.
package lib

import (
	"errors"
	"iter"
	"sync"
	"sync/atomic"
)

// ErrClosed is returned by Read after Close.
var ErrClosed = errors.New("closed")

// A Reader holds a pair.
type Reader struct {
	mu     sync.Mutex
	next   func() (int, bool)
	stop   func()
	closed bool
	count  int
}

// NewReader opens a Reader.
func NewReader(seq iter.Seq[int]) *Reader {
	next, stop := iter.Pull(seq)
	return &Reader{next: next, stop: stop}
}

// Open is NewReader for one that may fail.
func Open(seq iter.Seq[int]) (*Reader, error) {
	r := NewReader(seq)
	if _, ok := r.next(); !ok {
		return nil, ErrClosed
	}
	return r, nil
}

// Read reads.
func (r *Reader) Read() (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return 0, ErrClosed
	}
	v, ok := r.next()
	if !ok {
		return 0, ErrClosed
	}
	r.count++
	return v, nil
}

// Count does nothing to the pair.
func (r *Reader) Count() int { return r.count }

// Close stops.
func (r *Reader) Close() error {
	if r.closed {
		return nil
	}
	r.closed = true
	r.stop()
	return nil
}

// A Source is what NewSource gives.
type Source interface {
	Read() (int, error)
	Close() error
}

// NewSource hides the type.
func NewSource(seq iter.Seq[int]) Source { return NewReader(seq) }

// Map gives literals over a pair.
func Map(seq iter.Seq[int], f func(int) string) (next func() (string, bool), stop func()) {
	inner, release := iter.Pull(seq)
	return func() (string, bool) {
		v, ok := inner()
		if !ok {
			return "", false
		}
		return f(v), true
	}, func() { release() }
}

// Tap gives a literal over the next of a pair, and its stop.
func Tap(seq iter.Seq[int], f func(int)) (func() (int, bool), func()) {
	inner, stop := iter.Pull(seq)
	return func() (int, bool) {
		v, ok := inner()
		if ok {
			f(v)
		}
		return v, ok
	}, stop
}

// A Wrapped has its Close from what it embeds.
type Wrapped struct{ *Reader }

// NewWrapped wraps.
func NewWrapped(seq iter.Seq[int]) Wrapped { return Wrapped{NewReader(seq)} }

// A Counted is released when its count drops to zero.
type Counted struct {
	refs atomic.Int64
	next func() (int, bool)
	stop func()
	cur  int
	err  error
}

// NewCounted gives one with a count of one.
func NewCounted(seq iter.Seq[int]) (*Counted, error) {
	next, stop := iter.Pull(seq)
	c := &Counted{next: next, stop: stop}
	c.refs.Store(1)
	return c, nil
}

// Retain counts up.
func (c *Counted) Retain() { c.refs.Add(1) }

// Release counts down.
func (c *Counted) Release() {
	if c.refs.Add(-1) == 0 {
		c.stop()
	}
}

// Next advances.
func (c *Counted) Next() bool {
	v, ok := c.next()
	c.cur = v
	return ok
}

// Flusher has a Close that can fail before it stops.
type Flusher struct{ *Reader }

// Close flushes and stops.
func (f Flusher) Close() error {
	if f.count < 0 {
		return ErrClosed
	}
	return f.Reader.Close()
}

// NewFlusher opens one.
func NewFlusher(seq iter.Seq[int]) Flusher { return Flusher{NewReader(seq)} }

// NewCountedSource hides the type of a Counted.
func NewCountedSource(seq iter.Seq[int]) interface {
	Next() bool
	Release()
} {
	c := &Counted{}
	c.refs.Store(1)
	c.next, c.stop = iter.Pull(seq)
	return c
}
