// Package lib has a holder that embeds a generic one.
package lib

import (
	"io"
	"iter"
)

type Peeker[T any] struct {
	next   func() (T, bool)
	stop   func()
	peeked T
	has    bool
}

func NewPeeker[T any](seq iter.Seq[T]) *Peeker[T] {
	p := &Peeker[T]{}
	p.next, p.stop = iter.Pull(seq)
	return p
}

func (p *Peeker[T]) Peek() (T, bool) {
	if !p.has {
		v, ok := p.next()
		if !ok {
			return v, false
		}
		p.peeked, p.has = v, true
	}
	return p.peeked, true
}

func (p *Peeker[T]) Next() (T, bool) {
	if p.has {
		p.has = false
		return p.peeked, true
	}
	return p.next()
}

func (p *Peeker[T]) Close() { p.stop() }

type Lexer struct {
	line int
	*Peeker[string]
}

func NewLexer(seq iter.Seq[string]) *Lexer { return &Lexer{Peeker: NewPeeker(seq)} }

func (l *Lexer) Token() (string, error) {
	s, ok := l.Next()
	if !ok {
		return "", io.EOF
	}
	l.line++
	return s, nil
}
