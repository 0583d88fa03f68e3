// Package bodies has sequences that can be ranged over only once, as their
// bodies tell.
package bodies

import (
	"bufio"
	"database/sql"
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strings"
)

func received(ch <-chan int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for v := range ch {
			if !yield(v) {
				return
			}
		}
	}
}

func badReceived(ch chan int) int {
	seq := received(ch)
	return len(slices.Collect(seq)) + len(slices.Collect(seq)) // want `seq is used up here: what received returns can be ranged over only once`
}

func badLiteral(ch chan int) int {
	seq := func(yield func(int) bool) { // step 1: "the sequence is made here"
		for v := range ch {
			if !yield(v) {
				return
			}
		}
	}
	n := 0
	for range seq { // step 2: "it is ranged over to its end here"
		n++
	}
	for range seq { // want `seq is used up here: it can be ranged over only once`
		n++
	}
	return n
}

func scanned(sc *bufio.Scanner) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for sc.Scan() {
			if !yield(sc.Text(), nil) {
				return
			}
		}
		if err := sc.Err(); err != nil {
			yield("", err)
		}
	}
}

func badScanned(r io.Reader) (n int) {
	seq := scanned(bufio.NewScanner(r))
	for range seq {
		n++
	}
	for range seq { // want `seq is used up here`
		n++
	}
	return n
}

func scannedBy(sc *bufio.Scanner) iter.Seq[string] {
	return func(yield func(string) bool) {
		for scan := sc.Scan; scan(); {
			if !yield(sc.Text()) {
				return
			}
		}
	}
}

// knownMissMethodValue is missed because method values are not looked into.
func knownMissMethodValue(r io.Reader) int {
	seq := scannedBy(bufio.NewScanner(r))
	n := 0
	for range seq {
		n++
	}
	for range seq {
		n++
	}
	return n
}

func queried(db *sql.DB) (iter.Seq2[int, error], error) {
	rows, err := db.Query("select 1")
	if err != nil {
		return nil, err
	}
	return func(yield func(int, error) bool) {
		defer rows.Close()
		for rows.Next() {
			var n int
			if err := rows.Scan(&n); err != nil {
				yield(0, err)
				return
			}
			if !yield(n, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(0, err)
		}
	}, nil
}

func badQueried(db *sql.DB) (n int, err error) {
	seq, err := queried(db)
	if err != nil {
		return 0, err
	}
	for range seq {
		n++
	}
	for m := range seq { // want `seq is used up here`
		n += m
	}
	return n, nil
}

func pulled[T any](seq iter.Seq[T]) iter.Seq[T] {
	next, stop := iter.Pull(seq)
	return func(yield func(T) bool) {
		defer stop()
		for {
			v, ok := next()
			if !ok || !yield(v) {
				return
			}
		}
	}
}

func badPulled[T any](all iter.Seq[T]) (n int) {
	seq := pulled(all)
	for range seq {
		n++
	}
	for range seq { // want `seq is used up here`
		n++
	}
	return n
}

type table struct {
	r     *csv.Reader
	lines chan string
	seen  []string
}

func (t *table) records() iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for {
			rec, err := t.r.Read()
			if err == io.EOF {
				return
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

func badRecords(t *table) (n int) {
	seq := t.records()
	for range seq {
		n++
	}
	for range seq { // want `seq is used up here`
		n++
	}
	return n
}

func forwarded(ch chan int) iter.Seq[int] { return received(ch) }

func badForwarded(ch chan int) int {
	seq := forwarded(ch)
	return len(slices.Collect(seq)) + len(slices.Collect(seq)) // want `seq is used up here`
}

func until(sc *bufio.Scanner) iter.Seq[string] {
	return func(yield func(string) bool) {
		for sc.Scan() {
			if sc.Text() == "" || !yield(sc.Text()) {
				return
			}
		}
	}
}

func okSections(sc *bufio.Scanner) ([]string, []string) {
	section := until(sc)
	return slices.Collect(section), slices.Collect(section)
}

func batches(ch chan int, tick chan bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for {
			select {
			case v, ok := <-ch:
				if !ok || !yield(v) {
					return
				}
			case <-tick:
				return
			}
		}
	}
}

func okBatches(ch chan int, tick chan bool) ([]int, []int) {
	batch := batches(ch, tick)
	return slices.Collect(batch), slices.Collect(batch)
}

func remembered(ch chan int) iter.Seq[int] {
	var seen []int
	return func(yield func(int) bool) {
		for _, v := range seen {
			if !yield(v) {
				return
			}
		}
		for v := range ch {
			seen = append(seen, v)
			if !yield(v) {
				return
			}
		}
	}
}

func okRemembered(ch chan int) int {
	seq := remembered(ch)
	return len(slices.Collect(seq)) + len(slices.Collect(seq))
}

func (t *table) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		if t.seen != nil {
			for _, s := range t.seen {
				if !yield(s) {
					return
				}
			}
			return
		}
		for s := range t.lines {
			t.seen = append(t.seen, s)
			if !yield(s) {
				return
			}
		}
	}
}

