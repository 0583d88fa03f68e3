package main

import (
	"fmt"
	"iter"
)

// task yields after each of its steps, and so lets others run.
func task(name string, steps int) iter.Seq[string] {
	return func(yield func(string) bool) {
		defer fmt.Println(name, "is over")
		for i := range steps {
			if !yield(fmt.Sprint(name, " has done step ", i+1)) {
				return
			}
		}
	}
}

// takeTurns runs a step of each task in turn.
func takeTurns(a, b iter.Seq[string]) {
	nextA, _ := iter.Pull(a)
	nextB, _ := iter.Pull(b)
	for {
		event, ok := nextA()
		if !ok {
			return
		}
		fmt.Println(event)
		if event, ok = nextB(); !ok {
			return
		}
		fmt.Println(event)
	}
}

func main() {
	takeTurns(task("tea", 1), task("cake", 3))
}
