package owners

import "iter"

// A generator takes values while it waits at a yield.
type generator struct {
	in   int
	next func() (int, bool)
	stop func()
}

func newGenerator(n int) *generator {
	g := &generator{}
	g.next, g.stop = iter.Pull(func(yield func(int) bool) {
		sum := 0
		for range n {
			if !yield(sum) {
				return
			}
			sum += g.in
		}
	})
	return g
}

func (g *generator) Next() (int, bool) { return g.next() }
func (g *generator) Send(v int)        { g.in = v }
func (g *generator) Close()            { g.stop() }

func badGenerator() {
	g := newGenerator(3)
	defer g.Close()
	g.Send(1) // want `g.Send comes before the first g.Next, so the value is lost`
	g.Next()
}

func okGenerator() {
	g := newGenerator(3)
	defer g.Close()
	for {
		if _, ok := g.Next(); !ok {
			return
		}
		g.Send(1)
	}
}

// step sends and advances at once, and its body is a method.
type stepper struct {
	in   string
	out  string
	next func() (string, bool)
	stop func()
}

func newStepper() *stepper {
	s := new(stepper)
	s.next, s.stop = iter.Pull(s.run)
	return s
}

func (s *stepper) run(yield func(string) bool) {
	for yield(s.out) {
		s.out = "got " + s.in
	}
}

func (s *stepper) Next() (string, bool) { return s.next() }

func (s *stepper) Send(v string) (string, bool) {
	s.in = v
	return s.next()
}

func badStepper() {
	s := newStepper()
	defer s.stop()
	s.Send("a") // want `s.Send comes before the first s.Next`
	s.Send("b")
}

func okStepper() {
	s := newStepper()
	defer s.stop()
	s.Next()
	s.Send("a")
	s.Send("b")
}

// A preset is read before the first yield too: it is an argument.
type preset struct {
	start int
	next  func() (int, bool)
	stop  func()
}

func newPreset() *preset {
	p := &preset{}
	p.next, p.stop = iter.Pull(func(yield func(int) bool) {
		for i := p.start; yield(i); i++ {
		}
	})
	return p
}

func (p *preset) Send(v int) { p.start = v }

func okPreset() {
	p := newPreset()
	defer p.stop()
	p.Send(3)
	p.next()
}

// A primer starts by itself.
type primer struct {
	in      int
	started bool
	next    func() (int, bool)
	stop    func()
}

func newPrimer() *primer {
	p := &primer{}
	p.next, p.stop = iter.Pull(func(yield func(int) bool) {
		for yield(0) {
			_ = p.in + 1
		}
	})
	return p
}

func (p *primer) Send(v int) (int, bool) {
	if !p.started {
		p.started = true
		p.next()
	}
	p.in = v
	return p.next()
}

func okPrimer() {
	p := newPrimer()
	defer p.stop()
	p.Send(1)
	p.Send(2)
}

// An exchange runs its body in a goroutine.
type exchange struct {
	in  chan int
	out chan int
}

func newExchange() *exchange {
	e := &exchange{in: make(chan int), out: make(chan int)}
	go func() {
		for sum := 0; ; {
			e.out <- sum
			sum += <-e.in
		}
	}()
	return e
}

func (e *exchange) Send(v int) { e.in <- v }
func (e *exchange) Next() int  { return <-e.out }

func badExchange() int {
	e := newExchange()
	e.Send(1) // want `e.Send comes before the first e.Next, so the value makes it wait for ever`
	return e.Next()
}

func okExchange() int {
	e := newExchange()
	e.Next()
	e.Send(1)
	return e.Next()
}

// A server takes first: it is none.
type server struct {
	requests chan int
	replies  chan int
}

func newServer() *server {
	s := &server{requests: make(chan int), replies: make(chan int)}
	go s.serve()
	return s
}

func (s *server) serve() {
	for r := range s.requests {
		s.replies <- 2 * r
	}
}

func (s *server) Ask(v int)   { s.requests <- v }
func (s *server) Answer() int { return <-s.replies }

func okServer() int {
	s := newServer()
	s.Ask(1)
	return s.Answer()
}

// A buffered takes the value before the body waits for it.
type buffered struct {
	in  chan int
	out chan int
}

func newBuffered() *buffered {
	b := &buffered{in: make(chan int, 1), out: make(chan int)}
	go b.run()
	return b
}

func (b *buffered) run() {
	for {
		b.out <- 1
		<-b.in
	}
}

func (b *buffered) Send(v int) { b.in <- v }
func (b *buffered) Next() int  { return <-b.out }

func okBuffered() int {
	b := newBuffered()
	b.Send(1)
	return b.Next()
}
