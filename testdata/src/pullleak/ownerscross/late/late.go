// Package late has types whose methods open a pair.
package late

import (
	"iter"

	"pullleak/ownerscross/lib"
)

// A Lazy pulls when it is first advanced.
type Lazy struct {
	seq  iter.Seq[int]
	next func() (int, bool)
	stop func()
}

// NewLazy pulls nothing yet.
func NewLazy(seq iter.Seq[int]) *Lazy { return &Lazy{seq: seq} }

// Next advances.
func (l *Lazy) Next() (int, bool) {
	if l.next == nil {
		l.next, l.stop = iter.Pull(l.seq)
	}
	return l.next()
}

// Close stops.
func (l *Lazy) Close() {
	if l.stop != nil {
		l.stop()
	}
}

// A OneShot pulls once.
type OneShot struct {
	seq  iter.Seq[int]
	done bool
	next func() (int, bool)
	stop func()
}

// NewOneShot pulls nothing yet.
func NewOneShot(seq iter.Seq[int]) *OneShot { return newOneShot(seq) }

func newOneShot(seq iter.Seq[int]) *OneShot { return &OneShot{seq: seq} }

func (o *OneShot) ready() bool { return !o.done && o.next == nil }

func (o *OneShot) open() { o.next, o.stop = iter.Pull(o.seq) }

// Start opens.
func (o *OneShot) Start() {
	if o.ready() {
		o.open()
	}
}

// TryStart is Start for one that may fail.
func (o *OneShot) TryStart() error {
	if o.seq == nil {
		return lib.ErrClosed
	}
	o.Start()
	return nil
}

// Stop stops, for good.
func (o *OneShot) Stop() {
	o.done = true
	if o.stop != nil {
		o.stop()
		o.next, o.stop = nil, nil
	}
}

// A Window closes before it opens again.
type Window struct {
	seq  iter.Seq[int]
	stop func()
}

// NewWindow opens nothing yet.
func NewWindow(seq iter.Seq[int]) *Window { return &Window{seq: seq} }

// Move closes what is open, and opens the next.
func (w *Window) Move() bool {
	w.Close()
	next, stop := iter.Pull(w.seq)
	w.stop = stop
	_, ok := next()
	return ok
}

// Close closes what is open.
func (w *Window) Close() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

// An Unsure opens when its buffer is empty.
type Unsure struct {
	seq  iter.Seq[int]
	buf  []int
	next func() (int, bool)
	stop func()
}

// NewUnsure opens nothing yet.
func NewUnsure(seq iter.Seq[int]) *Unsure { return &Unsure{seq: seq} }

// Fill opens if there is need to.
func (u *Unsure) Fill() {
	if len(u.buf) == 0 {
		u.next, u.stop = iter.Pull(u.seq)
	}
}

// Close closes.
func (u *Unsure) Close() {
	if u.stop != nil {
		u.stop()
	}
}

// A SelfClosing closes what it opens.
type SelfClosing struct {
	seq  iter.Seq[int]
	stop func()
}

// NewSelfClosing opens nothing yet.
func NewSelfClosing(seq iter.Seq[int]) *SelfClosing { return &SelfClosing{seq: seq} }

// First opens and closes.
func (s *SelfClosing) First() int {
	var next func() (int, bool)
	next, s.stop = iter.Pull(s.seq)
	defer s.end()
	v, _ := next()
	return v
}

func (s *SelfClosing) end() { s.stop() }

// A Registered is closed by others.
type Registered struct {
	seq  iter.Seq[int]
	next func() (int, bool)
	stop func()
}

var registry []*Registered

// NewRegistered enters it in the registry.
func NewRegistered(seq iter.Seq[int]) *Registered {
	r := &Registered{seq: seq}
	registry = append(registry, r)
	return r
}

// Next advances.
func (r *Registered) Next() (int, bool) {
	if r.next == nil {
		r.next, r.stop = iter.Pull(r.seq)
	}
	return r.next()
}

// CloseAll closes those in the registry.
func CloseAll() {
	for _, r := range registry {
		if r.stop != nil {
			r.stop()
		}
	}
}

// A lazySource is a source that opens late.
type lazySource struct{ Lazy }

// Read reads.
func (s *lazySource) Read() (int, error) {
	v, ok := s.Next()
	if !ok {
		return 0, lib.ErrClosed
	}
	return v, nil
}

// Close closes.
func (s *lazySource) Close() error {
	s.Lazy.Close()
	return nil
}

// NewLazySource hides the type.
func NewLazySource(seq iter.Seq[int]) lib.Source { return &lazySource{Lazy{seq: seq}} }
