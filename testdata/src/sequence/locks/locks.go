// Package locks has functions with facts on locks, and some without.
package locks

import (
	"iter"
	"sync"
)

// A Box is under a lock.
type Box struct {
	mu    sync.RWMutex
	other sync.Mutex
	m     []int
}

// All holds the lock.
func (b *Box) All() iter.Seq[int] { // want All:`^lazy; holds 0\.mu shared$`
	return func(yield func(int) bool) {
		b.mu.RLock()
		defer b.mu.RUnlock()
		for _, v := range b.m {
			if !yield(v) {
				return
			}
		}
	}
}

// Do holds both.
func (b *Box) Do(f func(int) bool) { // want Do:`^holds 0\.mu; holds 0\.other; takes 0\.mu; takes 0\.other; 1:callback `
	b.mu.Lock()
	defer b.mu.Unlock()
	b.other.Lock()
	defer b.other.Unlock()
	for _, v := range b.m {
		if !f(v) {
			return
		}
	}
}

// AllOf holds that of its parameter.
func AllOf(_ int, bs *[2]*Box, b *struct{ *Box }) iter.Seq[int] { return b.All() } // want AllOf:`^lazy; holds 2\.Box\*\.mu shared$`

// Add takes the lock.
func (b *Box) Add(v int) { // want Add:`^takes 0\.mu$`
	b.mu.Lock()
	defer b.mu.Unlock()
	b.m = append(b.m, v)
}

// AddTo takes it in what it calls.
func AddTo(v int, b **Box) { (*b).Add(v) } // want AddTo:`^takes 1\*\.mu$`

// Len takes it with others.
func (b *Box) Len() int { // want Len:`^takes 0\.mu shared$`
	b.mu.RLock()
	defer b.mu.RUnlock()
	return len(b.m)
}

// Unlock unlocks.
func (b *Box) Unlock() { b.mu.Unlock() } // want Unlock:`^takes 0\.mu to unlock$`

// A Counter is not ranged over, so nobody asks for its lock.
type Counter struct {
	lock sync.Mutex
	n    int
}

// Inc takes it.
func (c *Counter) Inc() {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.n++
}
