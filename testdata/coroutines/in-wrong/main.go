package main

import (
	"fmt"
	"iter"
)

// An averager takes numbers and yields the average of those it has.
type averager struct {
	in   float64
	next func() (float64, bool)
	stop func()
}

func newAverager() *averager {
	a := &averager{}
	a.next, a.stop = iter.Pull(func(yield func(float64) bool) {
		var sum, n, average float64
		for yield(average) {
			sum += a.in
			n++
			average = sum / n
		}
	})
	return a
}

// Next runs the body to its first yield.
func (a *averager) Next() (float64, bool) { return a.next() }

// Send makes v the value of the yield where the body waits, and runs it to
// the next one.
func (a *averager) Send(v float64) (float64, bool) {
	a.in = v
	return a.next()
}

// Close ends the body.
func (a *averager) Close() { a.stop() }

func main() {
	a := newAverager()
	defer a.Close()
	for _, v := range []float64{10, 20, 60} {
		average, _ := a.Send(v)
		fmt.Println("sent", v, "average", average)
	}
}
