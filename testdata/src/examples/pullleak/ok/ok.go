// Package ok has code of the manual page of pullleak.
package ok

import "iter"

func first(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	defer stop()
	v, _ := next()
	return v
}
