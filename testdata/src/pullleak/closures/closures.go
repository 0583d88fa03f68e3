// Package closures: handles used in function literals.
package closures

import "iter"

func okImmediate(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	func() { stop() }()
}

func badImmediate(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	func() {
		if c {
			stop()
		}
	}()
}

func okCalled(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	finish := func() { stop() }
	if _, ok := next(); ok {
		finish()
	}
}

func badNeverCalled(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	finish := func() { stop() }
	next()
	_ = finish
}

func badCalledOnOnePath(seq iter.Seq[int], c bool) {
	next, stop := iter.Pull(seq) // want "call stop"
	finish := func() { stop() }
	next()
	if c {
		return
	}
	finish()
}

func okDeferredVariable(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	finish := func() { stop() }
	defer finish()
	next()
}

func okAdvanceInClosure(seq iter.Seq[int]) (sum int) {
	next, _ := iter.Pull(seq)
	read := func() bool {
		v, ok := next()
		sum += v
		return ok
	}
	for read() {
	}
	return sum
}

func badAdvanceInClosure(seq iter.Seq[int]) (sum int) {
	next, _ := iter.Pull(seq) // want "discarded"
	read := func() bool {
		v, ok := next()
		sum += v
		return ok
	}
	for read() {
		if sum > 10 {
			return sum
		}
	}
	return sum
}

func call(f func()) { f() }
func callIf(c bool, f func()) {
	if c {
		f()
	}
}
func drop(f func()) { _ = f }
func each(n int, f func(int)) {
	for i := range n {
		f(i)
	}
}
func once(f func() bool) (ok bool) { return f() }

func okPassed(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	call(func() { stop() })
}

func badPassedMaybe(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	callIf(c, func() { stop() })
}

func badPassedDropped(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "call stop"
	drop(func() { stop() })
}

func badPassedLoop(seq iter.Seq[int], n int) {
	_, stop := iter.Pull(seq) // want "call stop"
	each(n, func(int) { stop() })
}

func okPassedResult(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if once(func() bool { _, ok := next(); return ok }) {
		stop()
	}
}

func okAcquireInClosure(seq iter.Seq[int]) {
	var stop func()
	func() { _, stop = iter.Pull(seq) }()
	stop()
}

func badAcquireInClosure(seq iter.Seq[int], c bool) {
	var stop func()
	func() { _, stop = iter.Pull(seq) }() // want "iter.Pull"
	if c {
		stop()
	}
}

func okRecursive(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	var walk func(n int)
	walk = func(n int) {
		if n == 0 {
			stop()
			return
		}
		next()
		walk(n - 1)
	}
	walk(3)
}

func badRecursive(seq iter.Seq[int], c func() bool) {
	next, stop := iter.Pull(seq) // want "call stop"
	var walk func(n int)
	walk = func(n int) {
		if c() {
			return
		}
		if n == 0 {
			stop()
			return
		}
		next()
		walk(n - 1)
	}
	walk(3)
}

func okRecursiveDrain(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	var walk func()
	walk = func() {
		if _, ok := next(); ok {
			walk()
		}
	}
	walk()
}

func okNested(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	outer := func() {
		inner := func() { stop() }
		inner()
	}
	outer()
}

func badNested(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "call stop"
	outer := func() {
		inner := func() { stop() }
		_ = inner
	}
	outer()
}

func okWithinLiteral(seq iter.Seq[int]) func() int {
	return func() int {
		next, stop := iter.Pull(seq)
		defer stop()
		v, _ := next()
		return v
	}
}

func badWithinLiteral(seq iter.Seq[int]) func() int {
	return func() int {
		next, stop := iter.Pull(seq) // want "when the function literal returns"
		v, ok := next()
		if ok {
			return v
		}
		stop()
		return 0
	}
}

var okInitialiser = func(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	stop()
}

var badInitialiser = func(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	if c {
		stop()
	}
}

// The pull runs eagerly, its release is in the body of a sequence that may
// never be ranged over.
func badLazyRelease(seq iter.Seq[int]) iter.Seq[int] {
	next, stop := iter.Pull(seq) // nofix // want `what iter.Pull opens is left to the returned sequence, which may never be ranged over; call iter.Pull within the sequence`
	return func(yield func(int) bool) {
		defer stop()
		for v, ok := next(); ok && yield(v); v, ok = next() {
		}
	}
}

// The literal is the release: the caller owns it.
func okReturnedRelease(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	n := 0
	return func() (int, bool) { n++; return next() }, func() { println(n); stop() }
}

func okReturnedOneClosure(seq iter.Seq[int]) func() (int, bool) {
	next, stop := iter.Pull(seq)
	return func() (int, bool) {
		v, ok := next()
		if v < 0 {
			stop()
			return 0, false
		}
		return v, ok
	}
}
