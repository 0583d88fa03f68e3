// Package useafterstop reports calls on a sequence that has been released or
// has ended, where the protocol does not allow them.
//
// # Analyzer useafterstop
//
// useafterstop: report calls on a sequence after its release or its end
//
// # What it finds
//
// After a coroutine was stopped, or has returned, nobody takes what is sent
// into it; some libraries panic, and some wait for ever. useafterstop follows
// each object from the call that makes it and reports the calls that come
// too late, with what they do:
//
//	func greet() {
//		c := coroutine.New[int, string](body)
//		for c.Next() {
//			c.Send("again")
//		}
//		c.Send("bye") // reported: nobody gets the value
//	}
//
// So are advances after the release where the library makes an error of them:
// the rows of cloud.google.com/go/spanner fail with "Next called after Stop".
// Where they only find the end, as in database/sql, nothing is reported, for
// programs let loops end so.
//
// A sequence or another literal that a function returns runs after the
// function's deferred calls. If it advances what one of them has released, it
// finds nothing there:
//
//	func names(db *sql.DB) (iter.Seq[string], error) {
//		rows, err := db.Query("SELECT name FROM users")
//		if err != nil {
//			return nil, err
//		}
//		defer rows.Close()
//		return func(yield func(string) bool) {
//			for rows.Next() { // reported: the rows are closed
//				var name string
//				if rows.Scan(&name) != nil || !yield(name) {
//					return
//				}
//			}
//		}, nil
//	}
//
// A function that stops a pair and returns its next is reported as well, unless
// it returns an error or something that releases with it.
//
// The same goes for files and for transactions, and for what was made to read
// from them:
//
//	func lines(name string) (iter.Seq[string], error) {
//		f, err := os.Open(name)
//		if err != nil {
//			return nil, err
//		}
//		defer f.Close()
//		s := bufio.NewScanner(f)
//		return func(yield func(string) bool) {
//			for s.Scan() { // reported: it fails with os.ErrClosed
//				if !yield(s.Text()) {
//					return
//				}
//			}
//		}, nil
//	}
//
// # Why it matters
//
// What the call does depends on the library: nothing, an error, a panic, or a
// goroutine that is stuck. None of these is what was meant.
//
// # What to do
//
// Send only while the last advance has brought an element. Open and release
// within the literal what it uses.
//
// # When it is silent
//
// Many protocols allow calls after the end: the next function of iter.Pull
// returns false again, its stop function may be called as often as one
// likes, and so may Close of sql.Rows. Those are not reported.
//
// Of what a function returns, only literals and method values are looked into,
// and only calls that are known to need the object count: Name of a closed file
// works. Nothing is said if the function may also return the literal without a
// release, or if a goroutine releases. Files and transactions are followed only
// in the functions that call what opens them.
package useafterstop
