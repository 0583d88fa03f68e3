// Package asserted has tests whose helpers end them.
package asserted

import (
	"fmt"
	"iter"
	"testing"
)

func fatal(t *testing.T, msg string) {
	t.Helper()
	if msg != "" {
		t.Fatal(msg)
	}
}

func okConstant(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	if !ok {
		fatal(t, "no value")
	}
	fmt.Println(v)
}

func okFormatted(t *testing.T, seq iter.Seq[int], n int) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	if !ok {
		fatal(t, fmt.Sprintf("no value %d", n))
	}
	fmt.Println(v)
}

func okSum(t *testing.T, seq iter.Seq[int], what string) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	if !ok {
		fatal(t, what+" is missing")
	}
	fmt.Println(v)
}

func okPassed(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	failIf(t, !ok)
	fmt.Println(v)
}

func failIf(t *testing.T, failed bool) {
	if failed {
		t.Fatal("failed")
	}
}

func badEmpty(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next() // want "the value of next is used on line 68 also when there is none"
	if !ok {
		fatal(t, "")
	}
	fmt.Println(v)
}

func badUnknown(t *testing.T, seq iter.Seq[int], what string) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next() // want "the value of next is used on line 78 also when there is none"
	if !ok {
		fatal(t, fmt.Sprintf("%s", what))
	}
	fmt.Println(v)
}

// What a message tells does no harm.
func okComplains(t *testing.T, seq iter.Seq[int]) error {
	next, stop := iter.Pull(seq)
	defer stop()
	if v, ok := next(); !ok || v != 1 {
		t.Errorf("got %v, want 1", v)
	}
	if v, ok := next(); !ok || v != 2 {
		return fmt.Errorf("got %v, want 2", v)
	}
	if v, ok := next(); !ok || v != 3 {
		t.Fatalf("got %v, want 3", v)
	}
	return nil
}

func badPrinted(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next() // want "the value of next is used on line \\d+ also when there is none"
	if !ok {
		println("none")
	}
	fmt.Println(v)
}
