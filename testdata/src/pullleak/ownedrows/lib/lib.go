// Package lib wraps rows.
package lib

import (
	"context"
	"database/sql"
	"time"
)

func Open(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	ctx, _ = context.WithTimeout(ctx, time.Hour)
	return db.QueryContext(ctx, "q")
}

func OpenInAny(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(context.Background(), "q")
}

type Cursor struct{ rows *sql.Rows }

func New(ctx context.Context, db *sql.DB) (*Cursor, error) {
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return nil, err
	}
	return &Cursor{rows}, nil
}

func (c *Cursor) Next() bool   { return c.rows.Next() }
func (c *Cursor) Close() error { return c.rows.Close() }
