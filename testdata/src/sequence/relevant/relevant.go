// Package relevant acquires by way of a function of another package.
package relevant

import (
	"iter"

	"sequence/facts"
)

// First is the only mention of a sequence.
func First(seq iter.Seq[int]) int {
	next, stop := facts.Open(seq)
	defer stop()
	v, _ := next()
	return v
}

// Sum adds.
func Sum(a, b int) int { return a + b }
