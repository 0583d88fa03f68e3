package engine

import "slices"

// -- reachability --

func isHandle(a *value) bool { return a.kind == kHandle }

// reaches reports whether a value that want selects can be got at from a.
func (s *state) reaches(a *value, want func(*value) bool) bool {
	var done map[part]bool
	var from func(a *value) bool
	from = func(a *value) bool {
		if want(a) || slices.ContainsFunc(a.elems, from) {
			return true
		}
		p := part{a.cell, a.path}
		if a.kind != kPtr || done[p] {
			return false
		}
		if done == nil {
			done = make(map[part]bool)
		}
		done[p] = true
		v, ok := s.cells[a.cell]
		return ok && from(at(v.val, a.path))
	}
	return from(a)
}

// A part is a variable, or a field of one.
type part struct {
	cell cell
	path string
}

// walk calls visit for a and all that can be got at from it, and the other
// fields of the variables on the way.
func (s *state) walk(a *value, done map[cell]bool, visit func(*value)) {
	visit(a)
	for _, e := range a.elems {
		s.walk(e, done, visit)
	}
	if a.kind == kPtr && !done[a.cell] {
		done[a.cell] = true
		if v, ok := s.cells[a.cell]; ok {
			s.walk(v.val, done, visit)
		}
	}
}

// held reports whether the function or its callers can still get at a
// handle, otherwise than by a pending deferred call.
func (s *state) held() bool {
	for _, a := range s.regs {
		if s.reaches(a, isHandle) {
			return true
		}
	}
	for c, v := range s.cells {
		if c.v == nil && !v.waiting && s.reaches(v.val, isHandle) {
			return true
		}
	}
	return false
}

// pending returns the first deferred call that leads to a handle, or nil.
func (s *state) pending() *deferred {
	for i, d := range s.defers {
		for _, a := range append([]*value{d.fn}, d.args...) {
			if s.reaches(a, isHandle) {
				return &s.defers[i]
			}
		}
	}
	return nil
}
