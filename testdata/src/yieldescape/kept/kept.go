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

// -- slices and maps --

type hub struct {
	subs  []func(int) bool
	named map[string]func(int) bool
}

func (h *hub) badSubscribed() iter.Seq[int] {
	return func(yield func(int) bool) {
		h.subs = append(h.subs, yield) // want `yield is kept beyond the sequence`
	}
}

func (h *hub) badSubscribedLiteral() iter.Seq[int] {
	return func(yield func(int) bool) {
		h.subs = append(h.subs, nil, func(v int) bool { return v > 0 && yield(v) }) // want `yield is kept beyond the sequence`
	}
}

func (h *hub) badNamed(name string) iter.Seq[int] {
	return func(yield func(int) bool) {
		h.named[name] = yield // want `yield is kept beyond the sequence`
	}
}

var all []func(int) bool

func badAll() iter.Seq[int] {
	return func(yield func(int) bool) {
		all = append(all, yield) // want `yield is kept beyond the sequence`
	}
}

func (h *hub) okRemoved(name string, wait func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		h.named[name] = yield
		defer delete(h.named, name)
		wait()
	}
}

func (h *hub) okTruncated(run func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		h.subs = append(h.subs, yield)
		run()
		h.subs = h.subs[:len(h.subs)-1]
	}
}

func (h *hub) publish() {
	for _, f := range h.subs {
		f(1)
	}
}

func (h *hub) okPublished() iter.Seq[int] {
	return func(yield func(int) bool) {
		h.subs = append(h.subs, yield)
		h.publish()
	}
}

func okLocalSlice(words []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var chain []func(int) bool
		chain = append(chain, yield)
		for _, w := range words {
			if !chain[0](w) {
				return
			}
		}
	}
}

func okLocalMap(words []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		emit := map[bool]func(int) bool{}
		emit[true] = yield
		for _, w := range words {
			if f := emit[w > 0]; f != nil && !f(w) {
				return
			}
		}
	}
}
