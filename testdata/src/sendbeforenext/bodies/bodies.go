// Package bodies has generators whose body their user gives.
package bodies

import "iter"

// -- over a pulled sequence --

type gen[In, Out any] struct {
	next func() (Out, bool)
	stop func()
	in   In
}

func start[In, Out any](body func(yield func(Out) In)) *gen[In, Out] {
	g := &gen[In, Out]{}
	g.next, g.stop = iter.Pull(func(yield func(Out) bool) {
		body(func(v Out) (in In) {
			if !yield(v) {
				return in
			}
			return g.in
		})
	})
	return g
}

func (g *gen[In, Out]) Next() (Out, bool) { return g.next() }

func (g *gen[In, Out]) Send(v In) (Out, bool) {
	g.in = v
	return g.next()
}

func (g *gen[In, Out]) Close() { g.stop() }

// A relay keeps the yield, too, and its body is a method.
type relay struct {
	next  func() (int, bool)
	stop  func()
	yield func(int) bool
	word  string
}

func newRelay() *relay {
	r := &relay{}
	r.next, r.stop = iter.Pull(r.run)
	return r
}

func (r *relay) run(yield func(int) bool) {
	r.yield = yield
	for n := 0; ; n++ {
		word, ok := r.wait(n)
		if !ok || word == "quit" {
			return
		}
	}
}

func (r *relay) wait(v int) (string, bool) {
	if !r.yield(v) {
		return "", false
	}
	return r.word, true
}

func (r *relay) Resume() (int, bool) { return r.next() }

func (r *relay) Send(word string) { r.word = word }

func badRelay() {
	r := newRelay()
	defer r.stop()
	r.Send("a") // want `r.Send comes before the first r.Resume`
	r.Resume()
}

func okRelay() {
	r := newRelay()
	defer r.stop()
	if _, ok := r.Resume(); ok {
		r.Send("a")
		r.Resume()
	}
}

func badSend(body func(func(int) string)) {
	g := start(body)
	defer g.Close()
	g.Send("a") // want `g.Send comes before the first g.Next, so the value is lost`
	g.Send("b")
}

func badSendInLoop(body func(func(int) string), words []string) {
	g := start(body)
	defer g.Close()
	for _, w := range words {
		if _, ok := g.Send(w); !ok { // want `g.Send comes before the first g.Next`
			return
		}
	}
}

func okPrimed(body func(func(int) string), words []string) {
	g := start(body)
	defer g.Close()
	if _, ok := g.Next(); !ok {
		return
	}
	for _, w := range words {
		if _, ok := g.Send(w); !ok {
			return
		}
	}
}

// A talk keeps the yield, and its method calls it.
type talk struct {
	next  func() (int, bool)
	stop  func()
	yield func(int) bool
	word  string
}

func newTalk(body func(*talk)) *talk {
	t := &talk{}
	t.next, t.stop = iter.Pull(func(yield func(int) bool) {
		t.yield = yield
		body(t)
	})
	return t
}

func (t *talk) Yield(v int) (string, bool) {
	if !t.yield(v) {
		return "", false
	}
	return t.word, true
}

func (t *talk) Resume() (int, bool) { return t.next() }

func (t *talk) Send(word string) { t.word = word }

// knownMissTalk is missed because the body gets what holds the pair, and may do
// anything with it.
func knownMissTalk(body func(*talk)) {
	t := newTalk(body)
	defer t.stop()
	t.Send("a")
	t.Resume()
}

func okTalk(body func(*talk)) {
	t := newTalk(body)
	defer t.stop()
	if _, ok := t.Resume(); ok {
		t.Send("a")
		t.Resume()
	}
}

// A limited one looks at its settings each time.
type limited struct {
	next  func() (string, bool)
	stop  func()
	limit int
}

func newLimited(words []string) *limited {
	l := &limited{limit: 10}
	l.next, l.stop = iter.Pull(func(yield func(string) bool) {
		for i, w := range words {
			if !yield(w) || i >= l.limit {
				return
			}
		}
	})
	return l
}

