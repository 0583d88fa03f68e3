package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// -- functions of other packages --

// summarised runs a call of a function of another package by its summary.
func (c *context) summarised(n *solver.Node[*state], site callSite, sum *Summary, s *state) []callOut {
	c.attend(site, s)
	var binds []Bind
	var callbacks []*value
	var entry *Entry
	called := -1
	for i, a := range site.args {
		switch {
		case a.is(valueRole), a.is(protocol.Err):
		case a.kind == kHandle:
			binds = append(binds, Bind{i, a.role})
		case a.kind == kFunc && c.interesting(s, a):
			callbacks, called = append(callbacks, a), i
			entry = sum.entryFor("", []Bind{{i, Callback}})
			if entry == nil || len(callbacks) > 1 {
				entry = nil
			}
		case c.interesting(s, a):
			c.escape(s, a)
		}
	}
	switch {
	case len(binds) == 0 && len(callbacks) == 1 && entry != nil:
		return c.counted(n, site, entry, callbacks[0], sum.untilEnd(called, callbacks[0].fn), s)
	case len(callbacks) == 1 && isLoopBody(callbacks[0].fn) && len(binds) == 0:
		return c.callbacks(n, site, s, callbacks, false)
	case len(callbacks) > 0:
		return c.unknown(site, s)
	case len(binds) > 0:
		return c.bound(site, sum, binds, s)
	}
	return c.unseen(site, s)
}

// bound runs a call that takes handles of the object, by the entry of the
// summary that speaks of just those parameters.
func (c *context) bound(site callSite, sum *Summary, binds []Bind, s *state) []callOut {
	if c.derived != nil {
		return c.boundHolder(site, sum, binds, s)
	}
	if e := sum.entryFrom(c.proto.Name, s.ts.String(), binds); e != nil {
		return c.entered(e, s)
	}
	e := sum.entryFor(c.proto.Name, binds)
	if e == nil && len(binds) == 1 {
		if c.proto.ReleaseBy(protocol.Op{Role: binds[0].Role}) != nil || binds[0].Role == cancelRole {
			e = c.asRelease(sum.entryFor("", []Bind{{binds[0].Param, Callback}}))
		}
	}
	if e == nil || !s.owed() {
		if s.owed() || s.ts == exhausted && c.reopens() {
			return c.unknown(site, s)
		}
		return c.unseen(site, s)
	}
	var outs []callOut
	for _, o := range e.Outcomes {
		if o.Panics && !c.mightPanic(s) {
			continue
		}
		t := s.clone()
		switch ts := typestateOf(o.State); {
		case ts == escaped:
			c.escape(t, handleOf(binds[0].Role))
		case binds[0].Role == Callback:
			if t.ts = exhausted; s.ts == fresh {
				t.ts = ts // called as often as the callee calls it
			}
			if ts == fresh {
				t.ts = s.ts
			}
		case ts == exhausted && c.proto.Owes(protocol.Exhausted):
			t.ts = ended
		case ts == active && s.ts != active: // it did nothing that ends
		default:
			t.ts = ts
		}
		out := callOut{st: t, panics: o.Panics}
		if !o.Panics {
			out.val = o.values(c.proto, true)
		}
		outs = append(outs, out)
	}
	return outs
}

// entered runs a call by an entry that speaks of an object in just this
// typestate.
func (c *context) entered(e *Entry, s *state) []callOut {
	var outs []callOut
	for _, o := range e.Outcomes {
		if o.Panics && !c.mightPanic(s) {
			continue
		}
		t := s.clone()
		t.at = o.At
		if t.ts = typestateOf(o.State); t.ts == escaped {
			t.ts = s.ts
			c.escape(t, handleOf(e.Binds[0].Role))
		}
		out := callOut{st: t, panics: o.Panics}
		if !o.Panics {
			out.val = o.values(c.proto, true)
		}
		outs = append(outs, out)
	}
	return outs
}

// asRelease reads an entry that counts calls as one of a release handle:
// any call releases.
func (c *context) asRelease(e *Entry) *Entry {
	if e == nil {
		return nil
	}
	r := &Entry{Binds: e.Binds}
	for _, o := range e.Outcomes {
		switch typestateOf(o.State) {
		case fresh:
			o.State = active.String() // not called: as before
		case active, exhausted:
			o.State = released.String()
		}
		r.Outcomes = append(r.Outcomes, o)
	}
	return r
}

