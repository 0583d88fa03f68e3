// Package exchange sends into a generator of another package.
package exchange

import "sendbeforenext/exchange/lib"

func badStep() int {
	c := lib.NewCounter()
	c.Step(2) // want `c.Step comes before the first c.Count, so the value makes it wait for ever`
	return c.Count()
}

func okStep() int {
	c := lib.NewCounter()
	c.Count()
	c.Step(2)
	return c.Count()
}

func okHandedOver(use func(*lib.Counter)) {
	c := lib.NewCounter()
	use(c)
	c.Step(2)
}

func badInLoop(steps []int) (last int) {
	c := lib.NewCounter()
	for _, n := range steps {
		c.Step(n) // want `c.Step comes before the first c.Count`
		last = c.Count()
	}
	return last
}
