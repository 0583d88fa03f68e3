// Package owners: types and literals that hold a pair.
package owners

import (
	"errors"
	"iter"
	"sync"
)

var errClosed = errors.New("closed")

// -- a struct with a pair --

type cursor struct {
	mu     sync.Mutex
	next   func() (int, bool)
	stop   func()
	peeked []int
	closed bool
}

func newCursor(seq iter.Seq[int]) *cursor {
	next, stop := iter.Pull(seq)
	return &cursor{next: next, stop: stop}
}

func (c *cursor) Next() (int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return 0, false
	}
	return c.next()
}

func (c *cursor) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.closed = true
	c.stop()
}

func badDropped(seq iter.Seq[int]) int {
	c := newCursor(seq) // fix // want "the iterator of newCursor is neither released nor drained when badDropped returns on line \\d+; call c.Close on this path, or defer it"
	v, _ := c.Next()
	return v
}

func okDeferred(seq iter.Seq[int]) int {
	c := newCursor(seq)
	defer c.Close()
	v, _ := c.Next()
	return v
}

func okDrained(seq iter.Seq[int]) (sum int) {
	c := newCursor(seq)
	for {
		v, ok := c.Next()
		if !ok {
			return sum
		}
		sum += v
	}
}

func badEarly(seq iter.Seq[int]) (int, error) {
	c := newCursor(seq) // fix // want "call c.Close"
	v, ok := c.Next()
	if !ok {
		return 0, errClosed
	}
	if v < 0 {
		return 0, errClosed
	}
	c.Close()
	return v, nil
}

func okClosedTwice(seq iter.Seq[int]) {
	c := newCursor(seq)
	defer c.Close()
	c.Next()
	c.Close()
}

func badFieldCalled(seq iter.Seq[int], check func() error) error {
	c := newCursor(seq) // fix // want "call c.Close"
	if err := check(); err != nil {
		return err
	}
	c.stop()
	return nil
}

func okFieldDeferred(seq iter.Seq[int], check func() error) error {
	c := newCursor(seq)
	defer func() { c.stop() }()
	return check()
}

// -- by value, embedded, local --

type pair struct {
	next func() (int, bool)
	stop func()
}

func newPair(seq iter.Seq[int]) (p pair) {
	p.next, p.stop = iter.Pull(seq)
	return p
}

func badPair(seq iter.Seq[int]) int {
	p := newPair(seq) // want "call p.stop on this path"
	v, _ := p.next()
	return v
}

func okPair(seq iter.Seq[int]) int {
	p := newPair(seq)
	defer p.stop()
	v, _ := p.next()
	return v
}

type twoLevels struct {
	pair
	name string
}

func newTwoLevels(seq iter.Seq[int]) *twoLevels {
	return &twoLevels{pair: newPair(seq), name: "x"}
}

func (t *twoLevels) Close() error {
	t.stop()
	return nil
}

func badTwoLevels(seq iter.Seq[int]) int {
	t := newTwoLevels(seq) // fix // want "call t.Close"
	v, _ := t.next()
	return v
}

func okTwoLevels(seq iter.Seq[int]) int {
	t := newTwoLevels(seq)
	defer t.Close()
	v, _ := t.next()
	return v
}

func badLocal(seq iter.Seq[int]) int {
	var c cursor
	c.next, c.stop = iter.Pull(seq) // want "neither stopped nor drained"
	v, _ := c.next()
	return v
}

func okLocal(seq iter.Seq[int]) int {
	var c cursor
	c.next, c.stop = iter.Pull(seq)
	defer c.Close()
	v, _ := c.next()
	return v
}

// -- a constructor that may fail --

type merged struct {
	nextA, nextB func() (int, bool)
	stopA, stopB func()
}

func badSecondFails(a, b iter.Seq[int], check func() error) (*merged, error) {
	m := &merged{}
	m.nextA, m.stopA = iter.Pull(a) // nofix // want "returns on line"
	if err := check(); err != nil {
		return nil, err
	}
	m.nextB, m.stopB = iter.Pull(b)
	return m, nil
}

