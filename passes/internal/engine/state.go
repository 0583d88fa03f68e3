package engine

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A typestate is where the tracked object is in its protocol's automaton.
type typestate uint8

const (
	none typestate = iota // not acquired yet
	fresh
	active
	exhausted
	ended     // the end was seen, and a release is owed all the same
	requested // a release was asked for, and is to be completed
	released
	escaped // someone else's: the obligation is dropped
	element // of a tracked advance: it brought one
	failed  // it failed
)

var typestateNames = [...]string{"none", "fresh", "active", "exhausted", "ended", "requested", "released", "escaped", "element", "failed"}

func (t typestate) String() string { return typestateNames[t] }

// A variable is what is known of one cell.
type variable struct {
	val *value
	// opaque: code that the engine does not see may write the cell.
	opaque bool
	// seen: code that the engine does not see may read the cell, so that
	// a handle stored there escapes.
	seen bool
	// waiting: of what came in from the caller, it is only pending
	// deferred calls that lead to the cell.
	waiting bool
	// shared: callers of the root, or others, can get at the cell too.
	shared bool
	// jump: go/ssa keeps here how the body of a range-over-func loop was left.
	jump bool
}

// A fact is what is known of an unknown value: that it equals a constant,
// or that it differs from some. It is immutable.
type fact struct {
	eq *constVal
	ne []constVal // sorted
}

// A deferred is a deferred call that waits on the stack of its owner, with
// the values that the defer statement evaluated.
type deferred struct {
	owner *ssa.Function
	instr *ssa.Defer
	fn    *value
	args  []*value
}

// A state is what is known at a point of one path: the typestate of the
// tracked object and the values that matter to it. A state that is shared
// must not be changed: clone first.
type state struct {
	ts typestate
	// panicking: a panic is on its way up through the running function.
	panicking bool
	// raised: the running function was deferred by one through which a
	// panic is on its way up; a recover stops it.
	raised bool
	// outside: a caller can get at a handle in ways that the running
	// function does not see.
	outside bool
	// again: the acquire ran again while the object was owed.
	again bool
	// gathered tells how far the object got into a collection.
	gathered gathering
	// turn is the number of the loop over that collection that runs, or 0, and
	// turns the set of those that have come by the object.
	turn  int
	turns uint64
	// buried is where the handle that releases was stored for good.
	buried *ssa.Store
	// led counts the calls on the way to the acquire that are entered.
	led int
	// at is the state of the holder, if that is a derived protocol's.
	at     int
	regs   map[ssa.Value]*value
	cells  map[cell]variable
	facts  map[sym]fact
	defers []deferred
	// lost is the call that ended the run of a tracked yield.
	lost ssa.CallInstruction
	// looked says what was done with the error of a tracked advance.
	looked attention
	// results are the values returned, in a state at an exit.
	results []*value
	// once: the running instruction is not in a loop, so that nothing can
	// refer to a value that it made before.
	once bool
}

func newState() *state {
	return &state{
		regs:  make(map[ssa.Value]*value),
		cells: make(map[cell]variable),
		facts: make(map[sym]fact),
	}
}

func (s *state) clone() *state {
	c := *s
	c.regs = maps.Clone(s.regs)
	c.cells = maps.Clone(s.cells)
	c.facts = maps.Clone(s.facts)
	c.defers = slices.Clone(s.defers)
	return &c
}

// owed reports whether the object is neither released, drained nor moved.
func (s *state) owed() bool { return s.ts.owed() }

func (t typestate) owed() bool { return t == fresh || t == active || t == ended || t == requested }

// -- reading --

// eval returns the abstract value of v.
func (s *state) eval(v ssa.Value) *value {
	switch v := v.(type) {
	case *ssa.Const:
		return constValue(v)
	case *ssa.Function:
		return &value{kind: kFunc, fn: v}
	case *ssa.Global:
		return nonNil
	case *ssa.Builtin:
		return top
	}
	if a := s.regs[v]; a != nil {
		return s.resolve(a)
	}
	return s.resolve(symOf(v))
}

