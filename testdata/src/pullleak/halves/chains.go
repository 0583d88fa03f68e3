package halves

import (
	"database/sql"
	"iter"
)

// -- literals that call the one before --

func okChained(seqs []iter.Seq[int]) (cleanup func()) {
	cleanup = func() {}
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		next()
		prev := cleanup
		cleanup = func() {
			prev()
			stop()
		}
	}
	return cleanup
}

func okChainDeferred(seqs []iter.Seq[int]) (n int) {
	cleanup := func() {}
	defer func() { cleanup() }()
	for _, s := range seqs {
		next, stop := iter.Pull(s)
		prev := cleanup
		cleanup = func() { stop(); prev() }
		v, ok := next()
		if !ok {
			return n
		}
		n += v
	}
	return n
}

func okChainedRows(db *sql.DB, queries []string) (closeAll func() error, err error) {
	closeAll = func() error { return nil }
	for _, q := range queries {
		rows, err := db.Query(q)
		if err != nil {
			closeAll()
			return nil, err
		}
		rest := closeAll
		closeAll = func() error {
			if err := rows.Close(); err != nil {
				rest()
				return err
			}
			return rest()
		}
	}
	return closeAll, nil
}

func badUnchained(seqs []iter.Seq[int]) (cleanup func()) {
	cleanup = func() {}
	for _, s := range seqs {
		next, stop := iter.Pull(s) // want "iter.Pull"
		next()
		cleanup = func() { stop() }
	}
	return cleanup
}
