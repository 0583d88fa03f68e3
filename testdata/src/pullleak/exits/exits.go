// Package exits: no release is due where the process or the test ends.
package exits

import (
	"iter"
	"log"
	"os"
	"runtime"
	"testing"
)

func okExit(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if _, ok := next(); !ok {
		os.Exit(1)
	}
	stop()
}

func badExitElsewhere(seq iter.Seq[int], c bool) {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	if _, ok := next(); !ok {
		os.Exit(1)
	}
	if c {
		return
	}
	stop()
}

func okLogFatal(seq iter.Seq[int], err error) {
	_, stop := iter.Pull(seq)
	if err != nil {
		log.Fatal(err)
	}
	stop()
}

func badLogPrint(seq iter.Seq[int], err error) {
	_, stop := iter.Pull(seq) // fix // want "call stop"
	if err != nil {
		log.Print(err)
		return
	}
	stop()
}

func okLogger(l *log.Logger, seq iter.Seq[int], err error) {
	_, stop := iter.Pull(seq)
	if err != nil {
		l.Fatalf("%v", err)
	}
	stop()
}

func okTestFatal(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if _, ok := next(); !ok {
		t.Fatal("empty")
	}
	if v, ok := next(); ok {
		t.Fatalf("%d more", v)
	}
	t.FailNow()
	stop()
}

func badTestError(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if v, ok := next(); ok {
		t.Errorf("%d more", v)
		return
	}
	stop()
}

func okTestSkip(tb testing.TB, seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		tb.Skip("c")
	}
	stop()
}

func okBenchmark(b *testing.B, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	for b.Loop() {
		if _, ok := next(); !ok {
			b.Fatal("too few")
		}
	}
	stop()
}

func okGoexit(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		runtime.Goexit()
	}
	stop()
}

func die(msg string) {
	println(msg)
	os.Exit(2)
}

func dieLater(c bool) {
	if c {
		die("c")
	} else {
		log.Fatalln("d")
	}
}

func okDie(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		dieLater(c)
	}
	stop()
}

func maybeDie(c bool) {
	if c {
		os.Exit(1)
	}
}

func okMaybeDie(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	maybeDie(c)
	stop()
}

func badMaybeDie(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	maybeDie(c)
	if c {
		return
	}
	println(stop == nil)
}

func serve() {
	for {
		println()
	}
}

func okServe(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	next()
	serve()
}

func spin(c chan bool) {
loop:
	for {
		select {
		case <-c:
			break loop
		}
	}
}

func badSpin(seq iter.Seq[int], c chan bool) {
	next, _ := iter.Pull(seq) // want "discarded"
	next()
	spin(c)
}

// What main leaves open is gone with the process, yet the rule holds there
// as in any function.
func badMain() {
	next, _ := iter.Pull(func(func(int) bool) {}) // fix // want "discarded"
	next()
}
