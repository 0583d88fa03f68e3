package collections

import (
	"container/heap"
	"iter"
	"slices"
	"sort"
	"sync"
)

type item struct {
	next func() (int, bool)
	stop func()
	v    int
}

type itemHeap []*item

func (h itemHeap) Len() int           { return len(h) }
func (h itemHeap) Less(i, j int) bool { return h[i].v < h[j].v }
func (h itemHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *itemHeap) Push(x any)        { *h = append(*h, x.(*item)) }
func (h *itemHeap) Pop() any {
	old := *h
	n := len(old)
	x := old[n-1]
	*h = old[:n-1]
	return x
}

func okHeap(seqs []iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		var h itemHeap
		defer func() {
			for _, it := range h {
				it.stop()
			}
		}()
		for _, s := range seqs {
			next, stop := iter.Pull(s)
			v, ok := next()
			if !ok {
				stop()
				continue
			}
			h = append(h, &item{next, stop, v})
		}
		heap.Init(&h)
		for h.Len() > 0 {
			it := h[0]
			if !yield(it.v) {
				return
			}
			v, ok := it.next()
			if !ok {
				it.stop()
				heap.Pop(&h)
				continue
			}
			it.v = v
			heap.Fix(&h, 0)
		}
	}
}

func badHeap(seqs []iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		var h itemHeap
		for _, s := range seqs {
			next, stop := iter.Pull(s) // want "the iterator of iter.Pull is neither stopped nor drained when the function literal returns on line .*; call stop on this path, or defer it"
			v, ok := next()
			if !ok {
				continue
			}
			if !yield(v) {
				return
			}
			h = append(h, &item{next, stop, v})
		}
		for _, it := range h {
			it.stop()
		}
	}
}

func okItems(seqs []iter.Seq[int]) (sum int) {
	var items []item
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		items = append(items, item{next: next, stop: stop})
	}
	for i := range items {
		it := &items[i]
		it.v, _ = it.next()
	}
	sort.Slice(items, func(i, j int) bool { return items[i].v < items[j].v })
	for _, it := range items {
		sum += it.v
		it.stop()
	}
	return
}

func okItems2(seqs []iter.Seq[int]) (sum int) {
	var items []item
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		items = append(items, item{next: next, stop: stop})
	}
	for i := range items {
		it := &items[i]
		it.v, _ = it.next()
		defer it.stop()
	}
	return
}

func badItems(seqs []iter.Seq[int]) (sum int) {
	var items []item
	for _, s := range seqs {
		next, stop := iter.Pull(s) // want "the iterator of iter.Pull is neither stopped nor drained when badItems returns on line .*; on this path call every stop that the loop has kept by then"
		items = append(items, item{next: next, stop: stop})
	}
	for i := range items {
		it := &items[i]
		it.v, _ = it.next()
	}
	return
}

func okFilter(seqs []iter.Seq[int]) (sum int) {
	var all []*item
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		all = append(all, &item{next: next, stop: stop})
	}
	for len(all) > 0 {
		alive := all[:0]
		for _, it := range all {
			v, ok := it.next()
			if !ok {
				continue
			}
			sum += v
			alive = append(alive, it)
		}
		all = alive
	}
	return
}

func okFilter2(seqs []iter.Seq[int]) (sum int) {
	var all []*item
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		all = append(all, &item{next: next, stop: stop})
	}
	var alive []*item
	for _, it := range all {
		v, ok := it.next()
		if !ok {
			it.stop()
			continue
		}
		sum += v
		alive = append(alive, it)
	}
	for _, it := range alive {
		it.stop()
	}
	return
}

func okGo(seqs []iter.Seq[int]) {
	var wg sync.WaitGroup
	var all []*item
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		all = append(all, &item{next: next, stop: stop})
	}
	for _, it := range all {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer it.stop()
			it.next()
		}()
	}
	wg.Wait()
}

func okValues(seqs []iter.Seq[int]) {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	for s := range slices.Values(stops) {
		s()
	}
}

func okReverse(seqs []iter.Seq[int]) {
	var stops []func()
	defer func() {
		for i := len(stops) - 1; i >= 0; i-- {
			stops[i]()
		}
	}()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
}

func okBackward(seqs []iter.Seq[int]) {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	for _, s := range slices.Backward(stops) {
		s()
	}
}

func okArr(a, b iter.Seq[int]) bool {
	var nexts [2]func() (int, bool)
	var stops [2]func()
	for i, s := range [2]iter.Seq[int]{a, b} {
		nexts[i], stops[i] = iter.Pull(s)
	}
	defer stops[0]()
	defer stops[1]()
	for {
		v, ok1 := nexts[0]()
		w, ok2 := nexts[1]()
		if v != w || ok1 != ok2 {
			return false
		}
		if !ok1 {
			return true
		}
	}
}

