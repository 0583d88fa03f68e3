package main

import (
	"fmt"
	"iter"
	"slices"
)

// pairs yields each two neighbours of s.
func pairs(s []int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		for i := 1; i < len(s); i++ {
			pair := []int{s[i-1], s[i]}
			if !yield(pair) {
				return
			}
		}
	}
}

func main() {
	for pair := range pairs([]int{1, 2, 3, 4}) {
		fmt.Println("now:", pair)
	}
	fmt.Println("kept:", slices.Collect(pairs([]int{1, 2, 3, 4})))
}
