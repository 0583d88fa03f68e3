package engine

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A lattice names, compares and joins the states of one object. The numbers
// that it gives to SSA values depend only on the order in which states are
// met, which is deterministic.
type lattice struct {
	numbers map[ssa.Value]int
	buf     []byte // of the last key
	written int    // variables, registers and facts in all keys
}

func newLattice() *lattice { return &lattice{numbers: make(map[ssa.Value]int)} }

func (l *lattice) num(v ssa.Value) int {
	n, ok := l.numbers[v]
	if !ok {
		n = len(l.numbers)
		l.numbers[v] = n
	}
	return n
}

// Key implements solver.Lattice.
func (l *lattice) Key(s *state) string { return l.write(s, false) }

// Class implements solver.Lattice: the typestate and every reference, so
// that a join never loses an alias of the object; the jump cells of
// range-over-func loops and the outcome class of the results, so that it
// never loses where control goes; and the pending defers.
func (l *lattice) Class(s *state) string { return l.write(s, true) }

func (l *lattice) write(s *state, classOnly bool) string {
	b := &key{lattice: l, buf: l.buf[:0]}
	l.written += len(s.regs) + len(s.cells) + len(s.facts)
	b.num(int(s.ts))
	if s.looked != unseen {
		b.text("l")
		b.num(int(s.looked))
	}
	if s.lost != nil {
		b.pointer("x", s.lost)
	}
	b.flag(s.panicking, 'p')
	b.flag(s.raised, 'r')
	b.flag(s.outside, 'o')
	b.flag(s.again, 'a')
	if s.gathered != apart {
		b.text("c")
		b.num(int(s.gathered))
		b.num(s.turn)
		b.num(int(s.turns))
	}
	if s.led != 0 || s.at != 0 {
		b.text("v")
		b.num(s.led)
		b.num(s.at)
	}
	if s.buried != nil {
		b.text("b")
		b.num(l.num(s.buried.Addr))
	}
	b.text(";")
	l.writeRegs(b, s, classOnly)
	l.writeCells(b, s, classOnly)
	if !classOnly {
		l.writeFacts(b, s)
	}
	for _, a := range s.results {
		if !classOnly || structural(a) || a.kind == kConst && a.c.kind <= constBool {
			a.write(b, classOnly)
		}
		b.text(",")
	}
	for _, d := range s.defers {
		b.text("d")
		b.num(l.num(d.owner))
		b.pointer(".", d.instr)
		d.fn.write(b, classOnly)
		for _, a := range d.args {
			b.text(",")
			a.write(b, classOnly)
		}
		b.text(";")
	}
	l.buf = b.buf
	return string(b.buf)
}

// A key is written for each state that comes about, so without package fmt.
type key struct {
	*lattice
	buf []byte
}

func (b *key) text(s string) { b.buf = append(b.buf, s...) }

func (b *key) num(n int) { b.buf = append(strconv.AppendInt(b.buf, int64(n), 10), '.') }

func (b *key) flag(is bool, c byte) {
	if is {
		b.buf = append(b.buf, c)
	}
}

func (b *key) pointer(before string, p any) { b.buf = fmt.Appendf(b.buf, "%s%p", before, p) }

func (b *key) sym(x sym) {
	b.text("s")
	b.num(b.numOf(x.v))
	b.num(x.n)
}

func (b *key) cell(c cell) {
	b.text("c")
	b.num(b.numOf(c.v))
	b.num(c.n)
	b.num(int(c.age))
}

func (l *lattice) writeRegs(b *key, s *state, classOnly bool) {
	regs := make([]ssa.Value, 0, len(s.regs))
	for r, a := range s.regs {
		if !classOnly || structural(a) || readsJump(r) {
			regs = append(regs, r)
		}
	}
	l.sortValues(regs)
	for _, r := range regs {
		b.text("r")
		b.num(l.num(r))
		s.regs[r].write(b, classOnly)
		b.text(";")
	}
}

// sortValues sorts by number; unnumbered values get theirs by name first,
// since a map's order must not decide.
func (l *lattice) sortValues(vs []ssa.Value) {
	var fresh []ssa.Value
	for _, v := range vs {
		fresh = l.unnumbered(fresh, v)
	}
	sort.Slice(fresh, func(i, j int) bool { return lessValue(fresh[i], fresh[j]) })
	for _, v := range fresh {
		l.num(v)
	}
	slices.SortFunc(vs, func(a, b ssa.Value) int { return cmp.Compare(l.numbers[a], l.numbers[b]) })
}

func lessValue(a, b ssa.Value) bool {
	if a.Name() != b.Name() {
		return a.Name() < b.Name()
	}
	if a.Pos() != b.Pos() {
		return a.Pos() < b.Pos()
	}
	fa, fb := a.Parent(), b.Parent()
	return fa != nil && fb != nil && fa.Name() < fb.Name()
}

func (l *lattice) writeCells(b *key, s *state, classOnly bool) {
	for _, c := range l.sortedCells(s, classOnly) {
		v := s.cells[c]
		b.cell(c)
		v.val.write(b, classOnly)
		b.flag(v.opaque, 'o')
		b.flag(v.seen, 'e')
		b.flag(v.jump, 'j')
		b.text(";")
	}
}

// isJump reports whether go/ssa keeps at addr how the body of a range-over-func
// loop was left.
func isJump(addr ssa.Value) bool {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return strings.HasPrefix(addr.Comment, "jump$")
	case *ssa.FreeVar:
		return strings.HasPrefix(addr.Name(), "jump$")
	}
	return false
}

