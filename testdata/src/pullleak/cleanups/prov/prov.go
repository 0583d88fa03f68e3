// Package prov makes cursors of another package.
package prov

import (
	"context"
	"errors"
	"iter"

	"pullleak/cleanups/lib"
)

type Iter interface {
	Next() (int, bool)
	Close()
}

type limited struct {
	Iter
	n int
}

// Limit gives a type that embeds an interface.
func Limit(seq iter.Seq[int]) Iter { return &limited{lib.New(seq), 3} }

// Provide gives the function that closes beside the cursor.
func Provide(seq iter.Seq[int]) (*lib.Cursor, func()) {
	c := lib.New(seq)
	return c, func() { c.Close() }
}

func ProvideErr(seq iter.Seq[int]) (*lib.Cursor, func(), error) {
	if seq == nil {
		return nil, nil, errors.New("nil")
	}
	c := lib.New(seq)
	return c, c.Close, nil
}

// Until closes with the context.
func Until(ctx context.Context, seq iter.Seq[int]) *lib.Cursor {
	c := lib.New(seq)
	go func() {
		<-ctx.Done()
		c.Close()
	}()
	return c
}
