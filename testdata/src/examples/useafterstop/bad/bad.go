// Package bad has code of the manual page of useafterstop.
package bad

import (
	"bufio"
	"database/sql"
	"iter"
	"os"

	"github.com/dispatchrun/coroutine"
)

func body() {}

func greet() {
	c := coroutine.New[int, string](body)
	for c.Next() {
		c.Send("again")
	}
	c.Send("bye") // want "nobody gets the value"
}

func names(db *sql.DB) (iter.Seq[string], error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return func(yield func(string) bool) {
		for rows.Next() { // want "after names has released the rows"
			var name string
			if rows.Scan(&name) != nil || !yield(name) {
				return
			}
		}
	}, nil
}

func lines(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	return func(yield func(string) bool) {
		for s.Scan() { // want "after lines has released the file: it fails with os.ErrClosed"
			if !yield(s.Text()) {
				return
			}
		}
	}, nil
}
