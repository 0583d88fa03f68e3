// Package hard: long-range connections.
package hard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"sort"
	"sync"
	"time"
)

// -- the state of a pair is known by something else --

func okStateByError(seq iter.Seq[int], check func(int) error) (err error) {
	next, stop := iter.Pull(seq)
	defer func() {
		if err != nil {
			stop()
		}
	}()
	for {
		v, ok := next()
		if !ok {
			return nil
		}
		if err := check(v); err != nil {
			return fmt.Errorf("check %d: %w", v, err)
		}
	}
}

var errNegative = errors.New("negative")

// A sentinel is not nil.
func okStateBySentinel(seq iter.Seq[int]) (sum int, err error) {
	next, stop := iter.Pull(seq)
	defer func() {
		if err != nil {
			stop()
		}
	}()
	for v, ok := next(); ok; v, ok = next() {
		switch {
		case v < 0:
			return 0, errNegative
		case v == 0:
			return 0, io.ErrUnexpectedEOF
		}
		sum += v
	}
	return sum, nil
}

type rangeError struct{ v int }

func (e *rangeError) Error() string { return fmt.Sprint(e.v) }

func outOfRange(v int) error { return &rangeError{v} }

// What a function of the package returns is not nil.
func okStateByOwnError(seq iter.Seq[int]) (sum int, err error) {
	next, stop := iter.Pull(seq)
	defer func() {
		if err != nil {
			stop()
		}
	}()
	for v, ok := next(); ok; v, ok = next() {
		if v < 0 {
			return 0, outOfRange(v)
		}
		if v > 100 {
			return 0, &rangeError{v}
		}
		sum += v
	}
	return sum, nil
}

func badStateByError(seq iter.Seq[int], check func(int) error) (err error) {
	next, stop := iter.Pull(seq) // want "call stop"
	defer func() {
		if err != nil {
			stop()
		}
	}()
	for {
		v, ok := next()
		if !ok {
			return nil
		}
		if err := check(v); errors.Is(err, context.Canceled) {
			return nil
		} else if err != nil {
			return fmt.Errorf("check %d: %w", v, err)
		}
	}
}

func okTwoFlags(seq iter.Seq[int], limit int) {
	next, stop := iter.Pull(seq)
	var done, full bool
	for n := 0; !done && !full; n++ {
		if n == limit {
			full = true
			continue
		}
		if _, ok := next(); !ok {
			done = true
		}
	}
	if full {
		stop()
	}
}

func badTwoFlags(seq iter.Seq[int], limit int) {
	next, stop := iter.Pull(seq) // want "call stop"
	var done, full bool
	for n := 0; !done && !full; n++ {
		if n == limit {
			full = true
			continue
		}
		if _, ok := next(); !ok {
			done = true
		}
	}
	if done {
		stop()
	}
}

func okDrainedByEither(a, b iter.Seq[int]) {
	nextA, stopA := iter.Pull(a)
	nextB, stopB := iter.Pull(b)
	for {
		_, okA := nextA()
		_, okB := nextB()
		switch {
		case okA && okB:
			continue
		case okA:
			stopA()
		case okB:
			stopB()
		}
		return
	}
}

func badDrainedByEither(a, b iter.Seq[int]) {
	nextA, stopA := iter.Pull(a)
	nextB, stopB := iter.Pull(b) // want "iter.Pull"
	for {
		_, okA := nextA()
		_, okB := nextB()
		switch {
		case okA && okB:
			continue
		case okA:
			stopA()
		case okB:
			stopA()
			_ = stopB
		}
		return
	}
}

func okPeek(seq iter.Seq[int], eat func(int) bool) {
	next, stop := iter.Pull(seq)
	v, ok := next()
	peek := func() (int, bool) { return v, ok }
	advance := func() { v, ok = next() }
	for {
		w, more := peek()
		if !more {
			return
		}
		if !eat(w) {
			break
		}
		advance()
	}
	stop()
}

func badPeek(seq iter.Seq[int], eat func(int) bool) {
	next, stop := iter.Pull(seq) // want "call stop"
	v, ok := next()
	peek := func() (int, bool) { return v, ok }
	advance := func() { v, ok = next() }
	for {
		w, more := peek()
		if !more {
			stop()
			return
		}
		if !eat(w) {
			break
		}
		advance()
	}
}

