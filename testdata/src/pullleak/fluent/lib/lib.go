// Package lib: methods that return what they are called on.
package lib

import "iter"

type F struct {
	next  func() (int, bool)
	stop  func()
	limit int
}

func New(seq iter.Seq[int]) *F {
	next, stop := iter.Pull(seq)
	return &F{next: next, stop: stop}
}

func (f *F) Skip() *F          { f.next(); return f }
func (f *F) Limit(n int) *F    { f.limit = n; return f }
func (f *F) Next() (int, bool) { return f.next() }
func (f *F) Close()            { f.stop() }

// Checked has a method that may fail.
type Checked struct {
	next  func() (int, bool)
	stop  func()
	limit int
}

func NewChecked(seq iter.Seq[int]) *Checked {
	next, stop := iter.Pull(seq)
	return &Checked{next: next, stop: stop}
}

func (f *Checked) Next() (int, bool) { return f.next() }
func (f *Checked) Close()            { f.stop() }

func (f *Checked) Try(n int) (*Checked, error) {
	if n < 0 {
		f.stop()
		return nil, errNegative
	}
	f.limit = n
	return f, nil
}

type err string

func (e err) Error() string { return string(e) }

var errNegative error = err("negative")

// G has type parameters.
type G[T any] struct {
	next func() (T, bool)
	stop func()
}

func NewG[T any](seq iter.Seq[T]) *G[T] {
	next, stop := iter.Pull(seq)
	return &G[T]{next, stop}
}

func (g *G[T]) Skip() *G[T]     { g.next(); return g }
func (g *G[T]) Next() (T, bool) { return g.next() }
func (g *G[T]) Done() *G[T]     { g.stop(); return g }
func (g *G[T]) Close()          { g.stop() }

// Stream is what Opened makes.
type Stream interface {
	Skip() Stream
	Next() (int, bool)
	Close()
}

type stream struct{ f *F }

func Opened(seq iter.Seq[int]) Stream { return &stream{New(seq)} }

func (s *stream) Skip() Stream      { s.f.Skip(); return s }
func (s *stream) Next() (int, bool) { return s.f.Next() }
func (s *stream) Close()            { s.f.Close() }
