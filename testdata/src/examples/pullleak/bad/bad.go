// Package bad has code of the manual page of pullleak.
package bad

import (
	"database/sql"
	"iter"
)

func first(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq) // want "iterator of iter.Pull"
	v, ok := next()
	if !ok {
		return 0 // drained: fine
	}
	if v < 0 {
		return v // still open
	}
	stop()
	return v
}

func names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("SELECT name FROM users") // want "rows of db.Query"
	if err != nil {
		return nil, err // there are no rows to close: fine
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err // still open
		}
		names = append(names, name)
	}
	return names, rows.Err() // drained: fine
}

type reader struct {
	next func() (int, bool)
	stop func()
}

func newReader(seq iter.Seq[int]) *reader {
	next, stop := iter.Pull(seq)
	return &reader{next: next, stop: stop}
}

func (r *reader) Close() { r.stop() }

func peek(seq iter.Seq[int]) int {
	r := newReader(seq) // want "call r.Close"
	v, _ := r.next()
	return v
}