// -- closures on closures --

func okLayers(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	a := func() { stop() }
	b := func() { a() }
	c := func() { b() }
	defer c()
}

func badLayers(seq iter.Seq[int], v bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	a := func() { stop() }
	b := func() {
		if v {
			a()
		}
	}
	c := func() { b() }
	defer c()
}

func okReturnsCloser(seq iter.Seq[int]) {
	open := func() (func() (int, bool), func()) { return iter.Pull(seq) }
	next, stop := open()
	defer stop()
	next()
}

func badReturnsCloser(seq iter.Seq[int]) {
	open := func() (func() (int, bool), func()) { return iter.Pull(seq) } // want "iter.Pull"
	next, _ := open()
	next()
}

func okReassignedClosure(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	end := func() { stop() }
	if c {
		end = func() { println(); stop() }
	}
	end()
}

func badReassignedClosure(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	end := func() { stop() }
	if c {
		end = func() { println() }
	}
	end()
}

func walk(n int, visit func(int) bool) bool {
	if n == 0 {
		return true
	}
	return visit(n) && walk(n-1, visit)
}

func okWalk(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	walk(3, func(int) bool {
		_, ok := next()
		return ok
	})
	stop()
}

func badWalk(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if walk(3, func(int) bool {
		_, ok := next()
		return ok
	}) {
		return
	}
	stop()
}

// -- functions of the standard library --

func okSortFunc(seq iter.Seq[int], xs []int) {
	next, stop := iter.Pull(seq)
	sort.Slice(xs, func(i, j int) bool {
		v, _ := next()
		return v < xs[i]
	})
	stop()
}

func badSortFunc(seq iter.Seq[int], xs []int) {
	next, stop := iter.Pull(seq) // want "call stop"
	slices.SortFunc(xs, func(a, b int) int {
		v, _ := next()
		return v
	})
	_ = stop
}

func okOverKeys(seq iter.Seq[int], m map[int]int) {
	next, stop := iter.Pull(seq)
	for k := range maps.Keys(m) {
		if v, ok := next(); !ok || v == k {
			break
		}
	}
	stop()
}

func badOverKeys(seq iter.Seq[int], m map[int]int) bool {
	next, stop := iter.Pull(seq) // want "call stop"
	for k := range maps.Keys(m) {
		if v, ok := next(); ok && v == k {
			return true
		}
	}
	stop()
	return false
}

func badOverSorted(seq iter.Seq[int], m map[int]int) bool {
	next, stop := iter.Pull(seq) // want "call stop"
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if v, ok := next(); !ok || v != k {
			return false
		}
	}
	_, more := next()
	_ = stop
	return !more
}

func okEqualSlices(seq iter.Seq[int], xs []int) bool {
	next, stop := iter.Pull(seq)
	defer stop()
	for _, x := range xs {
		if v, ok := next(); !ok || v != x {
			return false
		}
	}
	_, more := next()
	return !more
}

func okOnceDo(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	var once sync.Once
	release := func() { once.Do(stop) }
	defer release()
	if _, ok := next(); !ok {
		return
	}
	release()
}

func badTimer(seq iter.Seq[int], d time.Duration) bool {
	next, stop := iter.Pull(seq) // want "call stop"
	timeout := time.After(d)
	for {
		select {
		case <-timeout:
			return false
		default:
		}
		if _, ok := next(); !ok {
			stop()
			return true
		}
	}
}

// -- acquiring in many places --

func okMany(seqs [3]iter.Seq[int], n int) {
	var stop func()
	switch n {
	case 0:
		_, stop = iter.Pull(seqs[0])
	case 1:
		_, stop = iter.Pull(seqs[1])
	case 2:
		_, stop = iter.Pull(seqs[2])
	default:
		return
	}
	stop()
}

func badMany(seqs [3]iter.Seq[int], n int) {
	var stop func()
	switch n {
	case 0:
		_, stop = iter.Pull(seqs[0])
	case 1:
		next, _ := iter.Pull(seqs[1]) // fix // want "discarded"
		next()
		return
	case 2:
		_, stop = iter.Pull(seqs[2])
	default:
		return
	}
	stop()
}

