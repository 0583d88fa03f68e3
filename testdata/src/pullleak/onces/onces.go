// Package onces: what runs only once.
package onces

import (
	"iter"
	"sync"
)

type closer struct {
	next func() (int, bool)
	stop func()
	once sync.Once
}

func newCloser(seq iter.Seq[int]) *closer {
	next, stop := iter.Pull(seq)
	return &closer{next: next, stop: stop}
}

func (c *closer) Next() (int, bool) { return c.next() }
func (c *closer) Close()            { c.once.Do(func() { c.stop() }) }

func badClient(seq iter.Seq[int]) int {
	c := newCloser(seq) // fix // want `the iterator of newCloser is neither released nor drained when badClient returns on line \d+; call c.Close on this path, or defer it`
	v, _ := c.Next()
	return v
}

func badOnePath(seq iter.Seq[int]) int {
	c := newCloser(seq) // want `call c.Close on this path`
	v, _ := c.Next()
	if v < 0 {
		return v
	}
	c.Close()
	return v
}

func okClient(seq iter.Seq[int]) int {
	c := newCloser(seq)
	defer c.Close()
	v, ok := c.Next()
	if !ok {
		c.Close()
	}
	return v
}

func okVariable(seq iter.Seq[int]) (v int) {
	var once sync.Once
	next, stop := iter.Pull(seq)
	v, _ = next()
	once.Do(stop)
	return v
}

// -- what opens once --

type lazy struct {
	once sync.Once
	seq  iter.Seq[int]
	next func() (int, bool)
	stop func()
}

func (l *lazy) Next() (int, bool) {
	l.once.Do(func() { l.next, l.stop = iter.Pull(l.seq) })
	return l.next()
}

func (l *lazy) Close() {
	if l.stop != nil {
		l.stop()
	}
}

func okLazy(seq iter.Seq[int]) (n int) {
	l := &lazy{seq: seq}
	defer l.Close()
	for {
		v, ok := l.Next()
		if !ok || v == 0 {
			return n
		}
		n += v
	}
}

func badLazy(seq iter.Seq[int]) int {
	l := &lazy{seq: seq}
	v, _ := l.Next() // want `the iterator of l.Next is neither released nor drained when badLazy returns on line \d+; call l.Close on this path, or defer it`
	w, _ := l.Next()
	return v + w
}

type later struct {
	once sync.Once
	seq  iter.Seq[int]
	next func() (int, bool)
	stop func()
}

func (l *later) open() { l.next, l.stop = iter.Pull(l.seq) }

func (l *later) Next() (int, bool) {
	l.once.Do(l.open)
	return l.next()
}

func (l *later) Close() {
	l.once.Do(func() { l.stop = func() {} })
	l.stop()
}

func okLater(seq iter.Seq[int]) (n int) {
	l := &later{seq: seq}
	defer l.Close()
	for v, ok := l.Next(); ok && v > 0; v, ok = l.Next() {
		n += v
	}
	return n
}

func okInLoop(seq iter.Seq[int], want func() bool) (n int) {
	var once sync.Once
	var next func() (int, bool)
	stop := func() {}
	for want() {
		once.Do(func() { next, stop = iter.Pull(seq) })
		v, _ := next()
		n += v
	}
	stop()
	return n
}

func badInLoop(seq iter.Seq[int], want func() bool) (n int) {
	var once sync.Once
	var next func() (int, bool)
	var stop func()
	for want() {
		once.Do(func() { next, stop = iter.Pull(seq) }) // want `the iterator of iter.Pull is neither stopped nor drained when badInLoop returns on line \d+; call stop on this path, or defer it`
		v, _ := next()
		if v < 0 {
			return n
		}
		n += v
	}
	if stop != nil {
		stop()
	}
	return n
}
