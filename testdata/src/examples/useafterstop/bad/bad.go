// Package bad has code of the manual page of useafterstop.
package bad

import "github.com/dispatchrun/coroutine"

func body() {}

func greet() {
	c := coroutine.New[int, string](body)
	for c.Next() {
		c.Send("again")
	}
	c.Send("bye") // want "nobody gets the value"
}
