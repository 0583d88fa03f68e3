package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A frame connects the state of a caller with that of the function that it
// calls. The callee sees only what it can get at: its arguments, its free
// variables and what they lead to, under names that depend on nothing but
// the order in which they are found. So calls that look alike to the callee
// share one context, and a recursive call cannot mix up two activations.
type frame struct {
	caller    *state
	call      ssa.Value // names what the callee leaves behind
	cells     []cell    // the caller's names, by the callee's number
	syms      []sym
	cellOf    map[cell]int
	symOf     map[sym]int
	deferring bool       // what is found now only pending deferred calls lead to
	hidden    []deferred // the caller's deferred calls that the callee cannot touch
	callee    *state
	fn        *ssa.Function
	direct    bool // a defer makes the call
}

// enter returns the frame of a call from s of fn with the given arguments
// and bound values. A body of a range-over-func loop also sees the pending
// defers, since it may push one.
func enter(s *state, call ssa.Value, fn *ssa.Function, args, bound []*value, direct bool) *frame {
	f := &frame{
		caller: s,
		call:   call,
		cellOf: make(map[cell]int),
		symOf:  make(map[sym]int),
		callee: newState(),
		fn:     fn,
		direct: direct,
	}
	f.callee.ts, f.callee.raised = s.ts, direct && s.panicking
	for i, p := range fn.Params {
		if i < len(args) {
			f.bind(p, args[i])
		}
	}
	for i, v := range fn.FreeVars {
		if i < len(bound) {
			f.bind(v, bound[i])
		}
	}
	f.deferring = true
	for _, d := range s.defers {
		if !isAncestor(d.owner, fn) {
			f.hidden = append(f.hidden, d)
			continue
		}
		d.fn = f.in(d.fn)
		d.args = mapValues(d.args, f.in)
		f.callee.defers = append(f.callee.defers, d)
	}
	f.callee.again, f.callee.looked, f.callee.at, f.callee.buried = s.again, s.looked, s.at, s.buried
	if s.ts == none {
		f.callee.led = s.led
	}
	f.callee.lost, f.callee.gathered, f.callee.turn, f.callee.turns = s.lost, s.gathered, s.turn, s.turns
	f.callee.outside = s.owed() && (s.outside || f.holdsOutside())
	return f
}

// holdsOutside reports whether the caller can get at a handle in a way that
// the callee does not see.
func (f *frame) holdsOutside() bool {
	seen := func(a *value) bool {
		c, is := a.cell, a.kind == kPtr
		_, passed := f.cellOf[c]
		return is && passed
	}
	for _, a := range f.caller.regs {
		if f.caller.reaches(a, isHandle) && !seen(a) {
			return true
		}
	}
	for _, d := range f.hidden {
		for _, a := range append([]*value{d.fn}, d.args...) {
			if f.caller.reaches(a, isHandle) {
				return true
			}
		}
	}
	for c, v := range f.caller.cells {
		if _, passed := f.cellOf[c]; c.v == nil && !passed && !v.waiting && f.caller.reaches(v.val, isHandle) {
			return true
		}
	}
	return false
}

// isAncestor reports whether the body fn of a range-over-func loop defers on
// the stack of owner.
func isAncestor(owner, fn *ssa.Function) bool {
	for isLoopBody(fn) {
		fn = fn.Parent()
		if fn == owner {
			return true
		}
	}
	return false
}

func (f *frame) bind(v ssa.Value, a *value) {
	if a = f.in(a); a.kind != kTop {
		f.callee.regs[v] = a
	}
}

// in renames a value of the caller for the callee. An unknown that an earlier
// pass through the call left to pending deferred calls alone is forgotten:
// with a name of its own for each pass they would never be the same.
func (f *frame) in(a *value) *value {
	a = f.caller.resolve(a)
	if f.deferring {
		a = f.caller.without(a, func(x sym) bool {
			_, passed := f.symOf[x]
			return !passed && f.leftBehind(x)
		})
	}
	return substitute(a, f.cellIn, f.symIn)
}

