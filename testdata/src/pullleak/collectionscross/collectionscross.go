// Package collectionscross uses types of another package that hold many pulled
// sequences.
package collectionscross

import (
	"iter"

	"pullleak/collectionscross/lib"
)

func okMerge(a, b iter.Seq[int]) error {
	m, err := lib.NewMerge(a, b)
	if err != nil {
		return err
	}
	defer m.Close()
	for {
		v, ok := m.Next()
		if !ok {
			return nil
		}
		println(v)
	}
}

func okMergeDrain(a, b iter.Seq[int]) error {
	m, err := lib.NewMerge(a, b)
	if err != nil {
		return err
	}
	for {
		_, ok := m.Next()
		if !ok {
			return nil
		}
	}
}

func badMerge(a, b iter.Seq[int], skip bool) error {
	m, err := lib.NewMerge(a, b) // want "the iterator of lib.NewMerge is neither released nor drained when badMerge returns on line .*; call m.Close on this path, or defer it"
	if err != nil {
		return err
	}
	if skip {
		return nil
	}
	return m.Close()
}

func okRound(seqs []iter.Seq[int]) {
	r := lib.NewRound(seqs)
	for r.Step() {
	}
}

func okRound2(seqs []iter.Seq[int]) {
	r := lib.NewRound(seqs)
	for r.Count() > 0 {
		r.Step()
	}
}

func okRound3(seqs []iter.Seq[int]) {
	r := lib.NewRound(seqs)
	defer r.Stop()
	r.Step()
}

func okRoundEmpty(seqs []iter.Seq[int]) int {
	r := lib.NewRound(seqs)
	if r.Count() == 0 {
		return 0
	}
	r.Stop()
	return 1
}

func okPullAll(seqs []iter.Seq[int]) int {
	nexts, stop := lib.PullAll(seqs)
	defer stop()
	sum := 0
	for _, n := range nexts {
		v, _ := n()
		sum += v
	}
	return sum
}

// knownMissPullAll is missed because facts tell nothing of slices.
func knownMissPullAll(seqs []iter.Seq[int]) int {
	nexts, stop := lib.PullAll(seqs)
	sum := 0
	for _, n := range nexts {
		v, ok := n()
		if !ok {
			return 0
		}
		sum += v
	}
	stop()
	return sum
}

// knownMissPullAllDropped is missed for the same reason.
func knownMissPullAllDropped(seqs []iter.Seq[int]) int {
	nexts, _ := lib.PullAll(seqs)
	return len(nexts)
}

func okReg(seqs map[string]iter.Seq[int]) (int, error) {
	r, err := lib.NewRegistry(seqs)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return r.Size(), nil
}

func badReg(seqs map[string]iter.Seq[int]) (int, error) {
	r, err := lib.NewRegistry(seqs) // want "the iterator of lib.NewRegistry is neither released nor drained when badReg returns on line .*; call r.Close on this path, or defer it"
	if err != nil {
		return 0, err
	}
	println(r != nil)
	return 1, nil
}

func okGroup(a iter.Seq[int]) (int, error) {
	g, err := lib.NewGroup(a)
	if err != nil {
		return 0, err
	}
	defer g.Close()
	return g.Len(), nil
}

func okGroup2(a iter.Seq[int]) (int, error) {
	g, err := lib.NewGroup(a)
	if err != nil {
		return 0, err
	}
	for _, c := range g {
		c.Close()
	}
	return g.Len(), nil
}

func badGroup(a iter.Seq[int]) (int, error) {
	g, err := lib.NewGroup(a) // want "the iterator of lib.NewGroup is neither released nor drained when badGroup returns on line .*; call g.Close on this path, or defer it"
	if err != nil {
		return 0, err
	}
	println(g != nil)
	return 1, nil
}

func okChain(a, b iter.Seq[int]) (sum int) {
	c := lib.NewChain(a, b)
	for {
		v, ok := c.Next()
		if !ok {
			return
		}
		sum += v
	}
}

func okChain2(a, b iter.Seq[int]) int {
	c := lib.NewChain(a, b)
	defer c.Close()
	v, _ := c.Next()
	return v
}

// knownMissChain is missed because what advances some of many is not followed.
func knownMissChain(a, b iter.Seq[int]) int {
	c := lib.NewChain(a, b)
	v, _ := c.Next()
	return v
}
