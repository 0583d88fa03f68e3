// Package lib has a type that holds a pair.
package lib

import "iter"

// A Reader holds a pair.
type Reader struct {
	next func() (*int, bool)
	stop func()
}

// NewReader opens one.
func NewReader(seq iter.Seq[*int]) *Reader {
	next, stop := iter.Pull(seq)
	return &Reader{next: next, stop: stop}
}

// Read reads.
func (r *Reader) Read() (*int, bool) { return r.next() }

// Peek says more than whether there is an element.
func (r *Reader) Peek(fallback *int) (*int, bool) {
	if v, ok := r.next(); ok {
		return v, true
	}
	return fallback, true
}

// Close stops.
func (r *Reader) Close() { r.stop() }
