package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// Slices, arrays and maps that hold a handle. The variable behind such a
// collection holds at most one element that leads to the tracked object, and
// the address of a slice or a map is that variable's. A loop over all elements
// comes by that one once: each pass splits into one that has it and one that
// has some other element. What else is done with elements gives the object
// away.

// gathering tells how far the tracked object got into a collection.
type gathering uint8

const (
	apart     gathering = iota // it is in none
	collected                  // it is in one
	ranged                     // a loop went over one
	rangedIn                   // in a function that was called
)

const (
	tracked = "\x00" // the path to the element that leads to the object
	some    = "\xff" // the path to one that is only assigned to
)

// collection returns the content of a variable that is a collection with the
// given elements.
func collection(elems ...*value) *value { return &value{kind: kCollection, elems: elems} }

// collects reports whether what collections with elements of type t hold is
// followed.
func (s *search) collects(t types.Type) bool {
	return s.site != nil && s.signal == nil && s.yields == nil && !s.resource && s.mayLead(t, true)
}

// elemOf returns the type of the elements of an array, a slice or a map.
func elemOf(t types.Type) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Array:
		return t.Elem()
	case *types.Slice:
		return t.Elem()
	case *types.Map:
		return t.Elem()
	}
	return nil
}

// isCollection reports whether a is that of a collection that is followed.
func (s *state) isCollection(a *value) bool { return s.collectionAt(a) != nil }

// collectionAt returns what the collection at a holds, or nil.
func (s *state) collectionAt(a *value) *value {
	if a.kind != kPtr || a.path != "" {
		return nil
	}
	v, ok := s.cells[a.cell]
	if !ok || v.val.kind != kCollection {
		return nil
	}
	return v.val
}

// setCollection changes what the collection at a holds.
func (s *state) setCollection(a, content *value) {
	v := s.cells[a.cell]
	v.val = content
	s.cells[a.cell] = v
}

// collect makes the variable of a collection that the instruction makes.
func (c *context) collect(s *state, at ssa.Value) *value {
	x := cell{v: at}
	if _, again := s.cells[x]; again {
		s.retire(func(y cell) bool { return y == x })
	}
	s.cells[x] = variable{val: collection()}
	return &value{kind: kPtr, cell: x}
}

// put adds an element to the collection in the variable x.
func (c *context) put(s *state, x cell, val *value) {
	v := s.cells[x]
	switch {
	case v.opaque || v.seen:
		c.escape(s, val)
	case s.reaches(val, isHandle):
		if len(v.val.elems) > 0 && !equal(v.val.elems[0], val) {
			c.escape(s, v.val)
			c.escape(s, val)
			return
		}
		v.val = collection(val)
		s.cells[x] = v
		s.gathered = max(s.gathered, collected)
	default:
		if known, isNil := s.nilness(val); known && isNil && len(v.val.elems) > 0 {
			c.escapeCell(s, x, true) // perhaps in the place of the element
		}
		c.escape(s, val)
	}
}

// appended runs an append, and returns its result.
func (c *context) appended(s *state, instr *ssa.Call) *value {
	to, what := s.eval(instr.Call.Args[0]), s.eval(instr.Call.Args[1])
	added := s.collectionAt(what)
	if added == nil {
		c.escape(s, what)
	}
	if added == nil || len(added.elems) == 0 {
		if s.isCollection(to) {
			return to
		}
		c.escape(s, to)
		return top
	}
	if !s.isCollection(to) {
		c.escape(s, to)
		to = c.collect(s, instr)
	}
	c.put(s, to.cell, added.elems[0])
	return to
}

// indexAddr runs an instruction that makes the address of an element.
func (c *context) indexAddr(instr *ssa.IndexAddr, s *state) []*state {
	a := s.eval(instr.X)
	content := s.collectionAt(a)
	switch {
	case content == nil:
		c.opaque(instr, s)
	case onlyStored(instr):
		s.set(instr, &value{kind: kPtr, cell: a.cell, path: some})
	case len(content.elems) == 0:
		s.set(instr, top)
	case c.f.ranges(instr):
		return c.pass(s, instr, a, func(t *state, elem bool) {
			b := top
			if elem {
				b = &value{kind: kPtr, cell: a.cell, path: tracked}
			}
			t.set(instr, b)
		})
	default:
		c.taken(s, a, instr)
		c.opaque(instr, s)
	}
	return []*state{s}
}

