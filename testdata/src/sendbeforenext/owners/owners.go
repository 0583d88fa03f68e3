// Package owners sends into coroutines that are held in something.
package owners

import (
	"github.com/dispatchrun/coroutine"

	"sendbeforenext/owners/lib"
)

func badImported() {
	t := lib.NewTalk()
	defer t.Hang()
	t.Say("x") // want `t.Say comes before the first t.Listen, so the value is lost: the first t.Listen discards it; call t.Listen first`
	t.Listen()
}

func okImported() {
	t := lib.NewTalk()
	defer t.Hang()
	for t.Listen() {
		t.Say("x")
	}
}

func okStarted() {
	t := lib.Start()
	t.Say("x")
	t.Hang()
}

type worker struct {
	c    coroutine.Coroutine[int, string]
	name string
}

func newWorker(name string) *worker {
	return &worker{c: coroutine.New[int, string](func() {}), name: name}
}

func (w *worker) step() bool    { return w.c.Next() }
func (w *worker) give(s string) { w.c.Send(s) }
func (w *worker) end() {
	w.c.Stop()
	w.c.Next()
}

func badOwn() {
	w := newWorker("a")
	w.give("x") // want `w.give comes before the first w.step`
	for w.step() {
		w.give("y")
	}
}

func okOwn() {
	w := newWorker("a")
	defer w.end()
	if w.step() {
		w.give("y")
	}
}

func badOneBranch(early bool) {
	w := newWorker("a")
	defer w.end()
	if !early {
		w.step()
	}
	w.give("x") // want `w.give comes before`
}

func literals() (step func() bool, give func(string), end func()) {
	c := coroutine.New[int, string](func() {})
	return func() bool { return c.Next() }, func(s string) { c.Send(s) }, func() {
		c.Stop()
		c.Next()
	}
}

func badLiteral() {
	step, give, end := literals()
	defer end()
	give("x") // want `give comes before the first`
	step()
}

func okLiteral() {
	step, give, end := literals()
	defer end()
	step()
	give("x")
}
