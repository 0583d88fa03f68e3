package panics

import (
	"context"
	"fmt"
	"iter"
	"log"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
)

type logger interface{ Printf(string, ...any) }

// What a deferred call does before it releases is trusted not to panic.

func okLogsFirst(l logger, seq iter.Seq[int]) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	next, stop := iter.Pull(seq)
	defer func() {
		l.Printf("closing")
		stop()
	}()
	_, _ = next()
	return nil
}

func okLocksFirst(mu sync.Locker, seq iter.Seq[int], use func(int)) {
	defer func() { recover() }()
	next, stop := iter.Pull(seq)
	defer func() {
		mu.Lock()
		defer mu.Unlock()
		stop()
	}()
	v, _ := next()
	use(v)
}

func okReleasesInRecover(seq iter.Seq[int], use, count func(int)) {
	next, stop := iter.Pull(seq)
	defer func() {
		if r := recover(); r != nil {
			count(1)
		}
		stop()
	}()
	v, _ := next()
	use(v)
}

func endLogged(l logger, stop func()) {
	l.Printf("closing")
	stop()
}

func okHelperLogsFirst(l logger, seq iter.Seq[int], use func(int)) {
	defer func() { recover() }()
	next, stop := iter.Pull(seq)
	defer endLogged(l, stop)
	v, _ := next()
	use(v)
}

func badDeferredPanics(seq iter.Seq[int], broken bool) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq) // want "neither stopped nor drained"
	defer func() {
		if broken {
			panic("broken")
		}
		stop()
	}()
}

func badUsedBefore(l logger, seq iter.Seq[int], use func(int)) {
	defer func() { recover() }()
	next, stop := iter.Pull(seq) // want "when badUsedBefore recovers from a panic on line 86; defer stop before that"
	v, _ := next()
	use(v)
	stop()
}

// Nor are functions that do not panic by what they are given.
func okCalmCalls(ctx context.Context, seq iter.Seq[int]) error {
	defer func() { recover() }()
	next, stop := iter.Pull(seq)
	v, _ := next()
	s := fmt.Sprintf("%d", v)
	if strings.Contains(s, "a") {
		log.Println(s, ctx.Err())
	}
	list := []int{v}
	sort.Ints(list)
	_, err := strconv.Atoi(s)
	if err != nil {
		s = err.Error()
	}
	stop()
	return err
}

func badCallback(seq iter.Seq[int], less func(i, j int) bool) {
	defer func() { recover() }()
	next, stop := iter.Pull(seq) // want "recovers from a panic on line 114"
	v, _ := next()
	list := []int{v, 1}
	sort.Slice(list, less)
	stop()
}

// makeGuarded recovers what panics in it.
func makeGuarded(seq iter.Seq[int], check func()) (next func() (int, bool), stop func()) {
	defer func() { recover() }()
	check()
	return iter.Pull(seq)
}

func makeStrict(seq iter.Seq[int], check func()) (next func() (int, bool), stop func()) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprint("make: ", r))
		}
	}()
	check()
	return iter.Pull(seq)
}

func okGuardedMaker(seq, other iter.Seq[int], check func()) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq)
	_, end := makeGuarded(other, check)
	stop()
	if end != nil {
		end()
	}
}

func badStrictMaker(seq, other iter.Seq[int], check func()) {
	defer func() { recover() }()
	_, stop := iter.Pull(seq) // want "recovers from a panic on line 148"
	_, end := makeStrict(other, check)
	stop()
	end()
}

func okRuntime(seq iter.Seq[int]) {
	defer func() { _ = recover() }()
	_, stop := iter.Pull(seq)
	runtime.AddCleanup(new(int), func(int) {}, 0)
	stop()
}

// A stopper calls nothing but what iter.Pull gave.
type stopper struct {
	next func() (int, bool)
	stop func()
}

func (s *stopper) open(seq iter.Seq[int]) { s.next, s.stop = iter.Pull(seq) }

func (s *stopper) close() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

func okOtherStops(s *stopper, seq iter.Seq[int]) {
	defer func() { _ = recover() }()
	_, stop := iter.Pull(seq)
	s.close()
	stop()
}

// A hooked calls what it is given.
type hooked struct{ hook func() }

func (h *hooked) set(f func()) { h.hook = f }

func (h *hooked) run() { h.hook() }

func badHook(h *hooked, seq iter.Seq[int]) {
	defer func() { _ = recover() }()
	_, stop := iter.Pull(seq) // want "recovers from a panic on line 192"
	h.run()
	stop()
}