// taken gives away what is in a collection of which an element is taken in a
// way that is not followed. A loop that does it may do it for none, and a
// function that is called may find that there is nothing left to take.
func (c *context) taken(s *state, a *value, at ssa.Instruction) {
	c.loose = c.loose || c.f.cyclic[at.Block().Index] || c != c.stack[0]
	c.escape(s, a)
}

// pass runs one pass of a loop over the collection at a: one state has the
// element that leads to the object, unless the loop has come by that, and one
// has another.
func (c *context) pass(s *state, at ssa.Value, a *value, set func(t *state, elem bool)) []*state {
	content := s.collectionAt(a)
	if s.gathered = max(s.gathered, ranged); c != c.stack[0] {
		s.gathered = rangedIn
	}
	s.turn = c.loopID(at)
	s.turns |= 1 << (s.turn % 64)
	states := []*state{s}
	if !content.neg {
		t := s.clone()
		passed := *content
		passed.neg = true
		t.setCollection(a, &passed)
		set(t, true)
		states = append(states, t)
	}
	set(s, false)
	return states
}

// loopID returns the number, from 1, of the loop that takes its elements at the
// instruction.
func (s *search) loopID(at ssa.Value) int {
	if s.loopIDs == nil {
		s.loopIDs = make(map[ssa.Value]int)
	}
	id, ok := s.loopIDs[at]
	if !ok {
		id = len(s.loopIDs) + 1
		s.loopIDs[at] = id
	}
	return id
}

// begin notes that a loop over the collection at a begins.
func (s *state) begin(a *value) {
	if content := s.collectionAt(a); content != nil && content.neg {
		s.setCollection(a, collection(content.elems...))
	}
}

// over reports whether a loop over all elements of the collection at a can be
// over.
func (s *state) over(a *value) bool {
	content := s.collectionAt(a)
	return content == nil || len(content.elems) == 0 || content.neg
}

// mapRange runs the begin of a loop over a map.
func (c *context) mapRange(instr *ssa.Range, s *state) {
	a := s.eval(instr.X)
	switch {
	case !s.isCollection(a):
		c.opaque(instr, s)
	case c.f.cyclic[instr.Block().Index]:
		c.taken(s, a, instr)
		c.opaque(instr, s)
	default:
		s.begin(a)
		s.set(instr, a)
	}
}

// mapNext runs the begin of a pass of such a loop.
func (c *context) mapNext(instr *ssa.Next, s *state) []*state {
	a := s.eval(instr.Iter)
	content := s.collectionAt(a)
	if content == nil || len(content.elems) == 0 {
		c.opaque(instr, s)
		return []*state{s}
	}
	var states []*state
	if s.over(a) {
		t := s.clone()
		t.turn = 0
		t.set(instr, tupleOf([]*value{constOf(falseConst), top, top}))
		states = append(states, t)
	}
	return append(states, c.pass(s, instr, a, func(t *state, elem bool) {
		b := top
		if elem {
			b = content.elems[0]
		}
		t.set(instr, tupleOf([]*value{constOf(trueConst), top, b}))
	})...)
}

// lookedUp runs the reading of an element of a map.
func (c *context) lookedUp(instr *ssa.Lookup, s *state) {
	if a := s.eval(instr.X); s.isCollection(a) {
		c.taken(s, a, instr)
	}
	c.opaque(instr, s)
}

// sliced runs the making of a slice, of all or some elements.
func (c *context) sliced(instr *ssa.Slice, s *state) {
	a := s.eval(instr.X)
	switch {
	case !s.isCollection(a):
		c.opaque(instr, s)
	case instr.Low == nil && instr.High == nil && instr.Max == nil:
		s.set(instr, a)
	default:
		c.taken(s, a, instr)
		c.opaque(instr, s)
	}
}

// onCollection runs a call of a builtin if it is one on a collection.
func (c *context) onCollection(instr *ssa.Call, b *ssa.Builtin, s *state) bool {
	if b.Name() == "append" && c.site != nil && len(instr.Call.Args) == 2 {
		s.set(instr, c.appended(s, instr))
		return true
	}
	if len(instr.Call.Args) == 0 || !s.isCollection(s.eval(instr.Call.Args[0])) {
		return false
	}
	a := s.eval(instr.Call.Args[0])
	switch b.Name() {
	case "len":
		s.set(instr, top)
		if len(s.collectionAt(a).elems) > 0 {
			s.facts = s.learn(sym{v: instr}, zero, false).facts
		}
	case "cap":
		s.set(instr, top)
	case "delete":
		c.deleted(instr, a, s)
	default:
		return false
	}
	return true
}