// -- callbacks --

// counted runs a call that calls the function cb as often as entry says; with
// drains, until cb has told the end of an object that was there before.
func (c *context) counted(n *solver.Node[*state], site callSite, entry *Entry, cb *value, drains bool, s *state) []callOut {
	for _, o := range entry.Outcomes {
		if typestateOf(o.State) == escaped {
			return c.unknown(site, s)
		}
	}
	var outs []callOut
	for _, o := range entry.Outcomes {
		if o.Panics && !c.mightPanic(s) {
			continue
		}
		var runs []callOut
		switch typestateOf(o.State) {
		case fresh:
			runs = []callOut{{st: s.clone()}}
		case active:
			runs = c.callOnce(site, s.clone(), cb)
		default:
			runs = c.callbacks(n, site, s.clone(), []*value{cb}, true)
		}
		for _, out := range runs {
			switch {
			case out.panics:
			case o.Panics:
				out.panics = true
			default:
				out.val = o.values(c.proto, false)
			}
			outs = append(outs, out)
		}
	}
	open := func(out callOut) bool { return !out.panics && out.st.owed() }
	if ended := slices.DeleteFunc(slices.Clone(outs), open); drains && s.owed() && slices.ContainsFunc(ended, func(out callOut) bool { return !out.panics }) {
		return ended
	}
	return outs
}

// untilEnd reports whether a call comes back only when the parameter, called as
// an advance, has told the end. Of one that no protocol knows, but that may tell
// an end, that is believed.
func (s *Summary) untilEnd(param int, cb *ssa.Function) bool {
	for _, e := range s.Entries {
		if len(e.Binds) != 1 || e.Binds[0].Param != param || e.Protocol == "" {
			continue
		}
		return !slices.ContainsFunc(e.Outcomes, func(o Outcome) bool {
			ts := typestateOf(o.State)
			return !o.Panics && ts != exhausted && ts != ended
		})
	}
	results := cb.Signature.Results()
	return len(cb.Params) == 0 && results.Len() > 0 && tellsEnd(results.At(results.Len()-1).Type())
}

func tellsEnd(t types.Type) bool { return isBool(t) || IsError(t) }

// callOnce runs one call of the function cb, with unknown arguments, on s.
func (c *context) callOnce(site callSite, s *state, cb *value) []callOut {
	args := make([]*value, len(cb.fn.Params))
	for i := range args {
		args[i] = top
	}
	inner := callSite{instr: site.instr, name: site.name, fn: cb, args: args}
	fn := origin(cb.fn)
	if len(fn.Blocks) == 0 {
		return c.unknown(inner, s)
	}
	return c.inPlace(inner, fn, s)
}

// callbacks runs zero or more calls of the functions cbs in any order; with
// atLeastOne, one or more. The body of a range-over-func loop is not called
// again once it returned false. The runs are the paths of a little graph:
// before the first call, between two, after the last, and panicking.
func (c *context) callbacks(n *solver.Node[*state], site callSite, s *state, cbs []*value, atLeastOne bool) []callOut {
	const (
		before = iota
		between
		after
		panicked
		places
	)
	might := c.mightPanic(s)
	bounds := c.limits()
	bounds.Visits = visits(places)
	v := solver.New[*state](c.lattice, bounds, make([]int, places))
	v.Add(before, s.clone(), nil)
	v.Run(func(at *solver.Node[*state]) {
		s := at.State
		if at.Place >= after {
			return
		}
		if at.Place == between || !atLeastOne {
			v.Add(after, s, at)
		}
		if might {
			v.Add(panicked, s, at)
		}
		for _, cb := range cbs {
			for _, out := range c.callOnce(site, s.clone(), cb) {
				switch {
				case out.panics:
					v.Add(panicked, out.st, at)
				case s.ts == none && c.lost(out):
				case isLoopBody(cb.fn) && equal(out.val, constOf(falseConst)):
					v.Add(after, out.st, at)
				default:
					v.Add(between, out.st, at)
				}
			}
		}
	})
	c.exceeded = c.exceeded || v.Exceeded
	var outs []callOut
	for _, n := range v.At(after) {
		outs = append(outs, callOut{st: n.State.clone(), val: top})
	}
	for _, n := range v.At(panicked) {
		outs = append(outs, callOut{st: n.State.clone(), panics: true})
	}
	return outs
}