// resolve replaces a by the constant that it is known to equal.
func (s *state) resolve(a *value) *value {
	switch a.kind {
	case kSym:
		if f := s.facts[a.sym]; f.eq != nil {
			return constOf(*f.eq)
		}
	case kRel:
		if known, truth := s.compare(a.sym, a.c); known {
			return constOf(boolConst(truth != a.neg))
		}
	}
	return a
}

// compare reports whether it is known that sym equals c, and if so, whether
// it does.
func (s *state) compare(x sym, c constVal) (known, truth bool) {
	f := s.facts[x]
	if f.eq != nil {
		return true, *f.eq == c
	}
	if slices.Contains(f.ne, c) {
		return true, false
	}
	return false, false
}

// nilness reports whether it is known that a is or is not nil.
func (s *state) nilness(a *value) (known, isNil bool) {
	switch a.kind {
	case kConst:
		return true, a.c == nilConst
	case kHandle:
		return true, a.neg
	case kNonNil, kOther, kFunc, kPtr:
		return true, false
	case kSym:
		return s.compare(a.sym, nilConst)
	}
	return false, false
}

// -- learning --

// assume returns the state in which the boolean a has the given truth, or
// nil if that cannot be.
func (s *state) assume(a *value, truth bool) *state {
	a = s.resolve(a)
	switch a.kind {
	case kConst:
		if (a.c == trueConst) != truth {
			return nil
		}
		return s
	case kSym:
		return s.learn(a.sym, boolConst(truth), true)
	case kRel:
		return s.learn(a.sym, a.c, truth != a.neg)
	}
	return s
}

// learn returns the state in which x equals c, or differs from it, or nil if
// that cannot be.
func (s *state) learn(x sym, c constVal, equals bool) *state {
	if known, truth := s.compare(x, c); known {
		if truth != equals {
			return nil
		}
		return s
	}
	if !equals && c.kind == constBool {
		c, equals = boolConst(c == falseConst), true
	}
	t := s.clone()
	if equals {
		t.facts[x] = fact{eq: &c}
		return t
	}
	ne := append(slices.Clone(s.facts[x].ne), c)
	slices.SortFunc(ne, compareConst)
	t.facts[x] = fact{ne: ne}
	return t
}

func compareConst(a, b constVal) int {
	if a.kind != b.kind {
		return int(a.kind) - int(b.kind)
	}
	if a.i != b.i {
		if a.i < b.i {
			return -1
		}
		return 1
	}
	return strings.Compare(a.s, b.s)
}

// -- forgetting --

// set gives register v the value a. What was said of the value that v had
// before no longer holds of v.
func (s *state) set(v ssa.Value, a *value) {
	delete(s.regs, v)
	if !s.once {
		s.forget(func(x sym) bool { return x.v == v })
	}
	if a.kind == kSym && a.sym == (sym{v: v}) || a.kind == kTop {
		return
	}
	s.regs[v] = a
}

// replace puts a in the place of the unknown x wherever it is held.
func (s *state) replace(x sym, a *value) {
	put := func(b *value) *value { return substituteValue(b, x, a) }
	for r, b := range s.regs {
		s.regs[r] = put(b)
	}
	for c, v := range s.cells {
		v.val = put(v.val)
		s.cells[c] = v
	}
	for i, d := range s.defers {
		s.defers[i].fn = put(d.fn)
		s.defers[i].args = mapValues(d.args, put)
	}
}

// substituteValue returns b with a in the place of x.
func substituteValue(b *value, x sym, a *value) *value {
	switch {
	case b.kind == kSym && b.sym == x:
		return a
	case len(b.elems) > 0:
		e := *b
		e.elems = mapValues(b.elems, func(c *value) *value { return substituteValue(c, x, a) })
		return &e
	}
	return b
}

// forget drops the unknowns that old selects: what referred to them keeps
// only what was known of them.
func (s *state) forget(old func(sym) bool) {
	for r, a := range s.regs {
		if b := s.without(a, old); b != a {
			if b.kind == kTop {
				delete(s.regs, r)
			} else {
				s.regs[r] = b
			}
		}
	}
	for c, v := range s.cells {
		if b := s.without(v.val, old); b != v.val {
			v.val = b
			s.cells[c] = v
		}
	}
	for i, d := range s.defers {
		s.defers[i].fn = s.without(d.fn, old)
		s.defers[i].args = s.withoutAll(d.args, old)
	}
	for x := range s.facts {
		if old(x) {
			delete(s.facts, x)
		}
	}
}

