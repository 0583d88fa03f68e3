// Package bad has code of the manual page of useafterstop.
package bad

import (
	"database/sql"
	"iter"

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