func okAll(t *table) int {
	seq := t.all()
	return len(slices.Collect(seq)) + len(slices.Collect(seq))
}

func rewinding(f io.ReadSeeker) iter.Seq[string] {
	return func(yield func(string) bool) {
		f.Seek(0, io.SeekStart)
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			if !yield(sc.Text()) {
				return
			}
		}
	}
}

func rewindingAfter(f io.ReadSeeker) iter.Seq[string] {
	return func(yield func(string) bool) {
		defer func() { f.Seek(0, io.SeekStart) }()
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			if !yield(sc.Text()) {
				return
			}
		}
	}
}

func okRewinding(f io.ReadSeeker) int {
	seq, after := rewinding(f), rewindingAfter(f)
	return len(slices.Collect(seq)) + len(slices.Collect(seq)) + len(slices.Collect(after)) + len(slices.Collect(after))
}

func started(start func() chan int) iter.Seq[int] {
	return func(yield func(int) bool) {
		ch := start()
		for v := range ch {
			if !yield(v) {
				return
			}
		}
	}
}

func okStarted(start func() chan int) int {
	seq := started(start)
	return len(slices.Collect(seq)) + len(slices.Collect(seq))
}

func reopened(open func() chan int) iter.Seq[int] {
	var ch chan int
	return func(yield func(int) bool) {
		ch = open()
		for v := range ch {
			if !yield(v) {
				return
			}
		}
	}
}

func okReopened(open func() chan int) int {
	seq := reopened(open)
	return len(slices.Collect(seq)) + len(slices.Collect(seq))
}

func (t *table) restarted() iter.Seq[string] {
	return func(yield func(string) bool) {
		t.start()
		for s := range t.lines {
			if !yield(s) {
				return
			}
		}
	}
}

func (t *table) start() { t.lines = make(chan string) }

func okRestarted(t *table) int {
	seq := t.restarted()
	return len(slices.Collect(seq)) + len(slices.Collect(seq))
}

func one(ch chan int) iter.Seq[int] {
	return func(yield func(int) bool) { yield(<-ch) }
}

func okOne(ch chan int) int {
	seq := one(ch)
	return len(slices.Collect(seq)) + len(slices.Collect(seq))
}

func okSourceChanged(t *table) int {
	seq := t.records()
	n := 0
	for range seq {
		n++
	}
	t.r = csv.NewReader(nil)
	for range seq {
		n++
	}
	return n
}

func maybe(ch chan int, xs []int) iter.Seq[int] {
	if ch == nil {
		return slices.Values(xs)
	}
	return received(ch)
}

func okMaybe(ch chan int, xs []int) int {
	seq := maybe(ch, xs)
	return len(slices.Collect(seq)) + len(slices.Collect(seq))
}

