// Package ok has the code of the rule's manual page that is right.
package ok

import (
	"iter"
	"maps"
	"slices"
	"sync"
)

type cache struct {
	mu      sync.Mutex
	entries map[string]int
}

func (c *cache) Keys() iter.Seq[string] {
	return func(yield func(string) bool) {
		c.mu.Lock()
		keys := slices.Collect(maps.Keys(c.entries))
		c.mu.Unlock()
		for _, key := range keys {
			if !yield(key) {
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
