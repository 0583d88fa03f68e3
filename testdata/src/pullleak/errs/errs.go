// Package errs: pairs that come with an error, and error paths.
package errs

import (
	"errors"
	"fmt"
	"io"
	"iter"
)

var errEmpty = errors.New("empty")

func open(seq iter.Seq[int]) (next func() (int, bool), stop func(), err error) {
	if seq == nil {
		return nil, nil, errEmpty
	}
	next, stop = iter.Pull(seq)
	return next, stop, nil
}

func okOpen(seq iter.Seq[int]) error {
	next, stop, err := open(seq)
	if err != nil {
		return err
	}
	defer stop()
	next()
	return nil
}

func badOpen(seq iter.Seq[int], check func(int) error) error {
	next, stop, err := open(seq) // fix // want "iterator of open"
	if err != nil {
		return err
	}
	v, ok := next()
	if !ok {
		return errEmpty
	}
	if err := check(v); err != nil {
		return err
	}
	stop()
	return nil
}

func okOpenStopOnEachError(seq iter.Seq[int], check func(int) error) error {
	next, stop, err := open(seq)
	if err != nil {
		return err
	}
	v, ok := next()
	if !ok {
		return errEmpty
	}
	if err := check(v); err != nil {
		stop()
		return err
	}
	if err := check(v + 1); err != nil {
		stop()
		return fmt.Errorf("second: %w", err)
	}
	stop()
	return nil
}

// The second resource fails and the first is lost.
func badSecondFails(a, b iter.Seq[int]) error {
	_, stopA, err := open(a) // fix // want "call stopA"
	if err != nil {
		return err
	}
	_, stopB, err := open(b)
	if err != nil {
		return err
	}
	stopB()
	stopA()
	return nil
}

func okSecondFails(a, b iter.Seq[int]) error {
	_, stopA, err := open(a)
	if err != nil {
		return err
	}
	_, stopB, err := open(b)
	if err != nil {
		stopA()
		return err
	}
	stopB()
	stopA()
	return nil
}

func badErrorPathDropsWrapper(seq iter.Seq[int], check func() error) (func() (int, bool), func(), error) {
	next, stop := iter.Pull(seq) // nofix // want "iter.Pull"
	if err := check(); err != nil {
		return nil, nil, err
	}
	return next, stop, nil
}

func okErrorPathStops(seq iter.Seq[int], check func() error) (func() (int, bool), func(), error) {
	next, stop := iter.Pull(seq)
	if err := check(); err != nil {
		stop()
		return nil, nil, err
	}
	return next, stop, nil
}

func okPull2Errors(seq iter.Seq2[int, error]) error {
	next, stop := iter.Pull2(seq)
	defer stop()
	for {
		_, err, ok := next()
		if !ok {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func badPull2Errors(seq iter.Seq2[int, error]) error {
	next, stop := iter.Pull2(seq) // want "call stop"
	for {
		_, err, ok := next()
		if !ok {
			return nil
		}
		if err == io.EOF {
			stop()
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func okErrOverwritten(seq iter.Seq[int]) (err error) {
	_, stop, err := open(seq)
	if err == nil {
		stop()
	}
	return err
}

func okStopInErrorIs(seq iter.Seq[int], work func() error) error {
	_, stop := iter.Pull(seq)
	err := work()
	stop()
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// -- functions that always return nil --

type unfailing struct{ n int }

func (u *unfailing) Close() error {
	u.n++
	return nil
}

type failing struct{ n int }

func (f *failing) Close() error {
	if f.n++; f.n > 1 {
		return errors.New("closed")
	}
	return nil
}

func okUnfailing(seq iter.Seq[int], u *unfailing) error {
	next, stop := iter.Pull(seq)
	next()
	if err := u.Close(); err != nil {
		return err
	}
	stop()
	return nil
}

func badFailing(seq iter.Seq[int], f *failing) error {
	next, stop := iter.Pull(seq) // want "neither stopped nor drained when badFailing returns"
	next()
	if err := f.Close(); err != nil {
		return err
	}
	stop()
	return nil
}
