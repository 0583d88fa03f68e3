// Package halves has functions that give out one handle as it is, and the
// other within something.
package halves

import (
	"io"
	"iter"

	"pullleak/halves/lib"
)

func open(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	return next, func() { stop() }
}

func okDeferred(seq iter.Seq[int]) int {
	next, stop := open(seq)
	defer stop()
	v, _ := next()
	return v
}

func okDrained(seq iter.Seq[int]) (n int) {
	next, _ := open(seq)
	for _, ok := next(); ok; _, ok = next() {
		n++
	}
	return n
}

func badOpened(seq iter.Seq[int]) int {
	next, stop := open(seq) // want "the iterator of open is neither stopped nor drained when badOpened returns on line \\d+; call stop on this path, or defer it"
	v, ok := next()
	if !ok || v > 3 {
		return 0
	}
	stop()
	return v
}

func okReturned(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := open(seq)
	if _, ok := next(); !ok {
		return nil, nil
	}
	return next, stop
}

func openTwo(a, b iter.Seq[int]) (next, other func() (int, bool), stop func()) {
	next, stopA := iter.Pull(a)
	other, stopB := iter.Pull(b)
	return next, other, func() {
		stopB()
		stopA()
	}
}

func okTwo(a, b iter.Seq[int]) {
	next, other, stop := openTwo(a, b)
	defer stop()
	next()
	other()
}

func badTwo(a, b iter.Seq[int]) {
	next, other, stop := openTwo(a, b) // want "openTwo"
	next()
	if _, ok := other(); !ok {
		return
	}
	stop()
}

type closerFunc func()

func (f closerFunc) Close() error {
	f()
	return nil
}

func openCloser(seq iter.Seq[int]) (func() (int, bool), io.Closer) {
	next, stop := iter.Pull(seq)
	return next, closerFunc(func() { stop() })
}

func okCloser(seq iter.Seq[int]) error {
	next, c := openCloser(seq)
	next()
	return c.Close()
}

func badCloser(seq iter.Seq[int]) {
	next, _ := openCloser(seq) // want "openCloser"
	next()
}

type held struct{ stop func() }

func (h *held) close() { h.stop() }

func openMethod(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	h := &held{stop}
	return next, h.close
}

func okMethod(seq iter.Seq[int]) {
	next, stop := openMethod(seq)
	defer stop()
	next()
}

func badMethod(seq iter.Seq[int]) {
	next, _ := openMethod(seq) // want "openMethod"
	next()
}

// The other way around: stop is given out as it is.
func openMapped(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	return func() (int, bool) {
		v, ok := next()
		return 2 * v, ok
	}, stop
}

func okMapped(seq iter.Seq[int]) {
	next, stop := openMapped(seq)
	defer stop()
	next()
}

func badMapped(seq iter.Seq[int]) {
	next, _ := openMapped(seq) // want "openMapped"
	next()
}

// -- of another package --

func okImported(seq iter.Seq[int]) error {
	next, stop := lib.Open(seq)
	next()
	return stop()
}

func badImported(seq iter.Seq[int]) {
	next, _ := lib.Open(seq) // want "lib.Open"
	next()
}

func okImportedOnce(seq iter.Seq[int]) {
	next, stop := lib.OpenOnce(seq)
	defer stop()
	next()
}

func badImportedOnce(seq iter.Seq[int]) {
	next, stop := lib.OpenOnce(seq) // want "lib.OpenOnce"
	if _, ok := next(); ok {
		return
	}
	stop()
}
