package halves

import (
	"iter"

	"pullleak/halves/lib"
)

// -- literals that another package runs --

func badDo(seq iter.Seq[int]) error {
	return lib.Do(func() error {
		next, _ := iter.Pull(seq) // want "iter.Pull"
		next()
		return nil
	})
}

func badRetry(seq iter.Seq[int]) {
	lib.Retry(func() bool {
		next, stop := iter.Pull(seq) // want "iter.Pull"
		if v, ok := next(); ok && v > 3 {
			return false
		}
		stop()
		return true
	})
}

func badStart(seq iter.Seq[int]) {
	lib.Start(func() error {
		next, _ := iter.Pull(seq) // want "iter.Pull"
		next()
		return nil
	})
}

func okDo(seq iter.Seq[int]) error {
	return lib.Do(func() error {
		next, stop := iter.Pull(seq)
		defer stop()
		next()
		return nil
	})
}

func okOuter(seq iter.Seq[int]) (n int, err error) {
	next, stop := iter.Pull(seq)
	defer stop()
	err = lib.Do(func() error {
		n, _ = next()
		return nil
	})
	return n, err
}
