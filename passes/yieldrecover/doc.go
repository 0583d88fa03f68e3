// Package yieldrecover reports recovers in sequences that stop the panics of
// loop bodies.
//
// # Analyzer yieldrecover
//
// yieldrecover: report recovers that stop panics of the loop body
//
// # What it finds
//
// The body of a loop over a sequence runs in the sequence's calls of yield.
// If it panics, the deferred functions of the sequence run, and a recover in
// one of them stops the panic:
//
//	func results(jobs []func() int) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			defer func() {
//				if r := recover(); r != nil { // reported
//					log.Println("job failed:", r)
//				}
//			}()
//			for _, job := range jobs {
//				if !yield(job()) {
//					return
//				}
//			}
//		}
//	}
//
// # Why it matters
//
// What panicked is blamed on the sequence. A range loop then panics anew, and
// says only that its panic was recovered; where the sequence is called with a
// function, the panic is lost, and all seems well.
//
// # What to do
//
// Recover where yield is not called:
//
//	func results(jobs []func() int) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			for _, job := range jobs {
//				if n, ok := run(job); ok && !yield(n) {
//					return
//				}
//			}
//		}
//	}
//
//	func run(job func() int) (n int, ok bool) {
//		defer func() {
//			if r := recover(); r != nil {
//				log.Println("job failed:", r)
//			}
//		}()
//		return job(), true
//	}
//
// # When it is silent
//
// A sequence that can panic itself, or hands what it recovered to code that is
// not seen, may tell its own panics from others, and let these go on. One that
// recovers only under a condition may know that the loop body does not run. A
// recover that calls yield again is reported by yieldafterfalse.
package yieldrecover
