// Package collections keeps pulled sequences in slices, arrays and maps.
package collections

import (
	"errors"
	"iter"
)

var errEmpty = errors.New("empty")

// A cursor owns a pair.
type cursor struct {
	next func() (int, bool)
	stop func()
}

func newCursor(seq iter.Seq[int]) *cursor {
	c := new(cursor)
	c.next, c.stop = iter.Pull(seq)
	return c
}

func open(seq iter.Seq[int]) (*cursor, error) {
	if seq == nil {
		return nil, errEmpty
	}
	return newCursor(seq), nil
}

func (c *cursor) Next() (int, bool) { return c.next() }

func (c *cursor) Close() { c.stop() }

// -- what was opened before something fails --

func badSecondFails(seqs []iter.Seq[int]) ([]*cursor, error) {
	var all []*cursor
	for _, seq := range seqs {
		c, err := open(seq) // want "the iterator of open is neither released nor drained when badSecondFails returns on line .*; on this path call Close of all that the loop has kept by then"
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func okSecondFails(seqs []iter.Seq[int]) ([]*cursor, error) {
	var all []*cursor
	for _, seq := range seqs {
		c, err := open(seq)
		if err != nil {
			for _, c := range all {
				c.Close()
			}
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func okCleanup(seqs []iter.Seq[int]) (all []*cursor, err error) {
	defer func() {
		if err != nil {
			for _, c := range all {
				c.Close()
			}
		}
	}()
	for _, seq := range seqs {
		c, err := open(seq)
		if err != nil {
			return all, err
		}
		all = append(all, c)
	}
	return all, nil
}

// The deferred call finds that return has set all to nil.
func badCleanup(seqs []iter.Seq[int]) (all []*cursor, err error) {
	defer func() {
		if err != nil {
			for _, c := range all {
				c.Close()
			}
		}
	}()
	for _, seq := range seqs {
		c, err := open(seq) // want "the iterator of open is neither released nor drained when badCleanup returns on line .*; on this path call Close of all that the loop has kept by then"
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func okCount(seqs []iter.Seq[int]) ([]*cursor, error) {
	all := make([]*cursor, len(seqs))
	for i, seq := range seqs {
		c, err := open(seq)
		if err != nil {
			for j := 0; j < i; j++ {
				all[j].Close()
			}
			return nil, err
		}
		all[i] = c
	}
	return all, nil
}

func okBackwards(seqs []iter.Seq[int]) ([]*cursor, error) {
	all := make([]*cursor, 0, len(seqs))
	for _, seq := range seqs {
		c, err := open(seq)
		if err != nil {
			for j := len(all) - 1; j >= 0; j-- {
				all[j].Close()
			}
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func badIndexed(seqs []iter.Seq[int]) ([]func() (int, bool), []func(), error) {
	nexts, stops := make([]func() (int, bool), len(seqs)), make([]func(), len(seqs))
	for i, seq := range seqs {
		if seq == nil {
			return nil, nil, errEmpty
		}
		nexts[i], stops[i] = iter.Pull(seq) // want "the iterator of iter.Pull is neither stopped nor drained when badIndexed returns on line .*; on this path call every stop that the loop has kept by then"
	}
	return nexts, stops, nil
}

func badMap(seqs map[string]iter.Seq[int]) (map[string]*cursor, error) {
	all := make(map[string]*cursor)
	for name, seq := range seqs {
		c, err := open(seq) // want "the iterator of open is neither released nor drained when badMap returns on line .*; on this path call Close of all that the loop has kept by then"
		if err != nil {
			return nil, err
		}
		all[name] = c
	}
	return all, nil
}

func okMap(seqs map[string]iter.Seq[int]) (map[string]*cursor, error) {
	all := make(map[string]*cursor)
	for name, seq := range seqs {
		c, err := open(seq)
		if err != nil {
			for _, c := range all {
				c.Close()
			}
			return nil, err
		}
		all[name] = c
	}
	return all, nil
}

// -- stops in a slice --

func okDeferredLoop(seqs []iter.Seq[int]) (sum int) {
	var nexts []func() (int, bool)
	var stops []func()
	defer func() {
		for _, stop := range stops {
			stop()
		}
	}()
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		nexts = append(nexts, next)
		stops = append(stops, stop)
	}
	for _, next := range nexts {
		v, _ := next()
		sum += v
	}
	return sum
}

func badNeverRead(seqs []iter.Seq[int]) (sum int) {
	var nexts []func() (int, bool)
	var stops []func()
	for _, seq := range seqs {
		next, stop := iter.Pull(seq) // want "the iterator of iter.Pull is neither stopped nor drained when badNeverRead returns on line .*; on this path call every stop that the loop has kept by then"
		nexts = append(nexts, next)
		stops = append(stops, stop)
	}
	for _, next := range nexts {
		v, _ := next()
		sum += v
	}
	return sum + len(stops)
}

func okIndexLoop(seqs []iter.Seq[int]) (sum int) {
	var stops []func()
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		stops = append(stops, stop)
		v, _ := next()
		sum += v
	}
	for i := 0; i < len(stops); i++ {
		stops[i]()
	}
	return sum
}

func badOnePass(seqs []iter.Seq[int]) (sum int) {
	var all []*cursor
	for _, seq := range seqs {
		all = append(all, newCursor(seq)) // want "the iterator of newCursor is neither released nor drained when badOnePass returns on line .*; on this path call Close of all that the loop has kept by then"
	}
	for _, c := range all {
		v, _ := c.Next()
		sum += v
	}
	return sum
}

func okDrained(seqs []iter.Seq[int]) (sum int) {
	var all []*cursor
	for _, seq := range seqs {
		all = append(all, newCursor(seq))
	}
	for _, c := range all {
		for {
			v, ok := c.Next()
			if !ok {
				break
			}
			sum += v
		}
	}
	return sum
}

func okRoundRobin(seqs []iter.Seq[int]) (sum int) {
	var all []*cursor
	for _, seq := range seqs {
		all = append(all, newCursor(seq))
	}
	for left := len(all); left > 0; {
		for i, c := range all {
			if c == nil {
				continue
			}
			v, ok := c.Next()
			if !ok {
				all[i] = nil
				left--
			}
			sum += v
		}
	}
	return sum
}

func okTwo(a, b iter.Seq[int]) (sum int) {
	next1, stop1 := iter.Pull(a)
	next2, stop2 := iter.Pull(b)
	for _, stop := range []func(){stop1, stop2} {
		defer stop()
	}
	v, _ := next1()
	w, _ := next2()
	return v + w
}

func badTwo(a, b iter.Seq[int]) (sum int) {
	next1, stop1 := iter.Pull(a) // want "the iterator of iter.Pull is neither stopped nor drained when badTwo returns on line .*; call stop1 on this path, or defer it"
	next2, stop2 := iter.Pull(b)
	for _, stop := range []func(){stop2} {
		defer stop()
	}
	if v, ok := next1(); ok {
		return v
	}
	w, _ := next2()
	stop1()
	return w
}

func closeAll(stops ...func()) {
	for _, stop := range stops {
		stop()
	}
}

func okVariadic(a, b iter.Seq[int]) (sum int) {
	next1, stop1 := iter.Pull(a)
	next2, stop2 := iter.Pull(b)
	defer closeAll(stop1, stop2)
	v, _ := next1()
	w, _ := next2()
	return v + w
}

func announce(what string, stops ...func()) { println(what, len(stops)) }

func badVariadic(a iter.Seq[int]) (sum int) {
	next, stop := iter.Pull(a) // want "the iterator of iter.Pull is neither stopped nor drained when badVariadic returns on line .*; call stop on this path, or defer it"
	v, _ := next()
	announce("stop", stop)
	return v
}

func okConditional(seqs []iter.Seq[int], done func(int) bool) {
	var all []*cursor
	for _, seq := range seqs {
		all = append(all, newCursor(seq))
	}
	for i, c := range all {
		if !done(i) {
			c.Close()
		}
	}
}

func okOnly(seqs []iter.Seq[int]) (*cursor, error) {
	var all []*cursor
	for _, seq := range seqs {
		all = append(all, newCursor(seq))
	}
	switch len(all) {
	case 0:
		return nil, errEmpty
	case 1:
		return all[0], nil
	}
	for _, c := range all {
		c.Close()
	}
	return nil, nil
}

// -- types that hold many --

type merge struct {
	cursors []*cursor
	stops   []func()
}

func newMerge(seqs ...iter.Seq[int]) *merge {
	m := &merge{}
	for _, seq := range seqs {
		m.cursors = append(m.cursors, newCursor(seq))
	}
	return m
}

func (m *merge) Close() {
	for _, c := range m.cursors {
		c.Close()
	}
}

func (m *merge) First() int {
	v, _ := m.cursors[0].Next()
	return v
}

func (m *merge) Len() int { return len(m.cursors) }

func okMerge(a, b iter.Seq[int]) int {
	m := newMerge(a, b)
	defer m.Close()
	return m.First()
}

func badMerge(a, b iter.Seq[int], skip bool) int {
	m := newMerge(a, b) // want "the iterator of newMerge is neither released nor drained when badMerge returns on line .*; call m.Close on this path, or defer it"
	if skip {
		return 0
	}
	m.Close()
	return 1
}

func badTryMerge(seqs []iter.Seq[int]) (*merge, error) {
	m := &merge{}
	for _, seq := range seqs {
		c, err := open(seq) // want "the iterator of open is neither released nor drained when badTryMerge returns on line .*; on this path call Close of all that the loop has kept by then"
		if err != nil {
			return nil, err
		}
		m.cursors = append(m.cursors, c)
	}
	return m, nil
}

func okTryMerge(seqs []iter.Seq[int]) (*merge, error) {
	m := &merge{}
	for _, seq := range seqs {
		c, err := open(seq)
		if err != nil {
			m.Close()
			return nil, err
		}
		m.cursors = append(m.cursors, c)
	}
	return m, nil
}

// knownMissCounted is missed because the program may ask how many there are so
// as to find out whether there are any.
func knownMissCounted(a, b iter.Seq[int]) int {
	m := newMerge(a, b)
	if m.Len() > 1 {
		return 0
	}
	m.Close()
	return 1
}

// knownMissAdvanced is missed because what advances some of many is not followed:
// it may well be that all have ended.
func knownMissAdvanced(a, b iter.Seq[int]) int {
	m := newMerge(a, b)
	return m.First()
}
