// Package iterators advances what has been released.
package iterators

import (
	"context"
	"database/sql"

	"cloud.google.com/go/spanner"
	"google.golang.org/api/iterator"
)

func badStopped(ctx context.Context, c *spanner.Client) (*spanner.Row, error) {
	it := c.Single().Query(ctx, spanner.Statement{})
	it.Stop()
	return it.Next() // want `it.Next is called on the iterator after its release: it returns an error`
}

func badInLoop(ctx context.Context, c *spanner.Client, enough func(*spanner.Row) bool) error {
	it := c.Single().Query(ctx, spanner.Statement{})
	defer it.Stop()
	for {
		row, err := it.Next() // want `after its release: it returns an error`
		if err == iterator.Done {
			return nil
		}
		if err != nil {
			return err
		}
		if enough(row) {
			it.Stop()
		}
	}
}

func badDone(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{})
	if err := it.Do(func(*spanner.Row) error { return nil }); err != nil {
		return err
	}
	_, err := it.Next() // want `after its release: it returns an error`
	return err
}

func okLeft(ctx context.Context, c *spanner.Client, enough func(*spanner.Row) bool) error {
	it := c.Single().Query(ctx, spanner.Statement{})
	for {
		row, err := it.Next()
		if err != nil {
			it.Stop()
			return err
		}
		if enough(row) {
			it.Stop()
			break
		}
	}
	return nil
}

func okOther(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{})
	it.Stop()
	it = c.Single().Query(ctx, spanner.Statement{})
	defer it.Stop()
	_, err := it.Next()
	return err
}

// Rows that are closed only have no more: a loop may be ended so.
func okClosed(rows *sql.Rows, enough func() bool) error {
	for rows.Next() {
		if enough() {
			rows.Close()
		}
	}
	return rows.Err()
}
