// Package shapes: forms that real programs take.
package shapes

import (
	"errors"
	"iter"
	"sync"
	"testing"
)

// -- merges --

type head struct {
	v    int
	next func() (int, bool)
}

func okKWay(seqs []iter.Seq[int]) (out []int) {
	var heads []*head
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		defer stop()
		if v, ok := next(); ok {
			heads = append(heads, &head{v, next})
		}
	}
	for len(heads) > 0 {
		least := 0
		for i, h := range heads {
			if h.v < heads[least].v {
				least = i
			}
		}
		out = append(out, heads[least].v)
		v, ok := heads[least].next()
		if !ok {
			heads = append(heads[:least], heads[least+1:]...)
			continue
		}
		heads[least].v = v
	}
	return out
}

func okInterleave(seqs ...iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		nexts := make([]func() (int, bool), len(seqs))
		for i, seq := range seqs {
			next, stop := iter.Pull(seq)
			defer stop()
			nexts[i] = next
		}
		for {
			done := true
			for _, next := range nexts {
				if v, ok := next(); ok {
					done = false
					if !yield(v) {
						return
					}
				}
			}
			if done {
				return
			}
		}
	}
}

func okAllStopped(seqs []iter.Seq[int]) {
	var stops []func()
	for _, seq := range seqs {
		_, stop := iter.Pull(seq)
		stops = append(stops, stop)
	}
	for _, stop := range stops {
		stop()
	}
}

// The pull stands outside the yield literal, its release inside.
func badChunks(seq iter.Seq[int], n int) iter.Seq[[]int] {
	next, stop := iter.Pull(seq) // want `left to the returned sequence`
	return func(yield func([]int) bool) {
		defer stop()
		for {
			var chunk []int
			for len(chunk) < n {
				v, ok := next()
				if !ok {
					break
				}
				chunk = append(chunk, v)
			}
			if len(chunk) == 0 || !yield(chunk) {
				return
			}
		}
	}
}

func okChunks(seq iter.Seq[int], n int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		next, stop := iter.Pull(seq)
		defer stop()
		for {
			var chunk []int
			for len(chunk) < n {
				v, ok := next()
				if !ok {
					break
				}
				chunk = append(chunk, v)
			}
			if len(chunk) == 0 || !yield(chunk) {
				return
			}
		}
	}
}

// -- cleanups --

func okCleanupVariable(seq iter.Seq[int], c bool) {
	cleanup := func() {}
	if c {
		_, stop := iter.Pull(seq)
		cleanup = func() { stop() }
	}
	defer cleanup()
	println()
}

func badCleanupVariableEarly(seq iter.Seq[int], c bool) {
	cleanup := func() {}
	defer cleanup()
	if c {
		_, stop := iter.Pull(seq) // want "iter.Pull"
		cleanup = func() { stop() }
	}
	cleanup = nil
}

func okCleanupChain(a, b iter.Seq[int]) {
	cleanup := func() {}
	defer func() { cleanup() }()
	_, stopA := iter.Pull(a)
	cleanup = stopA
	_, stopB := iter.Pull(b)
	cleanup = func() {
		stopB()
		stopA()
	}
}

func badCleanupReplaced(a, b iter.Seq[int]) {
	cleanup := func() {}
	defer func() { cleanup() }()
	_, stopA := iter.Pull(a) // want "iter.Pull"
	cleanup = stopA
	_, stopB := iter.Pull(b)
	cleanup = func() { stopB() }
}

func okOnceFunc(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	stop = sync.OnceFunc(stop)
	defer stop()
}

func okWaitGroup(wg *sync.WaitGroup, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer func() { stop(); wg.Done() }()
	next()
}

type release func()

func (r release) Close() error { r(); return nil }

func okNamedFunctionType(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	r := release(stop)
	defer r.Close()
}

func badNamedFunctionType(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "iter.Pull"
	r := release(stop)
	if c {
		r.Close()
	}
}

func wrap(f func()) func() {
	return func() {
		println()
		f()
	}
}

func okWrapped(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	defer wrap(stop)()
}

func badWrappedDropped(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq) // want "iter.Pull"
	wrap(stop)
}

func stopAll(stops ...func()) {
	for _, stop := range stops {
		stop()
	}
}

func okVariadic(a, b iter.Seq[int]) {
	_, stopA := iter.Pull(a)
	_, stopB := iter.Pull(b)
	defer stopAll(stopA, stopB)
}

// -- tests of ok --

func okCompared(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if _, ok := next(); ok == false {
		return
	}
	stop()
}

func badCompared(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if _, ok := next(); ok != false {
		return
	}
	stop()
}

func okSwitched(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	switch _, ok := next(); ok {
	case true:
		stop()
	case false:
	}
}

func badSwitched(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	switch _, ok := next(); ok {
	case false:
		stop()
	}
}

// The end is seen in a field.
func okDrainByField(seq iter.Seq[int]) (sum int) {
	next, _ := iter.Pull(seq)
	var h struct {
		v  int
		ok bool
	}
	for h.v, h.ok = next(); h.ok; h.v, h.ok = next() {
		sum += h.v
	}
	return sum
}

func okInit(seq iter.Seq[int]) {
	for next, stop := iter.Pull(seq); ; {
		v, ok := next()
		if !ok {
			return
		}
		if v < 0 {
			stop()
			return
		}
	}
}

