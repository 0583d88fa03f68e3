// Package peek uses a holder of another package.
package peek

import (
	"io"

	"pullleak/ownerscross/late"
	"pullleak/ownerscross/lib"
)

// Peek reads once.
func Peek(r *lib.Reader) int {
	v, _ := r.Read()
	return v
}

// Twice hands on.
func Twice(r *lib.Reader) int { return Peek(r) + Peek(r) }

// Close closes.
func Close(r *lib.Reader) { r.Close() }

// CloseLate closes what it has read.
func CloseLate(r *lib.Reader) (int, error) {
	defer r.Close()
	return r.Read()
}

// Maybe closes on one branch only.
func Maybe(r *lib.Reader, enough int) {
	if Peek(r) > enough {
		r.Close()
	}
}

// Try closes if it fails.
func Try(r *lib.Reader) error {
	if v, err := r.Read(); err != nil || v < 0 {
		r.Close()
		return lib.ErrClosed
	}
	return nil
}

// Drain reads to the end.
func Drain(r *lib.Reader) {
	for {
		if _, err := r.Read(); err != nil {
			return
		}
	}
}

var kept *lib.Reader

// Keep stores its argument.
func Keep(r *lib.Reader) { kept = r }

// A Box holds a reader for others.
type Box struct{ R *lib.Reader }

// Put stores its argument.
func (b *Box) Put(r *lib.Reader) { b.R = r }

// InBox returns its argument in something.
func InBox(r *lib.Reader) *Box { return &Box{r} }

// Same returns its argument.
func Same(r *lib.Reader) *lib.Reader { return r }

// AsSource returns its argument as another type.
func AsSource(r *lib.Reader) lib.Source { return r }

// Send hands its argument to others.
func Send(r *lib.Reader, to chan<- *lib.Reader) { to <- r }

// Run closes its argument some time.
func Run(r *lib.Reader) {
	go func() {
		defer r.Close()
		r.Read()
	}()
}

// Lend gives its argument to a function.
func Lend(r *lib.Reader, use func(*lib.Reader)) { use(r) }

// Pick reads from a value of interface type.
func Pick(s lib.Source) int {
	v, _ := s.Read()
	return v
}

// PickClose closes it if it can.
func PickClose(s lib.Source) {
	if c, ok := s.(io.Closer); ok {
		c.Close()
	}
}

// Later gives the function that closes.
func Later(r *lib.Reader) func() error { return r.Close }

// Or gives a second holder its place.
func Or(r, s *lib.Reader) int {
	r.Close()
	return Peek(s)
}

// All closes all of them.
func All(rs ...*lib.Reader) {
	for _, r := range rs {
		r.Close()
	}
}

// Counted has a method that takes a holder.
type Counted struct{ n int }

// Add reads.
func (c *Counted) Add(r *lib.Reader) { c.n += Peek(r) }

// Map reads from the handles of lib.Map.
func Map(next func() (string, bool)) string {
	s, _ := next()
	return s
}

// Advance advances.
func Advance(l *late.Lazy) { l.Next() }

var lazies []*late.Lazy

// KeepLazy stores its argument.
func KeepLazy(l *late.Lazy) { lazies = append(lazies, l) }
