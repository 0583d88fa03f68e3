// Package pullleak reports pull iterators, cursors and coroutines that are
// neither released nor drained.
//
// # Analyzer pullleak
//
// pullleak: report iterators, cursors and coroutines that are left open
//
// # What it finds
//
// iter.Pull starts a coroutine at once, before the first call of next. The
// coroutine, and all that the sequence holds on to, goes away when next has
// returned false or when stop is called, and not before. pullleak follows
// each pair from its iter.Pull or iter.Pull2, on every path, through
// branches, loops, closures, deferred calls, flags, re-assigned variables
// and helper functions of any package, and reports the pair if there is a
// way out of the function on which neither has happened:
//
//	func first(seq iter.Seq[int]) int {
//		next, stop := iter.Pull(seq) // reported
//		v, ok := next()
//		if !ok {
//			return 0 // drained: fine
//		}
//		if v < 0 {
//			return v // still open
//		}
//		stop()
//		return v
//	}
//
// It knows other sequences that must be released by the same table of
// protocols, docs/protocols.md, and what each of them owes. The rows of
// database/sql close themselves when Next has returned false, so they owe a
// Close on every other way out:
//
//	func names(db *sql.DB) ([]string, error) {
//		rows, err := db.Query("SELECT name FROM users") // reported
//		if err != nil {
//			return nil, err // there are no rows to close: fine
//		}
//		var names []string
//		for rows.Next() {
//			var name string
//			if err := rows.Scan(&name); err != nil {
//				return nil, err // still open
//			}
//			names = append(names, name)
//		}
//		return names, rows.Err() // drained: fine
//	}
//
// A row iterator of cloud.google.com/go/spanner must be stopped even after its
// end. A coroutine of github.com/dispatchrun/coroutine is released in two
// steps: Stop only asks for it, and one more Next carries it out.
//
// A pair that is pulled at once, and left to a sequence that the function
// returns, is reported as well: nobody may ever range over that sequence, and
// then its deferred stop never runs.
//
// What holds a pair is followed as well: a struct with next and stop in its
// fields, or literals that are bound to them, in one package and, by facts,
// across packages and modules. Whoever calls the constructor owes what its
// methods make of the pair:
//
//	type reader struct {
//		next func() (int, bool)
//		stop func()
//	}
//
//	func newReader(seq iter.Seq[int]) *reader {
//		next, stop := iter.Pull(seq)
//		return &reader{next: next, stop: stop}
//	}
//
//	func (r *reader) Close() { r.stop() }
//
//	func peek(seq iter.Seq[int]) int {
//		r := newReader(seq) // reported: call r.Close
//		v, _ := r.next()
//		return v
//	}
//
// What a type keeps in a field, and none of its methods gives back, is reported
// where it is opened: a Close that forgets one of two, or stops one twice. So is
// a stop function in a field which nothing in the package reads.
//
// Slices, arrays and maps of such things are followed, and the loops that fill
// them and that release what they hold. A goroutine that alone has a pair, or
// what holds one, owes the release at its own end:
//
//	func send(ctx context.Context, seq iter.Seq[int], out chan<- int) {
//		next, stop := iter.Pull(seq) // reported
//		go func() {
//			for v, ok := next(); ok; v, ok = next() {
//				select {
//				case out <- v:
//				case <-ctx.Done():
//					return // still open
//				}
//			}
//			stop()
//		}()
//	}
//
// The diagnostic stands at the call of iter.Pull, or at the call of the
// function that returns the pair or what holds it. Its related information shows the way: the
// conditions that lead to the exit, and the exit.
//
// # Why it matters
//
// A pair that is left open is a goroutine that never ends. In a server it is
// a leak for each request; locks, files and transactions that the sequence
// holds stay held. Rows that are left open keep a connection out of the pool.
//
// # What to do
//
// Write defer stop() right after the call. Stopping twice, or after the end,
// does no harm.
//
//	func first(seq iter.Seq[int]) int {
//		next, stop := iter.Pull(seq)
//		defer stop()
//		v, _ := next()
//		return v
//	}
//
// In a loop, call stop before the next pass, or make the body a function of
// its own: a deferred call waits for the function to return, and until then
// the pairs of all passes are open. A range over an array, slice, map or
// integer is not reported for that.
//
// Reading as many values as there are is not draining: only the call of next
// that returns false ends the coroutine.
//
// # When it is silent
//
// A pair that is stored in a global, a channel, or a struct, a slice or a map of
// which nothing is known, or handed to a function of which nothing is known, has
// a new owner, and pullleak does not follow it there. A goroutine that releases a
// pair on some paths takes it along, if others can still get at it. A test that
// drops what it expects to fail, and notes a failure if it does not, is left
// alone. A method that releases on some paths only,
// as one that counts references does, counts as a release. The rows of a transaction end with it,
// and those of a query end with its context, if the function or one around it
// cancels that, or where the program sees that it has ended. No release is due where the function is
// left by a panic that nothing recovers, by os.Exit, log.Fatal, t.Fatal or a
// function that never returns.
//
// # Fixes
//
// Where no path hands the object on and the call is not in a loop, the fix
// inserts defer stop(), or defer rows.Close() after the test of the error; if
// the stop function was discarded, it gets a name first.
package pullleak
