// Package owners looks at the signals of what holds a pair.
package owners

import (
	"iter"

	"ignoredstop/owners/lib"
)

func badImported(seq iter.Seq[*int]) (sum int) {
	r := lib.NewReader(seq)
	defer r.Close()
	for {
		v, _ := r.Read() // want "r.Read"
		sum += *v
	}
}

func okImported(seq iter.Seq[*int]) (sum int) {
	r := lib.NewReader(seq)
	defer r.Close()
	for {
		v, ok := r.Read()
		if !ok {
			return sum
		}
		sum += *v
	}
}

func okPeek(seq iter.Seq[*int], n *int) (sum int) {
	r := lib.NewReader(seq)
	defer r.Close()
	for range 3 {
		v, _ := r.Peek(n)
		sum += *v
	}
	return sum
}

type cursor struct {
	next func() (*int, bool)
	stop func()
	done bool
}

func newCursor(seq iter.Seq[*int]) *cursor {
	next, stop := iter.Pull(seq)
	return &cursor{next: next, stop: stop}
}

func (c *cursor) Next() (*int, bool) {
	if c.done {
		return nil, false
	}
	v, ok := c.next()
	if !ok {
		c.done = true
		c.stop()
	}
	return v, ok
}

func badOwn(seq iter.Seq[*int]) (sum int) {
	c := newCursor(seq)
	for {
		v, ok := c.Next() // want "c.Next"
		sum += *v
		if !ok {
			return sum
		}
	}
}

func okOwn(seq iter.Seq[*int]) (sum int) {
	c := newCursor(seq)
	for v, ok := c.Next(); ok; v, ok = c.Next() {
		sum += *v
	}
	return sum
}

func doubled(seq iter.Seq[*int]) (next func() (*int, bool), stop func()) {
	inner, stop := iter.Pull(seq)
	return func() (*int, bool) {
		v, ok := inner()
		if !ok {
			return nil, false
		}
		w := 2 * *v
		return &w, true
	}, stop
}

func badDoubled(seq iter.Seq[*int]) (sum int) {
	next, stop := doubled(seq)
	defer stop()
	for {
		v, _ := next() // want "next"
		sum += *v
	}
}

func okDoubled(seq iter.Seq[*int]) (sum int) {
	next, stop := doubled(seq)
	defer stop()
	for {
		v, ok := next()
		if !ok {
			return sum
		}
		sum += *v
	}
}
