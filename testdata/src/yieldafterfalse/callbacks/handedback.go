package callbacks

import (
	"errors"
	"go/ast"
	"io/fs"
	"iter"
)

var (
	errEnough = errors.New("enough")
	errSkip   = fs.SkipAll
)

func badHandedBack(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error { // want `the result of fs.WalkDir is lost`
			if err != nil {
				return err
			}
			if !yield(path, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil {
			yield("", err)
		}
	}
}

func okHandedBack(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if !yield(path, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && err != errEnough {
			yield("", err)
		}
	}
}

func okHandedBackIs(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if !yield(path, err) {
				return errEnough
			}
			return nil
		})
		switch {
		case err == nil, errors.Is(err, errEnough):
			return
		}
		yield("", err)
	}
}

func okKnownToWalk(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if !yield(path, nil) {
				return errSkip
			}
			return nil
		})
		if err != nil {
			yield("", err)
		}
	}
}

// It is not known that WalkDir goes on after some errors.
func knownMissSkipDir(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		_ = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if !yield(path, err) {
				return fs.SkipDir
			}
			return nil
		})
	}
}

// The walk of a syntax tree goes through methods of an interface, so that it
// is not known what Inspect does after false.
func knownMissInspect(root ast.Node) iter.Seq[ast.Node] {
	return func(yield func(ast.Node) bool) {
		ast.Inspect(root, func(n ast.Node) bool { return n == nil || yield(n) })
	}
}

// The length of a buffer may tell whether there has been a yield, which is not
// followed.
func knownMissWindow(seq iter.Seq[int], size int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		var window []int
		for x := range seq {
			if window = append(window, x); len(window) < size {
				continue
			}
			if !yield(window) {
				continue
			}
			window = window[1:]
		}
	}
}

func badYieldedAfterwards(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if !yield(path, err) { // want `the result of yield is lost: it may be called again on line \d+ after it has returned false`
				return fs.SkipAll
			}
			return nil
		})
		yield("", err)
	}
}

func okYieldedFailure(fsys fs.FS) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
			if !yield(path, err) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", err)
		}
	}
}