func newMerged(a, b iter.Seq[int], check func() error) (*merged, error) {
	m := &merged{}
	m.nextA, m.stopA = iter.Pull(a)
	if err := check(); err != nil {
		m.stopA()
		return nil, err
	}
	m.nextB, m.stopB = iter.Pull(b)
	return m, nil
}

func (m *merged) Close() {
	m.stopA()
	m.stopB()
}

func (m *merged) halfClose() { m.stopA() }

func okMerged(a, b iter.Seq[int], check func() error) error {
	m, err := newMerged(a, b, check)
	if err != nil {
		return err
	}
	defer m.Close()
	m.nextA()
	return nil
}

func badMerged(a, b iter.Seq[int], check func() error) error {
	m, err := newMerged(a, b, check) // fix // want "call m.Close"
	if err != nil {
		return err
	}
	if _, ok := m.nextA(); ok {
		return errClosed
	}
	m.Close()
	return nil
}

func badHalf(a, b iter.Seq[int], check func() error) error {
	m, err := newMerged(a, b, check) // want "call m.Close"
	if err != nil {
		return err
	}
	m.halfClose()
	return nil
}

// -- opened by a method --

type lazy struct {
	seq  iter.Seq[int]
	next func() (int, bool)
	stop func()
}

func (l *lazy) open() {
	l.next, l.stop = iter.Pull(l.seq)
}

func (l *lazy) Next() (int, bool) {
	if l.next == nil {
		l.open()
	}
	v, ok := l.next()
	if !ok {
		l.Close()
	}
	return v, ok
}

func (l *lazy) Close() {
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
}

func badOpened(seq iter.Seq[int]) {
	l := &lazy{seq: seq}
	l.open() // want "call l.Close"
	l.next()
}

func badOpenedByNext(seq iter.Seq[int]) int {
	l := lazy{seq: seq}
	v, _ := l.Next() // want "call l.Close"
	return v
}

func okOpenedByNext(seq iter.Seq[int]) int {
	l := lazy{seq: seq}
	defer l.Close()
	v, _ := l.Next()
	return v
}

func okOpenedAndDrained(seq iter.Seq[int]) (sum int) {
	l := lazy{seq: seq}
	for {
		v, ok := l.Next()
		if !ok {
			break
		}
		sum += v
	}
	return sum
}

// filter stops the previous pair first.
type filter struct {
	next func() (int, bool)
	stop func()
}

func (f *filter) reset(seq iter.Seq[int]) {
	if f.stop != nil {
		f.stop()
	}
	f.next, f.stop = iter.Pull(seq)
}

func okReset(a, b iter.Seq[int]) {
	var f filter
	f.reset(a)
	f.reset(b)
	f.stop()
}

func badReset(a, b iter.Seq[int]) {
	var f filter
	f.reset(a)
	f.reset(b) // want "reset"
}

// -- in a loop --

func badDeferredInLoop(seqs chan iter.Seq[int]) {
	for seq := range seqs {
		c := newCursor(seq) // want "deferred"
		defer c.Close()
	}
}

func badOpenedInLoop(seqs chan iter.Seq[int]) {
	for seq := range seqs {
		l := lazy{seq: seq}
		l.open() // want "deferred"
		defer l.Close()
	}
}

func badEndless(seqs chan iter.Seq[int]) {
	for {
		c := newCursor(<-seqs) // want "newCursor"
		c.Next()
	}
}

func okClosedInLoop(seqs chan iter.Seq[int]) {
	for seq := range seqs {
		c := newCursor(seq)
		c.Next()
		c.Close()
	}
}

func okDeferredInRange(seqs []iter.Seq[int]) {
	for _, seq := range seqs {
		c := newCursor(seq)
		defer c.Close()
	}
}

func okReplaced(seqs chan iter.Seq[int]) {
	var c *cursor
	for seq := range seqs {
		if c != nil {
			c.Close()
		}
		c = newCursor(seq)
	}
	if c != nil {
		c.Close()
	}
}

