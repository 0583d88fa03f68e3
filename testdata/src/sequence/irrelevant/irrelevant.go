// Package irrelevant has nothing to do with sequences.
package irrelevant

// Sum adds.
func Sum(xs []int) (sum int) {
	for _, x := range xs {
		sum += x
	}
	return sum
}

// Twice uses a function type within its body, not as a parameter.
func Twice(n int) int {
	double := func(n int) int { return 2 * n }
	return double(n)
}
