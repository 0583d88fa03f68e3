package hard

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"strconv"
)

// -- errors that decide --

func okErrVariable(seq iter.Seq[string]) (sum int, err error) {
	next, stop := iter.Pull(seq)
	for {
		s, ok := next()
		if !ok {
			break
		}
		n, perr := strconv.Atoi(s)
		if perr != nil {
			err = perr
			break
		}
		sum += n
	}
	if err != nil {
		stop()
	}
	return sum, err
}

func badErrVariable(seq iter.Seq[string]) (sum int, err error) {
	next, stop := iter.Pull(seq) // want "call stop"
	for {
		s, ok := next()
		if !ok {
			break
		}
		n, perr := strconv.Atoi(s)
		if perr != nil {
			err = perr
			break
		}
		if n < 0 {
			break
		}
		sum += n
	}
	if err != nil {
		stop()
	}
	return sum, err
}

func okJoined(seq iter.Seq[int], work func(int) error) (err error) {
	next, stop := iter.Pull(seq)
	for v, ok := next(); ok; v, ok = next() {
		err = errors.Join(err, work(v))
	}
	_ = stop
	return err
}

func okResultStruct(seq iter.Seq[int]) (r struct{ n, sum int }) {
	next, _ := iter.Pull(seq)
	for v, ok := next(); ok; v, ok = next() {
		r.n++
		r.sum += v
	}
	return r
}

// -- who is open: one of two --

func okSwitchOver(a, b iter.Seq[int], over func(int) bool) {
	next, stop := iter.Pull(a)
	switched := false
	for {
		v, ok := next()
		if !ok {
			if switched {
				return
			}
			next, stop = iter.Pull(b)
			switched = true
			continue
		}
		if over(v) {
			stop()
			return
		}
	}
}

func badSwitchOver(a, b iter.Seq[int], over func(int) bool) {
	next, stop := iter.Pull(a) // want "iter.Pull"
	switched := false
	for {
		v, ok := next()
		if !ok {
			stop()
			return
		}
		if over(v) && !switched {
			next, stop = iter.Pull(b)
			switched = true
		}
	}
}

func okConcat(seqs []iter.Seq[int]) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for _, seq := range seqs {
			next, stop := iter.Pull(seq)
			for {
				v, ok := next()
				if !ok {
					break
				}
				if !yield(v) {
					stop()
					return
				}
			}
		}
	}
}

func badConcat(seqs []iter.Seq[int]) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for _, seq := range seqs {
			next, _ := iter.Pull(seq) // nofix // want "discarded"
			for {
				v, ok := next()
				if !ok {
					break
				}
				if !yield(v) {
					return
				}
			}
		}
	}
}

// -- yields that panic or are done --

func okYieldBoth(a, b iter.Seq[int]) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		nextA, stopA := iter.Pull(a)
		defer stopA()
		nextB, stopB := iter.Pull(b)
		defer stopB()
		for {
			x, okA := nextA()
			y, okB := nextB()
			if !okA && !okB || !yield(x, y) {
				return
			}
		}
	}
}

func badYieldDefersLate(a, b iter.Seq[int]) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		nextA, stopA := iter.Pull(a) // fix // want "call stopA"
		x, okA := nextA()
		nextB, stopB := iter.Pull(b)
		defer stopB()
		y, okB := nextB()
		if !okB {
			return
		}
		defer stopA()
		for okA && okB && yield(x, y) {
			x, okA = nextA()
			y, okB = nextB()
		}
	}
}

// -- programs --

func okRun(seq iter.Seq[string]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	for s, ok := next(); ok; s, ok = next() {
		if _, err := os.Stat(s); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return 0
}

func badRun(seq iter.Seq[string]) int {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	for s, ok := next(); ok; s, ok = next() {
		f, err := os.Open(s)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		if err := f.Close(); err != nil {
			os.Exit(2)
		}
	}
	stop()
	return 0
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage")
	os.Exit(2)
}

func okUsage(seq iter.Seq[string]) string {
	next, stop := iter.Pull(seq)
	first, ok := next()
	if !ok {
		usage()
	}
	second, ok := next()
	if !ok {
		usage()
	}
	stop()
	return first + second
}

func badUsage(seq iter.Seq[string]) string {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	first, ok := next()
	if !ok {
		usage()
	}
	second, ok := next()
	if ok {
		return first + second
	}
	stop()
	return first
}

func okClosureFatal(seq iter.Seq[string]) {
	fatal := func(args ...any) {
		fmt.Fprintln(os.Stderr, args...)
		os.Exit(1)
	}
	next, stop := iter.Pull(seq)
	if _, ok := next(); ok {
		fatal("more")
	}
	stop()
	_, stop = iter.Pull(seq)
	if seq == nil {
		fatal("nil")
		return
	}
	stop()
}

type checker struct{ failed bool }

func (c *checker) fail(format string, args ...any) {
	panic(fmt.Sprintf(format, args...))
}

func okMethodPanics(c *checker, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if v, ok := next(); ok && v < 0 {
		c.fail("negative: %d", v)
		return
	}
	stop()
}

func (c *checker) note(format string, args ...any) {
	c.failed = true
	if c.failed && len(args) > 0 {
		panic(fmt.Sprintf(format, args...))
	}
}

func badMethodMayPanic(c *checker, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if v, ok := next(); ok && v < 0 {
		c.note("negative: %d", v)
		return
	}
	stop()
}
