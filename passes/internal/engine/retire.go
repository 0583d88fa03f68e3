package engine

import "slices"

// retire makes way for new variables under the names that match selects: the
// ones that have the names now get the names of old ones, wherever they are
// referred to. It returns the new names.
func (s *state) retire(match func(cell) bool) map[cell]cell {
	var names []cell
	for c := range s.cells {
		if c.age == current && match(c) {
			names = append(names, c)
		}
	}
	if len(names) == 0 {
		return nil
	}
	to := make(map[cell]cell, len(names))
	for _, c := range names {
		old := cell{c.v, c.n, oldOther}
		if s.reaches(s.cells[c].val, isHandle) {
			old.age = oldTracked
		}
		to[c] = old
	}
	moved := func(a *value) *value { return substitute(a, func(c cell) cell { return cellOr(to, c) }, nil) }
	for r, a := range s.regs {
		s.regs[r] = moved(a)
	}
	for i, d := range s.defers {
		s.defers[i].fn = moved(d.fn)
		s.defers[i].args = mapValues(d.args, moved)
	}
	s.dedupDefers()
	next := make(map[cell]variable, len(s.cells))
	for c, v := range s.cells {
		v.val = moved(v.val)
		if _, renamed := to[c]; !renamed {
			next[c] = joinVariable(next, c, v)
		}
	}
	slices.SortFunc(names, func(a, b cell) int { return a.n - b.n })
	chained := false
	for _, c := range names {
		v := s.cells[c]
		if w, ok := s.cells[to[c]]; ok && to[c].age == oldTracked && !equal(moved(v.val), moved(w.val)) {
			chained = true // each pass links to the one before: both lead to the object
		}
		v.val = moved(v.val)
		next[to[c]] = joinVariable(next, to[c], v)
	}
	s.cells = next
	if chained && s.owed() {
		s.ts = escaped
	}
	s.dropIdle()
	return to
}

// dropIdle takes off the deferred calls whose running does not matter: they
// lead to no handle, and to no variable that anything else leads to. Without
// this the ways in which the passes of a loop can end would multiply.
func (s *state) dropIdle() {
	shared := make(map[cell]bool)
	ignore := func(*value) {}
	for _, a := range s.regs {
		s.walk(a, shared, ignore)
	}
	for c := range s.cells {
		if c.v == nil {
			s.walk(&value{kind: kPtr, cell: c}, shared, ignore)
		}
	}
	for _, d := range s.defers {
		if !s.closed(d, shared) {
			s.walk(d.fn, shared, ignore)
			for _, a := range d.args {
				s.walk(a, shared, ignore)
			}
		}
	}
	s.defers = slices.DeleteFunc(s.defers, func(d deferred) bool { return s.closed(d, shared) })
}

// closed reports whether what the deferred call is given leads to no handle
// and to no variable of shared, and whether it does not recover.
func (s *state) closed(d deferred, shared map[cell]bool) bool {
	if d.fn.kind != kFunc || len(d.fn.elems)+len(d.args) == 0 || mayRecover(origin(d.fn.fn)) {
		return false
	}
	return !slices.ContainsFunc(append(d.args[:len(d.args):len(d.args)], d.fn), func(given *value) bool {
		return s.reaches(given, func(a *value) bool {
			return a.kind == kHandle || a.kind == kPtr && shared[a.cell]
		})
	})
}
