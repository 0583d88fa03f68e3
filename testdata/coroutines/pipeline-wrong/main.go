package main

import (
	"fmt"
	"iter"
)

// source yields the values, and says when it is over.
func source(name string, values ...int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println(name, "is over")
		for _, v := range values {
			if !yield(v) {
				return
			}
		}
	}
}

// double yields twice what seq yields.
func double(seq iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for v := range seq {
			if !yield(2 * v) {
				return
			}
		}
	}
}

// add yields the sums of the elements of a and b.
func add(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		next, _ := iter.Pull(b)
		for x := range a {
			y, ok := next()
			if !ok || !yield(x+y) {
				return
			}
		}
	}
}

func main() {
	left, right := source("left", 1, 2, 3), source("right", 10, 20, 30)
	for v := range add(double(left), right) {
		fmt.Println("sum", v)
		if v > 20 {
			break
		}
	}
}
