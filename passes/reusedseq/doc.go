// Package reusedseq reports sequences that are ranged over again although
// that can be done only once.
//
// # Analyzer reusedseq
//
// reusedseq: report sequences that are used up and used again
//
// # What it finds
//
// Most sequences start anew each time that a loop ranges over them. Some do
// not: they read on from where they are, as those of strings.Lines and
// strings.SplitSeq, and those that receive from a channel, scan a reader or
// fetch the rows of a query that was there before them, or that count on in a
// variable of the function that made them. reusedseq reports the second use of
// such a sequence if the first one has certainly read it to its end:
//
//	func longest(text string) (longest int, sum int) {
//		lines := strings.Lines(text)
//		for line := range lines {
//			longest = max(longest, len(line))
//		}
//		for line := range lines { // reported
//			sum += len(line)
//		}
//		return longest, sum
//	}
//
// Which functions return such a sequence is found from their bodies, also
// across packages.
//
// # Why it matters
//
// The second loop sees nothing, or only what the first has left behind, and
// nothing tells.
//
// # What to do
//
// Make the sequence anew, or collect its elements first:
//
//	func longest(text string) (longest int, sum int) {
//		for line := range strings.Lines(text) {
//			longest = max(longest, len(line))
//		}
//		for line := range strings.Lines(text) {
//			sum += len(line)
//		}
//		return longest, sum
//	}
//
// # When it is silent
//
// A loop that may be left early leaves the rest to the next one. What the
// function does between the two uses with what the sequence reads, as to seek
// in a file, may set that back. Two uses of which neither always goes with the
// other may exclude each other.
package reusedseq
