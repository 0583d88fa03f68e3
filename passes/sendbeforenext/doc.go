// Package sendbeforenext reports values that are sent into a coroutine which
// has not been started.
//
// # Analyzer sendbeforenext
//
// sendbeforenext: report values sent into a coroutine before its first yield
//
// # What it finds
//
// A coroutine takes a value only where it waits: at a yield. Before the first
// advance it has not reached one, so there is nobody to take what is sent.
// sendbeforenext follows each coroutine from the call that makes it, on every
// path, through branches, loops, closures and helper functions, and reports a
// send that some path reaches before any advance:
//
//	func greet() {
//		c := coroutine.New[int, string](body)
//		c.Send("hello") // reported: the first Next discards it
//		for c.Next() {
//			c.Send("again") // fine: it waits at a yield
//		}
//	}
//
// A loop that sends first and advances then is reported too: its first pass
// sends to nobody.
//
// Types that wrap a coroutine are followed, in any package: what their methods
// do is known. So are types of the program that take values by themselves: a
// method puts its parameter into a field, and the body of the sequence that the
// type pulls with iter.Pull reads the field only after it has yielded. Or a
// goroutine hands elements out over one channel, and takes values over another
// only after that: then a value that comes first waits for ever.
//
// # Why it matters
//
// Python raises a TypeError for this. The libraries of Go are less kind: with
// github.com/dispatchrun/coroutine the value is dropped in silence, and the
// body sees the zero value instead; everything that follows is one step off.
//
// # What to do
//
// Advance once before the first send, as the loop does:
//
//	func greet() {
//		c := coroutine.New[int, string](body)
//		for c.Next() {
//			c.Send("hello")
//		}
//	}
//
// # When it is silent
//
// Where the first value becomes the argument of the body, as with resume and
// cancel pairs in the manner of research.swtch.com/coro, the first send is
// right. A resume that is given a zero value only starts the coroutine. A
// coroutine that comes in by a parameter, a field or a channel may have been
// started, and so may one that was handed to code of which nothing is known.
package sendbeforenext
