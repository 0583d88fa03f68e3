// Package lib wraps a coroutine.
package lib

import "github.com/dispatchrun/coroutine"

// A Talk is a coroutine with another face.
type Talk struct {
	c    coroutine.Coroutine[int, string]
	said int
}

// NewTalk makes one.
func NewTalk() *Talk {
	t := &Talk{}
	t.c = coroutine.New[int, string](func() {})
	return t
}

// Start makes one that waits at a yield.
func Start() *Talk {
	t := NewTalk()
	t.c.Next()
	return t
}

// Listen advances.
func (t *Talk) Listen() bool { return t.c.Next() }

// Say sends.
func (t *Talk) Say(s string) {
	t.said++
	t.c.Send(s)
}

// Hang stops.
func (t *Talk) Hang() {
	t.c.Stop()
	t.c.Next()
}
