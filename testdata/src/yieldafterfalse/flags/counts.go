package flags

import "iter"

func okCount(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			n := 0
			for _, x := range row {
				if !yield(x) {
					break
				}
				n++
			}
			if n < len(row) {
				return
			}
		}
	}
}

func badCountOfRows(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := 0; n < len(rows); n++ {
			for _, x := range rows[n] {
				if !yield(x) { // want "the result of yield is lost"
					break
				}
			}
		}
	}
}

func badCountOfNone(row []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		n := 0
		for _, x := range row {
			if !yield(x) { // want "the result of yield is lost"
				break
			}
			n++
		}
		if n == 0 {
			yield(-1)
		}
	}
}

func push(row []int, yield func(int) bool) int {
	for i, x := range row {
		if !yield(x) {
			return i
		}
	}
	return len(row)
}

func okCountReturned(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			if push(row, yield) != len(row) {
				return
			}
		}
	}
}

// badPush is like push, and is used where its result does not tell.
func badPush(row []int, yield func(int) bool) int {
	for i, x := range row {
		if !yield(x) { // want "the result of yield is lost"
			return i
		}
	}
	return len(row)
}

func counted(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		n := 0
		for _, row := range rows {
			n += badPush(row, yield)
		}
		println(n)
	}
}

func okCountSetToEnd(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < len(rows); i++ {
			for _, x := range rows[i] {
				if !yield(x) {
					i = len(rows)
					break
				}
			}
		}
	}
}

func okCountSetToBound(n int, row []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			for _, x := range row {
				if !yield(x + i) {
					i = n
					break
				}
			}
		}
	}
}

func badCountSetBack(n int, row []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			for _, x := range row {
				if !yield(x + i) { // want "the result of yield is lost"
					i = n / 2
					break
				}
			}
		}
	}
}