func okArr2(a, b iter.Seq[int]) bool {
	var stops [2]func()
	_, stops[0] = iter.Pull(a)
	_, stops[1] = iter.Pull(b)
	for _, s := range stops {
		s()
	}
	return true
}

func okStack(seqs []iter.Seq[int]) {
	var stack []*item
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		stack = append(stack, &item{next: next, stop: stop})
	}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		if _, ok := top.next(); !ok {
			stack = stack[:len(stack)-1]
		}
	}
}

func okCallback(seqs []iter.Seq[int], f func([]func())) {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	f(stops)
}

func okHelper(seqs []iter.Seq[int]) {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	runAll(stops)
}

func runAll(fs []func()) {
	for _, f := range fs {
		f()
	}
}

func okGenericHelper(seqs []iter.Seq[int]) {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	forEach(stops, func(f func()) { f() })
}

func forEach[T any](list []T, f func(T)) {
	for _, x := range list {
		f(x)
	}
}

func okMapDelete(seqs map[string]iter.Seq[int]) {
	open := map[string]*item{}
	for k, s := range seqs {
		next, stop := iter.Pull(s)
		open[k] = &item{next: next, stop: stop}
	}
	for len(open) > 0 {
		for k, it := range open {
			if _, ok := it.next(); !ok {
				delete(open, k)
			}
		}
	}
}

func okMapLookup(seqs map[string]iter.Seq[int], names []string) {
	open := map[string]*item{}
	for k, s := range seqs {
		next, stop := iter.Pull(s)
		open[k] = &item{next: next, stop: stop}
	}
	for _, n := range names {
		open[n].stop()
	}
}

func okTable() {
	tests := []struct {
		name string
		seq  iter.Seq[int]
	}{{"a", nil}}
	for _, tt := range tests {
		next, stop := iter.Pull(tt.seq)
		steps := []struct {
			f func() (int, bool)
		}{{next}, {next}}
		for _, s := range steps {
			s.f()
		}
		stop()
	}
}

func okDefers(seqs []iter.Seq[int]) {
	var cleanup []func()
	defer func() {
		for _, f := range cleanup {
			defer f()
		}
	}()
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		cleanup = append(cleanup, func() { stop() })
		next()
	}
}

func badEarly(seqs []iter.Seq[int], stopAt int) {
	var cleanup []func()
	for i, s := range seqs {
		next, stop := iter.Pull(s) // want "the iterator of iter.Pull is neither stopped nor drained when badEarly returns on line .*; on this path call every stop that the loop has kept by then"
		cleanup = append(cleanup, stop)
		if v, _ := next(); v == stopAt && i > 0 {
			return
		}
	}
	for _, f := range cleanup {
		f()
	}
}

func pullAll(seqs []iter.Seq[int]) ([]func() (int, bool), func()) {
	var nexts []func() (int, bool)
	var stops []func()
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		nexts, stops = append(nexts, next), append(stops, stop)
	}
	return nexts, func() {
		for _, s := range stops {
			s()
		}
	}
}

func okPullAllD(seqs []iter.Seq[int]) int {
	nexts, stop := pullAll(seqs)
	defer stop()
	sum := 0
	for _, n := range nexts {
		v, _ := n()
		sum += v
	}
	return sum
}

func badPullAllD(seqs []iter.Seq[int], no bool) int {
	nexts, stop := pullAll(seqs) // want "the iterator of pullAll is neither stopped nor drained when badPullAllD returns on line .*; call stop on this path, or defer it"
	sum := 0
	if no {
		return 0
	}
	for _, n := range nexts {
		v, _ := n()
		sum += v
	}
	stop()
	return sum
}

func badPullAllD2(seqs []iter.Seq[int]) int {
	nexts, _ := pullAll(seqs) // want "the result of pullAll that stops its iterator is discarded when badPullAllD2 returns on line .*; name it and defer it"
	return len(nexts)
}

func stopper(seqs []iter.Seq[int]) func() {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	return func() {
		for _, s := range stops {
			s()
		}
	}
}

func badStopper(seqs []iter.Seq[int], no bool) int {
	stop := stopper(seqs) // want "the iterator of stopper is neither stopped nor drained when badStopper returns on line .*; call stop on this path, or defer it"
	if no {
		return 0
	}
	stop()
	return 1
}

func okStopper(seqs []iter.Seq[int], no bool) int {
	stop := stopper(seqs)
	if no {
		stop()
		return 0
	}
	stop()
	return 1
}

func badStopper2(seqs []iter.Seq[int], no bool) int {
	stopper(seqs) // want "the results of stopper are dropped, so its iterator can be neither stopped nor drained; take them, or do not call it"
	return 1
}
