// Package nested has holders of holders.
package nested

import (
	"io"
	"iter"

	"pullleak/nested/lib"
)

func badLexer(seq iter.Seq[string]) (string, error) {
	l := lib.NewLexer(seq) // want "call l.Close on this path"
	return l.Token()
}

func okLexer(seq iter.Seq[string]) error {
	l := lib.NewLexer(seq)
	for {
		_, err := l.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			l.Close()
			return err
		}
	}
}

// -- a type that holds what another package makes --

type parser struct {
	lex   *lib.Lexer
	words []string
}

func newParser(seq iter.Seq[string]) *parser { return &parser{lex: lib.NewLexer(seq)} }

func (p *parser) parse() error {
	for {
		s, err := p.lex.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if s == "stop" {
			return io.ErrUnexpectedEOF
		}
		p.words = append(p.words, s)
	}
}

func (p *parser) all() (n int) {
	for {
		if _, err := p.lex.Token(); err != nil {
			return n
		}
		n++
	}
}

func (p *parser) close() { p.lex.Close() }

func badParser(seq iter.Seq[string]) error {
	p := newParser(seq) // want "the iterator of newParser is neither released nor drained when badParser returns on line \\d+; call p.close on this path"
	return p.parse()
}

func okParser(seq iter.Seq[string]) error {
	p := newParser(seq)
	defer p.close()
	return p.parse()
}

func okParsedAll(seq iter.Seq[string]) int { return newParser(seq).all() }

// -- three in a row --

type source struct {
	next func() (int, bool)
	stop func()
}

func newSource(seq iter.Seq[int]) *source {
	s := &source{}
	s.next, s.stop = iter.Pull(seq)
	return s
}

func (s *source) read() (int, bool) { return s.next() }
func (s *source) close()            { s.stop() }

type buffer struct {
	src *source
	n   int
}

func newBuffer(seq iter.Seq[int]) *buffer { return &buffer{src: newSource(seq)} }

func (b *buffer) read() (int, bool) {
	b.n++
	return b.src.read()
}

func (b *buffer) close() { b.src.close() }

type scanner struct {
	buf *buffer
	err error
}

func newScanner(seq iter.Seq[int]) *scanner { return &scanner{buf: newBuffer(seq)} }

func (s *scanner) scan() bool {
	v, ok := s.buf.read()
	if ok && v < 0 {
		s.err = io.ErrUnexpectedEOF
	}
	return ok && s.err == nil
}

func (s *scanner) close() error {
	s.buf.close()
	return s.err
}

func badScanner(seq iter.Seq[int]) bool {
	s := newScanner(seq) // want "the iterator of newScanner is neither released nor drained when badScanner returns on line \\d+; call s.close on this path"
	return s.scan()
}

func badScannerLoop(seq iter.Seq[int]) (n int) {
	s := newScanner(seq) // want "newScanner"
	for s.scan() {
		n++
	}
	return n
}

func okScanner(seq iter.Seq[int]) (n int, err error) {
	s := newScanner(seq)
	for s.scan() {
		n++
	}
	return n, s.close()
}

// -- a generic type that embeds a generic one --

type buffered[T any] struct {
	size int
	lib.Peeker[T]
}

func newBuffered[T any](seq iter.Seq[T]) *buffered[T] {
	return &buffered[T]{Peeker: *lib.NewPeeker(seq)}
}

type pair struct {
	rate int
	source
}

func newPair(seq iter.Seq[int]) *pair {
	p := &pair{rate: 2}
	p.next, p.stop = iter.Pull(seq)
	return p
}

func badPair(seq iter.Seq[int]) int {
	p := newPair(seq) // want "call p.close on this path"
	v, _ := p.read()
	return v * p.rate
}

func okPair(seq iter.Seq[int]) int {
	p := newPair(seq)
	defer p.close()
	v, _ := p.read()
	return v * p.rate
}
