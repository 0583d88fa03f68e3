// Package lib has helpers for errors.
package lib

import (
	"log"
	"runtime"
)

// Check does not return if there is an error.
func Check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Warn returns.
func Warn(err error) {
	if err != nil {
		log.Print(err)
	}
}

// C asserts, as gopkg.in/check.v1 does.
type C struct{ failed bool }

func (c *C) stop() {
	c.failed = true
	runtime.Goexit()
}

// Assert may not return.
func (c *C) Assert(got any, want ...any) {
	if got != nil {
		c.stop()
	}
}

// Check returns.
func (c *C) Check(got any) bool {
	c.failed = got != nil
	return !c.failed
}

// An Assertion is what something is asserted by.
type Assertion interface{ Succeeds() }

// Expect returns one.
func Expect(got any) Assertion { return nil }
