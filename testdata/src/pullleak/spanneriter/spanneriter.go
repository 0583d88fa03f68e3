// Package spanneriter has iterators that must be stopped even after the end.
package spanneriter

import (
	"context"
	"errors"
	"io"

	"cloud.google.com/go/spanner"
	"google.golang.org/api/iterator"
)

func okDefer(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{})
	defer it.Stop()
	for {
		_, err := it.Next()
		if err == iterator.Done {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func badDrained(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{}) // fix // want `the iterator of Query is not released when badDrained returns on line \d+; call it.Stop on this path, or defer it`
	for {
		_, err := it.Next()
		if errors.Is(err, iterator.Done) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func okDo(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{})
	return it.Do(func(r *spanner.Row) error { return r.Columns() })
}

func okDoDirect(ctx context.Context, c *spanner.Client) error {
	return c.Single().Query(ctx, spanner.Statement{}).Do(func(r *spanner.Row) error { return r.Columns() })
}

func drain(it *spanner.RowIterator) error {
	return it.Do(func(r *spanner.Row) error { return nil })
}

func okHelperDo(ctx context.Context, c *spanner.Client) error {
	return drain(c.Single().Query(ctx, spanner.Statement{}))
}

func first(it *spanner.RowIterator) (*spanner.Row, error) { return it.Next() }

func badHelper(ctx context.Context, c *spanner.Client) (*spanner.Row, error) {
	return first(c.Single().Query(ctx, spanner.Statement{})) // want `iterator of Query is not released`
}

type reader interface {
	Query(ctx context.Context, statement spanner.Statement) *spanner.RowIterator
}

func badInterface(ctx context.Context, r reader) error {
	it := r.Query(ctx, spanner.Statement{}) // want `iterator of r.Query is not released`
	_, err := it.Next()
	return err
}

func badStopOnError(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{}) // want `iterator of Query is not released`
	for {
		_, err := it.Next()
		if err == iterator.Done {
			break
		}
		if err != nil {
			it.Stop()
			return err
		}
	}
	return nil
}

func okUntilDone(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{})
	_, err := it.Next()
	for err != iterator.Done {
		_, err = it.Next()
	}
	if err != iterator.Done {
		return err
	}
	it.Stop()
	return nil
}

func badOtherEnd(ctx context.Context, c *spanner.Client) error {
	it := c.Single().Query(ctx, spanner.Statement{}) // want `iterator of Query is not released`
	_, err := it.Next()
	if errors.Is(err, iterator.Done) || err == nil {
		it.Stop()
		return nil
	}
	if err == io.EOF {
		return nil
	}
	it.Stop()
	return err
}
