// Package callbacks has calls of yield in functions that other packages call.
package callbacks

import (
	"errors"
	"io/fs"
	"iter"
	"slices"
	"sync"

	"yieldafterfalse/callbacks/lib"
)

func badEach(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.Each(xs, func(x int) {
			if !yield(x) { // nofix // want `the result of yield is lost: it may be called again on this line`
				return
			}
		})
	}
}

func okEachWithFlag(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		done := false
		lib.Each(xs, func(x int) {
			if done {
				return
			}
			done = !yield(x)
		})
	}
}

func okOnce(x int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.With(x, func(x int) {
			yield(x)
		})
	}
}

func okOnceStopped(x int, xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.With(x, func(n int) {
			for _, x := range xs {
				if !yield(x + n) {
					return
				}
			}
		})
	}
}

func badAfterOnce(x int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.With(x, func(x int) {
			yield(x) // nofix // want `on line \d+`
		})
		yield(-x)
	}
}

func badGoOn(m *sync.Map) iter.Seq[any] {
	return func(yield func(any) bool) {
		m.Range(func(k, _ any) bool {
			yield(k) // fix // want `the result of yield is lost`
			return true
		})
	}
}

func okRange(m *sync.Map) iter.Seq[any] {
	return func(yield func(any) bool) {
		m.Range(func(k, _ any) bool { return yield(k) })
	}
}

func okRangeEntry(m *sync.Map) iter.Seq[any] {
	return func(yield func(any) bool) {
		stopped := false
		m.Range(func(k, _ any) bool {
			if stopped {
				return true
			}
			if !yield(k) {
				stopped = true
			}
			return true
		})
	}
}

func badRangeTwice(m *sync.Map) iter.Seq[any] {
	return func(yield func(any) bool) {
		m.Range(func(k, _ any) bool { return yield(k) }) // want `the result of yield is lost`
		m.Range(func(_, v any) bool { return yield(v) })
	}
}

func badAfterWhile(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.While(xs, func(x int) bool {
			return yield(x) // want `on line \d+`
		})
		yield(0)
	}
}

func okAll(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if lib.All(xs, func(x int) bool { return yield(x) }) {
			yield(0)
		}
	}
}

func badAll(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.All(xs, func(x int) bool { return yield(x) }) // want `the result of lib.All is lost: yield may be called again on line \d+`
		yield(0)
	}
}

func okAllDirect(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if lib.All(xs, yield) {
			yield(0)
		}
	}
}

func badAny(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.Any(xs, yield) // want `lib.Any goes on calling yield after it has returned false`
	}
}

func badContains(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		slices.ContainsFunc(xs, yield) // want `slices.ContainsFunc goes on calling yield after it has returned false`
	}
}

func okAnyNegated(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		lib.Any(xs, func(x int) bool { return !yield(x) })
	}
}

var errStop = errors.New("stop")

func okTry(xs []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := lib.Try(xs, func(x int) error {
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

func okWalkDir(fsys fs.FS, skip func(string) bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if skip(path) {
				return fs.SkipDir
			}
			if !yield(path, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", err)
		}
	}
}

func badWalkDir(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		_ = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			yield(path, err) // nofix // want `the result of yield is lost`
			return nil
		})
	}
}

func okLimited(r lib.Ranger, limit int) iter.Seq[int] {
	return func(yield func(int) bool) {
		r.Range(func(x int) bool {
			if x > limit {
				return false
			}
			return yield(x)
		})
	}
}

func badTry(xs []int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		err := lib.Try(xs, func(x int) error {
			yield(x, nil) // want `the result of yield is lost`
			return nil
		})
		if err != nil {
			yield(0, err)
		}
	}
}

func okUnseen(r lib.Ranger) iter.Seq[int] {
	return func(yield func(int) bool) {
		r.Range(func(x int) bool { return yield(x) })
	}
}

func badUnseen(r lib.Ranger) iter.Seq[int] {
	return func(yield func(int) bool) {
		r.Range(func(x int) bool { return yield(x) }) // want `on line \d+`
		yield(0)
	}
}

// knownMissUnseen is missed because nothing is known of how often Do calls.
func knownMissUnseen(r lib.Ranger) iter.Seq[int] {
	return func(yield func(int) bool) {
		r.Do(func(x int) { yield(x) })
	}
}

func okIndexTells(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			if slices.IndexFunc(row, func(x int) bool { return !yield(x) }) >= 0 {
				return
			}
		}
	}
}

func badIndexDropped(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			_ = slices.IndexFunc(row, func(x int) bool { return !yield(x) }) // want "the result of yield is lost"
		}
	}
}

func okContainsTells(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			if slices.ContainsFunc(row, func(x int) bool { return !yield(x) }) {
				return
			}
		}
	}
}
