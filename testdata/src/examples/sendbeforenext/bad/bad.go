// Package bad has code of the manual page of sendbeforenext.
package bad

import "github.com/dispatchrun/coroutine"

func body() {}

func greet() {
	c := coroutine.New[int, string](body)
	c.Send("hello") // want "c.Send comes before"
	for c.Next() {
		c.Send("again") // fine: it waits at a yield
	}
}
