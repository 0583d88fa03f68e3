// Package coroutines sends into coroutines, started and not.
package coroutines

import (
	"github.com/dispatchrun/coroutine"
	rsc "github.com/lucafmarques/coro"
	old "github.com/stealthrocket/coroutine"
	"github.com/webriots/coro"
)

func body() {}

func badFirst() {
	c := coroutine.New[int, string](body)
	c.Send("x") // want `c.Send comes before the first c.Next, so the value is lost: the first c.Next discards it; call c.Next first, and send while the coroutine waits at a yield`
	for c.Next() {
		c.Send("y")
	}
}

func okPrimed() {
	c := coroutine.New[int, string](body)
	for c.Next() {
		c.Send("y")
	}
}

func badLoopSendsFirst(xs []string) {
	c := old.New[int, string](body)
	for _, x := range xs {
		c.Send(x) // want `c.Send comes before the first c.Next`
		if !c.Next() {
			return
		}
	}
	c.Stop()
	c.Next()
}

func badOneBranch(prime bool) {
	c := coroutine.New[int, string](body)
	if prime {
		c.Next()
	}
	c.Send("x") // want `c.Send comes before`
	c.Stop()
	c.Next()
}

func okFlag(prime bool) {
	c := coroutine.New[int, string](body)
	if prime {
		c.Next()
	}
	if prime {
		c.Send("x")
	}
	c.Stop()
	c.Next()
}

func badSend(c coroutine.Coroutine[int, string]) {
	c.Send("x") // want `c.Send comes before`
}

func okHelper() {
	c := coroutine.New[int, string](body)
	badSend(c)
	c.Stop()
	c.Next()
}

func start() coroutine.Coroutine[int, string] {
	c := coroutine.New[int, string](body)
	c.Next()
	return c
}

func okStarted() {
	c := start()
	c.Send("x")
	c.Stop()
	c.Next()
}

func unstarted() coroutine.Coroutine[int, string] { return coroutine.New[int, string](body) }

func badUnstarted() {
	c := unstarted()
	c.Send("x") // want `c.Send comes before`
	c.Stop()
	c.Next()
}

func okParameter(c coroutine.Coroutine[int, string]) { c.Send("x") }

func badClosure() {
	c := coroutine.New[int, string](body)
	push := func(s string) {
		c.Send(s) // want `c.Send comes before`
	}
	push("x")
	c.Stop()
	c.Next()
}

func okClosure() {
	c := coroutine.New[int, string](body)
	push := func(s string) bool {
		c.Send(s)
		return c.Next()
	}
	if c.Next() {
		for push("x") {
		}
	}
}

func okUnknown(f func(coroutine.Coroutine[int, string])) {
	c := coroutine.New[int, string](body)
	f(c)
	c.Send("x")
}

func badResume(v string) {
	resume, cancel := coro.New(func(yield func(int) string, suspend func() string) int { return 0 })
	defer cancel()
	resume(v) // want `the first resume starts the coroutine, and the value is lost: the body has no use for it; start it with a zero value and send from the second call on`
	resume(v)
}

func okResume(v string) {
	resume, cancel := coro.New(func(yield func(int) string, suspend func() string) int { return 0 })
	defer cancel()
	resume("")
	resume(v)
}

func okArgument(v string) {
	resume, cancel := rsc.New(func(in string, yield func(int) string) int { return 0 })
	resume(v)
	cancel()
}
