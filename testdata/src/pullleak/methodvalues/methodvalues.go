// Package methodvalues: sequences and releases that are methods.
package methodvalues

import "iter"

type list struct{ items []int }

func (l *list) all(yield func(int) bool) {
	for _, v := range l.items {
		if !yield(v) {
			return
		}
	}
}

func (l *list) backward() iter.Seq[int] { return l.all }

func badMethodValue(l *list) (v int) {
	next, stop := iter.Pull(l.all) // fix // want "call stop"
	v, ok := next()
	if ok {
		return v
	}
	stop()
	return 0
}

func okMethodValue(l *list) (v int) {
	next, stop := iter.Pull(l.all)
	defer stop()
	v, _ = next()
	return v
}

type finisher struct{ n int }

func (f *finisher) finish(stop func()) {
	f.n++
	stop()
}

func (f *finisher) note(stop func()) { f.n++ }

func okMethodStops(f *finisher, l *list) {
	_, stop := iter.Pull(l.backward())
	f.finish(stop)
}

func badMethodDrops(f *finisher, l *list) {
	_, stop := iter.Pull(l.backward()) // want "call stop"
	f.note(stop)
}

func okMethodValueStops(f *finisher, l *list) {
	_, stop := iter.Pull(l.backward())
	end := f.finish
	end(stop)
}

func okMethodExpression(f *finisher, l *list) {
	_, stop := iter.Pull(l.backward())
	(*finisher).finish(f, stop)
}

func badMethodExpression(f *finisher, l *list) {
	_, stop := iter.Pull(l.backward()) // want "call stop"
	(*finisher).note(f, stop)
}

func okDeferredMethod(f *finisher, l *list) {
	next, stop := iter.Pull(l.backward())
	defer f.finish(stop)
	next()
}

// An interface method may do anything with what it gets.
type sink interface{ take(stop func()) }

func okInterface(s sink, l *list) {
	_, stop := iter.Pull(l.backward())
	s.take(stop)
}

type puller struct{}

func (puller) first(seq iter.Seq[int]) (v int, ok bool) {
	next, stop := iter.Pull(seq)
	defer stop()
	return next()
}

func (puller) badFirst(seq iter.Seq[int]) (v int, ok bool) {
	next, stop := iter.Pull(seq) // want "call stop"
	v, ok = next()
	if !ok {
		stop()
	}
	return v, ok
}