// -- beside a recursion --

func badBesideRecursion(seq iter.Seq[int], more func() bool, use func()) {
	often := more()
	c := newCursor(seq) // want "c.Close"
	for more() {
		use()
	}
	var walk func(int)
	walk = func(n int) {
		if more() {
			if often {
				use()
			}
			return
		}
		walk(n - 1)
	}
	walk(3)
	c.Next()
}

// -- behind an interface --

type source interface {
	Next() (int, bool)
	Close()
}

func newSource(seq iter.Seq[int]) source {
	return newCursor(seq)
}

func badSource(seq iter.Seq[int]) int {
	s := newSource(seq) // fix // want "call s.Close"
	v, _ := s.Next()
	return v
}

func okSource(seq iter.Seq[int]) int {
	s := newSource(seq)
	defer s.Close()
	v, _ := s.Next()
	return v
}

// -- to somebody else --

type registry struct{ cursors []*cursor }

func (r *registry) add(seq iter.Seq[int]) *cursor {
	c := newCursor(seq)
	r.cursors = append(r.cursors, c)
	return c
}

func okRegistered(r *registry, seq iter.Seq[int]) {
	c := r.add(seq)
	c.Next()
}

func okSent(ch chan *cursor, seq iter.Seq[int]) {
	ch <- newCursor(seq)
}

func okStored(m map[string]*cursor, seq iter.Seq[int]) {
	m["x"] = newCursor(seq)
}

type owner struct{ c *cursor }

func (o *owner) okIntoField(seq iter.Seq[int]) {
	o.c = newCursor(seq)
}

func (o *owner) Close() { o.c.Close() }

func okHandedOver(use func(*cursor), seq iter.Seq[int]) {
	use(newCursor(seq))
}

func okGoroutine(seq iter.Seq[int], done func(int)) {
	c := newCursor(seq)
	go func() {
		defer c.Close()
		v, _ := c.Next()
		done(v)
	}()
}

func badGoroutine(seq iter.Seq[int], use func(int)) {
	c := newCursor(seq) // nofix // want "the iterator of newCursor is neither released nor drained when the function literal returns on line \\d+; call c.Close on this path, or defer it"
	go func() {
		if v, ok := c.Next(); ok {
			use(v)
		}
	}()
}

func okGoroutineBesides(seq iter.Seq[int], use func(int)) {
	c := newCursor(seq)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if v, ok := c.Next(); ok {
			use(v)
		}
	}()
	<-done
	c.Close()
}

func okReturned(seq iter.Seq[int]) (*cursor, error) {
	c := newCursor(seq)
	if _, ok := c.Next(); !ok {
		return nil, errClosed
	}
	return c, nil
}

func badNotReturned(seq iter.Seq[int]) (*cursor, error) {
	c := newCursor(seq) // nofix // want "call c.Close"
	if v, _ := c.Next(); v < 0 {
		return nil, errClosed
	}
	return c, nil
}

// -- literals over a pair --

func mapped(seq iter.Seq[int], f func(int) string) (next func() (string, bool), stop func()) {
	inner, stop := iter.Pull(seq)
	return func() (string, bool) {
		v, ok := inner()
		if !ok {
			return "", false
		}
		return f(v), true
	}, stop
}

func badMapped(seq iter.Seq[int], f func(int) string) string {
	next, stop := mapped(seq, f) // fix // want "call stop on this path"
	if s, ok := next(); ok {
		return s
	}
	stop()
	return ""
}

func okMapped(seq iter.Seq[int], f func(int) string) string {
	next, stop := mapped(seq, f)
	defer stop()
	s, _ := next()
	return s
}

func okMappedDrained(seq iter.Seq[int], f func(int) string) (all []string) {
	next, _ := mapped(seq, f)
	for s, ok := next(); ok; s, ok = next() {
		all = append(all, s)
	}
	return all
}

func limited(seq iter.Seq[int], n int) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	return func() (int, bool) {
		if n == 0 {
			return 0, false
		}
		n--
		return next()
	}, func() { stop() }
}

