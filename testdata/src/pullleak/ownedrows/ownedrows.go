// Package ownedrows: structs and literals that hold rows.
package ownedrows

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"pullleak/ownedrows/lib"
)

type users struct {
	rows *sql.Rows
	err  error
	name string
}

func queryUsers(ctx context.Context, db *sql.DB) (*users, error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	return &users{rows: rows}, nil
}

func (u *users) Next() bool {
	if u.err != nil || !u.rows.Next() {
		return false
	}
	u.err = u.rows.Scan(&u.name)
	return u.err == nil
}

func (u *users) Err() error {
	if u.err != nil {
		return u.err
	}
	return u.rows.Err()
}

func (u *users) Close() error { return u.rows.Close() }

func badUsers(ctx context.Context, db *sql.DB) ([]string, error) {
	u, err := queryUsers(ctx, db) // fix // want "the rows of queryUsers are neither released nor drained .*call u.Close"
	if err != nil {
		return nil, err
	}
	var names []string
	for u.Next() { // a failed Scan ends the loop with open rows
		names = append(names, u.name)
	}
	return names, u.Err()
}

func okUsers(ctx context.Context, db *sql.DB) ([]string, error) {
	u, err := queryUsers(ctx, db)
	if err != nil {
		return nil, err
	}
	defer u.Close()
	var names []string
	for u.Next() {
		names = append(names, u.name)
	}
	return names, u.Err()
}

// each drains in a helper that is given the struct.
func each(u *users, f func(string) error) error {
	defer u.Close()
	for u.Next() {
		if err := f(u.name); err != nil {
			return err
		}
	}
	return u.Err()
}

func okEach(ctx context.Context, db *sql.DB) error {
	u, err := queryUsers(ctx, db)
	if err != nil {
		return err
	}
	return each(u, func(string) error { return nil })
}

// -- embedded rows --

type wrapped struct {
	*sql.Rows
	mu sync.Mutex
}

func query(db *sql.DB) (*wrapped, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return nil, err
	}
	return &wrapped{Rows: rows}, nil
}

func badWrapped(db *sql.DB) (n int, err error) {
	w, err := query(db) // fix // want "rows of query are neither .*call w.Close"
	if err != nil {
		return 0, err
	}
	if w.Next() {
		err = w.Scan(&n)
	}
	return n, err
}

func okWrapped(db *sql.DB) (n int, err error) {
	w, err := query(db)
	if err != nil {
		return 0, err
	}
	defer w.Close()
	if w.Next() {
		err = w.Scan(&n)
	}
	return n, err
}

func okWrappedDrained(db *sql.DB) (n int, err error) {
	w, err := query(db)
	if err != nil {
		return 0, err
	}
	for w.Next() {
		n++
	}
	return n, w.Err()
}

// -- literals over rows --

func names(db *sql.DB) (next func() (string, bool), end func() error, err error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return nil, nil, err
	}
	next = func() (name string, ok bool) {
		if !rows.Next() {
			return "", false
		}
		return name, rows.Scan(&name) == nil
	}
	return next, rows.Close, nil
}

func badNames(db *sql.DB) (string, error) {
	next, end, err := names(db) // nofix // want "rows of names are neither .*call end on this path"
	if err != nil {
		return "", err
	}
	if name, ok := next(); ok {
		return name, nil
	}
	return "", errors.Join(errors.New("no user"), end())
}

func okNames(db *sql.DB) (string, error) {
	next, end, err := names(db)
	if err != nil {
		return "", err
	}
	defer end()
	name, _ := next()
	return name, nil
}

// -- kept for longer --

type store struct {
	db   *sql.DB
	open *users
}

func (s *store) start(ctx context.Context) (err error) {
	s.open, err = queryUsers(ctx, s.db)
	return err
}

func (s *store) stop() error {
	if s.open == nil {
		return nil
	}
	return s.open.Close()
}

func okStore(ctx context.Context, s *store) error { return s.start(ctx) }

func okLocalStore(ctx context.Context, db *sql.DB) error {
	s := store{db: db}
	if err := s.start(ctx); err != nil {
		return err
	}
	return s.stop()
}

func badLocalStore(ctx context.Context, db *sql.DB) error {
	s := store{db: db}
	if err := s.start(ctx); err != nil { // want "rows of s.start are neither .*call s.stop"
		return err
	}
	s.open.Next()
	return nil
}

func okOnce(db *sql.DB) error {
	u, err := queryUsers(context.Background(), db)
	if err != nil {
		return err
	}
	var once sync.Once
	closeIt := func() { once.Do(func() { u.Close() }) }
	defer closeIt()
	u.Next()
	return nil
}

// -- contexts that wrappers are given --

func openIn(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(ctx, "q")
}

func okInContext(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := openIn(ctx, db)
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okWrappedElsewhere(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := lib.Open(ctx, db)
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func badOtherContext(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	rows, err := lib.OpenInAny(ctx, db) // want "rows.Close"
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func badWrappedNotCancelled(ctx context.Context, db *sql.DB, b bool) error {
	ctx, cancel := context.WithCancel(ctx)
	rows, err := openIn(ctx, db) // want "rows.Close"
	if err != nil {
		cancel()
		return err
	}
	if b {
		cancel()
	}
	rows.Next()
	return nil
}

type held struct{ rows *sql.Rows }

func newHeld(ctx context.Context, db *sql.DB) (*held, error) {
	rows, err := openIn(ctx, db)
	if err != nil {
		return nil, err
	}
	return &held{rows}, nil
}

func (h *held) next() bool   { return h.rows.Next() }
func (h *held) close() error { return h.rows.Close() }

func okHeld(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	h, err := newHeld(ctx, db)
	if err != nil {
		return err
	}
	h.next()
	return nil
}

func okHeldElsewhere(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c, err := lib.New(ctx, db)
	if err != nil {
		return err
	}
	c.Next()
	return nil
}

func badHeldElsewhere(ctx context.Context, db *sql.DB) error {
	c, err := lib.New(ctx, db) // want "c.Close"
	if err != nil {
		return err
	}
	c.Next()
	return nil
}

// What tells of a failure gives nothing back.
type judged struct {
	rows *sql.Rows
	err  error
}

func openJudged(db *sql.DB) (*judged, error) {
	rows, err := db.Query("x")
	if err != nil {
		return nil, err
	}
	return &judged{rows: rows}, nil
}

func (j *judged) Next() bool        { return j.rows.Next() }
func (j *judged) ErrJoined() error  { return errors.Join(j.err, j.rows.Err()) }
func (j *judged) ErrWrapped() error { return judge(j.rows.Err()) }
func (j *judged) Close() error      { return j.rows.Close() }

func judge(err error) error { return errors.Join(errJudged, err) }

var errJudged = errors.New("empty")

func badJudgedJoined(db *sql.DB) error {
	j, err := openJudged(db) // fix // want "the rows of openJudged are neither released nor drained when badJudgedJoined returns .*call j.Close"
	if err != nil {
		return err
	}
	j.Next()
	return j.ErrJoined()
}

func badJudgedWrapped(db *sql.DB) error {
	j, err := openJudged(db) // fix // want "the rows of openJudged are neither released nor drained when badJudgedWrapped returns .*call j.Close"
	if err != nil {
		return err
	}
	j.Next()
	return j.ErrWrapped()
}

func okJudged(db *sql.DB) error {
	j, err := openJudged(db)
	if err != nil {
		return err
	}
	for j.Next() {
	}
	return j.ErrJoined()
}
