// Package ownerscross: clients of types of another package that hold a pair.
package ownerscross

import (
	"iter"

	"pullleak/ownerscross/lib"
	"pullleak/ownerscross/peek"
)

func badDropped(seq iter.Seq[int]) int {
	r := lib.NewReader(seq) // fix // want "the iterator of lib.NewReader is neither released nor drained when badDropped returns on line \\d+; call r.Close on this path, or defer it"
	v, _ := r.Read()
	return v
}

func okDeferred(seq iter.Seq[int]) int {
	r := lib.NewReader(seq)
	defer r.Close()
	v, _ := r.Read()
	return v + r.Count()
}

func okDeferredLiteral(seq iter.Seq[int]) (err error) {
	r := lib.NewReader(seq)
	defer func() {
		if e := r.Close(); err == nil {
			err = e
		}
	}()
	_, err = r.Read()
	return err
}

func badOpen(seq iter.Seq[int]) (int, error) {
	r, err := lib.Open(seq) // fix // want "the iterator of lib.Open is neither released nor drained"
	if err != nil {
		return 0, err
	}
	v, err := r.Read()
	if err != nil {
		return 0, err
	}
	if v < 0 {
		return v, nil
	}
	return v, r.Close()
}

func okOpen(seq iter.Seq[int]) (int, error) {
	r, err := lib.Open(seq)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return r.Read()
}

func badSource(seq iter.Seq[int]) int {
	s := lib.NewSource(seq) // fix // want "call s.Close"
	v, _ := s.Read()
	return v
}

func okSource(seq iter.Seq[int]) int {
	s := lib.NewSource(seq)
	defer s.Close()
	v, _ := s.Read()
	return v
}

func badMap(seq iter.Seq[int], f func(int) string) string {
	next, stop := lib.Map(seq, f) // fix // want "call stop on this path"
	if s, ok := next(); ok {
		return s
	}
	stop()
	return ""
}

func okMap(seq iter.Seq[int], f func(int) string) string {
	next, stop := lib.Map(seq, f)
	defer stop()
	s, _ := next()
	return s
}

func okMapDrained(seq iter.Seq[int], f func(int) string) (all []string) {
	next, _ := lib.Map(seq, f)
	for s, ok := next(); ok; s, ok = next() {
		all = append(all, s)
	}
	return all
}

func badTap(seq iter.Seq[int], f func(int)) int {
	next, stop := lib.Tap(seq, f) // fix // want "call stop on this path"
	if v, ok := next(); ok {
		return v
	}
	stop()
	return 0
}

func okTap(seq iter.Seq[int], f func(int)) int {
	next, stop := lib.Tap(seq, f)
	defer stop()
	v, _ := next()
	return v
}

func badTapDropped(seq iter.Seq[int], f func(int)) {
	lib.Tap(seq, f) // want "Tap"
}

func okTapDrained(seq iter.Seq[int], f func(int)) {
	next, _ := lib.Tap(seq, f)
	for _, ok := next(); ok; _, ok = next() {
	}
}

func okWrapped(seq iter.Seq[int]) int {
	w := lib.NewWrapped(seq)
	defer w.Close()
	v, _ := w.Read()
	return v
}

// A Client has a reader of its own.
type Client struct {
	r *lib.Reader
	n int
}

// NewClient opens it.
func NewClient(seq iter.Seq[int]) *Client { return &Client{r: lib.NewReader(seq)} }

// Close closes it.
func (c *Client) Close() error { return c.r.Close() }

func badClient(seq iter.Seq[int]) int {
	c := NewClient(seq) // fix // want "call c.Close"
	v, _ := c.r.Read()
	return v
}

func okClient(seq iter.Seq[int]) int {
	c := NewClient(seq)
	defer c.Close()
	v, _ := c.r.Read()
	return v
}

func badClosedOnError(seq iter.Seq[int]) (*lib.Reader, error) {
	r := lib.NewReader(seq) // nofix // want "call r.Close"
	if v, _ := r.Read(); v < 0 {
		return nil, lib.ErrClosed
	}
	return r, nil
}

func okClosedOnError(seq iter.Seq[int]) (*lib.Reader, error) {
	r := lib.NewReader(seq)
	if v, _ := r.Read(); v < 0 {
		r.Close()
		return nil, lib.ErrClosed
	}
	return r, nil
}

func okHelper(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	closeIt(r)
}

func closeIt(r *lib.Reader) { r.Close() }

func okUsedAfterwards(seq iter.Seq[int], use func(*lib.Reader)) (int, error) {
	r := lib.NewReader(seq)
	use(r)
	return r.Read()
}

func okHandedOver(seq iter.Seq[int], use func(*lib.Reader)) {
	use(lib.NewReader(seq))
}

func badWrapped(seq iter.Seq[int]) int {
	w := lib.NewWrapped(seq) // fix // want "call w.Close"
	v, _ := w.Read()
	return v
}

func okCounted(seq iter.Seq[int]) error {
	c, err := lib.NewCounted(seq)
	if err != nil {
		return err
	}
	defer c.Release()
	c.Next()
	return nil
}

func okRetained(seq iter.Seq[int], use func(int)) {
	c, _ := lib.NewCounted(seq)
	c.Retain()
	defer c.Release()
	for c.Next() {
		use(1)
	}
	c.Release()
}

func badCounted(seq iter.Seq[int]) bool {
	c, _ := lib.NewCounted(seq) // fix // want "call c.Release"
	return c.Next()
}

func okFlusher(seq iter.Seq[int]) {
	f := lib.NewFlusher(seq)
	defer f.Close()
	f.Read()
}

// A Stream hides what it is.
type Stream interface {
	Next() bool
	Release()
}

func open(seq iter.Seq[int], check func() error) (Stream, error) {
	if err := check(); err != nil {
		return nil, err
	}
	return lib.NewCountedSource(seq), nil
}

func reopen(seq iter.Seq[int], check func() error) (Stream, error) {
	return open(seq, check)
}

func okReopened(seq iter.Seq[int], check func() error) bool {
	s, err := reopen(seq, check)
	if err != nil {
		return false
	}
	defer s.Release()
	return s.Next()
}

func badReopened(seq iter.Seq[int], check func() error) bool {
	s, err := reopen(seq, check) // fix // want "the iterator of reopen is neither released nor drained .*call s.Release"
	if err != nil {
		return false
	}
	return s.Next()
}

// -- known wrong answers --

// knownMissHelperPackage is missed because what a function of another package
// than the holder's does with a holder is not told in its fact: it escapes.
func knownMissHelperPackage(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	peek.Peek(r)
}

// knownMissOpenedByMethod is missed because the constructor acquires nothing,
// and what a method puts into its receiver is not told in its fact.
func knownMissOpenedByMethod(seq iter.Seq[int]) int {
	l := lib.NewLazy(seq)
	v, _ := l.Next()
	return v
}
