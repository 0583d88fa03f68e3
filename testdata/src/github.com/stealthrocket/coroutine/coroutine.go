// Package coroutine stands in for github.com/stealthrocket/coroutine.
package coroutine

type Coroutine[R, S any] struct{ state *int }

func New[R, S any](f func()) Coroutine[R, S]             { return Coroutine[R, S]{} }
func NewWithReturn[R, S any](f func() R) Coroutine[R, S] { return Coroutine[R, S]{} }
func Run[R, S any](c Coroutine[R, S], f func(R) S) (r R) { return }
func Yield[R, S any](v R) (s S)                          { return }

func (c Coroutine[R, S]) Next() bool    { return *c.state > 0 }
func (c Coroutine[R, S]) Recv() (r R)   { return }
func (c Coroutine[R, S]) Send(v S)      {}
func (c Coroutine[R, S]) Result() (r R) { return }
func (c Coroutine[R, S]) Stop()         {}
func (c Coroutine[R, S]) Done() bool    { return *c.state == 0 }
