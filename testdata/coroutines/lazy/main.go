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
	seq := collect(seen, "red", "green", "blue")
	fmt.Println("made:", len(seen))

	next, stop := iter.Pull(seq)
	defer stop()
	fmt.Println("pulled:", len(seen))

	w, ok := next()
	fmt.Println("first next:", len(seen), w, ok)

	for range seq {
	}
	fmt.Println("range:", len(seen))
}
