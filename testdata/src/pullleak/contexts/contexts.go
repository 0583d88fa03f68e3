// Package contexts: rows end with the context of their query, where the program
// sees that end.
package contexts

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

func okDone(ctx context.Context, db *sql.DB, out chan<- int) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		select {
		case out <- 1:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return rows.Close()
}

func okDoneInGoroutine(ctx context.Context, db *sql.DB, out chan<- int) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	done := ctx.Done()
	go func() {
		defer close(out)
		for rows.Next() {
			select {
			case out <- 1:
			case <-done:
				return
			}
		}
		rows.Close()
	}()
	return nil
}

func okErr(ctx context.Context, db *sql.DB, use func(int)) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		use(1)
	}
	return rows.Close()
}

func okWaited(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	if rows.Next() {
		<-ctx.Done()
		return nil
	}
	return nil
}

func okParent(ctx context.Context, db *sql.DB, out chan<- int) error {
	limited := context.WithValue(ctx, key{}, 1)
	rows, err := db.QueryContext(limited, "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		select {
		case out <- 1:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

type key struct{}

type server struct {
	ctx context.Context
	db  *sql.DB
}

func (s *server) okField(out chan<- int) error {
	rows, err := s.db.QueryContext(s.ctx, "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		select {
		case out <- 1:
		case <-s.ctx.Done():
			return s.ctx.Err()
		}
	}
	return nil
}

func okRequest(r *http.Request, db *sql.DB, out chan<- int) error {
	rows, err := db.QueryContext(r.Context(), "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		select {
		case out <- 1:
		case <-r.Context().Done():
			return nil
		}
	}
	return nil
}

func forward(ctx context.Context, rows *sql.Rows, out chan<- int) error {
	for rows.Next() {
		select {
		case out <- 1:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func okHelper(ctx context.Context, db *sql.DB, out chan<- int) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	return forward(ctx, rows, out)
}

func okCompared(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		if errors.Is(ctx.Err(), context.Canceled) {
			return ctx.Err()
		}
	}
	return rows.Err()
}

func okCause(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		if context.Cause(ctx) != nil {
			return ctx.Err()
		}
	}
	return rows.Err()
}

func isDone(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return true
	default:
		return false
	}
}

func okAsked(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	for rows.Next() {
		if isDone(ctx) {
			return ctx.Err()
		}
	}
	return rows.Err()
}

// -- other contexts --

func badAsked(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "q") // want `rows of db.QueryContext are neither released nor drained`
	if err != nil {
		return err
	}
	for rows.Next() {
		if !isDone(ctx) {
			return nil
		}
	}
	return rows.Err()
}

func badOther(ctx, other context.Context, db *sql.DB, out chan<- int) error {
	rows, err := db.QueryContext(ctx, "q") // want `rows of db.QueryContext are neither released nor drained`
	if err != nil {
		return err
	}
	for rows.Next() {
		select {
		case out <- 1:
		case <-other.Done():
			return other.Err()
		}
	}
	return nil
}

func badChild(ctx context.Context, db *sql.DB, out chan<- int) error {
	rows, err := db.QueryContext(ctx, "q") // want `rows of db.QueryContext are neither released nor drained`
	if err != nil {
		return err
	}
	child, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	for rows.Next() {
		select {
		case out <- 1:
		case <-child.Done():
			return child.Err()
		}
	}
	return nil
}

func badNoContext(ctx context.Context, db *sql.DB, out chan<- int) error {
	rows, err := db.Query("q") // want `rows of db.Query are neither released nor drained`
	if err != nil {
		return err
	}
	for rows.Next() {
		select {
		case out <- 1:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func badOtherCase(ctx context.Context, db *sql.DB, out chan<- int, quit <-chan struct{}) error {
	rows, err := db.QueryContext(ctx, "q") // want `rows of db.QueryContext are neither released nor drained`
	if err != nil {
		return err
	}
	for rows.Next() {
		select {
		case out <- 1:
		case <-quit:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func badNotEnded(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "q") // want `rows of db.QueryContext are neither released nor drained`
	if err != nil {
		return err
	}
	if rows.Next() && ctx.Err() == nil {
		return nil
	}
	return rows.Close()
}

func badHelper(ctx, other context.Context, db *sql.DB, out chan<- int) error {
	rows, err := db.QueryContext(ctx, "q") // want `rows of db.QueryContext are neither released nor drained`
	if err != nil {
		return err
	}
	return forward(other, rows, out)
}
