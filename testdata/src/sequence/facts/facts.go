// Package facts has functions with facts, and some without.
package facts

import (
	"iter"
	"os"
)

// Open returns a pair.
func Open(seq iter.Seq[int]) (func() (int, bool), func()) { return iter.Pull(seq) } // want Open:`^acquires iter.Pull fresh\(next,stop\) none\(next,stop\); 0:callback escaped\(next,stop\)$`

// OpenErr returns a pair unless there is an error.
func OpenErr(seq iter.Seq[int], c bool) (next func() (int, bool), stop func(), err error) { // want OpenErr:`^acquires iter.Pull fresh\(next,stop,nil\) none\(nil,nil,non-nil\) none\(next,stop,nil\); `
	if !c {
		return nil, nil, os.ErrInvalid
	}
	next, stop = iter.Pull(seq)
	return next, stop, nil
}

// OpenGeneric returns a pair of any type.
func OpenGeneric[T any](seq iter.Seq[T]) (func() (T, bool), func()) { return iter.Pull(seq) } // want OpenGeneric:`^acquires iter.Pull fresh\(next,stop\) `

// Stop stops.
func Stop(stop func()) { stop() } // want Stop:`^0:callback active\(\)$`

// StopIf stops if c.
func StopIf(c bool, stop func()) { // want StopIf:`^1:callback active\(\) fresh\(\)$`
	if c {
		stop()
	}
}

// StopOK stops and returns whether it did.
func StopOK(stop func(), c bool) bool { // want StopOK:`^0:callback active\(true\) fresh\(false\)$`
	if c {
		stop()
	}
	return c
}

// Drop does nothing.
func Drop(next func() (int, bool), stop func()) {} // want Drop:`^0:callback fresh\(\); 1:callback fresh\(\); 0:next active\(\); 0:next\+1:stop active\(\)$`

// Drain reads to the end.
func Drain(next func() (int, bool)) (n int) { // want Drain:`^0:callback active\(_\) exhausted\(_\); 0:next exhausted\(_\)$`
	for _, ok := next(); ok; _, ok = next() {
		n++
	}
	return n
}

// More reports whether there is one more.
func More(next func() (int, bool)) bool { // want More:`^0:callback active\(_\); 0:next active\(true\) exhausted\(false\)$`
	_, ok := next()
	return ok
}

// Keep stores stop.
func Keep(stop func()) { kept = append(kept, stop) } // want Keep:`^0:callback escaped\(\)$`

var kept []func()

// Each calls f with each.
func Each(xs []int, f func(int)) { // want Each:`^1:callback active\(\) exhausted\(\) fresh\(\)$`
	for _, x := range xs {
		f(x)
	}
}

// With calls f once.
func With(f func()) { f() } // want With:`^0:callback active\(\)$`

// Die does not return.
func Die() { os.Exit(1) } // want Die:`^noReturn$`

// DieLater does not return either.
func DieLater() { // want DieLater:`^noReturn$`
	println()
	Die()
}

// Throw panics.
func Throw(v any) { // want Throw:`^panics$`
	panic(v)
}

// A Group has methods.
type Group struct{ stops []func() }

// Release stops.
func (g *Group) Release(stop func()) { stop() } // want Release:`^1:callback active\(\)$`

// Add keeps.
func (g *Group) Add(stop func()) { g.stops = append(g.stops, stop) } // want Add:`^1:callback escaped\(\)$`

// Open opens.
func (g *Group) Open(seq iter.Seq[int]) (func() (int, bool), func()) { return iter.Pull(seq) } // want Open:`^acquires iter.Pull fresh\(next,stop\) `

// Nothing has nothing to say.
func Nothing(n int) int { return n + 1 }

// unexported stays in its package.
func unexported(stop func()) { stop() }

// MaybeDie may return.
func MaybeDie(c bool) {
	if c {
		os.Exit(1)
	}
}

// Recovers panics and comes back.
func Recovers() {
	defer func() { recover() }()
	panic("x")
}
