// Package comingin hands objects that have ended, or are to be released, to
// functions of another package.
package comingin

import (
	"database/sql"

	"github.com/dispatchrun/coroutine"

	"pullleak/comingin/lib"
)

func body() {}

func okClosedAfterEnd(db *sql.DB) {
	rows, err := db.Query("q")
	if err != nil {
		return
	}
	for rows.Next() {
	}
	lib.Close(rows)
	if rows.NextResultSet() {
		return
	}
	rows.Close()
}

func badReopened(db *sql.DB) bool {
	rows, err := db.Query("q") // want `the rows of db.Query are neither`
	if err != nil {
		return false
	}
	for rows.Next() {
	}
	return lib.Reopen(rows)
}

func okAskedHereDoneThere() {
	c := coroutine.New[int, string](body)
	c.Next()
	c.Stop()
	lib.Step(c)
}

func okAskedThereDoneHere() {
	c := coroutine.New[int, string](body)
	lib.Ask(c)
	c.Next()
}

func badAskedThere() {
	c := coroutine.New[int, string](body) // want `is asked to stop, but`
	lib.Step(c)
	lib.Ask(c)
}

func okKeptAfterEnd(db *sql.DB) bool {
	rows, err := db.Query("q")
	if err != nil {
		return false
	}
	for rows.Next() {
	}
	lib.Keep(rows)
	return rows.NextResultSet()
}
