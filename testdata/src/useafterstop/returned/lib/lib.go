// Package lib: a type that holds a pair.
package lib

import "iter"

type Cursor struct {
	next func() (int, bool)
	stop func()
}

func New(seq iter.Seq[int]) *Cursor {
	next, stop := iter.Pull(seq)
	return &Cursor{next, stop}
}

func (c *Cursor) Next() (int, bool) { return c.next() }
func (c *Cursor) Close()            { c.stop() }
