// Package coroutines uses coroutines after their end.
package coroutines

import (
	"github.com/dispatchrun/coroutine"
	rsc "github.com/lucafmarques/coro"
	"github.com/webriots/coro"
)

func body() {}

func badSendAfterEnd() {
	c := coroutine.New[int, string](body)
	for c.Next() {
		c.Send("x")
	}
	c.Send("y") // want `c.Send is called on the coroutine after its end: nobody gets the value`
}

func badSendAfterStop() {
	c := coroutine.New[int, string](body)
	c.Next()
	c.Stop()
	c.Send("x") // want `c.Send is called on the coroutine after its release: nobody gets the value`
	c.Next()
}

func okNextAfterEnd() {
	c := coroutine.New[int, string](body)
	for c.Next() {
	}
	c.Next()
	c.Stop()
}

func badSendWhenDone(x bool) {
	c := coroutine.New[int, string](body)
	if !c.Next() {
		c.Send("x") // want `after its end`
		return
	}
	c.Stop()
	c.Next()
}

func badResumeAfterCancel() {
	resume, cancel := coro.New(func(yield func(int) string, suspend func() string) int { return 0 })
	resume("")
	cancel()
	resume("") // want `resume is called on the coroutine after its release: it panics`
}

func okCancelTwice() {
	resume, cancel := coro.New(func(yield func(int) string, suspend func() string) int { return 0 })
	defer cancel()
	resume("")
	cancel()
}

func badCancelTwice() {
	resume, cancel := rsc.New(func(in string, yield func(int) string) int { return 0 })
	defer cancel() // want `cancel is called on the coroutine after its release: it waits for ever`
	if _, ok := resume("x"); ok {
		cancel()
	} else {
		select {}
	}
}

// The first resume may already have ended it.
func badCancelUnseen() {
	resume, cancel := rsc.New(func(in string, yield func(int) string) int { return 0 })
	defer cancel() // want `cancel is called on the coroutine after its end: it waits for ever`
	resume("x")
}

func okCancelIfOpen() {
	resume, cancel := rsc.New(func(in string, yield func(int) string) int { return 0 })
	if _, ok := resume("x"); ok {
		cancel()
	}
}

func badCancelAfterEnd() {
	resume, cancel := rsc.New(func(in string, yield func(int) string) int { return 0 })
	for {
		if _, ok := resume("x"); !ok {
			break
		}
	}
	cancel() // want `cancel is called on the coroutine after its end: it waits for ever`
}

// On the other path it comes before the first Next, which is another rule's.
func badSendLateOrEarly(x bool) {
	c := coroutine.New[int, string](body)
	if x {
		c.Stop()
		c.Next()
	}
	c.Send("x") // want `c.Send is called on the coroutine after its release`
	c.Stop()
	c.Next()
}
