package owners

import "iter"

type closer func()

func (c closer) Close() { c() }

type embedding struct {
	*cursor
	n int
}

func newEmbedding(seq iter.Seq[int]) *embedding {
	return &embedding{cursor: newCursor(seq)}
}

// What waits on the stack after each pass leads to what is unknown.
func badBothDeferred(more func() bool, seqs iter.Seq[iter.Seq[int]]) {
	for {
		if !more() {
			break
		}
		for seq := range seqs {
			e := newEmbedding(seq) // want "e.Close is deferred in a loop"
			first := closer(e.Close)
			defer first.Close()
			_, stop := iter.Pull(seq) // want "stop is deferred in a loop"
			second := closer(stop)
			defer second.Close()
		}
	}
}

func openCursor(seq iter.Seq[int], check func() error) (*cursor, error) {
	if err := check(); err != nil {
		return nil, err
	}
	return newCursor(seq), nil
}

func badBoundDeferred(more func() bool, seq iter.Seq[int], check func() error) {
	for more() {
		c, err := openCursor(seq, check) // want "c.Close is deferred in a loop"
		if err != nil {
			return
		}
		defer closer(c.Close).Close()
	}
}
