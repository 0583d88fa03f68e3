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
	seq := countdown(3)

	for v := range seq {
		fmt.Println("range", v)
	}

	// What the compiler makes of it: the body is a function.
	seq(func(v int) bool {
		fmt.Println("push", v)
		return true // a break returns false
	})

	// The other way round: the loop asks for each value.
	next, stop := iter.Pull(seq)
	defer stop()
	for {
		v, ok := next()
		if !ok {
			break
		}
		fmt.Println("pull", v)
	}
}
