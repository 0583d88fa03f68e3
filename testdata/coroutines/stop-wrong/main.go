package main

import (
	"fmt"
	"iter"
)

// lines yields the lines of a file, which is open meanwhile.
func lines(yield func(string) bool) {
	fmt.Println("lines: open")
	defer fmt.Println("lines: close")
	for _, line := range []string{"# Title", "", "Text."} {
		if !yield(line) {
			return
		}
	}
}

// first returns the first element of seq.
func first(seq iter.Seq[string]) string {
	next, _ := iter.Pull(seq)
	line, _ := next()
	return line
}

func main() {
	fmt.Println("main:", first(lines))
}
