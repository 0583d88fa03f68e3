package main

import (
	"fmt"
	"iter"
)

// temperatures yields what a thermometer says.
func temperatures(yield func(int) bool) {
	for _, t := range []int{2, 0, -3} {
		if !yield(t) {
			return
		}
	}
}

func main() {
	next, stop := iter.Pull(temperatures)
	defer stop()
	for {
		t, ok := next()
		if !ok {
			break
		}
		fmt.Println(t, "degrees")
	}
	fmt.Println(next())
}
