package main

import (
	"fmt"
	"iter"
)

// collect puts each word into seen, and yields it.
func collect(seen map[string]bool, words ...string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, w := range words {
			seen[w] = true
			if !yield(w) {
				return
			}
		}
	}
}

func main() {
	seen := make(map[string]bool)
	collect(seen, "red", "green", "blue")
	fmt.Println("seen:", len(seen))
}
