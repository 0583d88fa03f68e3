// Package forgotten: types that keep an object, and have no method that gives it
// back.
package forgotten

import (
	"database/sql"
	"errors"
	"io"
	"iter"
	"runtime"
	"sync"
)

type join struct{ left, right *sql.Rows }

func badClosesOne(db *sql.DB) (*join, error) {
	l, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	r, err := db.Query("2") // nofix // want `the rows of db.Query stay in the field right of join, and no method of join releases them; call right.Close in one`
	if err != nil {
		l.Close()
		return nil, err
	}
	return &join{left: l, right: r}, nil
}

func (j *join) Next() bool   { return j.left.Next() }
func (j *join) Ready() bool  { return j.right != nil }
func (j *join) Close() error { return j.left.Close() }

// What clients do with the half of it is enough.
func okClientOfJoin(db *sql.DB) bool {
	j, err := badClosesOne(db)
	if err != nil {
		return false
	}
	defer j.Close()
	return j.Next()
}

// Where both can be drained, each client that stops before is told.
type zip struct{ left, right *sql.Rows }

func okZip(db *sql.DB) (*zip, error) {
	l, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	r, err := db.Query("2")
	if err != nil {
		l.Close()
		return nil, err
	}
	return &zip{left: l, right: r}, nil
}

func (z *zip) Next() bool   { return z.left.Next() && z.right.Next() }
func (z *zip) Close() error { return z.left.Close() }

func badClientOfZip(db *sql.DB) bool {
	z, err := okZip(db) // want `the rows of okZip are neither released nor drained when badClientOfZip returns on line \d+; call z.right.Close on this path, or defer it`
	if err != nil {
		return false
	}
	defer z.Close()
	return z.Next()
}

type source struct {
	next func() (int, bool)
	stop func()
}

func open(seq iter.Seq[int]) *source {
	n, s := iter.Pull(seq)
	return &source{n, s}
}

func (s *source) close() { s.stop() }

type pair struct{ left, right *source }

func badClosesTwice(a, b iter.Seq[int]) *pair {
	return &pair{open(a), open(b)} // nofix // want `the iterator of open stays in the field right of pair, and no method of pair releases it; release it in one`
}

func (p *pair) Next() (int, int) {
	a, _ := p.left.next()
	b, _ := p.right.next()
	return a, b
}

func (p *pair) Close() { p.left.close(); p.left.close() }

type flat[T any] struct {
	nextA, nextB func() (T, bool)
	stopA, stopB func()
}

func badStopsTwice[T any](a, b iter.Seq[T]) *flat[T] {
	f := &flat[T]{}
	f.nextA, f.stopA = iter.Pull(a)
	f.nextB, f.stopB = iter.Pull(b) // nofix // want `stays in the field stopB of flat, and no method of flat releases it; call stopB in one`
	return f
}

func (f *flat[T]) Next() (T, bool) { f.nextA(); return f.nextB() }

func (f *flat[T]) Close() {
	if f.stopA != nil {
		f.stopA()
	}
	if f.stopB != nil {
		f.stopA()
	}
}

type opened struct {
	db   *sql.DB
	rows *sql.Rows
	n    int
}

func (o *opened) badOpen() (err error) {
	o.rows, err = o.db.Query("1") // nofix // want `the rows of o.db.Query stay in the field rows of opened`
	return err
}

func (o *opened) Ready() bool { return o.rows != nil }

// -- what gives it back --

// Whoever advances it to the end drains it.
type drained struct{ rows *sql.Rows }

func okDrained(db *sql.DB) (*drained, error) {
	rows, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	return &drained{rows}, nil
}

func (d *drained) Next() bool { return d.rows.Next() }

// A flag that a function sets decides.
type flagged struct {
	rows *sql.Rows
	owns bool
}

func okFlagged(db *sql.DB) (*flagged, error) {
	rows, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	return &flagged{rows: rows}, nil
}

func configure(f *flagged) { f.owns = true }

func (f *flagged) Close() error {
	if f.owns {
		return f.rows.Close()
	}
	return nil
}

// A function of the package closes.
type closedBy struct{ stop func() }

func okClosedBy(seq iter.Seq[int]) *closedBy {
	_, stop := iter.Pull(seq)
	return &closedBy{stop}
}

func closeIt(c *closedBy) { c.stop() }

// The methods of another type do.
type group struct{ c *member }

type member struct{ stop func() }

func okMember(seq iter.Seq[int]) *member {
	_, stop := iter.Pull(seq)
	return &member{stop}
}

func (m *member) name() string { return "m" }
func (g *group) Close()        { g.c.stop() }

// Who gets the field may.
type lender struct{ rows *sql.Rows }

func okLender(db *sql.DB) (*lender, error) {
	rows, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	return &lender{rows}, nil
}

func (l *lender) Rows() *sql.Rows { return l.rows }

type Open struct{ Rows *sql.Rows }

func okExportedField(db *sql.DB) (*Open, error) {
	rows, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	return &Open{rows}, nil
}

// The collector calls it.
type cleaned struct {
	next func() (int, bool)
	stop func()
}

func okCleaned(seq iter.Seq[int]) *cleaned {
	c := &cleaned{}
	c.next, c.stop = iter.Pull(seq)
	runtime.AddCleanup(c, func(stop func()) { stop() }, c.stop)
	return c
}

func (c *cleaned) Next() (int, bool) { return c.next() }

type finalized struct {
	next func() (int, bool)
	stop func()
}

func okFinalized(seq iter.Seq[int]) *finalized {
	c := &finalized{}
	c.next, c.stop = iter.Pull(seq)
	runtime.SetFinalizer(c, func(c *finalized) { c.stop() })
	return c
}

func (c *finalized) Next() (int, bool) { return c.next() }

// A loop over both does.
type looped struct{ a, b *sql.Rows }

func okLooped(db *sql.DB) (*looped, error) {
	a, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	b, err := db.Query("2")
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return &looped{a, b}, nil
}

func (l *looped) Close() (err error) {
	for _, c := range []io.Closer{l.a, l.b} {
		err = errors.Join(err, c.Close())
	}
	return err
}

// Once, in a literal, and through a method value.
type once struct {
	mu   sync.Once
	next func() (int, bool)
	stop func()
}

func okOnce(seq iter.Seq[int]) *once {
	o := new(once)
	o.next, o.stop = iter.Pull(seq)
	return o
}

func (o *once) Next() (int, bool) { return o.next() }
func (o *once) Close()            { o.mu.Do(func() { o.stop() }) }

type valued struct{ rows *sql.Rows }

func okValued(db *sql.DB) (*valued, error) {
	rows, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	return &valued{rows}, nil
}

func (v *valued) Close() error { return call(v.rows.Close) }

func call(f func() error) error { return f() }

// A goroutine may.
type background struct {
	rows *sql.Rows
	done chan struct{}
}

func okBackground(db *sql.DB) (*background, error) {
	rows, err := db.Query("1")
	if err != nil {
		return nil, err
	}
	b := &background{rows: rows, done: make(chan struct{})}
	go b.wait()
	return b, nil
}

func (b *background) wait() {
	<-b.done
	b.rows.Close()
}

// What it is embedded in may.
type inner struct {
	next func() (int, bool)
	stop func()
}

type outer struct{ inner }

func okEmbedded(seq iter.Seq[int]) *outer {
	o := new(outer)
	o.next, o.stop = iter.Pull(seq)
	return o
}

func (i *inner) Next() (int, bool) { return i.next() }
func (o *outer) Close()            { o.stop() }
