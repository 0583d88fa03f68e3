// Package uses has sequences that are used more than once.
package uses

import (
	"bytes"
	"io"
	"iter"
	"maps"
	"os"
	"reusedseq/uses/lib"
	"slices"
	"strings"
	"time"
)

func badTwice(s string) (n int) {
	lines := strings.Lines(s)
	for range lines {
		n++
	}
	for line := range lines { // want `lines is used up here: what strings.Lines returns can be ranged over only once; make it anew, or collect it first`
		n += len(line)
	}
	return n
}

func badCollected(s string) ([]string, []string) {
	parts := strings.SplitSeq(s, ",")
	all := slices.Collect(parts)
	return all, slices.Sorted(parts) // want `parts is used up here: what strings.SplitSeq returns`
}

func badCounted(r io.Reader) []string {
	lines := lib.Lines(r)
	if lib.Count(lines) > 100 {
		return nil
	}
	return slices.Collect(lines) // want `lines is used up here: what lib.Lines returns`
}

func badInLoop(s string, keys []string) (n int) {
	lines := strings.Lines(s) // step 1: "made here"
	for _, key := range keys {
		for line := range lines { // step 2: "each pass of the loop" // want `lines is used up after the first pass of the loop: what strings.Lines returns`
			if line == key {
				n++
			}
		}
	}
	return n
}

func badInSequence(s string, keys iter.Seq[string]) (n int) {
	lines := strings.Lines(s)
	for key := range keys {
		for line := range lines { // want `lines is used up after the first pass of the loop`
			if line == key {
				n++
			}
		}
	}
	return n
}

func badAfterAll(s string, again bool) (n int) {
	lines := strings.Lines(s)
	for range lines {
		n++
	}
	if again {
		for range lines { // want `lines is used up here`
			n++
		}
	}
	return n
}

func badAlways(s string, before bool) (n int) {
	lines := strings.Lines(s)
	if before {
		for range lines {
			n++
		}
	}
	for range lines { // want `lines is used up here`
		n--
	}
	return n
}

func badDirect(s string, print func(string)) {
	lines := strings.Lines(s)
	lines(func(line string) bool { print(line); return true })
	lines(func(line string) bool { print(line); return true }) // want `lines is used up here`
}

func badReader(print func(string)) {
	lines := lib.Lines(strings.NewReader("a\nb\n"))
	for line := range lines {
		print(line)
	}
	if line, ok := lib.First(lines); ok { // knownMissFirst has its reason
		print(line)
	}
	for line := range lines { // want `lines is used up here`
		print(line)
	}
}

// knownMissFirst is missed because nothing is known of a function that uses a
// sequence and does not drain it.
func knownMissFirst(s string) string {
	lines := strings.Lines(s)
	n := lib.Count(lines)
	line, _ := lib.First(lines)
	return line[:n]
}

// knownMissStored is missed because what fields hold is not followed.
func knownMissStored(s string) int {
	var d struct{ lines iter.Seq[string] }
	d.lines = strings.Lines(s)
	return lib.Count(d.lines) + lib.Count(d.lines)
}

// knownMissMapped is missed because it is not told which of its arguments a
// sequence reads on from.
func knownMissMapped(s string) int {
	trimmed := trim(strings.Lines(s))
	return lib.Count(trimmed) + lib.Count(trimmed)
}

func trim(lines iter.Seq[string]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range lines {
			if !yield(strings.TrimSpace(line)) {
				return
			}
		}
	}
}

func okOnce(s string) (n int) {
	for range strings.Lines(s) {
		n++
	}
	for range strings.Lines(s) {
		n++
	}
	return n
}

func okFieldsSeq(s string) int {
	fields := strings.FieldsSeq(s)
	return lib.Count(fields) + lib.Count(fields)
}

func okOthers(xs []int, m map[int]int) int {
	all, keys := slices.Values(xs), maps.Keys(m)
	return lib.Count(all) + lib.Count(all) + lib.Count(keys) + lib.Count(keys)
}