func (l *limited) SetLimit(n int)       { l.limit = n }
func (l *limited) Next() (string, bool) { return l.next() }
func (l *limited) Close()               { l.stop() }

func okLimited(words []string) (n int) {
	l := newLimited(words)
	defer l.Close()
	l.SetLimit(3)
	for _, ok := l.Next(); ok; _, ok = l.Next() {
		n++
	}
	return n
}

// -- over a goroutine --

type routine struct {
	out chan int
	in  chan string
}

func newRoutine(body func(yield func(int) string)) *routine {
	r := &routine{out: make(chan int), in: make(chan string)}
	go func() {
		defer close(r.out)
		body(func(v int) string {
			r.out <- v
			return <-r.in
		})
	}()
	return r
}

func (r *routine) Next() (int, bool) {
	v, ok := <-r.out
	return v, ok
}

func (r *routine) Send(s string) { r.in <- s }

func badRoutine(body func(func(int) string)) {
	r := newRoutine(body)
	r.Send("a") // want `r.Send comes before the first r.Next, so the value makes it wait for ever`
	r.Next()
}

func okRoutine(body func(func(int) string)) {
	r := newRoutine(body)
	for _, ok := r.Next(); ok; _, ok = r.Next() {
		r.Send("a")
	}
}

// An actor has channels in variables, a Yield of its own, and can be closed.
type actor struct {
	out  chan int
	in   chan string
	done chan struct{}
}

func newActor(body func(*actor)) *actor {
	out, in := make(chan int), make(chan string)
	a := &actor{out: out, in: in, done: make(chan struct{})}
	go func() {
		defer close(out)
		body(a)
	}()
	return a
}

func (a *actor) Yield(v int) (string, bool) {
	select {
	case a.out <- v:
	case <-a.done:
		return "", false
	}
	select {
	case s := <-a.in:
		return s, true
	case <-a.done:
		return "", false
	}
}

func (a *actor) Next() (int, bool) {
	v, ok := <-a.out
	return v, ok
}

// Send also takes the next element.
func (a *actor) Send(s string) (int, bool) {
	select {
	case a.in <- s:
	case <-a.done:
		return 0, false
	}
	v, ok := <-a.out
	return v, ok
}

func (a *actor) Close() { close(a.done) }

func badActor(body func(*actor)) {
	a := newActor(body)
	defer a.Close()
	a.Send("a") // want `a.Send comes before the first a.Next`
}

func okActor(body func(*actor)) {
	a := newActor(body)
	defer a.Close()
	if _, ok := a.Next(); ok {
		a.Send("a")
	}
}

// A lazy one primes itself.
type lazy struct {
	out    chan int
	in     chan string
	primed bool
}

func newLazy(body func(yield func(int) string)) *lazy {
	l := &lazy{out: make(chan int), in: make(chan string)}
	go body(func(v int) string {
		l.out <- v
		return <-l.in
	})
	return l
}

func (l *lazy) Next() int { return <-l.out }

func (l *lazy) Send(s string) int {
	if !l.primed {
		l.primed = true
		<-l.out
	}
	l.in <- s
	return <-l.out
}

func okLazy(body func(func(int) string)) int {
	l := newLazy(body)
	return l.Send("a")
}

// A pipe takes an argument first.
type pipe struct {
	out chan int
	in  chan string
}

func newPipe(body func(first string, yield func(int) string)) *pipe {
	p := &pipe{out: make(chan int), in: make(chan string)}
	go func() {
		first := <-p.in
		body(first, func(v int) string {
			p.out <- v
			return <-p.in
		})
	}()
	return p
}

func (p *pipe) Next() int     { return <-p.out }
func (p *pipe) Send(s string) { p.in <- s }

func okPipe(body func(string, func(int) string)) int {
	p := newPipe(body)
	p.Send("a")
	return p.Next()
}
