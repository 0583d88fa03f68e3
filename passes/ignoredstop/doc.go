// Package ignoredstop reports end signals of sequences that are ignored or
// misread.
//
// # Analyzer ignoredstop
//
// ignoredstop: report end signals of sequences that are ignored or misread
//
// # What it finds
//
// A sequence says that it has come to its end by a boolean, as the next
// function of iter.Pull does, or by an error that is a sentinel: iterator.Done
// of Google's clients, io.EOF of the readers of the standard library. Any
// other error is a failure. ignoredstop follows what each advance returns, on
// every path, through branches, loops, closures and helper functions, and
// reports
//
//   - a value that is used where there is none: after false, after the
//     sentinel, or after another error that nobody handles;
//   - a loop that goes on for ever after the end, or after a failure that
//     every further call repeats;
//   - an error that is dropped in a loop;
//   - an error that ends the loop as the end does, while the function returns
//     nil as if all had been read;
//   - the sentinel returned as a failure from a loop that ends no other way;
//   - a comparison with the sentinel of another library, or by == with one
//     that is wrapped.
//
// The commonest form is a loop that tests only the sentinel:
//
//	func names(it *storage.ObjectIterator) (names []string) {
//		for {
//			attrs, err := it.Next() // reported
//			if err == iterator.Done {
//				return names
//			}
//			names = append(names, attrs.Name) // attrs is nil if Next failed
//		}
//	}
//
// # Why it matters
//
// A failed request is then a nil dereference, a loop that eats a processor, or
// half a list that looks like a whole one.
//
// # What to do
//
// Look at the signal right after each advance: leave at the end, and return
// every other error.
//
//	func names(it *storage.ObjectIterator) (names []string, err error) {
//		for {
//			attrs, err := it.Next()
//			if errors.Is(err, iterator.Done) {
//				return names, nil
//			}
//			if err != nil {
//				return nil, err
//			}
//			names = append(names, attrs.Name)
//		}
//	}
//
// # When it is silent
//
// A signal that is assigned to the blank identifier outside of a loop is
// ignored on purpose, and so is the boolean of a loop that ends in another
// way. A loop that runs while the error is nil and tells the sentinel apart
// afterwards is right, and so is one that drains a sequence and leaves on any
// error, or a function that is an advance itself and forwards what it got.
// Readers over memory have no error but their end. What the value or the error
// is handed to, in code of which nothing is known, is taken to look at it.
//
// # Fixes
//
// Where a test of the sentinel follows the advance and leaves, and the
// function returns an error, the fix inserts the return of every other error
// after it.
package ignoredstop