func okHeader(s string) (head string, n int) {
	lines := strings.Lines(s)
	for line := range lines {
		head = line
		break
	}
	for range lines {
		n++
	}
	return head, n
}

func okUntilBlank(s string) (n int) {
	lines := strings.Lines(s)
	for line := range lines {
		if line == "\n" {
			break
		}
	}
	for range lines {
		n++
	}
	return n
}

func okFirstOf(s string) (string, int) {
	lines := strings.Lines(s)
	head, _ := lib.First(lines)
	return head, lib.Count(lines)
}

func okExclusive(s string, count bool) []string {
	lines := strings.Lines(s)
	if count {
		lib.Count(lines)
	} else {
		return slices.Collect(lines)
	}
	return nil
}

func okReturns(s string, count bool) []string {
	lines := strings.Lines(s)
	if count {
		lib.Count(lines)
		return nil
	}
	return slices.Collect(lines)
}

func okCorrelated(s string, count bool) (all []string) {
	lines := strings.Lines(s)
	if count {
		lib.Count(lines)
	}
	if !count {
		all = slices.Collect(lines)
	}
	return all
}

func okMadeAnew(s string) (n int) {
	lines := strings.Lines(s)
	for range lines {
		n++
	}
	lines = strings.Lines(s)
	for range lines {
		n++
	}
	return n
}

func okMadeInLoop(docs []string) (n int) {
	for _, doc := range docs {
		lines := strings.Lines(doc)
		for range lines {
			n++
		}
	}
	return n
}

func okOnceInLoop(s string, keys []string) (n int) {
	lines := strings.Lines(s)
	for _, key := range keys {
		if key == "" {
			n += lib.Count(lines)
			break
		}
	}
	return n
}

func okFlagInLoop(s string, keys []string) (all []string) {
	lines := strings.Lines(s)
	loaded := false
	for _, key := range keys {
		if !loaded {
			all, loaded = slices.Collect(lines), true
		}
		all = append(all, key)
	}
	return all
}

func okRewound(f *os.File) (n int, err error) {
	lines := lib.Lines(f)
	for range lines {
		n++
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	for range lines {
		n++
	}
	return n, nil
}

func okRewoundInLoop(f *os.File) (n int) {
	lines := lib.Lines(f)
	for range 2 {
		n += lib.Count(lines)
		f.Seek(0, io.SeekStart)
	}
	return n
}

func okFollowed(f *os.File, print func(string)) {
	lines := lib.Lines(f)
	for {
		for line := range lines {
			print(line)
		}
		time.Sleep(time.Second)
	}
}

func okTicking(f *os.File, tick <-chan time.Time, print func(string)) {
	lines := lib.Lines(f)
	for range tick {
		for line := range lines {
			print(line)
		}
	}
}

var output bytes.Buffer

func okRefilled(run func()) int {
	lines := lib.Lines(&output)
	n := lib.Count(lines)
	run()
	return n + lib.Count(lines)
}

func okMustBeEmpty(s string) {
	lines := strings.Lines(s)
	lib.Count(lines)
	for range lines {
		panic("more")
	}
}

func okFatal(s string) {
	lines := strings.Lines(s)
	lib.Count(lines)
	for range lines {
		os.Exit(1)
	}
}

func okError(s string, check func(string) error) error {
	lines := strings.Lines(s)
	for line := range lines {
		if err := check(line); err != nil {
			return err
		}
	}
	return nil
}

func okParameter(lines iter.Seq[string]) int {
	return lib.Count(lines) + lib.Count(lines)
}

func passedNext(next func() (int, bool)) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x, ok := next(); ok && yield(x); x, ok = next() {
		}
	}
}

// A function that is a parameter is not known to be that of a pull iterator: it
// may take from a queue that is filled again.
func knownMissPassedNext(xs iter.Seq[int]) (sum int) {
	next, stop := iter.Pull(xs)
	defer stop()
	seq := passedNext(next)
	for x := range seq {
		sum += x
	}
	for x := range seq {
		sum -= x
	}
	return sum
}
