package main

import (
	"fmt"
	"iter"
)

// countdown yields n, n-1 and so on down to 1.
func countdown(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := n; i > 0; i-- {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	next, stop := iter.Pull(countdown(3))
	defer stop()
	for {
		v, ok := next()
		fmt.Println("pull", v)
		if !ok {
			break
		}
	}
}
