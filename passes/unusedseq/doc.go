// Package unusedseq reports sequences that are made and never run.
//
// # Analyzer unusedseq
//
// unusedseq: report sequences that are made and dropped
//
// # What it finds
//
// A function that returns a sequence, such as an iter.Seq, has done nothing
// yet when it returns: the body of the sequence runs when a loop ranges over
// it. unusedseq reports calls of such functions whose result is dropped, or
// assigned to the blank identifier:
//
//	func report(lines []string) {
//		printed(lines) // reported
//	}
//
//	func printed(lines []string) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			for _, line := range lines {
//				n, _ := fmt.Println(line)
//				if !yield(n) {
//					return
//				}
//			}
//		}
//	}
//
// # Why it matters
//
// Nothing of the sequence runs, and nothing tells.
//
// # What to do
//
// Range over the sequence, hand it on, or remove the call.
//
// # When it is silent
//
// A function that does more than to make a sequence, as one that checks its
// arguments and panics, may be called for that.
package unusedseq
