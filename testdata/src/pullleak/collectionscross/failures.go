package collectionscross

import (
	"iter"

	"pullleak/collectionscross/lib"
)

func okOnErr(seqs []iter.Seq[int]) (err error) {
	var cs []*lib.Cursor
	closeAll := func() {
		for _, c := range cs {
			_ = c.Close()
		}
	}
	for _, s := range seqs {
		c, err := lib.Open(s)
		if err != nil {
			closeAll()
			return err
		}
		cs = append(cs, c)
	}
	defer closeAll()
	for _, c := range cs {
		for c.Next() {
			println(c.Value())
		}
	}
	return nil
}

func badOnErr(seqs []iter.Seq[int]) (err error) {
	var cs []*lib.Cursor
	for _, s := range seqs {
		c, err := lib.Open(s) // want "the iterator of lib.Open is neither released nor drained when badOnErr returns on line .*; on this path call Close of all that the loop has kept by then"
		if err != nil {
			return err
		}
		cs = append(cs, c)
	}
	defer func() {
		for _, c := range cs {
			_ = c.Close()
		}
	}()
	for _, c := range cs {
		for c.Next() {
			println(c.Value())
		}
	}
	return nil
}

func okCloseErr(seqs []iter.Seq[int]) (err error) {
	var cs []*lib.Cursor
	for _, s := range seqs {
		c, err := lib.Open(s)
		if err != nil {
			continue
		}
		cs = append(cs, c)
	}
	for _, c := range cs {
		if err := c.Close(); err != nil {
			return err
		}
	}
	return nil
}
