// Package lib has functions that call back.
package lib

// Each calls f for each of xs.
func Each(xs []int, f func(int)) {
	for _, x := range xs {
		f(x)
	}
}

// With calls f once.
func With(x int, f func(int)) { f(x) }

// While calls f until it returns false.
func While(xs []int, f func(int) bool) {
	for _, x := range xs {
		if !f(x) {
			return
		}
	}
}

// All calls f until it returns false, and reports whether it did.
func All(xs []int, f func(int) bool) bool {
	for _, x := range xs {
		if !f(x) {
			return false
		}
	}
	return true
}

// Any calls f until it returns true.
func Any(xs []int, f func(int) bool) bool {
	for _, x := range xs {
		if f(x) {
			return true
		}
	}
	return false
}

// Try calls f until it returns an error.
func Try(xs []int, f func(int) error) error {
	for _, x := range xs {
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}

// A Ranger is not seen.
type Ranger interface {
	Range(f func(int) bool)
	Do(f func(int))
}
