// Package fluent: clients of methods that return what they are called on.
package fluent

import (
	"iter"

	"pullleak/fluent/lib"
)

func badChain(seq iter.Seq[int]) (int, bool) {
	f := lib.New(seq).Skip() // nofix // want `the iterator of lib.New is neither released nor drained when badChain returns on line \d+; call Close on this path, or defer it`
	return f.Next()
}

func badLimit(seq iter.Seq[int]) int {
	f := lib.New(seq) // fix // want `call f.Close on this path`
	f = f.Limit(3).Skip().Limit(4)
	v, _ := f.Next()
	return v
}

func badGeneric(seq iter.Seq[int]) (int, bool) {
	g := lib.NewG(seq).Skip() // nofix // want `the iterator of lib.NewG is neither released nor drained when badGeneric returns on line \d+; call Close on this path, or defer it`
	return g.Next()
}

func badNoVariable(seq iter.Seq[int]) (int, bool) {
	return lib.New(seq).Limit(2).Next() // nofix // want `neither released nor drained when badNoVariable returns`
}

func badTry(seq iter.Seq[int], n int) (int, error) {
	f, err := lib.NewChecked(seq).Try(n) // nofix // want `neither released nor drained when badTry returns`
	if err != nil {
		return 0, err
	}
	v, _ := f.Next()
	return v, nil
}

func badStream(seq iter.Seq[int]) (int, bool) {
	return lib.Opened(seq).Skip().Next() // nofix // want `the iterator of lib.Opened is neither released nor drained`
}

func okChain(seq iter.Seq[int]) (int, bool) {
	f := lib.New(seq).Skip()
	defer f.Close()
	return f.Next()
}

func okOlderName(seq iter.Seq[int]) (int, bool) {
	f := lib.New(seq)
	defer f.Close()
	return f.Skip().Limit(3).Next()
}

func okGeneric(seq iter.Seq[int]) (int, bool) {
	g := lib.NewG(seq).Skip()
	defer g.Close()
	return g.Next()
}

func okChainedClose(seq iter.Seq[int]) {
	lib.New(seq).Skip().Close()
}

func okDone(seq iter.Seq[int]) *lib.G[int] {
	return lib.NewG(seq).Done().Skip()
}

func okReturned(seq iter.Seq[int]) *lib.F {
	return lib.New(seq).Limit(1).Skip()
}

func okTry(seq iter.Seq[int], n int) (int, error) {
	f, err := lib.NewChecked(seq).Try(n)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	v, _ := f.Next()
	return v, nil
}

func okStream(seq iter.Seq[int]) (int, bool) {
	s := lib.Opened(seq).Skip()
	defer s.Close()
	return s.Next()
}

func okLoop(seq iter.Seq[int]) int {
	f := lib.New(seq)
	defer f.Close()
	for range 3 {
		f = f.Skip()
	}
	v, _ := f.Next()
	return v
}
