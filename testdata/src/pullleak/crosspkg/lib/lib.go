// Package lib has functions that do things with handles, for importers.
package lib

import (
	"iter"
	"os"
)

// Open returns a pair.
func Open(seq iter.Seq[int]) (func() (int, bool), func()) { return iter.Pull(seq) }

// OpenErr returns a pair unless there is an error.
func OpenErr(seq iter.Seq[int], c bool) (next func() (int, bool), stop func(), err error) {
	if !c {
		return nil, nil, os.ErrInvalid
	}
	next, stop = iter.Pull(seq)
	return next, stop, nil
}

// OpenGeneric returns a pair of any type.
func OpenGeneric[T any](seq iter.Seq[T]) (func() (T, bool), func()) { return iter.Pull(seq) }

// Stop stops.
func Stop(stop func()) { stop() }

// StopIf stops if c.
func StopIf(c bool, stop func()) {
	if c {
		stop()
	}
}

// StopOK stops and returns whether it did.
func StopOK(stop func(), c bool) bool {
	if c {
		stop()
	}
	return c
}

// Drop does nothing.
func Drop(next func() (int, bool), stop func()) {}

// Drain reads to the end.
func Drain(next func() (int, bool)) (n int) {
	for _, ok := next(); ok; _, ok = next() {
		n++
	}
	return n
}

// More reports whether there is one more.
func More(next func() (int, bool)) bool {
	_, ok := next()
	return ok
}

// Keep stores stop.
func Keep(stop func()) { kept = append(kept, stop) }

var kept []func()

// Each calls f with each.
func Each(xs []int, f func(int)) {
	for _, x := range xs {
		f(x)
	}
}

// With calls f once.
func With(f func()) { f() }

// Die does not return.
func Die() { os.Exit(1) }

// DieLater does not return either.
func DieLater() {
	println()
	Die()
}

// Throw panics.
func Throw(v any) {
	panic(v)
}

// A Group has methods.
type Group struct{ stops []func() }

// Release stops.
func (g *Group) Release(stop func()) { stop() }

// Add keeps.
func (g *Group) Add(stop func()) { g.stops = append(g.stops, stop) }

// Open opens.
func (g *Group) Open(seq iter.Seq[int]) (func() (int, bool), func()) { return iter.Pull(seq) }
