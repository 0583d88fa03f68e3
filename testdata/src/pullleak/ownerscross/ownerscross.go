// Package ownerscross: clients of types of another package that hold a pair.
package ownerscross

import (
	"iter"

	"pullleak/ownerscross/late"
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

func badPeeked(seq iter.Seq[int]) {
	r := lib.NewReader(seq) // fix // want "the iterator of lib.NewReader is neither released nor drained .*call r.Close"
	peek.Peek(r)
}

func okPeeked(seq iter.Seq[int]) int {
	r := lib.NewReader(seq)
	defer r.Close()
	return peek.Peek(r)
}

func badPeekedTwice(seq iter.Seq[int]) int {
	r := lib.NewReader(seq) // fix // want "call r.Close"
	return peek.Twice(r)
}

func okClosedThere(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	peek.Peek(r)
	peek.Close(r)
}

func okDeferredThere(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	defer peek.Close(r)
	peek.Twice(r)
}

func okClosedLate(seq iter.Seq[int]) (int, error) {
	return peek.CloseLate(lib.NewReader(seq))
}

func badMaybeClosed(seq iter.Seq[int]) {
	r := lib.NewReader(seq) // fix // want "call r.Close"
	peek.Maybe(r, 1)
}

func okMaybeClosed(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	peek.Maybe(r, 1)
	r.Close()
}

func okTried(seq iter.Seq[int]) (*lib.Reader, error) {
	r := lib.NewReader(seq)
	if err := peek.Try(r); err != nil {
		return nil, err
	}
	return r, nil
}

func badTried(seq iter.Seq[int]) error {
	r := lib.NewReader(seq) // fix // want "call r.Close"
	if err := peek.Try(r); err != nil {
		return err
	}
	return nil
}

func okDrainedThere(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	peek.Peek(r)
	peek.Drain(r)
}

func okKept(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	peek.Peek(r)
	peek.Keep(r)
}

func okPut(seq iter.Seq[int], b *peek.Box) {
	b.Put(lib.NewReader(seq))
}

func okInBox(seq iter.Seq[int]) *peek.Box {
	return peek.InBox(lib.NewReader(seq))
}

func okSame(seq iter.Seq[int]) {
	r := peek.Same(lib.NewReader(seq))
	defer r.Close()
	r.Read()
}

func badSame(seq iter.Seq[int]) {
	r := peek.Same(lib.NewReader(seq)) // nofix // want "the iterator of lib.NewReader is neither released nor drained"
	r.Read()
}

func okSameClosedFirst(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	s := peek.Same(r)
	r.Close()
	s.Read()
}

func okAsSource(seq iter.Seq[int]) {
	s := peek.AsSource(lib.NewReader(seq))
	s.Read()
	s.Close()
}

func okSent(seq iter.Seq[int], to chan<- *lib.Reader) {
	peek.Send(lib.NewReader(seq), to)
}

func okRun(seq iter.Seq[int]) {
	peek.Run(lib.NewReader(seq))
}

func okLent(seq iter.Seq[int], use func(*lib.Reader)) {
	peek.Lend(lib.NewReader(seq), use)
}

func badPicked(seq iter.Seq[int]) int {
	s := lib.NewSource(seq) // fix // want "call s.Close"
	return peek.Pick(s)
}

func okPicked(seq iter.Seq[int]) int {
	s := lib.NewSource(seq)
	defer s.Close()
	return peek.Pick(s)
}

func okPickClosed(seq iter.Seq[int]) {
	s := lib.NewSource(seq)
	peek.Pick(s)
	peek.PickClose(s)
}

func okLater(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	end := peek.Later(r)
	defer end()
	r.Read()
}

func badOr(seq iter.Seq[int]) int {
	r := lib.NewReader(seq)
	s := lib.NewReader(seq) // fix // want "call s.Close"
	return peek.Or(r, s)
}

func okOr(seq iter.Seq[int]) int {
	r := lib.NewReader(seq)
	return peek.Or(r, r)
}

func okAll(seq iter.Seq[int]) {
	r, s := lib.NewReader(seq), lib.NewReader(seq)
	peek.All(r, s)
}

func badAdded(seq iter.Seq[int], c *peek.Counted) {
	r := lib.NewReader(seq) // fix // want "call r.Close"
	c.Add(r)
}

func badOpenPeeked(seq iter.Seq[int]) int {
	r, err := lib.Open(seq) // fix // want "call r.Close"
	if err != nil {
		return 0
	}
	return peek.Peek(r)
}

func okFromField(seq iter.Seq[int]) int {
	c := NewClient(seq)
	defer peek.Close(c.r)
	return peek.Peek(c.r)
}

func badFromField(seq iter.Seq[int]) int {
	c := NewClient(seq) // fix // want "call c.Close"
	return peek.Peek(c.r)
}

func okGoroutine(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	go peek.Close(r)
}

func badOpenedByMethod(seq iter.Seq[int]) int {
	l := late.NewLazy(seq) // fix // want "the iterator of late.NewLazy is neither released nor drained when badOpenedByMethod returns on line \\d+; call l.Close on this path, or defer it"
	v, _ := l.Next()
	return v
}

func okOpenedByMethod(seq iter.Seq[int]) int {
	l := late.NewLazy(seq)
	defer l.Close()
	v, _ := l.Next()
	return v
}

func okNeverOpened(seq iter.Seq[int], some bool) int {
	l := late.NewLazy(seq)
	if !some {
		return 0
	}
	v, _ := l.Next()
	l.Close()
	return v
}

func okLazyDrained(seq iter.Seq[int]) (sum int) {
	l := late.NewLazy(seq)
	for v, ok := l.Next(); ok; v, ok = l.Next() {
		sum += v
	}
	return sum
}

func okLazyReturned(seq iter.Seq[int]) *late.Lazy { return late.NewLazy(seq) }

func okLazyOfMine(seq iter.Seq[int]) {
	l := okLazyReturned(seq)
	l.Next()
	l.Close()
}

func badLazyOfMine(seq iter.Seq[int]) {
	l := okLazyReturned(seq) // fix // want "call l.Close"
	l.Next()
}

func okLazyHandedOver(seq iter.Seq[int], use func(*late.Lazy)) {
	l := late.NewLazy(seq)
	use(l)
	l.Next()
}

func okLazyLiteral(seq iter.Seq[int]) (func() (int, bool), func()) {
	l := late.NewLazy(seq)
	return l.Next, l.Close
}

func okLazyLiterals(seq iter.Seq[int]) func() int {
	l := late.NewLazy(seq)
	return func() int {
		defer l.Close()
		v, _ := l.Next()
		return v
	}
}

func okLazyStored(seq iter.Seq[int], to *struct{ l *late.Lazy }) {
	to.l = late.NewLazy(seq)
	to.l.Next()
}

func okLazyGoroutine(seq iter.Seq[int]) {
	l := late.NewLazy(seq)
	go l.Close()
	l.Next()
}

func badLazyClosedFirst(seq iter.Seq[int]) {
	l := late.NewLazy(seq) // fix // want "the iterator of late.NewLazy is neither released nor drained"
	l.Close()
	l.Next()
}

func okOneShot(seq iter.Seq[int]) {
	l := late.NewOneShot(seq)
	l.Start()
	l.Stop()
	l.Start()
}

func badOneShot(seq iter.Seq[int]) {
	l := late.NewOneShot(seq) // fix // want "call l.Stop"
	l.Start()
}

func okTryStart(seq iter.Seq[int]) error {
	l := late.NewOneShot(seq)
	if err := l.TryStart(); err != nil {
		return err
	}
	defer l.Stop()
	return nil
}

func badTryStart(seq iter.Seq[int]) error {
	l := late.NewOneShot(seq) // fix // want "call l.Stop"
	return l.TryStart()
}

func okWindow(seq iter.Seq[int]) {
	w := late.NewWindow(seq)
	w.Move()
	w.Move()
	w.Close()
}

func badWindow(seq iter.Seq[int]) {
	w := late.NewWindow(seq) // fix // want "call w.Close"
	w.Move()
	w.Move()
}

func okUnsure(seq iter.Seq[int]) {
	u := late.NewUnsure(seq)
	u.Fill()
	u.Fill()
	u.Close()
}

func okSelfClosing(seq iter.Seq[int]) int {
	s := late.NewSelfClosing(seq)
	return s.First()
}

func okRegistered(seq iter.Seq[int]) {
	r := late.NewRegistered(seq)
	r.Next()
}

func okLazySource(seq iter.Seq[int]) {
	s := late.NewLazySource(seq)
	s.Read()
	s.Close()
}

func badLazySource(seq iter.Seq[int]) {
	s := late.NewLazySource(seq) // fix // want "call s.Close"
	s.Read()
}

func okLazyPeeked(seq iter.Seq[int]) {
	l := late.NewLazy(seq)
	defer l.Close()
	peek.Advance(l)
}

func badLazyPeeked(seq iter.Seq[int]) {
	l := late.NewLazy(seq) // fix // want "call l.Close"
	peek.Advance(l)
}

func okLazyKept(seq iter.Seq[int]) {
	l := late.NewLazy(seq)
	peek.KeepLazy(l)
	l.Next()
}

// -- known wrong answers --

// knownMissGoroutine is missed because a goroutine takes a holder along.
func knownMissGoroutine(seq iter.Seq[int]) {
	r := lib.NewReader(seq)
	go peek.Peek(r)
}
