// Package ok has code of the manual page of sendbeforenext.
package ok

import "github.com/dispatchrun/coroutine"

func body() {}

func greet() {
	c := coroutine.New[int, string](body)
	for c.Next() {
		c.Send("hello")
	}
}
