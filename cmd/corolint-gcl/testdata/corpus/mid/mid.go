// Package mid stands between app and lib, so that facts have to travel on.
package mid

import (
	"iter"

	"example.com/corpus/lib"
)

func Open(seq iter.Seq[int]) (func() (int, bool), func()) {
	return lib.Open(seq)
}

func Close(stop func()) { lib.Close(stop) }

func Discard(seq iter.Seq[int]) int {
	next, _ := lib.Open(seq)
	v, _ := next()
	return v
}
