package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A constructor may acquire nothing, but make something whose methods acquire
// when they are called, and keep the object there. Importers follow what it
// makes as a holder that has nothing to release yet.

// keeper returns an object that a method of t, or of what it points to, puts
// where its callers find it; the instruction is nil if there is none.
func (e *engine) keeper(t types.Type) site {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return site{}
	}
	for sel := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		fn, ok := sel.Obj().(*types.Func)
		if ok && len(e.keeping[fn.Origin()]) > 0 {
			return e.keeping[fn.Origin()][0]
		}
	}
	return site{}
}

// resultTypes returns the types of fn's results, those of values that it
// returns in interfaces as they are made.
func resultTypes(fn *ssa.Function) []types.Type {
	var list []types.Type
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		for _, v := range ret.Results {
			if box, ok := v.(*ssa.MakeInterface); ok {
				v = box.X
			}
			list = append(list, v.Type())
		}
	}
	return list
}

// opener makes the fact for importers of a function that makes such a holder.
func (e *engine) opener(fn *ssa.Function) {
	obj := object(fn)
	if len(e.keeping) == 0 || obj == nil || !e.exported(obj) || len(fn.Blocks) == 0 {
		return
	}
	var in site
	for _, t := range resultTypes(fn) {
		if in.instr == nil {
			in = e.keeper(t)
		}
	}
	if in.instr == nil {
		return
	}
	s := e.search(fn, min(holderBudget, e.holdersLeft))
	s.site, s.acq, s.proto, s.derived, s.fields, s.opens = in.instr, in.acq, in.acq.proto, in.acq.derived, true, true
	before := s.budget
	s.run(nil, none, false)
	e.holdersLeft -= before - s.budget
	if s.exceeded || s.reached || s.top == nil {
		return
	}
	for _, n := range s.top.outs {
		if n.Place == s.top.place(returnPlace) && slices.ContainsFunc(n.State.results, n.State.ownStruct) && len(s.exits) < maxDerived {
			s.exits = append(s.exits, n.State.clone())
		}
	}
	e.export(s)
}

// ownStruct reports whether a is the address of a struct that unseen code does
// not know.
func (s *state) ownStruct(a *value) bool {
	if !s.isStruct(a) {
		return false
	}
	v := s.cells[a.cell]
	return !v.seen && !v.opaque && !v.shared
}

// holdsIn reports whether a client gets the object, or what is to hold it, with
// a result.
func (s *search) holdsIn(st *state, a *value) bool {
	return st.reaches(a, isHandle) || s.opens && st.ownStruct(a)
}

// looksInto reports whether a call that hands over no object matters in a search
// for such a holder.
func (c *context) looksInto(fn *ssa.Function, args []*value, s *state) bool {
	if !c.opens || len(fn.Blocks) == 0 {
		return false
	}
	return slices.ContainsFunc(args, s.isStruct) || slices.ContainsFunc(slices.Collect(fn.Signature.Results().Variables()), func(v *types.Var) bool {
		ptr, ok := v.Type().Underlying().(*types.Pointer)
		return ok && c.holds(ptr.Elem())
	})
}

// toClients names the typestate for clients, to whom what is not yet acquired
// is not owed.
func (t typestate) toClients() string {
	if t == none {
		return released.String()
	}
	return t.String()
}

// opensFrom reports whether the holder can have an object to release after it
// was in the given state.
func (d *Derived) opensFrom(state int) bool {
	seen := make([]bool, len(d.States))
	var from func(i int) bool
	from = func(i int) bool {
		if i < 0 || seen[i] {
			return false
		}
		seen[i] = true
		return typestateOf(d.States[i].State).owed() || slices.ContainsFunc(d.States[i].Ops, func(op DerivedOp) bool {
			return slices.ContainsFunc(op.Outcomes, func(o DerivedOutcome) bool { return from(o.To) })
		})
	}
	return from(state)
}

// acquires reports whether an operation can bring an object into a holder that
// has none to release.
func (d *Derived) acquires(name string) bool {
	owed := func(i int) bool { return i >= 0 && typestateOf(d.States[i].State).owed() }
	for i := range d.States {
		if op := d.op(i, name); op != nil && !owed(i) && slices.ContainsFunc(op.Outcomes, func(o DerivedOutcome) bool { return owed(o.To) }) {
			return true
		}
	}
	return false
}

// firstOwed returns the state, or, if nothing is owed in it, the first one in
// which something is.
func (d *Derived) firstOwed(state int) int {
	is := func(s DerivedState) bool { return typestateOf(s.State).owed() }
	if i := slices.IndexFunc(d.States, is); i >= 0 && !is(d.States[state]) {
		return i
	}
	return state
}

// mayOwe reports whether the tracked object is owed, or may be after another
// operation on its holder.
func (c *context) mayOwe(s *state) bool {
	return s.owed() || c.derived != nil && !c.exploring && (s.ts == released || s.ts == exhausted) && c.derived.opensFrom(s.at)
}

// shortened returns the automaton with one state in the place of all those after
// which nothing is owed any more, and the states at in it.
func (d *Derived) shortened(at []int) (*Derived, []int) {
	out := new(Derived)
	index := make([]int, len(d.States))
	var kept []int
	for i := range d.States {
		if d.opensFrom(i) {
			index[i] = len(kept)
			kept = append(kept, i)
		}
	}
	for i := range d.States {
		if !slices.Contains(kept, i) {
			index[i] = len(kept)
		}
	}
	for _, i := range kept {
		out.States = append(out.States, DerivedState{State: d.States[i].State, Ops: d.rewired(i, index)})
	}
	out.States = append(out.States, DerivedState{State: released.String()})
	for i := range at {
		at[i] = index[at[i]]
	}
	return out, at
}

func (o DerivedOutcome) compare(p DerivedOutcome) int {
	return Outcome{At: o.To, Panics: o.Panics, Results: o.Results}.compare(Outcome{At: p.To, Panics: p.Panics, Results: p.Results})
}
