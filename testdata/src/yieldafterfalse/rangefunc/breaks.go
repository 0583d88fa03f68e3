package rangefunc

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
)

func badBreakInner(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, row := range rows {
			for _, x := range row {
				if !yield(x) { // fix // want "the result of yield is lost"
					break
				}
			}
		}
	}
}

func badBreakSelect(in chan int, stop chan bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for {
			select {
			case x := <-in:
				if !yield(x) { // fix // want "the result of yield is lost"
					break
				}
			case <-stop:
				return
			}
		}
	}
}

func badContinueOuter(rows [][]int) iter.Seq[int] {
	return func(yield func(int) bool) {
	next:
		for i, row := range rows {
			for _, x := range row {
				if !yield(x) { // nofix // want "the result of yield is lost"
					continue next
				}
			}
			fmt.Println("row", i)
		}
	}
}

func badBreakThenErr(rows *sql.Rows) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for rows.Next() {
			var n int
			err := rows.Scan(&n)
			if !yield(n, err) { // fix // want "the result of yield is lost"
				break
			}
		}
		if err := rows.Err(); err != nil {
			yield(0, fmt.Errorf("rows: %w", err))
		}
	}
}

func badBreakThenClose(rows *sql.Rows) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for rows.Next() {
			var n int
			err := rows.Scan(&n)
			if !yield(n, err) { // nofix // want "the result of yield is lost"
				break
			}
		}
		if err := rows.Close(); err != nil {
			yield(0, err)
		}
	}
}

func badBreakThenCount(xs []int, total *int) iter.Seq[int] {
	return func(yield func(int) bool) {
		n := 0
		for _, x := range xs {
			n++
			if !yield(x) { // nofix // want "the result of yield is lost"
				break
			}
		}
		*total = n
		yield(n)
	}
}

func badBreakThenFlag(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		aborted := true
		defer func() {
			if aborted {
				fmt.Println("aborted")
			}
		}()
		for _, x := range xs {
			if !yield(x) { // nofix // want "the result of yield is lost"
				break
			}
		}
		aborted = false
		yield(0)
	}
}

func badBreakThenLog(ctx context.Context, xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range xs {
			if !yield(x) { // nofix // want "the result of yield is lost"
				break
			}
		}
		fmt.Println("end", ctx.Err())
		yield(0)
	}
}

func badBreakThenOther(a, b iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range a {
			if !yield(x) { // fix // want "the result of yield is lost"
				break
			}
		}
		b(yield)
	}
}
