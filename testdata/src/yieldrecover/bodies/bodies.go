// Package bodies has sequences that recover.
package bodies

import (
	"errors"
	"fmt"
	"iter"
	"log"
	"runtime"
	"sync"
)

func badLogged(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil { // want `recover stops panics of the loop body too, which runs in yield on line 21, and the loop cannot go on panicking; recover only where yield is not called`
				log.Println(r)
			}
		}()
		for _, x := range xs {
			if !yield(x()) { // step 1: "the loop body runs here"
				return
			}
		}
	}
}

func badBare(yield func(int) bool) {
	defer func() { recover() }() // want `recover stops panics of the loop body too`
	yield(1)
}

func badNamed(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer logged() // want `logged recovers panics of the loop body too`
		for _, x := range xs {
			if !yield(x()) {
				return
			}
		}
	}
}

func logged() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func badForwarded(seq iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			_ = recover() // want `recover stops panics of the loop body too`
		}()
		seq(yield)
	}
}

func badRanged(seq iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			_ = recover() // want `recover stops panics of the loop body too`
		}()
		for x := range seq {
			if !yield(x) {
				return
			}
		}
	}
}

type tree struct {
	left, right *tree
	value       int
}

func (t *tree) push(yield func(int) bool) bool {
	return t == nil || t.left.push(yield) && yield(t.value) && t.right.push(yield)
}

func (t *tree) badAll() iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			_ = recover() // want `recover stops panics of the loop body too`
		}()
		t.push(yield)
	}
}

func (t *tree) badWalk(yield func(int) bool) {
	defer func() {
		_ = recover() // want `recover stops panics of the loop body too`
	}()
	var walk func(t *tree) bool
	walk = func(t *tree) bool {
		return t == nil || walk(t.left) && yield(t.value) && walk(t.right)
	}
	walk(t)
}

func use(t *tree) (n int) {
	for x := range t.badWalk {
		n += x
	}
	for x := range badBare {
		n += x
	}
	return n
}

func badInLiteral(x func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		func() {
			defer func() {
				_ = recover() // want `recover stops panics of the loop body too`
			}()
			yield(x())
		}()
	}
}

// okYieldsAgain is a case of yieldafterfalse.
func okYieldsAgain(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		more := true
		for _, x := range xs {
			func() {
				defer func() {
					_ = recover()
				}()
				more = yield(x())
			}()
			if !more {
				return
			}
		}
	}
}

func badTold(xs []func() int, told *error) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil { // want `recover stops panics of the loop body too`
				*told = fmt.Errorf("panic: %v", r)
			}
		}()
		for _, x := range xs {
			if !yield(x()) {
				return
			}
		}
	}
}

func badGeneric[T any](xs []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		defer func() { recover() }() // want `recover stops panics of the loop body too`
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

// knownMissInStruct is missed because yield is not followed into fields.
func knownMissInStruct(t *tree) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() { recover() }()
		w := &walker{yield}
		w.walk(t)
	}
}

type walker struct{ yield func(int) bool }

func (w *walker) walk(t *tree) bool {
	return t == nil || w.walk(t.left) && w.yield(t.value) && w.walk(t.right)
}

func okPanicsAgain(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
				panic(r)
			}
		}()
		for _, x := range xs {
			if !yield(x()) {
				return
			}
		}
	}
}

var errStop = errors.New("stop")

func okOwn(t *tree) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil && r != error(errStop) {
				panic(r)
			}
		}()
		var walk func(t *tree)
		walk = func(t *tree) {
			if t == nil {
				return
			}
			walk(t.left)
			if !yield(t.value) {
				panic(errStop)
			}
			walk(t.right)
		}
		walk(t)
	}
}

func okFlag(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		yielding := false
		defer func() {
			if !yielding {
				recover()
			}
		}()
		for _, x := range xs {
			v := x()
			yielding = true
			if !yield(v) {
				return
			}
			yielding = false
		}
	}
}

func okAround(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		call := func(f func() int) (n int, err error) {
			defer func() {
				if r := recover(); r != nil {
					err = fmt.Errorf("panic: %v", r)
				}
			}()
			return f(), nil
		}
		for _, x := range xs {
			n, err := call(x)
			if err != nil || !yield(n) {
				return
			}
		}
	}
}

func okBefore(open func() []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var xs []int
		func() {
			defer func() { recover() }()
			xs = open()
		}()
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

func okRethrown(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil {
				rethrow(r)
			}
		}()
		for _, x := range xs {
			if !yield(x()) {
				return
			}
		}
	}
}

func rethrow(r any) {
	if _, ok := r.(runtime.Error); ok {
		panic(r)
	}
}

func okHandler(xs []func() int, handle func(any)) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil {
				handle(r)
			}
		}()
		for _, x := range xs {
			if !yield(x()) {
				return
			}
		}
	}
}

func okFatal(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil {
				log.Fatal(r)
			}
		}()
		for _, x := range xs {
			if !yield(x()) {
				return
			}
		}
	}
}

func okGoroutine(xs []func() int) iter.Seq[int] {
	return func(yield func(int) bool) {
		out := make(chan int)
		var wg sync.WaitGroup
		for _, x := range xs {
			wg.Go(func() {
				defer func() { recover() }()
				out <- x()
			})
		}
		go func() {
			wg.Wait()
			close(out)
		}()
		for v := range out {
			if !yield(v) {
				return
			}
		}
	}
}

func okDeferOnly(unlock func()) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer unlock()
		defer func() { fmt.Println("done") }()
		yield(1)
	}
}

func okTold(xs []func() int) func(yield func(int) bool) error {
	return func(yield func(int) bool) (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		for _, x := range xs {
			if !yield(x()) {
				return nil
			}
		}
		return nil
	}
}