func shorter(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for len(xs) > 0 {
			x := xs[0]
			xs = xs[1:]
			if !yield(x) {
				return
			}
		}
	}
}

func badShorter(xs []int) int {
	seq := shorter(xs)
	return len(slices.Collect(seq)) + len(slices.Collect(seq)) // want `seq is used up here`
}

func counted(n int) iter.Seq[int] {
	i := 0
	return func(yield func(int) bool) {
		for i < n {
			if !yield(i) {
				return
			}
			i++
		}
	}
}

func badCounted(n int) int {
	seq := counted(n)
	return len(slices.Collect(seq)) + len(slices.Collect(seq)) // want `seq is used up here`
}

func words(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(s) > 0 {
			var word string
			if i := strings.IndexByte(s, ' '); i >= 0 {
				word, s = s[:i], s[i+1:]
			} else {
				word, s = s, ""
			}
			if !yield(word) {
				return
			}
		}
	}
}

func badWords(s string) int {
	seq := words(s)
	return len(slices.Collect(seq)) + len(slices.Collect(seq)) // want `seq is used up here`
}

type node struct {
	next  *node
	value int
}

func (n *node) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for n != nil && yield(n.value) {
			n = n.next
		}
	}
}

func badNodes(n *node) int {
	seq := n.all()
	return len(slices.Collect(seq)) + len(slices.Collect(seq)) // want `seq is used up here`
}

func fromStart(n int) iter.Seq[int] {
	i := 0
	return func(yield func(int) bool) {
		for i = 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func around(n int) iter.Seq[int] {
	i := 0
	return func(yield func(int) bool) {
		for {
			if !yield(i) {
				return
			}
			i = (i + 1) % n
			if i == 0 {
				return
			}
		}
	}
}

func ring(n *node) iter.Seq[int] {
	at := n
	return func(yield func(int) bool) {
		for {
			if !yield(at.value) {
				return
			}
			at = at.next
			if at == n {
				return
			}
		}
	}
}

func section(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for len(xs) > 0 {
			x := xs[0]
			xs = xs[1:]
			if x == 0 || !yield(x) {
				return
			}
		}
	}
}

func reset(n int) (iter.Seq[int], func()) {
	i := 0
	return func(yield func(int) bool) {
		for ; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}, func() { i = 0 }
}

func more(n int) iter.Seq[int] {
	id := 0
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			id++
			if !yield(id) {
				return
			}
		}
	}
}

func (t *table) unseen() iter.Seq[string] {
	i := 0
	return func(yield func(string) bool) {
		for i < len(t.seen) {
			if !yield(t.seen[i]) {
				return
			}
			i++
		}
	}
}

func okUnseen(t *table, wait func()) int {
	seq := t.unseen()
	n := len(slices.Collect(seq))
	wait()
	return n + len(slices.Collect(seq))
}

func local(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		rest := xs
		for len(rest) > 0 {
			if !yield(rest[0]) {
				return
			}
			rest = rest[1:]
		}
	}
}

func okVariables(n *node, xs []int) (all []int) {
	for range 2 {
		for _, seq := range []iter.Seq[int]{fromStart(3), around(3), ring(n), section(xs), more(3), local(xs)} {
			all = append(all, slices.Collect(seq)...)
		}
	}
	starts, rounds, nodes, sections, ids, locals := fromStart(3), around(3), ring(n), section(xs), more(3), local(xs)
	all = append(slices.Collect(starts), slices.Collect(starts)...)
	all = append(slices.Collect(rounds), slices.Collect(rounds)...)
	all = append(slices.Collect(nodes), slices.Collect(nodes)...)
	all = append(slices.Collect(sections), slices.Collect(sections)...)
	all = append(slices.Collect(ids), slices.Collect(ids)...)
	all = append(slices.Collect(locals), slices.Collect(locals)...)
	numbers, again := reset(3)
	all = append(all, slices.Collect(numbers)...)
	again()
	return append(all, slices.Collect(numbers)...)
}
