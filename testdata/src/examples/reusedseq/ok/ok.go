// Package ok has the code of the rule's manual page that is right.
package ok

import "strings"

func longest(text string) (longest int, sum int) {
	for line := range strings.Lines(text) {
		longest = max(longest, len(line))
	}
	for line := range strings.Lines(text) {
		sum += len(line)
	}
	return longest, sum
}
