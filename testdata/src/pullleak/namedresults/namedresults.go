// Package namedresults: handles in named results, and results set by defers.
package namedresults

import (
	"errors"
	"iter"
)

var errBad = errors.New("bad")

func okNaked(seq iter.Seq[int]) (next func() (int, bool), stop func()) {
	next, stop = iter.Pull(seq)
	return
}

func okNakedWithDefer(seq iter.Seq[int]) (next func() (int, bool), stop func(), err error) {
	next, stop = iter.Pull(seq)
	defer func() {
		if err != nil {
			stop()
		}
	}()
	if _, ok := next(); !ok {
		return nil, stop, errBad
	}
	return
}

// What the return statement assigns is what the deferred literal sees.
func badResultOverwritten(seq iter.Seq[int]) (next func() (int, bool), stop func(), err error) {
	next, stop = iter.Pull(seq) // want "iter.Pull"
	if v, ok := next(); ok && v < 0 {
		return nil, nil, errBad
	}
	return
}

func okErrDecides(seq iter.Seq[int], check func() error) (stop func(), err error) {
	_, s := iter.Pull(seq)
	defer func() {
		if err != nil {
			s()
		}
	}()
	if err := check(); err != nil {
		return nil, err
	}
	return s, nil
}

func badErrDecides(seq iter.Seq[int], check func() error) (stop func(), err error) {
	_, s := iter.Pull(seq) // want "iter.Pull"
	defer func() {
		if err == nil {
			s()
		}
	}()
	if err := check(); err != nil {
		return nil, err
	}
	return nil, nil
}

func okSum(seq iter.Seq[int]) (sum int) {
	next, stop := iter.Pull(seq)
	defer func() { sum++; stop() }()
	sum, _ = next()
	return
}

func badSum(seq iter.Seq[int]) (sum int, ok bool) {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	sum, ok = next()
	if ok {
		return
	}
	stop()
	return
}
