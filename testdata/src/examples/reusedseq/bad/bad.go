// Package bad has the mistake that the rule's manual page shows.
package bad

import "strings"

func longest(text string) (longest int, sum int) {
	lines := strings.Lines(text)
	for line := range lines {
		longest = max(longest, len(line))
	}
	for line := range lines { // want `lines is used up here`
		sum += len(line)
	}
	return longest, sum
}
