// Package lib has functions that take coroutines.
package lib

import "github.com/dispatchrun/coroutine"

func Step(c coroutine.Coroutine[int, string]) bool { return c.Next() }

func Drop(c coroutine.Coroutine[int, string]) {}

func Maybe(c coroutine.Coroutine[int, string], start bool) {
	if start {
		c.Next()
	}
}
