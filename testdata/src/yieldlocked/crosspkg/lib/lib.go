// Package lib has sequences that yield under locks, for other packages.
package lib

import (
	"iter"
	"sync"
)

// Box is a set of strings under a lock.
type Box struct {
	name string
	mu   sync.RWMutex
	m    map[string]int
}

// Keys yields under a read lock.
func (b *Box) Keys() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.RLock()
		defer b.mu.RUnlock()
		for k := range b.m {
			if !yield(k) {
				return
			}
		}
	}
}

// Range yields under the lock.
func (b *Box) Range(f func(string, int) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, v := range b.m {
		if !f(k, v) {
			return
		}
	}
}

// All hands on.
func (b *Box) All() iter.Seq2[string, int] { return b.each(0) }

func (b *Box) each(least int) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k, v := range b.m {
			if v >= least && !yield(k, v) {
				return
			}
		}
	}
}

// KeysOf yields the keys of a box.
func KeysOf(least int, b *Box) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k, v := range b.each(least) {
			if v > 0 && !yield(k) {
				return
			}
		}
	}
}

// KeysIf asks before it locks.
func (b *Box) KeysIf(keep func(string) bool) iter.Seq[string] {
	var keys []string
	for k := range b.Copied() {
		if keep(k) {
			keys = append(keys, k)
		}
	}
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, k := range keys {
			if !yield(k) {
				return
			}
		}
	}
}

// Count ranges over a sequence of its own.
func (b *Box) Count(done func()) {
	seq := func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			if !yield(k) {
				return
			}
		}
	}
	for range seq {
	}
	done()
}

// A Ranger is a Box or another.
type Ranger interface {
	Keys() iter.Seq[string]
	Remove(k string)
}

// Copied yields without a lock.
func (b *Box) Copied() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		var keys []string
		for k := range b.m {
			keys = append(keys, k)
		}
		b.mu.Unlock()
		for _, k := range keys {
			if !yield(k) {
				return
			}
		}
	}
}

// Remove takes the lock.
func (b *Box) Remove(k string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.m, k)
}

// Get takes the read lock.
func (b *Box) Get(k string) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.m[k]
}

// Sum takes the read lock in what it calls.
func (b *Box) Sum(k string) int { return b.Get(k) + 1 }

// TryRemove does not wait.
func (b *Box) TryRemove(k string) bool {
	if !b.mu.TryLock() {
		return false
	}
	defer b.mu.Unlock()
	delete(b.m, k)
	return true
}

// RemoveLater takes the lock in a goroutine.
func (b *Box) RemoveLater(k string) { go b.Remove(k) }

// RemoveSome takes the lock at times.
func (b *Box) RemoveSome(k string) {
	if k != "" {
		b.Remove(k)
	}
}

// Name takes no lock.
func (b *Box) Name() string { return b.name }

// Unlock lets others go on.
func (b *Box) Unlock() { b.mu.Unlock() }

// Lock takes the lock again.
func (b *Box) Lock() { b.mu.Lock() }

// Drop removes from a box.
func Drop(k string, b *Box) { b.Remove(k) }

// Set is a set of any type.
type Set[T comparable] struct {
	sync.Mutex
	m map[T]bool
}

// All yields under the lock.
func (s *Set[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		s.Lock()
		defer s.Unlock()
		for v := range s.m {
			if !yield(v) {
				return
			}
		}
	}
}

// Has takes the lock.
func (s *Set[T]) Has(v T) bool {
	s.Lock()
	defer s.Unlock()
	return s.m[v]
}
