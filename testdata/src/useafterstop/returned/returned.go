// Package returned has literals that outlive what they use.
package returned

import (
	"context"
	"database/sql"
	"iter"
)

func badRows(db *sql.DB) (iter.Seq[int], error) {
	rows, err := db.Query("select 1") // step 1: "made here"
	if err != nil {
		return nil, err
	}
	defer rows.Close()                  // step 2: "this releases the rows when badRows returns"
	return func(yield func(int) bool) { // step 3: "badRows returns here"
		for rows.Next() { // want `rows.Next is called in what badRows returns, after badRows has released the rows; release in the literal instead`
			var n int
			if rows.Scan(&n) != nil || !yield(n) {
				return
			}
		}
	}, nil
}

func okRows(db *sql.DB) (iter.Seq[int], error) {
	rows, err := db.Query("select 1")
	if err != nil {
		return nil, err
	}
	return func(yield func(int) bool) {
		defer rows.Close()
		for rows.Next() {
			var n int
			if rows.Scan(&n) != nil || !yield(n) {
				return
			}
		}
	}, nil
}

func okRowsInside(db *sql.DB) iter.Seq[int] {
	return func(yield func(int) bool) {
		rows, err := db.Query("select 1")
		if err != nil {
			return
		}
		defer rows.Close()
		for rows.Next() {
			if !yield(1) {
				return
			}
		}
	}
}

func badPulled(seq iter.Seq[int]) func() int {
	next, stop := iter.Pull(seq)
	defer stop()
	return func() int {
		v, _ := next() // want `next is called in what badPulled returns, after badPulled has released the iterator`
		return v
	}
}

func badStoppedBefore(seq iter.Seq[int]) iter.Seq[int] {
	next, stop := iter.Pull(seq)
	if first, ok := next(); ok && first > 0 {
		stop()
		return func(yield func(int) bool) {
			for {
				v, ok := next() // want `next is called in what badStoppedBefore returns`
				if !ok || !yield(v) {
					return
				}
			}
		}
	}
	stop()
	return nil
}

func okFirstValue(seq iter.Seq[int]) func() (int, bool) {
	next, stop := iter.Pull(seq)
	defer stop()
	first, ok := next()
	return func() (int, bool) { return first, ok }
}

func okStopIsReturned(seq iter.Seq[int]) (func() (int, bool), func()) {
	next, stop := iter.Pull(seq)
	return next, func() { stop() }
}

// okStoppedLater stops the iterator when the context ends.
func okStoppedLater(ctx context.Context, seq iter.Seq[int]) func() (int, bool) {
	next, stop := iter.Pull(seq)
	go func() {
		<-ctx.Done()
		stop()
	}()
	return func() (int, bool) { return next() }
}

func okClosedLaterRows(ctx context.Context, db *sql.DB) (func() bool, error) {
	rows, err := db.Query("select 1")
	if err != nil {
		return nil, err
	}
	go func() {
		<-ctx.Done()
		rows.Close()
	}()
	return func() bool { return rows.Next() }, nil
}

func okErr(ctx context.Context, db *sql.DB) (func() error, error) {
	rows, err := db.QueryContext(ctx, "select 1")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return func() error { return rows.Err() }, nil
}

// The literal runs before the function returns.
func okPassed(db *sql.DB, use func(iter.Seq[int]) error) error {
	rows, err := db.Query("select 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	return use(func(yield func(int) bool) {
		for rows.Next() {
			if !yield(1) {
				return
			}
		}
	})
}

func okCloseInDeferOnError(db *sql.DB, check func() error) (seq iter.Seq[int], err error) {
	rows, err := db.Query("select 1")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			rows.Close()
		}
	}()
	if err := check(); err != nil {
		return nil, err
	}
	return func(yield func(int) bool) {
		defer rows.Close()
		for rows.Next() {
			if !yield(1) {
				return
			}
		}
	}, nil
}
