// Package structs keeps yield, and how it ended, in structs.
package structs

import (
	"errors"
	"iter"

	"yieldafterfalse/structs/lib"
)

type node struct {
	key         int
	left, right *node
}

// -- a walker that has yield --

type walker struct{ yield func(int) bool }

func (w *walker) badDropping(n *node) bool {
	if n == nil {
		return true
	}
	w.badDropping(n.left) // nofix // want `the result of w.badDropping is lost`
	if !w.yield(n.key) {
		return false
	}
	return w.badDropping(n.right)
}

func useDropping(root *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := &walker{yield}
		w.badDropping(root)
	}
}

func (w *walker) heeding(n *node) bool {
	return n == nil || w.heeding(n.left) && w.yield(n.key) && w.heeding(n.right)
}

func okHeeding(root *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := &walker{yield: yield}
		w.heeding(root)
	}
}

func badTwice(a, b *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := &walker{yield: yield}
		w.heeding(a) // want `the result of w.heeding is lost`
		w.heeding(b)
	}
}

func okTwice(a, b *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := &walker{yield: yield}
		if w.heeding(a) {
			w.heeding(b)
		}
	}
}

type byValue struct {
	depth int
	yield func(int, *node) bool
}

func (w byValue) walk(n *node) bool {
	if n == nil {
		return true
	}
	deeper := byValue{w.depth + 1, w.yield}
	return deeper.walk(n.left) && w.yield(w.depth, n) && deeper.walk(n.right)
}

func okByValue(root *node) iter.Seq2[int, *node] {
	return func(yield func(int, *node) bool) {
		byValue{0, yield}.walk(root)
	}
}

func badByValue(a, b *node) iter.Seq2[int, *node] {
	return func(yield func(int, *node) bool) {
		w := byValue{0, yield}
		w.walk(a) // want `the result of w.walk is lost`
		w.walk(b)
	}
}

func newWalker(yield func(int) bool) *walker { return &walker{yield: yield} }

func badConstructed(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := newWalker(yield)
		for _, x := range xs {
			w.yield(x) // want `the result of w.yield is lost`
		}
	}
}

func okConstructed(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := newWalker(yield)
		for _, x := range xs {
			if !w.yield(x) {
				return
			}
		}
	}
}

type outer struct {
	name string
	walker
}

func badEmbedded(a, b *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := outer{"outer", walker{yield}}
		w.heeding(a) // want `the result of w.heeding is lost`
		w.heeding(b)
	}
}

func okEmbedded(a, b *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := outer{walker: walker{yield}}
		if !w.heeding(a) {
			return
		}
		w.heeding(b)
	}
}

func each(xs []int, f func(int) bool) {
	for _, x := range xs {
		if !f(x) {
			return
		}
	}
}

func (w *walker) push(x int) bool { return w.yield(x) }

func (w *walker) badAlways(x int) bool {
	w.yield(x) // nofix // want `the result of w.yield is lost`
	return true
}

func okMethodValue(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := &walker{yield}
		each(xs, w.push)
	}
}

func useMethodValue(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := &walker{yield}
		each(xs, w.badAlways)
	}
}

// knownMissGiven is missed because what others can get at holds yield.
func knownMissGiven(w *walker, root *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		w.yield = yield
		w.heeding(root.left)
		w.heeding(root.right)
	}
}

// badTrusting trusts each loop body that breaks to set the flag.
func (t *tree) badTrusting(yield func(int) bool) {
	t.done = false
	for n := t.root; n != nil && !t.done; n = n.right {
		yield(n.key) // want `the result of yield is lost`
	}
}

func (t *tree) badRestarted(yield func(int) bool) {
	for n := t.root; n != nil && !t.done; n = n.right {
		yield(n.key) // want `the result of yield is lost`
		t.done = false
	}
}

func useTree(t *tree) {
	for x := range t.badTrusting {
		if x > 3 {
			t.done = true
			break
		}
	}
	for x := range t.badRestarted {
		println(x)
	}
}

// -- how it ended --

type stopper struct {
	yield   func(int) bool
	stopped bool
}

func (s *stopper) emit(x int) {
	if s.stopped {
		return
	}
	if !s.yield(x) {
		s.stopped = true
	}
}

