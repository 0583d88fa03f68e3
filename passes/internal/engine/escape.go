package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- escaping --

// escape gives a away to code that the engine does not see. This is where
// corolint falls silent: a handle that escapes takes the object's
// obligation with it.
func (c *context) escape(s *state, a *value) {
	switch a.kind {
	case kHandle:
		if c.resource {
			return
		}
		if a.role == protocol.Err {
			s.looked = max(s.looked, handedOn)
		}
		if c.mayOwe(s) || s.ts == exhausted && c.reopens() {
			s.ts = escaped
		}
		c.moved = true
	case kPtr:
		if a.path != "" {
			c.escapeField(s, a)
			return
		}
		c.escapeCell(s, a.cell, true)
	case kFunc:
		for i, e := range a.elems {
			if e.kind == kPtr {
				if e.path != "" {
					c.escapeField(s, e)
				} else {
					c.escapeCell(s, e.cell, i >= len(a.fn.FreeVars) || c.writes(a.fn.FreeVars[i]))
				}
			} else {
				c.escape(s, e)
			}
		}
	case kTuple, kCollection:
		c.escapeAll(s, a.elems)
	}
}

// reopens reports whether an object that has come to its end can be owed
// again, or must not be used.
func (s *search) reopens() bool {
	return s.yields != nil || slices.ContainsFunc(s.proto.Advance, func(a protocol.Advance) bool { return a.Reopens })
}

// escapeAll gives each of the values away.
func (c *context) escapeAll(s *state, values []*value) {
	for _, a := range values {
		c.escape(s, a)
	}
}

// escapeCell notes that unseen code may read x and, if it is written, write
// it at any time from here on.
func (c *context) escapeCell(s *state, x cell, written bool) {
	v, ok := s.cells[x]
	if !ok {
		v = variable{val: top}
	}
	if v.seen && (v.opaque || !written) {
		return
	}
	content := v.val
	v.seen = true
	if written {
		v.opaque = true
		v.val = top
	}
	s.cells[x] = v
	c.escape(s, content)
}

// escapeField notes that unseen code may read and write the field at addr.
func (c *context) escapeField(s *state, addr *value) {
	v, ok := s.cells[addr.cell]
	if !ok || v.opaque {
		return
	}
	content := at(v.val, addr.path)
	if content == hidden {
		return
	}
	v.val = withAt(v.val, addr.path, hidden)
	s.cells[addr.cell] = v
	c.escape(s, content)
}

// writes reports whether code may assign to the variable that v refers to,
// or pass its address on.
func (e *engine) writes(v ssa.Value) bool {
	if known, ok := e.written[v]; ok {
		return known
	}
	e.written[v] = false
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.MakeClosure:
			for i, b := range ref.Bindings {
				if b == v && e.writes(ref.Fn.(*ssa.Function).FreeVars[i]) {
					e.written[v] = true
				}
			}
		default:
			e.written[v] = true
		}
	}
	return e.written[v]
}
