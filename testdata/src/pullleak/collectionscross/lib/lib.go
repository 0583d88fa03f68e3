package lib

import (
	"errors"
	"iter"
)

type Cursor struct {
	next func() (int, bool)
	stop func()
	cur  int
	ok   bool
}

func Open(seq iter.Seq[int]) (*Cursor, error) {
	if seq == nil {
		return nil, errors.New("nil")
	}
	c := &Cursor{}
	c.next, c.stop = iter.Pull(seq)
	return c, nil
}

func (c *Cursor) Next() bool   { c.cur, c.ok = c.next(); return c.ok }
func (c *Cursor) Value() int   { return c.cur }
func (c *Cursor) Close() error { c.stop(); return nil }

type Merge struct {
	cs   []*Cursor
	left int
}

func NewMerge(seqs ...iter.Seq[int]) (*Merge, error) {
	m := &Merge{}
	for _, s := range seqs {
		c, err := Open(s)
		if err != nil {
			m.Close()
			return nil, err
		}
		m.cs = append(m.cs, c)
	}
	m.left = len(m.cs)
	return m, nil
}

func (m *Merge) Close() error {
	var errs []error
	for _, c := range m.cs {
		if err := c.Close(); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (m *Merge) Len() int { return len(m.cs) }

func (m *Merge) Next() (int, bool) {
	best := -1
	for i, c := range m.cs {
		if c.ok && (best < 0 || c.cur < m.cs[best].cur) {
			best = i
		}
	}
	if best < 0 {
		return 0, false
	}
	v := m.cs[best].cur
	m.cs[best].Next()
	return v, true
}

// Round goes round.
type Round struct {
	cs   []*Cursor
	left int
}

func NewRound(seqs []iter.Seq[int]) *Round {
	r := &Round{cs: make([]*Cursor, 0, len(seqs)), left: len(seqs)}
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		r.cs = append(r.cs, &Cursor{next: next, stop: stop})
	}
	return r
}

// Step advances all.
func (r *Round) Step() bool {
	for i, c := range r.cs {
		if c == nil {
			continue
		}
		if !c.Next() {
			r.left--
			r.cs[i] = nil
		}
	}
	return r.left > 0
}

func (r *Round) Stop() {
	for _, c := range r.cs {
		if c != nil {
			c.stop()
		}
	}
}

func (r *Round) Count() int { return r.left }

// PullAll returns nexts and one stop.
func PullAll(seqs []iter.Seq[int]) ([]func() (int, bool), func()) {
	var nexts []func() (int, bool)
	var stops []func()
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		nexts, stops = append(nexts, next), append(stops, stop)
	}
	return nexts, func() {
		for _, s := range stops {
			s()
		}
	}
}

type Registry struct{ m map[string]*Cursor }

func NewRegistry(seqs map[string]iter.Seq[int]) (*Registry, error) {
	r := &Registry{m: map[string]*Cursor{}}
	for k, s := range seqs {
		c, err := Open(s)
		if err != nil {
			return nil, errors.Join(err, r.Close()) // OK
		}
		r.m[k] = c
	}
	return r, nil
}

func (r *Registry) Get(k string) *Cursor { return r.m[k] }
func (r *Registry) Size() int            { return len(r.m) }
func (r *Registry) Close() error {
	for k, c := range r.m {
		c.Close()
		delete(r.m, k)
	}
	return nil
}

type Group []*Cursor

func (g Group) Close() {
	for _, c := range g {
		c.Close()
	}
}

func NewGroup(seqs ...iter.Seq[int]) (Group, error) {
	var g Group
	for _, s := range seqs {
		c, err := Open(s)
		if err != nil {
			g.Close()
			return nil, err
		}
		g = append(g, c)
	}
	return g, nil
}

func (g Group) Len() int { return len(g) }

// Chain reads one after the other.
type Chain struct {
	cs []*Cursor
}

func NewChain(seqs ...iter.Seq[int]) *Chain {
	c := new(Chain)
	for _, s := range seqs {
		if cur, err := Open(s); err == nil {
			c.cs = append(c.cs, cur)
		}
	}
	return c
}

func (c *Chain) Next() (int, bool) {
	for len(c.cs) > 0 {
		if c.cs[0].Next() {
			return c.cs[0].Value(), true
		}
		c.cs[0].Close()
		c.cs = c.cs[1:]
	}
	return 0, false
}

func (c *Chain) Close() {
	for _, x := range c.cs {
		x.Close()
	}
	c.cs = nil
}