func okStopper(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := &stopper{yield: yield}
		for _, x := range xs {
			s.emit(x)
			s.emit(-x)
		}
	}
}

func (s *stopper) badEmit(x int) {
	if !s.yield(x) { // nofix // want `the result of s.yield is lost`
		s.stopped = true
	}
}

func useStopper(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := &stopper{yield: yield}
		for _, x := range xs {
			s.badEmit(x)
		}
	}
}

func okStopperTested(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := &stopper{yield: yield}
		for _, x := range xs {
			s.tested(x)
			if s.stopped {
				return
			}
		}
	}
}

func (s *stopper) tested(x int) {
	if !s.yield(x) {
		s.stopped = true
	}
}

func okGoing(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		w := struct {
			yield func(int) bool
			going bool
		}{yield, true}
		for i := 0; i < len(xs) && w.going; i++ {
			w.going = w.yield(xs[i])
		}
	}
}

var errStop = errors.New("stop")

type failing struct {
	yield func(int) bool
	err   error
}

func (f *failing) emit(x int) {
	if f.err == nil && !f.yield(x) {
		f.err = errStop
	}
}

func okFailing(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		f := failing{yield: yield}
		for _, x := range xs {
			f.emit(x)
		}
	}
}

type tree struct {
	root    *node
	done    bool
	visited int
}

// okOwnFlag notes the end in the structure that it walks.
func (t *tree) okOwnFlag() iter.Seq[int] {
	return func(yield func(int) bool) {
		t.done = false
		t.walk(t.root, yield)
	}
}

func (t *tree) walk(n *node, yield func(int) bool) {
	if n == nil || t.done {
		return
	}
	t.walk(n.left, yield)
	if !t.done && !yield(n.key) {
		t.done = true
	}
	if t.done {
		return
	}
	t.walk(n.right, yield)
}

func okFlagStruct(list []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var state struct{ stop bool }
		for _, x := range list {
			if !yield(x) {
				state.stop = true
				break
			}
		}
		if state.stop {
			return
		}
		yield(0)
	}
}

// -- out of sight --

var current *walker

func okGlobal(a, b *node) iter.Seq[int] {
	return func(yield func(int) bool) {
		current = &walker{yield}
		walkCurrent(a)
		walkCurrent(b)
	}
}

func walkCurrent(n *node) { current.heeding(n) }

type pusher interface{ emit(int) }

func okInterface(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var p pusher = &stopper{yield: yield}
		for _, x := range xs {
			p.emit(x)
		}
	}
}

type batcher struct {
	yield func([]int) bool
	batch []int
	size  int
}

func (b *batcher) add(x int) bool {
	b.batch = append(b.batch, x)
	if len(b.batch) < b.size {
		return true
	}
	return b.flush()
}

func (b *batcher) flush() bool {
	if len(b.batch) == 0 {
		return true
	}
	batch := b.batch
	b.batch = nil
	return b.yield(batch)
}

func okBatcher(xs []int, size int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		b := &batcher{yield: yield, size: size}
		for _, x := range xs {
			if !b.add(x) {
				return
			}
		}
		b.flush()
	}
}

func badBatcher(xs []int, size int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		b := &batcher{yield: yield, size: size}
		for _, x := range xs {
			b.add(x) // want `the result of b.add is lost`
		}
		b.flush()
	}
}

type handler struct {
	onKey func(int) bool
	onEnd func()
}

func okHandler(xs []int, f func(handler)) iter.Seq[int] {
	return func(yield func(int) bool) {
		stopped := false
		f(handler{
			onKey: func(x int) bool {
				stopped = !yield(x)
				return !stopped
			},
			onEnd: func() {
				if !stopped {
					yield(-1)
				}
			},
		})
	}
}

// -- another package --

func okElsewhere(a, b *lib.Node) iter.Seq[int] {
	return func(yield func(int) bool) {
		if lib.Walk(a, yield) {
			lib.Walk(b, yield)
		}
	}
}

func badElsewhere(a, b *lib.Node) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.Walk(a, yield) // want `the result of lib.Walk is lost`
		lib.Walk(b, yield)
	}
}

func badElsewhereInverted(a, b *lib.Node) iter.Seq[int] {
	return func(yield func(int) bool) {
		if !lib.Walk(a, yield) { // want `the result of lib.Walk is lost`
			lib.Walk(b, yield)
		}
	}
}