// readsJump reports whether register r is what was kept there.
func readsJump(r ssa.Value) bool {
	load, ok := r.(*ssa.UnOp)
	return ok && isJump(load.X)
}

// sortedCells returns the variables of s, or of its class, by number.
func (l *lattice) sortedCells(s *state, classOnly bool) []cell {
	cells := make([]cell, 0, len(s.cells))
	var vs []ssa.Value
	for c, v := range s.cells {
		if !classOnly || structural(v.val) || v.jump {
			cells = append(cells, c)
			vs = l.unnumbered(vs, c.v)
		}
	}
	l.sortValues(vs)
	slices.SortFunc(cells, l.compareCells)
	return cells
}

// unnumbered appends v to vs if there is such a value without a number.
func (l *lattice) unnumbered(vs []ssa.Value, v ssa.Value) []ssa.Value {
	if v != nil {
		if _, ok := l.numbers[v]; !ok {
			return append(vs, v)
		}
	}
	return vs
}

func (l *lattice) compareCells(a, b cell) int {
	return cmp.Or(cmp.Compare(l.numOf(a.v), l.numOf(b.v)), cmp.Compare(a.n, b.n), cmp.Compare(a.age, b.age))
}

// numOf is num, and -1 of nil.
func (l *lattice) numOf(v ssa.Value) int {
	if v == nil {
		return -1
	}
	return l.num(v)
}

func (l *lattice) writeFacts(b *key, s *state) {
	syms := make([]sym, 0, len(s.facts))
	var vs []ssa.Value
	for x := range s.facts {
		syms = append(syms, x)
		vs = l.unnumbered(vs, x.v)
	}
	l.sortValues(vs)
	slices.SortFunc(syms, func(x, y sym) int {
		return cmp.Or(cmp.Compare(l.numOf(x.v), l.numOf(y.v)), cmp.Compare(x.n, y.n))
	})
	for _, x := range syms {
		b.sym(x)
		if f := s.facts[x]; f.eq != nil {
			b.text("=")
			b.text(f.eq.String())
		} else {
			for _, c := range f.ne {
				b.text("!")
				b.text(c.String())
			}
		}
		b.text(";")
	}
}

// Join implements solver.Lattice: it keeps what both states know.
func (l *lattice) Join(a, b *state) *state {
	j := newState()
	j.ts, j.panicking, j.raised, j.defers = a.ts, a.panicking, a.raised, a.defers
	j.outside, j.again, j.looked = a.outside, a.again, a.looked
	j.led, j.at, j.buried, j.gathered = a.led, a.at, a.buried, a.gathered
	j.turn, j.turns = a.turn, a.turns
	j.lost = a.lost
	for i, x := range a.results {
		j.results = append(j.results, joinValue(x, b.results[i]))
	}
	for r, x := range a.regs {
		if y := b.regs[r]; y != nil && equal(x, y) {
			j.regs[r] = x
		}
	}
	for c, v := range a.cells {
		if w, ok := b.cells[c]; ok {
			j.cells[c] = joinVariables(v, w)
		} else {
			v.val = unsure(v.val)
			j.cells[c] = v
		}
	}
	for c, w := range b.cells {
		if _, ok := a.cells[c]; !ok {
			w.val = unsure(w.val)
			j.cells[c] = w
		}
	}
	for x, f := range a.facts {
		if g, ok := b.facts[x]; ok {
			if k, any := joinFact(f, g); any {
				j.facts[x] = k
			}
		}
	}
	return j
}

// joinFact returns what both facts say, if anything. A value that equals a
// constant counts, beside one that does not, only for not being nil: so the
// join is associative.
func joinFact(f, g fact) (fact, bool) {
	if f.eq != nil && g.eq != nil && *f.eq == *g.eq {
		return f, true
	}
	var ne []constVal
	others := g.excluded()
	for _, c := range f.excluded() {
		if slices.Contains(others, c) {
			ne = append(ne, c)
		}
	}
	return fact{ne: ne}, len(ne) > 0
}

// excluded returns the constants that a join takes the value to differ from.
func (f fact) excluded() []constVal {
	switch {
	case f.eq == nil:
		return f.ne
	case *f.eq == nilConst:
		return nil
	}
	return []constVal{nilConst}
}

// -- dropping what no longer matters --

// prune drops from s the registers that live does not select, and the
// variables and facts that nothing refers to any more. The caller's
// variables stay.
func (s *state) prune(live func(ssa.Value) bool) {
	for r := range s.regs {
		if !live(r) {
			delete(s.regs, r)
		}
	}
	cells := make(map[cell]bool)
	syms := make(map[sym]bool)
	visit := func(a *value) {
		if a.kind == kSym || a.kind == kRel {
			syms[a.sym] = true
		}
	}
	for _, a := range s.regs {
		s.walk(a, cells, visit)
	}
	for _, a := range s.results {
		s.walk(a, cells, visit)
	}
	for _, d := range s.defers {
		s.walk(d.fn, cells, visit)
		for _, a := range d.args {
			s.walk(a, cells, visit)
		}
	}
	for c, v := range s.cells {
		if c.v == nil && !cells[c] {
			cells[c] = true
			s.walk(v.val, cells, visit)
		}
	}
	for c := range s.cells {
		if !cells[c] {
			delete(s.cells, c)
		}
	}
	for x := range s.facts {
		own := x.v != nil && x.n == 0 && s.regs[x.v] == nil && live(x.v)
		if named := x.n < 0; !syms[x] && !own && !named {
			delete(s.facts, x)
		}
	}
}
