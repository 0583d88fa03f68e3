// Package crosspkg has loops over sequences that yield under the locks of
// other packages.
package crosspkg

import (
	"iter"

	"yieldlocked/crosspkg/lib"
	"yieldlocked/crosspkg/mid"
)

func badRemove(b *lib.Box) {
	for k := range b.Keys() {
		if k != b.Name() {
			b.Remove(k) // want `b.Remove waits for ever for mu, which b.Keys holds while this body runs; call it afterwards, or range over a copy`
		}
	}
}

func badMethod(b *lib.Box) (n int) {
	for k, v := range b.Range {
		if v > 0 {
			n += b.Get(k) // want `b.Get waits for ever for mu, which b.Range holds while this body runs`
		}
	}
	return n
}

func badCallback(b *lib.Box) {
	b.Range(func(k string, v int) bool {
		b.Remove(k) // want `b.Remove waits for ever for mu, which b.Range holds while this body runs`
		return true
	})
}

func badHandedOn(b *lib.Box) (n int) {
	all := b.All()
	for k := range all {
		n += b.Sum(k) // want `b.Sum waits for ever for mu, which all holds while this body runs`
	}
	return n
}

func badParameter(b *lib.Box) {
	for k := range lib.KeysOf(1, b) {
		lib.Drop(k, b) // want `lib.Drop waits for ever for mu, which lib.KeysOf holds while this body runs`
	}
}

type owner struct{ box lib.Box }

func (o *owner) badField() {
	for k := range o.box.Keys() {
		o.box.Remove(k) // want `o.box.Remove waits for ever`
	}
}

func (o *owner) badHelper() {
	for k := range o.box.Keys() {
		o.remove(k) // want `o.remove waits for ever`
	}
}

func (o *owner) remove(k string) { o.box.Remove(k) }

func (o *owner) badWrapped() {
	for k := range o.keys() {
		o.remove(k) // want `o.remove waits for ever for mu, which o.keys holds`
	}
}

func (o *owner) keys() iter.Seq[string] { return o.box.Keys() }

type embedding struct{ *lib.Box }

func badEmbedded(e embedding) {
	for k := range e.Keys() {
		e.Remove(k) // want `e.Remove waits for ever`
	}
}

func badGeneric(s *lib.Set[int]) (n int) {
	for v := range s.All() {
		if s.Has(v + 1) { // want `s.Has waits for ever for Mutex, which s.All holds`
			n++
		}
	}
	return n
}

func badDirectly(s *lib.Set[int]) {
	for range s.All() {
		s.Lock() // want `s.Lock waits for ever for Mutex, which s.All holds`
	}
}

func badShelf(s *mid.Shelf) {
	for k := range s.Keys() {
		s.Remove(k) // want `s.Remove waits for ever for mu, which s.Keys holds`
	}
	for k := range s.Long() {
		s.Remove(k) // want `s.Remove waits for ever for mu, which s.Long holds`
	}
	for k := range s.Range {
		s.Sum(k) // want `s.Sum waits for ever for mu, which s.Range holds`
	}
}

var global lib.Box

func badGlobal() {
	for k := range global.Keys() {
		global.Remove(k) // want `global.Remove waits for ever`
	}
}

func okReaders(b *lib.Box, s *mid.Shelf) (n int) {
	for k := range b.Keys() {
		n += b.Get(k) + b.Sum(k)
	}
	for k := range s.Keys() {
		n += s.Sum(k)
	}
	return n
}

func okCopied(b *lib.Box) {
	for k := range b.Copied() {
		b.Remove(k)
	}
}

func okOthers(b, c *lib.Box, s, t *mid.Shelf) {
	for k := range b.Keys() {
		c.Remove(k)
	}
	for k := range s.Keys() {
		t.Remove(k)
		b.Remove(k)
	}
}

func okNoWait(b *lib.Box, done chan bool) {
	for k := range b.Keys() {
		b.TryRemove(k)
		b.RemoveLater(k)
		b.RemoveSome(k)
		go b.Remove(k)
		go func() {
			b.Remove(k)
			done <- true
		}()
		defer b.Remove(k)
	}
}

func okAfter(b *lib.Box) {
	var last string
	for k := range b.Keys() {
		last = k
		break
	}
	b.Remove(last)
}

func okUnlocks(b *lib.Box) {
	for k := range b.Range {
		b.Unlock()
		b.Remove(k)
		b.Lock()
	}
}

func okChanged(b, c *lib.Box) {
	for k := range b.Keys() {
		b = c
		b.Remove(k)
	}
}

type cursor struct{ box *lib.Box }

func (c *cursor) okMoved(boxes []*lib.Box) {
	for k := range c.box.Keys() {
		c.box = boxes[0]
		c.box.Remove(k)
	}
}

var current *lib.Box

func okMovedGlobal(boxes []*lib.Box) {
	for k := range current.Keys() {
		current = boxes[0]
		current.Remove(k)
	}
}

func (c *cursor) badStays() {
	for k := range c.box.Keys() {
		c.box.Remove(k) // want `c.box.Remove waits for ever`
	}
	for k := range current.Keys() {
		current.Remove(k) // want `current.Remove waits for ever`
	}
}

// A function that makes a sequence is given no loop body.
func okPredicate(b *lib.Box) {
	for range b.KeysIf(func(k string) bool { return b.Get(k) > 0 }) {
	}
	b.Count(func() { b.Remove("") })
}

// knownMissInterface is missed because it is not known which type is behind an
// interface.
func knownMissInterface(b lib.Ranger) {
	for k := range b.Keys() {
		b.Remove(k)
	}
}

func (o owner) okMovedStruct(owners []cursor) {
	c := owners[0]
	for k := range c.box.Keys() {
		c = owners[1]
		c.box.Remove(k)
	}
}
