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

// -- known wrong answers --

// A exchange runs its body in a goroutine.
type exchange struct {
	in  chan int
	out chan int
}

func newExchange() *exchange {
	e := &exchange{in: make(chan int), out: make(chan int)}
	go func() {
		for {
			e.out <- 0
			<-e.in
		}
	}()
	return e
}

func (e *exchange) Send(v int) { e.in <- v }
func (e *exchange) Next() int  { return <-e.out }

// knownMissExchange is missed because pairs of channels to a goroutine are not
// followed: the send waits for ever.
func knownMissExchange() {
	e := newExchange()
	e.Send(1)
	e.Next()
}
