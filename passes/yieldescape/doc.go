// Package yieldescape reports yields that leave the run of their sequence.
//
// # Analyzer yieldescape
//
// yieldescape: report yields that goroutines call or that are kept
//
// # What it finds
//
// The function that a range loop hands to a sequence, usually called yield,
// runs the body of the loop. It may be called one call after the other, until
// the sequence returns. yieldescape reports a yield that is called from a
// goroutine that the sequence does not wait for, from several goroutines at
// once, or that is kept in a variable, a slice or a map, or sent elsewhere to be called later:
//
//	func results(jobs []func() int) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			var wg sync.WaitGroup
//			for _, job := range jobs {
//				wg.Go(func() { yield(job()) }) // reported
//			}
//			wg.Wait()
//		}
//	}
//
// # Why it matters
//
// A loop body that runs in two goroutines at once is a data race, which the
// loop does not show. A call of yield after the sequence has returned, or
// while another one runs, panics.
//
// # What to do
//
// Let the goroutines send their values, and yield them in the sequence:
//
//	func results(jobs []func() int) iter.Seq[int] {
//		return func(yield func(int) bool) {
//			out := make(chan int, len(jobs))
//			for _, job := range jobs {
//				go func() { out <- job() }()
//			}
//			for range jobs {
//				if !yield(<-out) {
//					return
//				}
//			}
//		}
//	}
//
// # When it is silent
//
// A goroutine that the sequence waits for and that alone calls yield is fine,
// and so are goroutines that call it under a lock. Whatever may wait for the
// goroutine is taken to do so: a receive, a select, or a call that is given
// something that the goroutine has too. A yield in a field is fine if the
// sequence then uses the value that has the field, or assigns to it again.
package yieldescape
