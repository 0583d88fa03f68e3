// Package panics: no release is due where a panic leaves the program, and
// one is where it is recovered.
package panics

import (
	"fmt"
	"iter"
	"log"
)

func okPanic(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		panic("c")
	}
	stop()
}

func badRecovered(seq iter.Seq[int], c bool) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq) // want "defer stop before that"
	if c {
		panic("c")
	}
	stop()
}

func okRecoveredWithDefer(seq iter.Seq[int], c bool) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq)
	defer stop()
	if c {
		panic("c")
	}
}

// work may panic, and the panic is recovered.
func badCallPanics(seq iter.Seq[int], work func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	_, stop := iter.Pull(seq) // want "defer stop before that"
	work()
	stop()
	return nil
}

func okCallPanics(seq iter.Seq[int], work func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	_, stop := iter.Pull(seq)
	defer stop()
	work()
	return nil
}

func okCallPanicsUnrecovered(seq iter.Seq[int], work func()) {
	_, stop := iter.Pull(seq)
	work()
	stop()
}

func okStopInRecover(seq iter.Seq[int], work func()) {
	_, stop := iter.Pull(seq)
	defer func() {
		if r := recover(); r != nil {
			stop()
		}
	}()
	work()
	stop()
}

func okRepanic(seq iter.Seq[int], work func()) {
	_, stop := iter.Pull(seq)
	defer func() {
		if r := recover(); r != nil {
			panic(r)
		}
	}()
	work()
	stop()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func okMust(seq iter.Seq[int], err error) {
	_, stop := iter.Pull(seq)
	must(err)
	stop()
}

func badMustRecovered(seq iter.Seq[int], err error) {
	defer func() { _ = recover() }()
	_, stop := iter.Pull(seq) // want "defer stop before that"
	must(err)
	stop()
}

func fail(msg string) { panic("fail: " + msg) }

func okFail(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		fail("c")
	}
	stop()
}

func okLogPanic(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		log.Panicf("%t", c)
	}
	stop()
}

func badLogPanicRecovered(seq iter.Seq[int], c bool) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq) // want "defer stop before that"
	if c {
		log.Panic("c")
	}
	stop()
}

func protect(f func()) {
	defer func() { recover() }()
	f()
}

func badProtected(seq iter.Seq[int], work func()) {
	protect(func() {
		_, stop := iter.Pull(seq) // want "defer stop before that"
		work()
		stop()
	})
}

func okProtected(seq iter.Seq[int], work func()) {
	protect(func() {
		_, stop := iter.Pull(seq)
		defer stop()
		work()
	})
}

// A recover that is not called by the deferred function itself is in vain.
func okRecoverInVain(seq iter.Seq[int], c bool) {
	defer func() {
		func() { recover() }()
	}()
	_, stop := iter.Pull(seq)
	if c {
		panic("c")
	}
	stop()
}

func handle() { recover() }

func badNamedRecover(seq iter.Seq[int], work func()) {
	defer handle()
	_, stop := iter.Pull(seq) // want "defer stop before that"
	work()
	stop()
}

// okRecoveredResult hands the iterator to its caller by the named results,
// which are what a recovered panic leaves the function with, too.
func okRecoveredResult(seq iter.Seq[int], bad bool) (next func() (int, bool), stop func()) {
	defer func() { _ = recover() }()
	next, stop = iter.Pull(seq)
	if bad {
		panic("bad")
	}
	return next, stop
}

// okDeferredResult opens the iterator behind the panic.
func okDeferredResult(seq iter.Seq[int], bad bool) (next func() (int, bool), stop func()) {
	defer func() { _ = recover() }()
	defer func() { next, stop = iter.Pull(seq) }()
	if bad {
		panic("bad")
	}
	return nil, nil
}

func end(stop func()) { stop() }

// To stop another iterator does not panic, whoever does it.
func okOtherStopped(seq iter.Seq[int]) {
	defer func() { _ = recover() }()
	_, other := iter.Pull(seq)
	defer other()
	_, stop := iter.Pull(seq)
	end(other)
	func(f func()) { f() }(other)
	stop()
}

func okOtherStoppedTwice(seq iter.Seq[int], n int) {
	defer func() { recover() }()
	pass := func() {
		_, other := iter.Pull(seq)
		for range n {
			_, stop := iter.Pull(seq)
			func(f func()) { f() }(other)
			stop()
		}
		other()
	}
	defer pass()
	pass()
}

func endIfSet(stop func()) {
	if stop != nil {
		stop()
	}
}

// Nothing is called where there is nothing.
func okNothingStopped(seq iter.Seq[int]) (none func()) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq)
	endIfSet(none)
	stop()
	return
}

func run(f func()) { f() }

func okCalmLiteral(seq iter.Seq[int]) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq)
	run(func() { println() })
	stop()
}

func badPanickingLiteral(seq iter.Seq[int]) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq) // want "defer stop before that"
	run(func() { panic("x") })
	stop()
}
