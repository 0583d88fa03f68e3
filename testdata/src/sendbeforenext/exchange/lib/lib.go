// Package lib has a generator over two channels, and pulls nothing.
package lib

// A Counter counts up by what it is sent.
type Counter struct {
	steps  chan int
	counts chan int
}

// NewCounter starts one.
func NewCounter() *Counter {
	c := &Counter{steps: make(chan int), counts: make(chan int)}
	go c.run()
	return c
}

func (c *Counter) run() {
	for n := 0; ; {
		c.counts <- n
		n += <-c.steps
	}
}

// Count takes the next count.
func (c *Counter) Count() int { return <-c.counts }

// Step sends a step.
func (c *Counter) Step(n int) { c.steps <- n }
