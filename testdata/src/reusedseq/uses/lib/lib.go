// Package lib has functions that make and drain sequences.
package lib

import (
	"bufio"
	"io"
	"iter"
)

// Lines reads the lines of r.
func Lines(r io.Reader) iter.Seq[string] {
	return func(yield func(string) bool) {
		sc := bufio.NewScanner(r)
		for sc.Scan() {
			if !yield(sc.Text()) {
				return
			}
		}
	}
}

// Count counts the elements.
func Count[T any](seq iter.Seq[T]) int {
	n := 0
	for range seq {
		n++
	}
	return n
}

// First returns the first element.
func First[T any](seq iter.Seq[T]) (v T, ok bool) {
	for v := range seq {
		return v, true
	}
	return v, false
}
