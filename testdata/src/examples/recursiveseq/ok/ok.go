// Package ok has the code of the rule's manual page that is right.
package ok

import "iter"

type tree struct {
	left, right *tree
	value       int
}

func (t *tree) All() iter.Seq[int] {
	return func(yield func(int) bool) { t.push(yield) }
}

func (t *tree) push(yield func(int) bool) bool {
	return t == nil || t.left.push(yield) && yield(t.value) && t.right.push(yield)
}
