package returned

import (
	"context"
	"database/sql"
	"iter"
)

func badTransaction(db *sql.DB) (iter.Seq[int], error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return func(yield func(int) bool) {
		rows, err := tx.Query("select 1") // want `tx.Query is called in what badTransaction returns, after badTransaction has released the transaction: it fails with sql.ErrTxDone; release in the literal instead`
		if err != nil {
			return
		}
		defer rows.Close()
		for rows.Next() {
			if !yield(1) {
				return
			}
		}
	}, nil
}

func badCommitted(ctx context.Context, db *sql.DB) (func(int) error, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	stmt, err := tx.PrepareContext(ctx, "insert into t values (?)")
	if err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return func(n int) error {
		_, err := stmt.ExecContext(ctx, n) // want `stmt.ExecContext is called in what badCommitted returns`
		return err
	}, nil
}

func badRowsOfTransaction(db *sql.DB) (iter.Seq[int], error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Commit()
	rows, err := tx.Query("select 1")
	if err != nil {
		return nil, err
	}
	return func(yield func(int) bool) {
		defer rows.Close()
		for rows.Next() { // want `rows.Next is called in what badRowsOfTransaction returns, after badRowsOfTransaction has released the transaction`
			if !yield(1) {
				return
			}
		}
	}, nil
}

func okTransactionInside(db *sql.DB) iter.Seq[int] {
	return func(yield func(int) bool) {
		tx, err := db.Begin()
		if err != nil {
			return
		}
		defer tx.Rollback()
		rows, err := tx.Query("select 1")
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

// okEndIsReturned leaves the transaction to the caller.
func okEndIsReturned(db *sql.DB) (query func() error, end func() error, err error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if _, err = tx.Exec("set local x = 1"); err != nil {
		return nil, nil, err
	}
	return func() error { _, err := tx.Exec("select 1"); return err }, tx.Commit, nil
}

// okRollbackReturned rolls back what was not committed.
func okRollbackReturned(db *sql.DB) (func(), error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return func() { tx.Rollback() }, tx.Commit()
}

func okOnDatabase(db *sql.DB) (func() error, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("create table t"); err != nil {
		return nil, err
	}
	return func() error { _, err := db.Exec("insert into t"); return err }, tx.Commit()
}
