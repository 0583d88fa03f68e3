package engine

import (
	"go/types"
	"slices"

	"github.com/corolint/corolint/passes/protocol"
)

// A type may keep an object in a field, and have no method that gives it
// back: the one that closes forgets it, or closes another twice. Nobody else
// can, if the field belongs to the methods of the type.

// A forgetting is a holder none of whose methods gives the object back.
type forgetting struct {
	holder *types.TypeName
	field  *types.Var // that leads to the object
	path   string     // to what releases, from the holder; "" if that is not known
}

// forgets notes as a leak, and reports, that the root hands its callers an
// object in a holder that never gives it back.
func (s *search) forgets() bool {
	if !s.proto.Owes(protocol.Fresh) || s.acq.like || s.opens || s.hold.caller || s.resource || !s.tells(s.root) || len(s.exits) == 0 || len(s.exits) == maxDerived {
		return false
	}
	if slices.ContainsFunc(s.leaks, func(l *leak) bool { return l.kind == Buried }) {
		return false
	}
	var found *forgetting
	holders := make([]*state, len(s.exits))
	var list []types.Type
	for i, st := range s.exits {
		a, t := s.keptIn(st)
		if a == nil {
			return false
		}
		f := s.fieldOfMethods(st, a, t)
		if f == nil || found != nil && found.field != f.field {
			return false
		}
		found = f
		list = []types.Type{t}
		holders[i] = st.blurred(a)
	}
	d, _ := s.derive(holders, list, false)
	if d == nil || d.maybeReleases(s.proto.Release[0].Role == "") {
		return false
	}
	s.leaks = append(s.leaks, &leak{kind: Forgotten, c: s.top, forgotten: found})
	return true
}

// keptIn returns the one result of an exit of the root, or else the receiver,
// that leads to the object, and its type; nil if there is more than one, or if
// that is not all that leads there.
func (s *search) keptIn(st *state) (*value, types.Type) {
	var kept *value
	var typ types.Type
	sig := s.root.Signature
	for i, a := range st.results {
		if !st.reaches(a, isHandle) {
			continue
		}
		if kept != nil || st.kept() {
			return nil, nil
		}
		kept, typ = a, sig.Results().At(i).Type()
	}
	if kept == nil && sig.Recv() != nil && len(s.root.Params) > 0 {
		recv := s.root.Params[0]
		a := st.regs[recv]
		if a == nil || a.kind != kPtr {
			return nil, nil
		}
		for c, v := range st.cells {
			if v.shared && c != a.cell && st.reaches(v.val, isHandle) {
				return nil, nil
			}
		}
		kept, typ = a, recv.Type()
	}
	if kept != nil && kept.typ != nil {
		typ = kept.typ
	}
	return kept, typ
}

// blurred returns a state in which a is the holder, and nothing is known but
// where the object is: what is no method may have changed the rest.
func (s *state) blurred(a *value) *state {
	t := s.clone()
	var blur func(a *value) *value
	blur = func(a *value) *value {
		switch {
		case !s.reaches(a, isHandle):
			return top
		case a.kind == kTuple:
			b := *a
			b.elems = make([]*value, len(a.elems))
			for i, e := range a.elems {
				b.elems[i] = blur(e)
			}
			return &b
		}
		return a
	}
	for c, v := range t.cells {
		v.val = blur(v.val)
		t.cells[c] = v
	}
	t.results = []*value{blur(a)}
	return t
}

// fieldOfMethods returns the field of a, which is of type t, that leads to the
// object, if only methods of t do something with it; else nil.
func (s *search) fieldOfMethods(st *state, a *value, t types.Type) *forgetting {
	content := a
	if a.kind == kPtr {
		v, ok := st.cells[a.cell]
		if !ok || v.seen || v.opaque || st.gathered != apart {
			return nil
		}
		content = at(v.val, a.path)
	}
	name, _ := protocol.TypeName(t)
	if name == nil || name.Pkg() != s.pkg.Pkg || content.kind != kTuple {
		return nil
	}
	fields, ok := name.Type().Underlying().(*types.Struct)
	if !ok || fields.NumFields() != len(content.elems) {
		return nil
	}
	var found *forgetting
	for i, e := range content.elems {
		if !st.reaches(e, isHandle) {
			continue
		}
		f := fields.Field(i)
		if f.Exported() || f.Embedded() || !s.onlyIn(f, name) {
			return nil
		}
		if found == nil {
			found = &forgetting{holder: name, field: f}
		}
		if found.path == "" {
			if found.path = s.releaseIn(e, f); found.path != "" {
				found.field = f
			}
		}
	}
	return found
}

// releaseIn returns how a method releases the object that the field f holds as
// e, or "".
func (s *search) releaseIn(e *value, f *types.Var) string {
	for _, rel := range s.proto.Release {
		switch {
		case rel.Role != "" && e.is(rel.Role):
			return f.Name()
		case rel.Call != "" && isReceiver(e):
			return f.Name() + "." + rel.Call
		}
	}
	return ""
}

// onlyIn reports whether only methods of the type do more with a field of its
// than assign to it.
func (e *engine) onlyIn(f *types.Var, name *types.TypeName) bool {
	for _, fn := range e.readersOf(f) {
		recv := fn.Signature.Recv()
		if recv == nil {
			return false
		}
		if of, _ := protocol.TypeName(recv.Type()); of != name {
			return false
		}
	}
	return true
}

// maybeReleases reports whether after some operations on the holder the
// object may be released, or nothing is known of it; or drained, if that counts.
func (d *Derived) maybeReleases(draining bool) bool {
	return slices.ContainsFunc(d.States, func(s DerivedState) bool {
		ts := typestateOf(s.State)
		return ts == released || ts == escaped || ts == exhausted && draining || slices.ContainsFunc(s.Ops, func(op DerivedOp) bool {
			return slices.ContainsFunc(op.Outcomes, func(o DerivedOutcome) bool { return o.To == Gone })
		})
	})
}
