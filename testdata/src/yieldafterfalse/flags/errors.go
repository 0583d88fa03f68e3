package flags

import (
	"errors"
	"fmt"
	"io"
	"iter"
)

type stopError struct{ at int }

func (*stopError) Error() string { return "stop" }

// walk calls f for the numbers of a list of lists.
func walk(list []any, f func(int) error) error {
	for i, x := range list {
		switch x := x.(type) {
		case int:
			if err := f(x); err != nil {
				return fmt.Errorf("element %d: %w", i, err)
			}
		case []any:
			if err := walk(x, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// each calls f for the numbers of a list.
func each(list []int, f func(int) error) error {
	for _, x := range list {
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}

func okWrapped(list []any) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := walk(list, func(x int) error {
			if !yield(x, nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(0, err)
		}
	}
}

func badWrapped(list []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := each(list, func(x int) error { // want "the result of each is lost"
			if !yield(x, nil) {
				return fmt.Errorf("at %d: %w", x, errStop)
			}
			return nil
		})
		if err != nil {
			yield(0, err)
		}
	}
}

func okFound(list []any) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := walk(list, func(x int) error {
			if !yield(x, nil) {
				return &stopError{x}
			}
			return nil
		})
		var stop *stopError
		if err != nil && !errors.As(err, &stop) {
			yield(0, err)
		}
	}
}

func badNotAsked(list []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := each(list, func(x int) error { // want "the result of each is lost"
			if !yield(x, nil) {
				return &stopError{x}
			}
			return nil
		})
		if err != nil {
			yield(0, err)
		}
	}
}

func okAsserted(list []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := each(list, func(x int) error {
			if !yield(x, nil) {
				return &stopError{x}
			}
			return nil
		})
		if _, stopped := err.(*stopError); !stopped && err != nil {
			yield(0, err)
		}
	}
}

func okTypeSwitch(list []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := each(list, func(x int) error {
			if !yield(x, nil) {
				return &stopError{x}
			}
			return nil
		})
		switch err.(type) {
		case nil, *stopError:
		default:
			yield(0, err)
		}
	}
}

func okJoined(lists [][]int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		var errs error
		for _, list := range lists {
			errs = errors.Join(errs, each(list, func(x int) error {
				if !yield(x, nil) {
					return errStop
				}
				return nil
			}))
			if errors.Is(errs, errStop) {
				return
			}
		}
		if errs != nil {
			yield(0, errs)
		}
	}
}

func badJoined(lists [][]int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		var errs error
		for _, list := range lists {
			errs = errors.Join(errs, each(list, func(x int) error { // want "the result of each is lost"
				if !yield(x, nil) {
					return errStop
				}
				return nil
			}))
		}
		if errs != nil {
			yield(0, errs)
		}
	}
}

func badOtherError(list []int, read func(int) (int, error)) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		var err error
		for _, x := range list {
			if err != nil {
				break
			}
			if x, err = read(x); err == nil && !yield(x, nil) { // want "the result of yield is lost"
				err = errors.New("left")
			}
		}
		if err != nil && err != io.EOF {
			yield(0, err)
		}
	}
}

func okLocalError(list []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		left := errors.New("left")
		err := each(list, func(x int) error {
			if !yield(x, nil) {
				return left
			}
			return nil
		})
		if err != nil && err != left {
			yield(0, err)
		}
	}
}