func badInit(seq iter.Seq[int]) {
	for next, stop := iter.Pull(seq); ; { // want "call stop"
		v, ok := next()
		if !ok {
			return
		}
		if v < 0 {
			return
		}
		if v == 0 {
			stop()
			return
		}
	}
}

func okSwitchInit(seq iter.Seq[int], n int) {
	switch _, stop := iter.Pull(seq); {
	case n > 0:
		stop()
	default:
		stop()
	}
}

// -- many conditions --

func okManyConditions(seq iter.Seq[int], a, b, c, d, e, f, g bool) (n int) {
	var stop func()
	open := false
	if a {
		_, stop = iter.Pull(seq)
		open = true
	}
	x, y, z, u, v, w := 0, 0, 0, 0, 0, 0
	if b {
		x = 1
	}
	if c {
		y = 1
	}
	if d {
		z = 1
	}
	if e {
		u = 1
	}
	if f {
		v = 1
	}
	if g {
		w = 1
	}
	if open {
		stop()
	}
	return x + y + z + u + v + w
}

func badManyConditions(seq iter.Seq[int], a, b, c, d, e, f bool) (n int) {
	_, stop := iter.Pull(seq) // want "call stop"
	if a {
		n++
	}
	if b {
		n++
	}
	if c {
		n++
	}
	if d {
		n++
	}
	if e {
		n++
	}
	if n != 3 || f {
		stop()
	}
	return n
}

var errFirst, errSecond = errors.New("first"), errors.New("second")

// Stop before each of many error returns, then a new owner.
func okTenErrors(seq iter.Seq[int], step func(int) error, owner *head) error {
	next, stop := iter.Pull(seq)
	if err := step(0); err != nil {
		stop()
		return err
	}
	if err := step(1); err != nil {
		stop()
		return err
	}
	if err := step(2); errors.Is(err, errFirst) {
		stop()
		return err
	} else if errors.Is(err, errSecond) {
		stop()
		return nil
	}
	if _, ok := next(); !ok {
		return errSecond
	}
	owner.next = next
	cleanups = append(cleanups, stop)
	return nil
}

func badTenErrors(seq iter.Seq[int], step func(int) error, owner *head) error {
	next, stop := iter.Pull(seq) // nofix // want "call stop"
	if err := step(0); err != nil {
		stop()
		return err
	}
	if err := step(2); errors.Is(err, errFirst) {
		stop()
		return err
	} else if errors.Is(err, errSecond) {
		return nil
	}
	owner.next = next
	cleanups = append(cleanups, stop)
	return nil
}

var cleanups []func()

// -- in loops over functions --

func okOpenOnce(seqs iter.Seq[iter.Seq[int]]) {
	var next func() (int, bool)
	for seq := range seqs {
		if next == nil {
			var stop func()
			next, stop = iter.Pull(seq)
			defer stop()
		}
		next()
	}
}

func badReturnFromInner(seqs iter.Seq[iter.Seq[int]], other iter.Seq[int]) (v int, err error) {
	next, stop := iter.Pull(other) // want "call stop"
	for seq := range seqs {
		for x := range seq {
			w, ok := next()
			if !ok {
				return 0, errFirst
			}
			if w == x {
				return w, nil
			}
		}
	}
	stop()
	return 0, errSecond
}

func okReturnFromInner(seqs iter.Seq[iter.Seq[int]], other iter.Seq[int]) (v int, err error) {
	next, stop := iter.Pull(other)
	for seq := range seqs {
		for x := range seq {
			w, ok := next()
			if !ok {
				return 0, errFirst
			}
			if w == x {
				stop()
				return w, nil
			}
		}
	}
	stop()
	return 0, errSecond
}

func badRecoveredLoop(seq, other iter.Seq[int]) {
	defer func() { recover() }()
	next, stop := iter.Pull(other) // want "defer stop before that"
	for range seq {
		next()
	}
	stop()
}

// -- the pull as a value --

func okPullValue(seq iter.Seq[int]) {
	pull := iter.Pull[int]
	_, stop := pull(seq)
	defer stop()
}

func badPullValue(seq iter.Seq[int]) {
	pull := iter.Pull[int]
	next, _ := pull(seq) // want "stop"
	next()
}

var okGlobalNext, okGlobalStop = iter.Pull(func(func(int) bool) {})

// -- tests --

func okSubtests(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	t.Run("first", func(t *testing.T) {
		if _, ok := next(); !ok {
			t.Fatal("empty")
		}
	})
}

func badSubtest(t *testing.T, seq iter.Seq[int]) {
	t.Run("first", func(t *testing.T) {
		next, stop := iter.Pull(seq) // fix // want "call stop"
		if _, ok := next(); !ok {
			t.Error("empty")
			return
		}
		if _, ok := next(); ok {
			t.Error("more")
			return
		}
		stop()
	})
}

// -- structs --

type cursor struct {
	next func() (int, bool)
	stop func()
}

func newCursor(seq iter.Seq[int]) *cursor {
	next, stop := iter.Pull(seq)
	return &cursor{next, stop}
}

func badWrapperDropped(seq iter.Seq[int], check func() error) error {
	c := newCursor(seq) // fix // want "call c.stop on this path"
	if err := check(); err != nil {
		return err
	}
	c.stop()
	return nil
}

func badLocalStruct(seq iter.Seq[int]) int {
	var c cursor
	c.next, c.stop = iter.Pull(seq) // nofix // want "neither stopped nor drained"
	v, _ := c.next()
	return v
}
