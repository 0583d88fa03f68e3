package rangefunc

import (
	"context"
	"iter"
)

type source interface{ entries() iter.Seq2[int, error] }

// okManyWays leaves two loops on more ways than are kept apart.
func okManyWays(ctx context.Context, seq iter.Seq2[source, error], include func(source) bool, use func(int) error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		rows := 0
		emitted := false
		emit := func() bool {
			if rows == 0 {
				return true
			}
			rows = 0
			emitted = true
			return yield(0, nil)
		}
		emitEmpty := func() {
			emitted = true
			_ = yield(0, nil)
		}
		fail := func(err error) {
			_ = yield(0, err)
		}
		for src, err := range seq {
			if err != nil {
				fail(err)
				return
			}
			if err := ctx.Err(); err != nil {
				fail(err)
				return
			}
			if include != nil && !include(src) {
				continue
			}
			for x, err := range src.entries() {
				if err != nil {
					fail(err)
					return
				}
				if err := ctx.Err(); err != nil {
					fail(err)
					return
				}
				if err := use(x); err != nil {
					fail(err)
					return
				}
				rows++
				if rows == 100 && !emit() {
					return
				}
			}
		}
		if rows > 0 {
			_ = emit()
		} else if !emitted {
			emitEmpty()
		}
	}
}
