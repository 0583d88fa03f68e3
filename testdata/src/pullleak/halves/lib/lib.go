// Package lib gives out next as it is, beside a literal that stops.
package lib

import (
	"iter"
	"sync"
)

func Open(seq iter.Seq[int]) (func() (int, bool), func() error) {
	next, stop := iter.Pull(seq)
	return next, func() error {
		stop()
		return nil
	}
}

func OpenOnce(seq iter.Seq[int]) (func() (int, bool), func()) {
	var once sync.Once
	next, stop := iter.Pull(seq)
	return next, func() { once.Do(stop) }
}
