package callbacks

import "iter"

func okWindows[T any](seq iter.Seq[T], n int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		win := make([]T, 0, n)
		seq(func(v T) bool {
			if len(win) < n-1 {
				win = append(win, v)
				return true
			}
			if len(win) < n {
				win = append(win, v)
				return yield(win)
			}
			copy(win, win[1:])
			win[len(win)-1] = v
			return yield(win)
		})
		if len(win) < n {
			yield(win)
		}
	}
}

func badRest[T any](seq iter.Seq[T], n int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		var buf []T
		seq(func(v T) bool {
			buf = append(buf, v)
			if len(buf) == n {
				if !yield(buf) { // want `the result of yield is lost`
					return false
				}
				buf = nil
			}
			return true
		})
		if len(buf) > 0 {
			yield(buf)
		}
	}
}

func badRestOfLoop[T any](seq iter.Seq[T], n int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		var buf []T
		for v := range seq {
			buf = append(buf, v)
			if len(buf) == n {
				if !yield(buf) { // want `the result of yield is lost`
					break
				}
				buf = nil
			}
		}
		if len(buf) > 0 {
			yield(buf)
		}
	}
}

func badAgainFromBuffer[T any](seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		var seen []T
		for v := range seq {
			seen = append(seen, v)
			if !yield(v) { // want `the result of yield is lost`
				break
			}
		}
		for _, v := range seen {
			if !yield(v) {
				return
			}
		}
	}
}
