// Package helpers has functions that yield for a producer.
package helpers

import "iter"

func badDropped(a, b []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		each(a, yield) // want `the result of each is lost: yield may be called again on line \d+ after it has returned false`
		each(b, yield)
	}
}

func okHeeded(a, b []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		_ = each(a, yield) && each(b, yield)
	}
}

func each(xs []int, yield func(int) bool) bool {
	for _, x := range xs {
		if !yield(x) {
			return false
		}
	}
	return true
}

func limited(xs []int, yield func(int) bool) bool {
	for _, x := range xs {
		if x < 0 || !yield(x) {
			return false
		}
	}
	return true
}

func badLimited(a, b []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		limited(a, yield) // want `the result of limited is lost`
		limited(b, yield)
	}
}

func okLimited(a, b []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if limited(a, yield) {
			limited(b, yield)
		}
	}
}

func okThreeResults(a []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range a {
			if _, _, ok := three(i, yield); !ok {
				return
			}
		}
	}
}

func three(i int, yield func(int) bool) (int, string, bool) {
	return i, "", yield(i)
}

func mute(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			badEmit(x, yield)
		}
	}
}

func badEmit(x int, yield func(int) bool) {
	yield(x) // nofix // want `the result of yield is lost`
}

func okMute(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(xs) == 0 {
			emit(0, yield)
			return
		}
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

func emit(x int, yield func(int) bool) {
	yield(x)
}

type tree struct {
	left, right *tree
	value       int
}

func (t *tree) okAll() iter.Seq[int] {
	return func(yield func(int) bool) { t.okPush(yield) }
}

func (t *tree) okPush(yield func(int) bool) bool {
	return t == nil || t.left.okPush(yield) && yield(t.value) && t.right.okPush(yield)
}

func (t *tree) all() iter.Seq[int] {
	return func(yield func(int) bool) { t.badPush(yield) }
}

func (t *tree) badPush(yield func(int) bool) bool {
	if t == nil {
		return true
	}
	t.left.badPush(yield) // want `the result of t.left.badPush is lost`
	return yield(t.value) && t.right.badPush(yield)
}

func (t *tree) ranged() int {
	n := 0
	for x := range t.badWalk {
		n += x
	}
	return n
}

func (t *tree) badWalk(yield func(int) bool) {
	if t == nil {
		return
	}
	t.left.badWalk(yield)
	if !yield(t.value) { // want `the result of yield is lost`
		return
	}
	t.right.badWalk(yield)
}

func badLocalRecursion(t *tree) iter.Seq[int] {
	return func(yield func(int) bool) {
		var walk func(*tree) bool
		walk = func(t *tree) bool {
			if t == nil {
				return true
			}
			if !walk(t.left) {
				return false
			}
			if !yield(t.value) {
				return false
			}
			walk(t.right) // want `the result of walk is lost`
			return true
		}
		walk(t)
	}
}

func okLocalRecursion(t *tree) iter.Seq[int] {
	return func(yield func(int) bool) {
		var walk func(*tree) bool
		walk = func(t *tree) bool {
			return t == nil || walk(t.left) && yield(t.value) && walk(t.right)
		}
		walk(t)
	}
}

func okLocalFlag(t *tree) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := true
		var walk func(*tree)
		walk = func(t *tree) {
			if t == nil || !ok {
				return
			}
			walk(t.left)
			ok = ok && yield(t.value)
			walk(t.right)
		}
		walk(t)
	}
}

func badWrapper(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		emit := func(x int) bool { return yield(x * x) }
		for _, x := range xs {
			emit(x) // fix // want `the result of emit is lost`
		}
	}
}

func okWrapper(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		stopped := false
		emit := func(x int) {
			if !stopped && !yield(x*x) {
				stopped = true
			}
		}
		for _, x := range xs {
			emit(x)
		}
	}
}

func badWrapperWithFlag(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		stopped := false
		emit := func(x int) {
			if !yield(x * x) { // want `the result of yield is lost`
				stopped = true
			}
		}
		for _, x := range xs {
			emit(x)
			emit(-x)
			if stopped {
				return
			}
		}
	}
}

func badImmediate() iter.Seq[int] {
	return func(yield func(int) bool) {
		func() {
			yield(1) // nofix // want `the result of yield is lost`
		}()
		yield(2)
	}
}

type sink struct{ yield func(int) bool }

func (s *sink) push(x int) bool { return s.yield(x) }

func okStruct(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := &sink{yield}
		for _, x := range xs {
			if !s.push(x) {
				return
			}
		}
	}
}

func badStruct(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := &sink{yield}
		for _, x := range xs {
			s.push(x) // want `the result of s.push is lost`
		}
	}
}
