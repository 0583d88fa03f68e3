// Package kept has sequences that keep their yield.
package kept

import "iter"

var global func(int) bool

func badGlobal() iter.Seq[int] {
	return func(yield func(int) bool) {
		global = yield // want `yield is kept beyond the sequence, which must not call it after it has returned; call it before`
	}
}

type source struct {
	emit  func(int) bool
	queue chan func(int) bool
}

func (s *source) badField() iter.Seq[int] {
	return func(yield func(int) bool) {
		s.emit = yield // want `yield is kept beyond the sequence`
	}
}

func (s *source) badLiteral() iter.Seq[int] {
	return func(yield func(int) bool) {
		s.emit = func(x int) bool { return yield(x + 1) } // want `yield is kept beyond the sequence`
	}
}

func (s *source) badSent() iter.Seq[int] {
	return func(yield func(int) bool) {
		s.queue <- yield // want `yield is kept beyond the sequence`
	}
}

func (s *source) run() {
	for x := range 3 {
		if !s.emit(x) {
			return
		}
	}
}

func (s *source) okRun() iter.Seq[int] {
	return func(yield func(int) bool) {
		s.emit = yield
		s.run()
	}
}

func (s *source) okReset(wait func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		s.emit = yield
		defer func() { s.emit = nil }()
		wait()
	}
}

func (s *source) okAwaited(done chan bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		s.queue <- yield
		<-done
	}
}

func okLocal() iter.Seq[int] {
	return func(yield func(int) bool) {
		s := &source{emit: yield}
		s.run()
	}
}
