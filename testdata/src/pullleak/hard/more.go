package hard

import (
	"bufio"
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// -- callbacks of the standard library --

func okWalkDir(seq iter.Seq[string], root string) error {
	next, stop := iter.Pull(seq)
	defer stop()
	return filepath.Walk(root, func(path string, _ os.FileInfo, err error) error {
		if want, ok := next(); !ok || want != path {
			return filepath.SkipAll
		}
		return err
	})
}

func badWalkDir(seq iter.Seq[string], root string) error {
	next, stop := iter.Pull(seq) // want "call stop"
	err := filepath.Walk(root, func(path string, _ os.FileInfo, err error) error {
		if want, ok := next(); !ok || want != path {
			return filepath.SkipAll
		}
		return err
	})
	if err != nil {
		return err
	}
	stop()
	return nil
}

type handlerFunc func(w io.Writer, ctx context.Context)

type mux map[string]handlerFunc

func (m mux) handle(path string, h handlerFunc) { m[path] = h }

func okHandler(seq iter.Seq[string]) handlerFunc {
	return func(w io.Writer, ctx context.Context) {
		next, stop := iter.Pull(seq)
		defer stop()
		for line, ok := next(); ok; line, ok = next() {
			if _, err := w.Write([]byte(line)); err != nil {
				return
			}
		}
	}
}

func badHandler(seq iter.Seq[string]) handlerFunc {
	return func(w io.Writer, ctx context.Context) {
		next, stop := iter.Pull(seq) // fix // want "call stop"
		for line, ok := next(); ok; line, ok = next() {
			if _, err := w.Write([]byte(line)); err != nil {
				println(err)
				return
			}
		}
		stop()
	}
}

func badRegisteredHandler(m mux, seq iter.Seq[string]) {
	m.handle("/", func(w io.Writer, ctx context.Context) {
		next, stop := iter.Pull(seq) // fix // want "call stop"
		select {
		case <-ctx.Done():
			return
		default:
		}
		next()
		stop()
	})
}

func okScanner(seq iter.Seq[string], r *bufio.Scanner) bool {
	next, stop := iter.Pull(seq)
	for r.Scan() {
		line, ok := next()
		if !ok {
			return false
		}
		if line != r.Text() {
			stop()
			return false
		}
	}
	stop()
	return r.Err() == nil
}

func badScanner(seq iter.Seq[string], r *bufio.Scanner) bool {
	next, stop := iter.Pull(seq) // want "call stop"
	for r.Scan() {
		line, ok := next()
		if !ok || line != r.Text() {
			return false
		}
	}
	stop()
	return r.Err() == nil
}

func okMapStrings(seq iter.Seq[rune], s string) string {
	next, stop := iter.Pull(seq)
	s = strings.Map(func(rune) rune {
		r, _ := next()
		return r
	}, s)
	stop()
	return s
}

// -- synchronisation --

func okLocked(mu *sync.Mutex, seq iter.Seq[int]) (v int) {
	mu.Lock()
	defer mu.Unlock()
	next, stop := iter.Pull(seq)
	defer stop()
	v, _ = next()
	return v
}

func badLocked(mu *sync.Mutex, seq iter.Seq[int]) (v int, ok bool) {
	mu.Lock()
	next, stop := iter.Pull(seq) // want "call stop"
	v, ok = next()
	mu.Unlock()
	if ok {
		return v, true
	}
	stop()
	return 0, false
}

func okProducer(ctx context.Context, seq iter.Seq[int]) <-chan int {
	out := make(chan int)
	next, stop := iter.Pull(seq)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for v, ok := next(); ok; v, ok = next() {
			select {
			case out <- v:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		wg.Wait()
		stop()
		close(out)
	}()
	return out
}

func okContextCause(ctx context.Context, seq iter.Seq[int]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next, stop := iter.Pull(seq)
	defer context.AfterFunc(ctx, stop)()
	for {
		if _, ok := next(); !ok {
			return context.Cause(ctx)
		}
	}
}

// -- values and types --

type (
	nextFunc[T any] func() (T, bool)
	stopFunc        = func()
)

func okNamedNext[T any](seq iter.Seq[T]) (out []T) {
	n, s := iter.Pull(seq)
	var next nextFunc[T] = n
	var stop stopFunc = s
	defer stop()
	for v, ok := next(); ok; v, ok = next() {
		out = append(out, v)
	}
	return out
}

func (n nextFunc[T]) drain() {
	for _, ok := n(); ok; _, ok = n() {
	}
}

func okMethodOnNext(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	nextFunc[int](next).drain()
}

func badMethodOnNext(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq) // want "discarded"
	nextFunc[int](next).one()
}

func (n nextFunc[T]) one() (v T) {
	v, _ = n()
	return v
}

func okAny(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	var x any = stop
	if f, ok := x.(func()); ok {
		f()
	}
}

func okArray(a, b iter.Seq[int]) {
	var stops [2]func()
	_, stops[0] = iter.Pull(a)
	_, stops[1] = iter.Pull(b)
	for _, stop := range stops {
		stop()
	}
}

func okPointerParameter(seq iter.Seq[int], stop *func()) {
	_, *stop = iter.Pull(seq)
}

func setStop(seq iter.Seq[int], stop *func()) {
	_, *stop = iter.Pull(seq)
}

func okSetByCallee(seq iter.Seq[int]) {
	var stop func()
	setStop(seq, &stop)
	stop()
}

func okBothWays(seq iter.Seq[int], forward bool) (v int) {
	pull := func(s iter.Seq[int]) (func() (int, bool), func()) { return iter.Pull(s) }
	next, stop := pull(seq)
	if !forward {
		stop()
		next, stop = pull(seq)
	}
	v, _ = next()
	stop()
	return v
}

func badBothWays(seq iter.Seq[int], forward bool) (v int) {
	pull := func(s iter.Seq[int]) (func() (int, bool), func()) { return iter.Pull(s) } // want "iter.Pull"
	next, stop := pull(seq)
	if !forward {
		next, stop = pull(seq)
	}
	v, _ = next()
	stop()
	return v
}
