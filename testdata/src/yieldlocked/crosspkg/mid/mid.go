// Package mid hands on the sequences of lib.
package mid

import (
	"iter"

	"yieldlocked/crosspkg/lib"
)

// Shelf has a box.
type Shelf struct{ box *lib.Box }

// Keys hands on.
func (s *Shelf) Keys() iter.Seq[string] { return s.box.Keys() }

// Long yields in a loop under the lock.
func (s *Shelf) Long() iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range s.box.Keys() {
			if len(k) > 1 && !yield(k) {
				return
			}
		}
	}
}

// Range hands on its callback.
func (s *Shelf) Range(f func(string, int) bool) { s.box.Range(f) }

// Remove takes the lock of the box.
func (s *Shelf) Remove(k string) { s.box.Remove(k) }

// Sum takes the read lock of the box.
func (s *Shelf) Sum(k string) int { return s.box.Sum(k) }
