// Package recursiveseq reports sequences that yield the elements of another
// one by one for no reason.
//
// # Analyzer recursiveseq
//
// recursiveseq: report sequences that only pass on another one
//
// # What it finds
//
// A recursive sequence that ranges over itself passes each element up through
// all the levels above it:
//
//	func (t *tree) All() iter.Seq[int] {
//		return func(yield func(int) bool) {
//			if t == nil {
//				return
//			}
//			for x := range t.left.All() { // reported
//				if !yield(x) {
//					return
//				}
//			}
//			if !yield(t.value) {
//				return
//			}
//			for x := range t.right.All() { // reported
//				if !yield(x) {
//					return
//				}
//			}
//		}
//	}
//
// A loop that is the last thing that a sequence does, and that only passes on
// the elements of another, is reported too.
//
// # Why it matters
//
// An element at depth n costs n calls, so that a list, or a tree that is one,
// takes quadratic time. A loop at the end is merely longer than the call that
// it stands for.
//
// # What to do
//
// Hand yield down to a helper that returns what it returned:
//
//	func (t *tree) All() iter.Seq[int] {
//		return func(yield func(int) bool) { t.push(yield) }
//	}
//
//	func (t *tree) push(yield func(int) bool) bool {
//		return t == nil || t.left.push(yield) && yield(t.value) && t.right.push(yield)
//	}
//
// # When it is silent
//
// A loop that does anything else, or after which the sequence goes on, unless
// the loop is recursive. A loop that does not heed yield is reported by
// yieldafterfalse.
//
// # Fixes
//
// A loop at the end becomes a call of the sequence with yield.
package recursiveseq