func (f *frame) cellIn(c cell) cell {
	if n, ok := f.cellOf[c]; ok {
		return cell{n: n}
	}
	n := len(f.cells)
	f.cells = append(f.cells, c)
	f.cellOf[c] = n
	here := cell{n: n}
	v, ok := f.caller.cells[c]
	if !ok {
		v = variable{val: top}
	}
	v.waiting = f.deferring
	content := v.val
	v.val = top
	f.callee.cells[here] = v
	v.val = f.in(content)
	f.callee.cells[here] = v
	return here
}

func (f *frame) symIn(x sym) sym {
	if n, ok := f.symOf[x]; ok {
		return sym{n: n}
	}
	n := len(f.syms)
	f.syms = append(f.syms, x)
	f.symOf[x] = n
	if k, ok := f.caller.facts[x]; ok {
		f.callee.facts[sym{n: n}] = k
	}
	return sym{n: n}
}

// leave returns the caller's state after a call that ended in the callee's
// state t with the given results, and the results as the caller sees them.
func (f *frame) leave(t *state, results []*value) (*state, []*value) {
	s := f.caller.clone()
	s.ts, s.again, s.looked, s.at, s.buried = t.ts, t.again, t.looked, t.at, t.buried
	s.lost, s.gathered, s.turn, s.turns = t.lost, t.gathered, t.turn, t.turns
	if f.direct {
		s.panicking = t.raised
	}
	// What an earlier pass through this call left behind gets out of the way.
	retired := s.retire(func(c cell) bool { return c.v == f.call && c.n > 0 })
	s.forget(f.leftBehind)

	o := &outward{
		frame: f, from: t, to: s, retired: retired,
		cells: make(map[cell]cell), syms: make(map[sym]sym), written: make(map[cell]bool),
	}
	out := mapValues(results, o.value)
	for n, c := range f.cells {
		o.variable(cell{n: n}, cellOr(retired, c))
	}
	for n, x := range f.syms {
		if k, ok := t.facts[sym{n: n}]; ok && !f.leftBehind(x) {
			s.facts[x] = k
		}
	}
	s.defers = slices.DeleteFunc(slices.Clone(s.defers), func(d deferred) bool { return isAncestor(d.owner, f.fn) })
	for _, d := range t.defers {
		d.fn = o.value(d.fn)
		d.args = mapValues(d.args, o.value)
		s.defers = append(s.defers, d)
	}
	if len(t.defers) > 0 {
		s.dropIdle()
	}
	return s, out
}

// leftBehind reports whether an earlier pass through the call left x behind.
func (f *frame) leftBehind(x sym) bool { return x.v == f.call && x.n > 0 }

// outward renames what a callee leaves behind.
type outward struct {
	*frame
	from, to *state
	retired  map[cell]cell // the caller's names that an earlier pass had
	cells    map[cell]cell
	syms     map[sym]sym
	written  map[cell]bool
}

func (o *outward) value(a *value) *value {
	a = o.from.resolve(a)
	if depth(a) > maxDepth {
		return top
	}
	return substitute(a, o.cell, o.sym)
}

func (o *outward) cell(c cell) cell {
	if c.v == nil {
		return cellOr(o.retired, o.frame.cells[c.n])
	}
	if d, ok := o.cells[c]; ok {
		return d
	}
	d := cell{v: o.call, n: len(o.cells) + 1}
	o.cells[c] = d
	o.variable(c, d)
	return d
}

// variable gives the caller's cell d what the callee's cell c holds.
func (o *outward) variable(c, d cell) {
	v, ok := o.from.cells[c]
	if !ok {
		v = variable{val: top}
	}
	old, again := o.to.cells[d], o.written[d] // two old variables may share a name
	o.written[d] = true
	v.waiting = old.waiting
	content := v.val
	v.val = top
	o.to.cells[d] = v
	v.val = o.value(content)
	if again {
		v = joinVariable(map[cell]variable{d: old}, d, v)
	}
	o.to.cells[d] = v
}

func (o *outward) sym(x sym) sym {
	if x.v == nil {
		if y := o.frame.syms[x.n]; !o.leftBehind(y) {
			return y
		}
	}
	if y, ok := o.syms[x]; ok {
		return y
	}
	y := sym{v: o.call, n: len(o.syms) + 1}
	o.syms[x] = y
	if k, ok := o.from.facts[x]; ok {
		o.to.facts[y] = k
	}
	return y
}
