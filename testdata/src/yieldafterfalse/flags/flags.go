// Package flags has the ways in which programs record that yield returned
// false.
package flags

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
)

func okFlag(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		done := false
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) {
					done = true
					break
				}
			}
			if done {
				break
			}
		}
	}
}

func okFlagInCondition(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := true
		for i := 0; ok && i < n; i++ {
			ok = yield(i)
		}
		if ok {
			yield(n)
		}
	}
}

func okFlagBefore() iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := true
		for i := range 3 {
			if ok {
				ok = yield(i)
			}
		}
	}
}

func badFlagNotTested(rows [][]int, close func() error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for _, row := range rows {
			done := false
			for _, x := range row {
				if !yield(x, nil) { // want `it may be called again on line \d+`
					done = true
					break
				}
			}
			if err := close(); err != nil {
				yield(0, err)
				return
			}
			if done {
				return
			}
		}
	}
}

func badFlagShadowed(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		ok := true
		for _, row := range rows {
			for _, x := range row {
				ok := yield(x) // want `the result of yield is lost`
				if !ok {
					break
				}
			}
			if !ok {
				return
			}
		}
	}
}

func okNumber(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		n := 0
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) {
					n = -1
					break
				}
			}
			if n < 0 {
				return
			}
		}
	}
}

var errStop = errors.New("stop")

func okSentinel(rows [][]int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		one := func(row []int) error {
			for _, x := range row {
				if !yield(x, nil) {
					return errStop
				}
			}
			return nil
		}
		for _, row := range rows {
			if err := one(row); err == errStop {
				return
			} else if err != nil {
				yield(0, err)
				return
			}
		}
	}
}

func okSentinelIs(walk func(int) error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		one := func(x int) error {
			if err := walk(x); err != nil {
				return err
			}
			if !yield(x, nil) {
				return errStop
			}
			return nil
		}
		for x := range 3 {
			if err := one(x); err != nil {
				if !errors.Is(err, errStop) {
					yield(0, err)
				}
				return
			}
		}
	}
}

func badSentinelYielded(rows [][]int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		one := func(row []int) error {
			for _, x := range row {
				if !yield(x, nil) {
					return errStop
				}
			}
			return nil
		}
		for _, row := range rows {
			if err := one(row); err != nil { // want `the result of one is lost: yield may be called again on line \d+ after it has returned false`
				yield(0, err)
				return
			}
		}
	}
}

type progress struct {
	done bool
	err  error
}

func okField(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var p progress
		for _, row := range rows {
			for _, x := range row {
				if p.done = !yield(x); p.done {
					break
				}
			}
			if p.done {
				return
			}
		}
	}
}

func okErrorField(rows [][]int) iter.Seq[int] {
	p := new(progress)
	return func(yield func(int) bool) {
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) {
					p.err = errStop
					break
				}
			}
			if p.err != nil {
				return
			}
		}
	}
}

func (p *progress) stop() { p.done = true }

func okFieldByMethod(p *progress, rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) {
					p.stop()
					break
				}
			}
			if p.done {
				return
			}
		}
	}
}

func okMap(rows map[string][]int) iter.Seq[int] {
	stopped := make(map[string]bool)
	return func(yield func(int) bool) {
		for name, row := range rows {
			for _, x := range row {
				if !yield(x) {
					stopped[name] = true
				}
				if stopped[name] {
					return
				}
			}
		}
	}
}

func okAtomic(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var stopped atomic.Bool
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) {
					stopped.Store(true)
					break
				}
			}
			if stopped.Load() {
				return
			}
		}
	}
}

func okCancel(ctx context.Context, rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) {
					cancel()
					break
				}
			}
			if ctx.Err() != nil {
				return
			}
		}
	}
}

func okChannel(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		stop := make(chan bool, 1)
		for _, row := range rows {
			select {
			case <-stop:
				return
			default:
			}
			for _, x := range row {
				if !yield(x) {
					stop <- true
					break
				}
			}
		}
	}
}

func okOuterVariable(rows [][]int) iter.Seq[int] {
	var done bool
	return func(yield func(int) bool) {
		done = false
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) {
					done = true
					break
				}
			}
			if done {
				return
			}
		}
	}
}

func wrap[T any](x T, _ ...any) T { return x }

func okPassedThrough(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if !wrap(yield(x)) {
				return
			}
		}
	}
}

func not(b bool) bool { return !b }

func okPassedThroughNegated(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if not(yield(x)) {
				return
			}
		}
	}
}

func badPassedThrough(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			_ = wrap(yield(x)) // want `the result of yield is lost`
		}
	}
}

func badField(list []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var state struct{ stop bool }
		for _, x := range list {
			if !yield(x) { // want `the result of yield is lost`
				state.stop = true
				break
			}
		}
		if state.stop {
			println("stopped")
		}
		yield(0)
	}
}

// knownMissElement is missed because what an element of a slice holds is not
// followed: a false that the program keeps there is taken to be heeded.
func knownMissElement(list []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		stops := make([]bool, 1)
		for _, x := range list {
			if !yield(x) {
				stops[0] = true
				break
			}
		}
		if stops[0] {
			println("stopped")
		}
		yield(0)
	}
}