// without returns a with the unknowns that old selects taken out.
func (s *state) without(a *value, old func(sym) bool) *value {
	switch a.kind {
	case kSym:
		if !old(a.sym) {
			return a
		}
		f := s.facts[a.sym]
		switch {
		case f.eq != nil:
			return constOf(*f.eq)
		case slices.Contains(f.ne, nilConst):
			return nonNil
		}
		return top
	case kRel:
		if !old(a.sym) {
			return a
		}
		if b := s.resolve(a); b.kind == kConst {
			return b
		}
		return top
	case kFunc, kTuple, kCollection:
		elems := s.withoutAll(a.elems, old)
		if slices.Equal(elems, a.elems) {
			return a
		}
		b := *a
		b.elems = elems
		return &b
	}
	return a
}

func (s *state) withoutAll(list []*value, old func(sym) bool) []*value {
	changed := false
	out := make([]*value, len(list))
	for i, a := range list {
		out[i] = s.without(a, old)
		changed = changed || out[i] != a
	}
	if !changed {
		return list
	}
	return out
}

func cellOr(to map[cell]cell, c cell) cell {
	if d, ok := to[c]; ok {
		return d
	}
	return c
}

// joinVariable joins v into what m has for c.
func joinVariable(m map[cell]variable, c cell, v variable) variable {
	w, ok := m[c]
	if !ok {
		return v
	}
	return joinVariables(v, w)
}

func joinVariables(v, w variable) variable {
	return variable{
		val:     joinValue(v.val, w.val),
		opaque:  v.opaque || w.opaque,
		seen:    v.seen || w.seen,
		waiting: v.waiting && w.waiting,
		shared:  v.shared || w.shared,
		jump:    v.jump || w.jump,
	}
}

func joinValue(a, b *value) *value {
	switch {
	case equal(a, b):
		return a
	case a.kind == b.kind && (a.kind == kTuple || a.kind == kCollection) && a.neg == b.neg && len(a.elems) == len(b.elems):
		j := *a
		j.elems = make([]*value, len(a.elems))
		for i := range j.elems {
			j.elems[i] = joinValue(a.elems[i], b.elems[i])
		}
		return &j
	case anyHidden(a) || anyHidden(b):
		return hidden
	}
	return top
}

// unsure is joinValue for a variable that the other state does not have.
func unsure(a *value) *value {
	if anyHidden(a) {
		return hidden
	}
	return top
}

// dedupDefers keeps the first of equal deferred calls, and of literals the
// first two: a second run may find what the first one left.
func (s *state) dedupDefers() {
	var out []deferred
	for _, d := range s.defers {
		most := 1
		if d.fn.kind == kFunc {
			most = 2
		}
		for _, e := range out {
			if d.equal(e) {
				most--
			}
		}
		if most > 0 {
			out = append(out, d)
		}
	}
	s.defers = out
}

func (d deferred) equal(e deferred) bool {
	return d.owner == e.owner && d.instr == e.instr && equal(d.fn, e.fn) &&
		slices.EqualFunc(d.args, e.args, equal)
}

func mapValues(list []*value, f func(*value) *value) []*value {
	out := make([]*value, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}

// substitute renames the cells and syms in a; a nil function keeps them.
func substitute(a *value, cells func(cell) cell, syms func(sym) sym) *value {
	switch a.kind {
	case kPtr:
		if cells == nil {
			return a
		}
		if c := cells(a.cell); c != a.cell {
			b := *a
			b.cell = c
			return &b
		}
	case kSym, kRel:
		if syms == nil {
			return a
		}
		if x := syms(a.sym); x != a.sym {
			b := *a
			b.sym = x
			return &b
		}
	case kFunc, kTuple, kCollection:
		if len(a.elems) == 0 {
			return a
		}
		b := *a
		b.elems = mapValues(a.elems, func(e *value) *value { return substitute(e, cells, syms) })
		return &b
	}
	return a
}
