// Package yieldafterfalse reports sequences that may call yield again after
// it has returned false.
//
// # Analyzer yieldafterfalse
//
// yieldafterfalse: report calls of yield after it returned false
//
// # What it finds
//
// The function that a range loop hands to a sequence, usually called yield,
// returns false when the loop is over: by break, return, goto or a panic.
// From then on it must not be called any more. yieldafterfalse follows what
// each call of yield returns, on every path, through branches, loops, closures,
// callbacks and helper functions, and reports the calls whose false is lost, so
// that yield may be called again:
//
//	func squares(xs []int) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			for _, x := range xs {
//				yield(x * x) // reported
//			}
//		}
//	}
//
// Less plain are a break that leaves only the inner of two loops, a return
// that leaves only a callback, a helper or a recursive call whose result is
// dropped, a deferred yield, and two sequences that get one yield:
//
//	func concat(a, b iter.Seq[int]) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			a(yield) // reported
//			b(yield)
//		}
//	}
//
// # Why it matters
//
// The loop panics when yield is called once more: "range function continued
// iteration after function for loop body returned false". Nobody notices as
// long as all loops run to the end; the first break is what ends the program.
// Under iter.Pull there is no panic, but what is yielded is lost.
//
// # What to do
//
// Return as soon as yield returns false:
//
//	func squares(xs []int) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			for _, x := range xs {
//				if !yield(x * x) {
//					return
//				}
//			}
//		}
//	}
//
// # When it is silent
//
// A function is a sequence, and its parameter a yield, if a loop ranges over
// it or the program uses it as a value, as when it is returned; its name does
// not matter. A function that takes a predicate, or a visitor of which false
// means something else, is none. The result may be kept in whatever way: in a
// boolean, a number, an error, a variable that a callback tests on entry, or a
// field. A yield that is the last needs no test. What yield is handed to, in
// code of which nothing is known, is taken to heed it.
//
// # Fixes
//
// Where the call is a statement of the sequence itself, the fix makes it a
// test that returns. Where it is tested, and a break or continue leaves too
// little, a return takes the place of that, if all that is then left out are
// yields and what finds out what to yield. A loop at the end of a sequence that does no more than to
// yield the elements of another becomes a call of that one with yield; such a
// call that is not at the end becomes a loop that returns.
package yieldafterfalse
