// Package crosspkg: what functions of other packages do with handles.
package crosspkg

import (
	"iter"

	"pullleak/crosspkg/lib"
)

func okOpen(seq iter.Seq[int]) {
	next, stop := lib.Open(seq)
	defer stop()
	next()
}

func badOpen(seq iter.Seq[int]) int {
	next, stop := lib.Open(seq) // fix // want "iterator of lib.Open is neither stopped nor drained"
	if v, ok := next(); ok {
		return v
	}
	stop()
	return 0
}

func okOpenErr(seq iter.Seq[int]) error {
	next, stop, err := lib.OpenErr(seq, true)
	if err != nil {
		return err
	}
	next()
	stop()
	return nil
}

func badOpenErr(seq iter.Seq[int]) error {
	next, stop, err := lib.OpenErr(seq, true) // fix // want "iterator of lib.OpenErr"
	if err != nil {
		return err
	}
	if _, ok := next(); ok {
		return nil
	}
	stop()
	return nil
}

func okOpenGeneric(seq iter.Seq[string]) {
	_, stop := lib.OpenGeneric(seq)
	stop()
}

func badOpenGeneric(seq iter.Seq[string]) {
	next, _ := lib.OpenGeneric(seq) // fix // want "stop function of lib.OpenGeneric is discarded"
	next()
}

func okStop(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	defer lib.Stop(stop)
}

func badStopIf(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // fix // want "call stop"
	lib.StopIf(c, stop)
}

func okStopOK(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if !lib.StopOK(stop, c) {
		stop()
	}
}

func badStopOK(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq) // want "call stop"
	if lib.StopOK(stop, c) {
		stop()
	}
}

func badDrop(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	lib.Drop(next, stop)
}

func okDrain(seq iter.Seq[int]) int {
	next, _ := iter.Pull(seq)
	return lib.Drain(next)
}

func okMore(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	if lib.More(next) {
		stop()
	}
}

func badMore(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if !lib.More(next) {
		stop()
	}
}

func okKeep(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	lib.Keep(stop)
}

func okWith(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	lib.With(func() { stop() })
}

func badEach(seq iter.Seq[int], xs []int) {
	_, stop := iter.Pull(seq) // want "call stop"
	lib.Each(xs, func(int) { stop() })
}

func okEachThenStop(seq iter.Seq[int], xs []int) {
	next, stop := iter.Pull(seq)
	lib.Each(xs, func(int) { next() })
	stop()
}

func okDie(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		lib.DieLater()
	}
	stop()
}

func okThrow(seq iter.Seq[int], c bool) {
	_, stop := iter.Pull(seq)
	if c {
		lib.Throw("x")
	}
	stop()
}

func okMethodRelease(g *lib.Group, seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	g.Release(stop)
}

func okMethodAdd(g *lib.Group, seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	g.Add(stop)
}

func badMethodOpen(g *lib.Group, seq iter.Seq[int]) {
	next, stop := g.Open(seq) // want "iterator of g.Open"
	if _, ok := next(); !ok {
		stop()
	}
}

// A literal that a function of another package runs may panic.
func badPanicInCallback(seq iter.Seq[int]) {
	defer func() { _ = recover() }()
	_, stop := iter.Pull(seq) // want "defer stop before that"
	lib.With(func() { panic("x") })
	stop()
}

func okCalmCallback(seq iter.Seq[int]) {
	defer func() { _ = recover() }()
	_, stop := iter.Pull(seq)
	lib.With(func() { println() })
	stop()
}
