package closedchannels

import (
	"errors"
	"iter"
	"sync"
)

// A gate keeps in a channel whether it is closed.
type gate struct {
	next func() (int, bool)
	stop func()
	quit chan struct{}
}

func newGate(seq iter.Seq[int]) *gate {
	next, stop := iter.Pull(seq)
	return &gate{next: next, stop: stop, quit: make(chan struct{})}
}

var errQuit = errors.New("quit")

func (g *gate) Next() (int, error) {
	if g.isClosed() {
		return 0, errQuit
	}
	v, ok := g.next()
	if !ok {
		g.Close()
		return 0, errQuit
	}
	return v, nil
}

func (g *gate) isClosed() bool {
	select {
	case <-g.quit:
		return true
	default:
		return false
	}
}

func (g *gate) Close() {
	if g.isClosed() {
		return
	}
	close(g.quit)
	g.stop()
}

func (g *gate) Quit() <-chan struct{} { return g.quit }

func okGateClosed(seq iter.Seq[int]) (int, error) {
	g := newGate(seq)
	defer g.Close()
	return g.Next()
}

func okGateDrained(seq iter.Seq[int]) (n int) {
	g := newGate(seq)
	for {
		v, err := g.Next()
		if err != nil {
			return n
		}
		n += v
	}
}

func badGate(seq iter.Seq[int]) int {
	g := newGate(seq) // want "the iterator of newGate is neither released nor drained when badGate returns"
	for {
		v, err := g.Next()
		if err != nil {
			return 0
		}
		if v > 3 {
			return v
		}
	}
}

// A slack gate closes its channel and forgets the pair.
type slackGate struct {
	next func() (int, bool)
	stop func()
	quit chan struct{}
}

func badNewSlackGate(seq iter.Seq[int]) *slackGate {
	g := &slackGate{quit: make(chan struct{})}
	g.next, g.stop = iter.Pull(seq) // want "stored in a field that nothing reads"
	return g
}

func (g *slackGate) First() int {
	v, _ := g.next()
	return v
}

func (g *slackGate) Close() {
	select {
	case <-g.quit:
		return
	default:
		close(g.quit)
	}
}

// A variable of a function is a flag, too.
func okLocalChannel(seq iter.Seq[int]) (n int) {
	next, stop := iter.Pull(seq)
	done := make(chan struct{})
	finish := func() {
		select {
		case <-done:
		default:
			close(done)
			stop()
		}
	}
	for v, ok := next(); ok && v < 10; v, ok = next() {
		if v == 3 {
			finish()
		}
		n += v
	}
	finish()
	return n
}

func badLocalChannel(seq iter.Seq[int]) (n int) {
	next, stop := iter.Pull(seq) // want "neither stopped nor drained when badLocalChannel returns"
	done := make(chan struct{})
	finish := func() {
		select {
		case <-done:
			stop()
		default:
			close(done)
		}
	}
	v, _ := next()
	finish()
	return v
}

// A channel that a goroutine closes may be closed at any time.
func badGoroutine(seq iter.Seq[int], work func()) int {
	next, stop := iter.Pull(seq) // want "neither stopped nor drained when badGoroutine returns"
	done := make(chan struct{})
	go func() {
		work()
		close(done)
	}()
	v, _ := next()
	select {
	case <-done:
		return v
	default:
	}
	stop()
	return 0
}

// So may one that values are sent on.
type mailed struct {
	next func() (int, bool)
	stop func()
	wake chan struct{}
	once sync.Once
}

func (m *mailed) Wake() { m.wake <- struct{}{} }

func (m *mailed) Close() { m.once.Do(func() { close(m.wake) }) }

func badMailed(seq iter.Seq[int]) int {
	m := &mailed{wake: make(chan struct{}, 1)}
	m.next, m.stop = iter.Pull(seq) // want "neither stopped nor drained when badMailed returns"
	v, _ := m.next()
	select {
	case <-m.wake:
		return v
	default:
	}
	m.stop()
	return 0
}
