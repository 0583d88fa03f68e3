// Package escapes: the handles get a new owner, of which nothing is known.
package escapes

import (
	"io"
	"iter"
	"slices"
)

// A Cursor owns the pair.
type Cursor struct {
	next func() (int, bool)
	stop func()
	rest []int
}

// Close stops.
func (c *Cursor) Close() { c.stop() }

func okField(seq iter.Seq[int]) *Cursor {
	next, stop := iter.Pull(seq)
	return &Cursor{next: next, stop: stop}
}

func okTupleIntoFields(c *Cursor, seq iter.Seq[int]) {
	c.next, c.stop = iter.Pull(seq)
}

func okAgainIntoFields(c *Cursor, seq iter.Seq[int]) {
	c.Close()
	c.next, c.stop = iter.Pull(seq)
}

func badBeforeField(c *Cursor, seq iter.Seq[int]) bool {
	next, stop := iter.Pull(seq) // nofix // want "call stop"
	v, ok := next()
	if !ok {
		return false
	}
	if v < 0 {
		return false
	}
	c.next, c.stop = next, stop
	return true
}

func okBeforeField(c *Cursor, seq iter.Seq[int]) bool {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if !ok {
		return false
	}
	if v < 0 {
		stop()
		return false
	}
	c.next, c.stop = next, stop
	return true
}

// next outlives the call in c, and yet the pair is stopped.
func okNextInLongerLived(c *Cursor, seq iter.Seq[int], use func(*Cursor)) {
	var stop func()
	c.next, stop = iter.Pull(seq)
	defer stop()
	use(c)
}

var current func()

func okGlobal(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	current = stop
}

func okChannel(seq iter.Seq[int], stops chan func()) {
	_, stop := iter.Pull(seq)
	stops <- stop
}

func okSlice(seqs []iter.Seq[int]) {
	var stops []func()
	defer func() {
		for _, stop := range stops {
			stop()
		}
	}()
	for _, seq := range seqs {
		_, stop := iter.Pull(seq)
		stops = append(stops, stop)
	}
}

func okMap(m map[string]func(), seq iter.Seq[int]) {
	_, m["stop"] = iter.Pull(seq)
}

func okInterface(seq iter.Seq[int]) any {
	_, stop := iter.Pull(seq)
	return stop
}

type closer func()

func (c closer) Close() error { c(); return nil }

func okCloser(seq iter.Seq[int]) io.Closer {
	_, stop := iter.Pull(seq)
	return closer(stop)
}

func okUnknownCall(f func(func()), seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	f(stop)
}

func okUnknownCallLiteral(f func(func()), seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	f(func() { stop() })
}

func okReturned(seq iter.Seq[int]) (func() (int, bool), func()) {
	return iter.Pull(seq)
}

func okReturnedStop(seq iter.Seq[int]) (int, func()) {
	next, stop := iter.Pull(seq)
	v, _ := next()
	return v, stop
}

func okStructValue(seq iter.Seq[int]) (c Cursor) {
	c.next, c.stop = iter.Pull(seq)
	return c
}

func okConstructor(seq iter.Seq[int]) *Cursor {
	next, stop := iter.Pull(seq)
	return newCursor(next, stop)
}

func newCursor(next func() (int, bool), stop func()) *Cursor {
	return &Cursor{next: next, stop: stop}
}

func okSorted(seq iter.Seq[int], others []func()) {
	_, stop := iter.Pull(seq)
	others = slices.Concat(others, []func(){stop})
	for _, f := range others {
		f()
	}
}

func okMethodOfLocal(seq iter.Seq[int]) int {
	c := okField(seq)
	defer c.Close()
	v, _ := c.next()
	return v
}
