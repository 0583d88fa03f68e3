// Package loops has sequences that yield under locks, and loops over them.
package loops

import (
	"iter"
	"sync"
)

type box struct {
	mu    sync.RWMutex
	other sync.Mutex
	m     map[string]int
	next  *box
}

func (b *box) badKeys() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.RLock()
		defer b.mu.RUnlock()
		for k := range b.m {
			if !yield(k) { // want `b.mu is held while yield runs the loop body, and that of the loop on line 35 calls b.remove, which waits for it for ever; unlock it before, or yield from a copy`
				return
			}
		}
	}
}

func (b *box) remove(k string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.m, k)
}

func (b *box) clear() {
	for k := range b.badKeys() {
		b.remove(k)
	}
}

func (b *box) get(k string) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.m[k]
}

func (b *box) badMethod(yield func(string, int) bool) {
	b.mu.Lock()
	for k, v := range b.m {
		if !yield(k, v) { // want `b.mu is held while yield runs the loop body, and that of the loop on line \d+ calls b.sum`
			break
		}
	}
	b.mu.Unlock()
}

func (b *box) sum(k string) int { return b.get(k) + 1 }

func total(b *box) (n int) {
	for k, v := range b.badMethod {
		if v > 0 {
			n += b.sum(k)
		}
	}
	return n
}

func (b *box) badInField() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			if !yield(k) { // want `b.mu is held`
				return
			}
		}
	}
}

type holder struct{ b *box }

func (h *holder) clear() {
	for k := range h.b.badInField() {
		if k != "" {
			h.b.remove(k)
			return
		}
	}
}

func (b *box) badDirectly() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.other.Lock()
		defer b.other.Unlock()
		for k := range b.m {
			if !yield(k) { // want `b.other is held while yield runs the loop body, and that of the loop on line \d+ calls b.other.Lock`
				return
			}
		}
	}
}

func lockIn(bs []*box) {
	for _, b := range bs {
		for range b.badDirectly() {
			b.other.Lock()
		}
	}
}

func (b *box) badRanged(keys iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range keys { // want `b.mu is held`
			if !yield(k) {
				return
			}
		}
	}
}

func ranged(b *box, keys iter.Seq[string]) {
	seq := b.badRanged(keys)
	for k := range seq {
		for range 2 {
			b.get(k)
		}
	}
}

type set[T comparable] struct {
	mu sync.Mutex
	m  map[T]bool
}

func (s *set[T]) badAll() iter.Seq[T] {
	return func(yield func(T) bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		for v := range s.m {
			if !yield(v) { // want `s.mu is held`
				return
			}
		}
	}
}

func (s *set[T]) has(v T) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[v]
}

func both(s *set[int]) (n int) {
	for v := range s.badAll() {
		if s.has(v + 1) {
			n++
		}
	}
	return n
}

func (h *holder) all() iter.Seq[string] {
	return h.b.badInner(true)
}

func (b *box) badInner(all bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			if all && !yield(k) { // want `b.mu is held while yield runs the loop body, and that of the loop on line \d+ calls h.b.get`
				return
			}
		}
	}
}

func forwarded(h *holder) (n int) {
	for k := range h.all() {
		n += h.b.get(k)
	}
	return n
}

func (b *box) okRead() iter.Seq[string] {
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

func readers(b *box) (n int) {
	for k := range b.okRead() {
		n += b.get(k)
	}
	return n
}

func (b *box) okCopied() iter.Seq[string] {
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

func (b *box) okUnlocksAround() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			b.mu.Unlock()
			more := yield(k)
			b.mu.Lock()
			if !more {
				return
			}
		}
	}
}

func (b *box) okMaker() iter.Seq[string] {
	b.mu.Lock()
	defer b.mu.Unlock()
	m := b.m
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func free(b *box) {
	for k := range b.okCopied() {
		b.remove(k)
	}
	for k := range b.okUnlocksAround() {
		b.remove(k)
	}
	for k := range b.okMaker() {
		b.remove(k)
	}
}

func (b *box) okLocked() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			if !yield(k) {
				return
			}
		}
	}
}

func others(b, c *box, done chan bool) {
	for k := range b.okLocked() {
		c.remove(k)
		b.next.remove(k)
		b.lockOther()
		go b.remove(k)
		go func() {
			b.remove(k)
			done <- true
		}()
		defer b.remove(k)
	}
	var last string
	for k := range b.okLocked() {
		last = k
		break
	}
	b.remove(last)
	for k := range b.okLocked() {
		b.mu.Unlock()
		b.remove(k)
		b.mu.Lock()
	}
	for k := range b.okLocked() {
		b.unlock()
		b.remove(k)
		b.lock()
	}
	for range b.okLocked() {
		b = c
		b.remove(last)
	}
}

func (b *box) lockOther() {
	b.other.Lock()
	defer b.other.Unlock()
}

func (b *box) unlock() { b.mu.Unlock() }
func (b *box) lock()   { b.mu.Lock() }

func (b *box) badMade() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			if !yield(k) { // want `b.mu is held while yield runs the loop body, and that of the loop on line \d+ calls b.remove`
				return
			}
		}
	}
}

func same(seq iter.Seq[string]) iter.Seq[string] { return seq }

func through(b *box) {
	for k := range same(b.badMade()) {
		b.remove(k)
	}
}

func (b *box) badFiltered() iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			if !yield(k) { // want `b.mu is held while yield runs the loop body, and that of the loop on line \d+ calls b.get`
				return
			}
		}
	}
}

func filter(seq iter.Seq[string], keep func(string) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range seq {
			if keep(k) && !yield(k) {
				return
			}
		}
	}
}

func long(seq iter.Seq[string]) iter.Seq[string] {
	return filter(seq, func(k string) bool { return len(k) > 1 })
}

func filtered(b *box) (n int) {
	keys := b.badFiltered()
	for k := range long(keys) {
		n += b.get(k)
	}
	return n
}

func collected(seq iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		var all []string
		for k := range seq {
			all = append(all, k)
		}
		for _, k := range all {
			if !yield(k) {
				return
			}
		}
	}
}

func after(b *box) {
	for k := range collected(b.okLocked()) {
		b.remove(k)
	}
	for k := range filter(b.okCopied(), func(string) bool { return true }) {
		b.remove(k)
	}
	for k := range filter(b.okRead(), func(string) bool { return true }) {
		b.get(k)
	}
}

// What a sequence yields in a literal that unlocks around is not under the lock.
func (b *box) okInLiteral(seq iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		b.mu.RLock()
		defer b.mu.RUnlock()
		seq(func(k string) bool {
			b.mu.RUnlock()
			defer b.mu.RLock()
			return yield(k)
		})
	}
}

func inLiteral(b *box, seq iter.Seq[string]) {
	for k := range b.okInLiteral(seq) {
		b.remove(k)
	}
}

func (b *box) count(done func()) {
	each := func(yield func(string) bool) {
		b.mu.Lock()
		defer b.mu.Unlock()
		for k := range b.m {
			if !yield(k) {
				return
			}
		}
	}
	for range each {
	}
	done()
}

func (b *box) each(yield func(string) bool, done func()) {
	b.keys(yield)
	done()
}

func (b *box) keys(yield func(string) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k := range b.m {
		if !yield(k) {
			return
		}
	}
}

func okCallbacks(b *box) {
	b.count(func() { b.remove("") })
	b.each(func(string) bool { return true }, func() { b.remove("") })
	for range b.keys {
	}
}
