package main

import (
	"fmt"
	"iter"
)

// climb yields the heights of two camps.
func climb(yield func(int) bool) {
	height := 1000
	fmt.Println("climb: to the first camp")
	if !yield(height) {
		return
	}
	height += 500
	fmt.Println("climb: to the second camp")
	if !yield(height) {
		return
	}
	fmt.Println("climb: to the top")
}

func main() {
	next, stop := iter.Pull(climb)
	defer stop()
	for {
		fmt.Println("main: go on")
		height, ok := next()
		if !ok {
			break
		}
		fmt.Println("main: waits at", height)
	}
	fmt.Println("main: done")
}
