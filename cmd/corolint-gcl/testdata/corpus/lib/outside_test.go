package lib_test

import (
	"slices"
	"testing"

	"example.com/corpus/lib"
)

func TestFromOutside(t *testing.T) {
	next, stop := lib.OpenInTest(slices.Values([]int{1}))
	if _, ok := next(); ok {
		return
	}
	lib.Close(stop)
}
