// Package callback has one function of which importers want to know how
// often it calls its argument.
package callback

// Sum adds.
func Sum(xs []int) (sum int) {
	for _, x := range xs {
		sum += x
	}
	return sum
}

// Do calls f.
func Do(f func()) { f() }

func unrelated() int { return Sum([]int{1}) }
