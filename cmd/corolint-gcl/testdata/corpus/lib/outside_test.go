package lib_test

import (
	"testing"

	"example.com/corpus/lib"
)

func TestFromOutside(t *testing.T) {
	next, stop := lib.OpenInTest(nil)
	if _, ok := next(); ok {
		return
	}
	lib.Close(stop)
}
