// Package cleanups releases by what it is given beside an object.
package cleanups

import (
	"context"
	"database/sql"
	"iter"
	"testing"

	"pullleak/cleanups/lib"
	"pullleak/cleanups/prov"
)

func okProvided(seq iter.Seq[int]) {
	c, cleanup := prov.Provide(seq)
	defer cleanup()
	c.Next()
}

func okProvidedErr(seq iter.Seq[int]) error {
	c, cleanup, err := prov.ProvideErr(seq)
	if err != nil {
		return err
	}
	defer cleanup()
	c.Next()
	return nil
}

func provide(seq iter.Seq[int]) (*lib.Cursor, func()) {
	c := lib.New(seq)
	return c, func() { c.Close() }
}

func okProvidedHere(seq iter.Seq[int]) {
	c, cleanup := provide(seq)
	defer cleanup()
	c.Next()
}

func badProvidedHere(seq iter.Seq[int], skip bool) {
	c, cleanup := provide(seq) // want "neither released nor drained when badProvidedHere returns on line \\d+; call c.Close on this path"
	if skip {
		return
	}
	c.Next()
	cleanup()
}

func okEmbedsInterface(seq iter.Seq[int]) {
	it := prov.Limit(seq)
	defer it.Close()
	it.Next()
}

func okUntil(seq iter.Seq[int]) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	prov.Until(ctx, seq).Next()
}

// -- what ends with something else --

func okTestContext(t *testing.T, db *sql.DB) {
	rows, err := db.QueryContext(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	if !rows.Next() {
		t.Fatal("none")
	}
}

type querier interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
}

func query(ctx context.Context, q querier) (*sql.Rows, error) { return q.QueryContext(ctx, "x") }

func okTransactionInInterface(ctx context.Context, db *sql.DB) (n int, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	rows, err := query(ctx, tx)
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		return 0, sql.ErrNoRows
	}
	return n, rows.Scan(&n)
}

func badDBInInterface(ctx context.Context, db *sql.DB) (n int, err error) {
	rows, err := query(ctx, db) // want "the rows of query are neither released nor drained"
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		return 0, sql.ErrNoRows
	}
	return n, rows.Scan(&n)
}

type store struct{ q querier }

func (s *store) all(ctx context.Context) (*sql.Rows, error) { return query(ctx, s.q) }

func okTransactionInStore(ctx context.Context, tx *sql.Tx) (n int, err error) {
	s := &store{q: tx}
	rows, err := s.all(ctx)
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		return 0, sql.ErrNoRows
	}
	return n, rows.Scan(&n)
}

// -- what its owner has, too --

type session struct {
	db   *sql.DB
	rows *sql.Rows
}

func (s *session) open() (*sql.Rows, error) {
	rows, err := s.db.Query("x")
	if err != nil {
		return nil, err
	}
	s.rows = rows
	return rows, nil
}

func (s *session) close() { s.rows.Close() }

func okOwnerCloses(s *session) bool {
	rows, err := s.open()
	if err != nil {
		return false
	}
	return rows.Next()
}

// -- what is called at once --

func badTwoAtOnce(a, b iter.Seq[int], skip bool) {
	c, d := lib.New(a), lib.New(b) // want "the iterator of lib.New is neither released nor drained when badTwoAtOnce returns on line \\d+; call d.Close on this path, or defer it"
	if skip {
		c.Close()
		return
	}
	defer c.Close()
	defer d.Close()
	c.Next()
}

func badTwoVariables(a, b iter.Seq[int]) {
	var c, d = lib.New(a), lib.New(b) // fix // want "call c.Close on this path, or defer it"
	defer d.Close()
	c.Next()
}

func badNotTaken(seq iter.Seq[int]) {
	c, _ := provide(seq) // want "the iterator of provide is neither released nor drained when badNotTaken returns on line \\d+; call c.Close on this path, or defer it"
	c.Next()
}