// count notes that what counts the objects that a loop acquires is not zero once
// the loop has one.
func (c *context) count(s *state, instr *ssa.BinOp) {
	if c.site != nil && s.owed() && instr.Op == token.ADD && countsFrom0(instr) {
		s.facts = s.learn(sym{v: instr}, zero, false).facts
	}
}

// tally returns the result of a comparison that looks whether there is any
// element or object, or nil if it is none.
func (c *context) tally(s *state, instr *ssa.BinOp, x, y *value) *value {
	if c.site == nil || !s.owed() {
		return nil
	}
	none := y.kind == kConst && y.c == zero
	switch {
	case instr.Op == token.GTR && none && s.isCount(x), instr.Op == token.GEQ && isOne(instr.Y) && s.isCount(x):
		return constOf(trueConst)
	case instr.Op == token.LEQ && none && s.isCount(x), instr.Op == token.LSS && isOne(instr.Y) && s.isCount(x):
		return constOf(falseConst)
	}
	return nil
}

// countsFrom0 reports whether an addition counts something, from zero.
func countsFrom0(add *ssa.BinOp) bool {
	phi, ok := add.X.(*ssa.Phi)
	return ok && isOne(add.Y) && phi.Comment != "rangeint" && slices.ContainsFunc(phi.Edges, isZero)
}

// isCount reports whether a is a count or a length that is not zero.
func (s *state) isCount(a *value) bool {
	if a.kind != kSym {
		return false
	}
	add, ok := a.sym.v.(*ssa.BinOp)
	known, is := s.compare(a.sym, zero)
	return known && !is && (ok && add.Op == token.ADD || isBuiltin(a.sym.v, "len"))
}

// notes keeps an eye on whether a step in a loop over a collection gave the
// object back or away.
func (c *context) notes(turn int, owed bool, after []*state) {
	if !owed || turn == 0 {
		return
	}
	for _, s := range after {
		if s.ts == released || s.ts == escaped {
			c.letGo |= 1 << (turn % 64)
		}
	}
}

// turns gives away an object that is advanced by a loop over a collection in a
// function that is called: such functions go round and round, and know by
// counting when all that they hold has ended.
func (c *context) turns(s *state) {
	if s.gathered == rangedIn && s.owed() {
		c.loose = true
		c.escape(s, handleOf(protocol.Receiver))
	}
}

// inDoubt gives away the objects that a call has left in a collection if it may
// have taken elements, or if its result may count how many are left.
func (c *context) inDoubt(site callSite, callee *context, outs []callOut) {
	results := callee.f.fn.Signature.Results()
	for _, out := range outs {
		if out.st.gathered == apart {
			continue
		}
		if callee.loose && site.instr.Parent() == c.f.fn {
			c.loose = c.loose || c.f.cyclic[site.instr.Block().Index]
		}
		if !out.st.owed() {
			continue
		}
		tells := !out.panics && !isLoopBody(callee.f.fn) && results.Len() == 1 && counts(results.At(0).Type())
		if callee.loose || tells && out.st.known(out.val) == Unknown {
			out.st.ts, c.moved = escaped, true
		}
	}
}

// counts reports whether a value of type t can tell how many elements there are.
func counts(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsBoolean) != 0
}

// deleted runs a delete. In a loop over a map it is of the element of the pass.
func (c *context) deleted(instr *ssa.Call, m *value, s *state) {
	key, ok := instr.Call.Args[1].(*ssa.Extract)
	if ok && !s.collectionAt(m).neg {
		if next, ok := key.Tuple.(*ssa.Next); ok && equal(s.eval(next.Iter), m) {
			return
		}
	}
	c.escape(s, m)
}

// doubtful reports whether a leak is one of an object in a collection of which
// loops take elements in ways that are not followed, or one that a loop over
// the collection has not given back, where it does in other passes.
func (s *search) doubtful(l *leak) bool {
	return l.gathered != apart && s.top.loose || l.turns&s.letGo != 0
}
