// Package yieldlocked reports yields under a lock that the loop body takes
// again.
//
// # Analyzer yieldlocked
//
// yieldlocked: report yields under a lock that the loop body needs
//
// # What it finds
//
// The body of a loop over a sequence runs in the sequence's calls of yield,
// under the locks that the sequence holds there. yieldlocked reports such a
// yield if a loop of the package calls something in its body that takes the
// same lock:
//
//	func (c *cache) Keys() iter.Seq[string] {
//		return func(yield func(string) bool) {
//			c.mu.Lock()
//			defer c.mu.Unlock()
//			for key := range c.entries {
//				if !yield(key) { // reported
//					return
//				}
//			}
//		}
//	}
//
//	func (c *cache) Delete(key string) {
//		c.mu.Lock()
//		defer c.mu.Unlock()
//		delete(c.entries, key)
//	}
//
//	func clear(c *cache) {
//		for key := range c.Keys() {
//			c.Delete(key)
//		}
//	}
//
// Where the sequence is of another package, the call in the loop body is
// reported.
//
// # Why it matters
//
// The loop waits for ever for a lock that it holds itself.
//
// # What to do
//
// Copy what the sequence yields, and unlock before the first yield:
//
//	func (c *cache) Keys() iter.Seq[string] {
//		return func(yield func(string) bool) {
//			c.mu.Lock()
//			keys := slices.Collect(maps.Keys(c.entries))
//			c.mu.Unlock()
//			for _, key := range keys {
//				if !yield(key) {
//					return
//				}
//			}
//		}
//	}
//
// A loop over the sequence of somebody else calls such functions when it is
// over, or ranges over slices.Collect of the sequence.
//
// # When it is silent
//
// To yield under a lock is common, and fine as long as no loop body takes the
// lock: without such a loop, nothing is reported. Two read locks are no
// deadlock of their own, and are not reported either. A function that
// takes the lock on some of its paths only is taken for one that does not.
package yieldlocked
