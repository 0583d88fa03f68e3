// Package crosspkg has coroutines that functions of another package start.
package crosspkg

import (
	"github.com/dispatchrun/coroutine"

	"sendbeforenext/crosspkg/lib"
)

func body() {}

func okStarted() {
	c := coroutine.New[int, string](body)
	lib.Step(c)
	c.Send("x")
	c.Stop()
	c.Next()
}

func badDropped() {
	c := coroutine.New[int, string](body)
	lib.Drop(c)
	c.Send("x") // want `c.Send comes before the first c.Next`
	c.Stop()
	c.Next()
}

func badMaybe(start bool) {
	c := coroutine.New[int, string](body)
	lib.Maybe(c, start)
	c.Send("x") // want `c.Send comes before the first c.Next`
	c.Stop()
	c.Next()
}
