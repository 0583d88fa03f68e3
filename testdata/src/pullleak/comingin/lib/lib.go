// Package lib has functions that take objects in any state.
package lib

import (
	"database/sql"

	"github.com/dispatchrun/coroutine"
)

func Close(rows *sql.Rows) { _ = rows.Close() }

func Reopen(rows *sql.Rows) bool { return rows.NextResultSet() }

func Step(c coroutine.Coroutine[int, string]) bool { return c.Next() }

func Ask(c coroutine.Coroutine[int, string]) { c.Stop() }

var kept []any

func Keep(v any) { kept = append(kept, v) }
