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

// takeTurns runs a step of each task in turn, until all are over.
func takeTurns(a, b iter.Seq[string]) {
	nextA, stopA := iter.Pull(a)
	defer stopA()
	nextB, stopB := iter.Pull(b)
	defer stopB()
	queue := []func() (string, bool){nextA, nextB}
	for len(queue) > 0 {
		resume := queue[0]
		queue = queue[1:]
		if event, ok := resume(); ok {
			fmt.Println(event)
			queue = append(queue, resume)
		}
	}
}

func main() {
	takeTurns(task("tea", 1), task("cake", 3))
}
