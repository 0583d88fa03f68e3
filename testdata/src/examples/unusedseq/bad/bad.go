// Package bad has the mistake that the rule's manual page shows.
package bad

import (
	"fmt"
	"iter"
)

func report(lines []string) {
	printed(lines) // want `the sequence that printed returns is dropped`
}

func printed(lines []string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, line := range lines {
			n, _ := fmt.Println(line)
			if !yield(n) {
				return
			}
		}
	}
}
