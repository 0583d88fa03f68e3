// Package lib has functions that read what they are given.
package lib

// Drain reads to the end.
func Drain[T any](next func() (T, bool)) (n int) {
	for _, ok := next(); ok; _, ok = next() {
		n++
	}
	return n
}

// Two reads two elements at most.
func Two[T any](next func() (T, bool)) (out []T) {
	for range 2 {
		v, ok := next()
		if !ok {
			break
		}
		out = append(out, v)
	}
	return out
}

// Scan calls next until it returns false.
func Scan(next func() bool) (n int) {
	for next() {
		n++
	}
	return n
}

// Any reports whether f holds for an element.
func Any(list []int, f func(int) bool) bool {
	for _, x := range list {
		if f(x) {
			return true
		}
	}
	return false
}