func badLimitedNotDrained(seq iter.Seq[int]) (sum int) {
	next, _ := limited(seq, 3) // want "limited"
	for v, ok := next(); ok; v, ok = next() {
		sum += v
	}
	return sum
}

func okLimited(seq iter.Seq[int]) (sum int) {
	next, stop := limited(seq, 3)
	defer stop()
	for v, ok := next(); ok; v, ok = next() {
		sum += v
	}
	return sum
}

// -- a factory that a goroutine closes --

type factory struct {
	nextCount func() (int, bool)
	stopCount func()
	name      string
}

func newFactory(seq iter.Seq[int], check func() error) (*factory, error) {
	nextCount, stopCount := iter.Pull(seq)
	if err := check(); err != nil {
		stopCount()
		return nil, err
	}
	f := &factory{
		nextCount: nextCount,
		stopCount: stopCount,
	}
	return f, nil
}

func (f *factory) closeAll() error {
	defer f.stopCount()
	return nil
}

func (f *factory) abortAll() { defer f.stopCount() }

type fanout struct {
	itr     iter.Seq2[int, error]
	factory *factory
}

func newFanout(itr iter.Seq2[int, error], f *factory) *fanout {
	return &fanout{itr: itr, factory: f}
}

func (p *fanout) write(workers int, run func(func() error)) iter.Seq[int] {
	in := make(chan int)
	for range workers {
		run(func() error { return p.work(in) })
	}
	return p.yieldAll(in)
}

func (p *fanout) work(in chan int) error {
	for range in {
		p.factory.nextCount()
	}
	return nil
}

func (p *fanout) yieldAll(in chan int) iter.Seq[int] {
	return yieldAll(in, p.factory.closeAll, p.factory.abortAll)
}

func yieldAll(in chan int, closeAll func() error, abortAll func()) iter.Seq[int] {
	errs := make(chan error, 1)
	go func() {
		defer close(in)
		if len(in) > 0 {
			abortAll()
		} else {
			errs <- closeAll()
		}
	}()
	return func(yield func(int) bool) {
		for v := range in {
			if !yield(v) {
				return
			}
		}
	}
}

func okFanout(seq iter.Seq[int], itr iter.Seq2[int, error], check func() error, run func(func() error)) iter.Seq[int] {
	f, err := newFactory(seq, check)
	if err != nil {
		panic(err)
	}
	return newFanout(itr, f).write(4, run)
}

// -- a stop that nothing calls --

type unstoppable struct {
	next func() (int, bool)
	halt func()
}

func badBuried(seq iter.Seq[int]) *unstoppable {
	next, stop := iter.Pull(seq)                // nofix // want "what stops the iterator of iter.Pull is stored in a field that nothing reads"
	return &unstoppable{next: next, halt: stop} // step 1: "this field is never read"
}

func (u *unstoppable) Next() (int, bool) { return u.next() }

type lateBuried struct {
	seq  iter.Seq[int]
	pull func() (int, bool)
	end  func()
}

func (l *lateBuried) badOpen() {
	l.pull, l.end = iter.Pull(l.seq) // want "a field that nothing reads"
}

func (l *lateBuried) Next() (int, bool) { return l.pull() }

func okRecovered(seq iter.Seq[int], use func(int)) (err error) {
	defer func() {
		if recover() != nil {
			err = errClosed
		}
	}()
	c := newCursor(seq)
	defer c.Close() // locks, and no lock panics
	v, _ := c.Next()
	use(v)
	return nil
}

// -- known wrong answers --

// knownMissRecovered is missed because a panic that is recovered is not followed
// where something holds the pair: what is handed on with it to a sequence that
// is returned would be reported, too.
func knownMissRecovered(seq iter.Seq[int], use func(int)) (err error) {
	defer func() {
		if recover() != nil {
			err = errClosed
		}
	}()
	c := newCursor(seq)
	v, _ := c.Next()
	use(v)
	c.Close()
	return nil
}
