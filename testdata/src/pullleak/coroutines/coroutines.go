// Package coroutines has coroutines whose release takes two steps.
package coroutines

import (
	"github.com/dispatchrun/coroutine"
	old "github.com/stealthrocket/coroutine"
	"github.com/webriots/coro"
)

func body() {}

func badNeverAdvanced() {
	c := coroutine.New[int, string](body) // nofix // want `the coroutine of coroutine.New is neither released nor drained when badNeverAdvanced returns on line \d+; call c.Stop on this path, or defer it`
	c.Recv()
}

func badStopOnly() {
	c := coroutine.New[int, string](body) // nofix // want `the coroutine of coroutine.New is asked to stop, but that is carried out only by the next call of c.Next when badStopOnly returns on line \d+; call it after c.Stop`
	defer c.Stop()
	if c.Next() {
		c.Send("x")
	}
}

func okStopNext() {
	c := coroutine.New[int, string](body)
	if c.Next() {
		c.Send("x")
	}
	c.Stop()
	c.Next()
}

func okDrained() {
	c := coroutine.New[int, string](body)
	for c.Next() {
		c.Send("x")
	}
}

func okRun() int {
	return coroutine.Run(coroutine.NewWithReturn[int, string](func() int { return 1 }), func(int) string { return "" })
}

func okDeferred() {
	c := old.New[int, string](body)
	defer func() {
		c.Stop()
		c.Next()
	}()
	c.Next()
}

func badBreak(n int) {
	c := old.New[int, string](body) // want `coroutine.New is neither`
	for c.Next() {
		if c.Recv() > n {
			break
		}
	}
}

func okDone() {
	c := coroutine.New[int, string](body)
	c.Next()
	for !c.Done() {
		c.Next()
	}
}

func badResume() int {
	resume, _ := coro.New(func(yield func(int) string, suspend func() string) int { return 0 }) // fix // want `stop function of coro.New is discarded`
	n, _ := resume("")
	return n
}

func okResume() {
	resume, cancel := coro.New(func(yield func(int) string, suspend func() string) int { return 0 })
	defer cancel()
	resume("")
	resume("x")
}

func okResumeToTheEnd() {
	resume, _ := coro.New(func(yield func(int) string, suspend func() string) int { return 0 })
	for {
		if _, ok := resume(""); !ok {
			return
		}
	}
}

// The one Next ends the coroutine, whose body yields nothing.
func okNothingToYield(n int) {
	for i := range n {
		coroutine.New[int, string](func() { n += i }).Next()
	}
}
