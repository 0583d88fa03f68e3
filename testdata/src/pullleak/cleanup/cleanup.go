// Package cleanup: the release is registered with something that runs it.
package cleanup

import (
	"context"
	"iter"
	"runtime"
	"testing"
	"time"
)

func okTestCleanup(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	t.Cleanup(stop)
	if _, ok := next(); !ok {
		t.Error("empty")
	}
}

func okTestCleanupLiteral(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	t.Cleanup(func() { stop() })
	next()
}

func badTestCleanupLate(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	if _, ok := next(); ok {
		t.Error("not empty")
		return
	}
	t.Cleanup(stop)
}

func okTestHelper(tb testing.TB, seq iter.Seq[int]) func() (int, bool) {
	tb.Helper()
	next, stop := iter.Pull(seq)
	tb.Cleanup(stop)
	return next
}

func badTest(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // fix // want "call stop"
	v, ok := next()
	if !ok || v != 1 {
		t.Errorf("%d, %t", v, ok)
	}
	if v, ok := next(); ok {
		t.Errorf("%d more", v)
	}
	_ = stop
}

func okContextAfterFunc(ctx context.Context, seq iter.Seq[int]) func() (int, bool) {
	next, stop := iter.Pull(seq)
	context.AfterFunc(ctx, stop)
	return next
}

func okContextAfterFuncLiteral(ctx context.Context, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	cancel := context.AfterFunc(ctx, func() { stop() })
	defer cancel()
	next()
}

func okTimeAfterFunc(seq iter.Seq[int]) {
	_, stop := iter.Pull(seq)
	time.AfterFunc(time.Second, stop)
}

type reader struct{ next func() (int, bool) }

func okAddCleanup(seq iter.Seq[int]) *reader {
	next, stop := iter.Pull(seq)
	r := &reader{next}
	runtime.AddCleanup(r, func(f func()) { f() }, stop)
	return r
}

func okSetFinalizer(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	r := &reader{next}
	runtime.SetFinalizer(r, func(*reader) { stop() })
}
