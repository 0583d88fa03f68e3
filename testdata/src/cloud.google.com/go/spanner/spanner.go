// Package spanner stands in for cloud.google.com/go/spanner.
package spanner

import (
	"context"

	"google.golang.org/api/iterator"
)

type Row struct{ n int }

func (r *Row) Columns(ptrs ...any) error { return nil }

type Statement struct{ SQL string }

type RowIterator struct{ QueryStats map[string]any }

func (r *RowIterator) Next() (*Row, error)           { return nil, iterator.Done }
func (r *RowIterator) Do(f func(r *Row) error) error { return nil }
func (r *RowIterator) Stop()                         {}

type txReadOnly struct{}

func (t *txReadOnly) Query(ctx context.Context, statement Statement) *RowIterator {
	return new(RowIterator)
}

type ReadOnlyTransaction struct{ txReadOnly }

type Client struct{}

func (c *Client) Single() *ReadOnlyTransaction { return new(ReadOnlyTransaction) }

// leaks is a client in the library's own package.
func leaks(ctx context.Context, c *Client) (*Row, error) {
	it := c.Single().Query(ctx, Statement{})
	return it.Next()
}
