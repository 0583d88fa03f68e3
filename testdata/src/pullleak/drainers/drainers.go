// Package drainers: what another package drains is drained, also by a method
// or a literal that advances what is inside.
package drainers

import (
	"iter"

	"pullleak/drainers/lib"
)

type cursor struct {
	next func() (int, bool)
	stop func()
}

func open(seq iter.Seq[int]) *cursor {
	next, stop := iter.Pull(seq)
	return &cursor{next, stop}
}

func (c *cursor) Next() (int, bool) { return c.next() }
func (c *cursor) Close()            { c.stop() }

func okMethod(seq iter.Seq[int]) int {
	c := open(seq)
	return lib.Drain(c.Next)
}

func okLiteral(seq iter.Seq[int], skip int) int {
	next, _ := iter.Pull(seq)
	return lib.Drain(func() (int, bool) {
		for range skip {
			if v, ok := next(); !ok {
				return v, false
			}
		}
		return next()
	})
}

func okHandedOn(seq iter.Seq[int]) int { return count(open(seq).Next) }

func count(next func() (int, bool)) int { return lib.Drain(next) }

func (c *cursor) More() bool {
	_, ok := c.next()
	return ok
}

func okScan(seq iter.Seq[int]) int {
	c := open(seq)
	return lib.Scan(c.More)
}

func badFilter(seq iter.Seq[int], list []int) bool {
	next, _ := iter.Pull(seq) // want "the stop function of iter.Pull is discarded"
	return lib.Any(list, func(x int) bool {
		v, ok := next()
		return ok && v == x
	})
}

func badTwo(seq iter.Seq[int]) []int {
	c := open(seq) // fix // want "the iterator of open is neither released nor drained"
	return lib.Two(c.Next)
}

func badOther(seq iter.Seq[int], n int) int {
	c := open(seq) // fix // want "the iterator of open is neither released nor drained"
	v, _ := c.Next()
	return v + lib.Drain(func() (int, bool) {
		n--
		return n, n > 0 && c != nil
	})
}
