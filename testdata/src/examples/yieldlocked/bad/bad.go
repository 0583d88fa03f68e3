// Package bad has the mistake that the rule's manual page shows.
package bad

import (
	"iter"
	"sync"
)

type cache struct {
	mu      sync.Mutex
	entries map[string]int
}

func (c *cache) Keys() iter.Seq[string] {
	return func(yield func(string) bool) {
		c.mu.Lock()
		defer c.mu.Unlock()
		for key := range c.entries {
			if !yield(key) { // want `c.mu is held while yield runs the loop body`
				return
			}
		}
	}
}

func (c *cache) Delete(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.entries, key)
}

func clear(c *cache) {
	for key := range c.Keys() {
		c.Delete(key)
	}
}