func okRetry(open func() iter.Seq[int], tries int) (int, error) {
	for range tries {
		next, stop := iter.Pull(open())
		v, ok := next()
		stop()
		if ok {
			return v, nil
		}
	}
	return 0, errors.New("none")
}

func badRetry(open func() iter.Seq[int], tries int) (int, error) {
	for range tries {
		next, stop := iter.Pull(open()) // want "call stop"
		if v, ok := next(); ok {
			return v, nil
		}
		stop()
	}
	return 0, errors.New("none")
}

func okRecursiveTree(t *tree) int {
	if t == nil {
		return 0
	}
	next, stop := iter.Pull(t.all)
	defer stop()
	v, _ := next()
	return v + okRecursiveTree(t.left) + okRecursiveTree(t.right)
}

type tree struct {
	left, right *tree
	v           int
}

func (t *tree) all(yield func(int) bool) {
	_ = t == nil || yield(t.v)
}

// Two trees have the same fringe.
func badSameFringe(a, b *tree) bool {
	nextA, stopA := iter.Pull(a.all) // want "stopA"
	nextB, stopB := iter.Pull(b.all) // want "stopB"
	for {
		x, okA := nextA()
		y, okB := nextB()
		if okA != okB || x != y {
			return false
		}
		if !okA {
			stopA()
			stopB()
			return true
		}
	}
}

func okSameFringe(a, b *tree) bool {
	nextA, stopA := iter.Pull(a.all)
	defer stopA()
	nextB, stopB := iter.Pull(b.all)
	defer stopB()
	for {
		x, okA := nextA()
		y, okB := nextB()
		if okA != okB || x != y {
			return false
		}
		if !okA {
			return true
		}
	}
}

// -- defers that see more than one --

func okDeferredTwice(a, b iter.Seq[int]) {
	var stops []func()
	defer func() {
		for _, stop := range slices.Backward(stops) {
			stop()
		}
	}()
	_, stopA := iter.Pull(a)
	stops = append(stops, stopA)
	_, stopB := iter.Pull(b)
	stops = append(stops, stopB)
}

func okRecoverAndStop(seq iter.Seq[int], work func(int)) (err error) {
	next, stop := iter.Pull(seq)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
		stop()
	}()
	for v, ok := next(); ok; v, ok = next() {
		work(v)
	}
	return nil
}

func badRecoverThenReturn(seq iter.Seq[int], work func(int)) (err error) {
	next, stop := iter.Pull(seq) // want "defer stop before that"
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
			return
		}
		stop()
	}()
	for v, ok := next(); ok; v, ok = next() {
		work(v)
	}
	return nil
}

func okDeferConditional(seq iter.Seq[int], lazy bool) {
	var next func() (int, bool)
	if !lazy {
		var stop func()
		next, stop = iter.Pull(seq)
		defer stop()
	}
	if next != nil {
		next()
	}
}

func okGenericNumbers[T ~int | ~float64](seq iter.Seq[T]) (sum T) {
	next, stop := iter.Pull(seq)
	defer stop()
	for {
		v, ok := next()
		if !ok {
			return sum
		}
		sum += v
	}
}

func okCountedPasses(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	for i := 0; i < 3; i++ {
		if _, ok := next(); !ok {
			return
		}
	}
	stop()
}

func badStoppedInPass(seq iter.Seq[int], n int) {
	next, stop := iter.Pull(seq) // want "call stop"
	for i := 0; i < n; i++ {
		next()
		if i == n-1 {
			stop()
		}
	}
}

func okShadowedOK(seq iter.Seq[int], m map[int]int) {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if !ok {
		return
	}
	if _, ok := m[v]; ok {
		stop()
		return
	}
	stop()
}

func badShadowedOK(seq iter.Seq[int], m map[int]int) {
	next, stop := iter.Pull(seq) // want "call stop"
	v, ok := next()
	if _, ok := m[v]; !ok {
		return
	}
	if ok {
		stop()
	}
}
