package engine

import (
	"encoding/json"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A Derived is the protocol of something that holds an object, such as a
// struct with a next and a stop: an automaton whose states are what can be
// told of the holder and the object, and whose operations are the holder's
// methods, the functions of its package that take it, and the literals that
// are bound to the object. It is found by interpreting each operation in each
// state that is reached.
type Derived struct {
	States []DerivedState
}

// A DerivedState is one state of a holder.
type DerivedState struct {
	// State is the object's typestate.
	State string `json:"s"`
	// Ops are the operations that do something there, sorted by name.
	Ops []DerivedOp `json:"o,omitempty"`
}

// A DerivedOp is an operation: the name of a method, that of a function with
// its package, or, for a literal, its role.
type DerivedOp struct {
	Name     string           `json:"n"`
	Outcomes []DerivedOutcome `json:"u"`
	// Effect says what is wrong with the operation there, and Send whether it
	// sends a value.
	Effect protocol.Effect `json:"e,omitempty"`
	Send   bool            `json:"s,omitempty"`
}

// A DerivedOutcome is one way in which an operation ends.
type DerivedOutcome struct {
	// To is the index of the state afterwards, or Gone.
	To      int        `json:"t"`
	Panics  bool       `json:"p,omitempty"`
	Results []Returned `json:"r,omitempty"`
}

// Gone stands for the state of a holder of which nothing is known any more.
const Gone = -1

// maxDerived bounds the states of a holder.
const maxDerived = 24

// sort brings the operations in order.
func (s *DerivedState) sort() {
	slices.SortFunc(s.Ops, func(a, b DerivedOp) int { return strings.Compare(a.Name, b.Name) })
}

// literalRole returns the role of the i-th result, a literal.
func literalRole(i int) protocol.Role { return protocol.Role("#" + strconv.Itoa(i)) }

// literalOf returns the index of the result that is the literal of that role.
func literalOf(name string) (int, bool) {
	n, is := strings.CutPrefix(name, "#")
	i, err := strconv.Atoi(n)
	return i, is && err == nil
}

// GobEncode makes the encoding of a fact smaller: what gob says of the types
// would stand in each fact.
func (d Derived) GobEncode() ([]byte, error) { return json.Marshal(d.States) }

// GobDecode is the inverse of GobEncode.
func (d *Derived) GobDecode(data []byte) error { return json.Unmarshal(data, &d.States) }

// op returns the operation of that name in a state, or nil if it does
// nothing there.
func (d *Derived) op(state int, name string) *DerivedOp {
	if state < 0 || state >= len(d.States) {
		return nil
	}
	ops := d.States[state].Ops
	i, ok := slices.BinarySearchFunc(ops, name, func(op DerivedOp, name string) int { return strings.Compare(op.Name, name) })
	if !ok {
		return nil
	}
	return &ops[i]
}

// has reports whether some state has an operation of that name.
func (d *Derived) has(name string) bool {
	return slices.ContainsFunc(d.States, func(s DerivedState) bool {
		return slices.ContainsFunc(s.Ops, func(op DerivedOp) bool { return op.Name == name })
	})
}

// releases returns the name of an operation that releases the object in the
// given state whatever it was, or "". One that returns the holder is the last
// choice.
func (d *Derived) releases(state int) string {
	best, returns := "", false
	for _, op := range d.States[state].Ops {
		ends := func(o DerivedOutcome) bool {
			return o.Panics || o.To >= 0 && d.States[o.To].State == released.String()
		}
		fluent := slices.ContainsFunc(op.Outcomes, func(o DerivedOutcome) bool {
			return slices.ContainsFunc(o.Results, func(r Returned) bool { return r.Role != "" })
		})
		if slices.ContainsFunc(op.Outcomes, func(o DerivedOutcome) bool { return !ends(o) }) || d.acquires(op.Name) {
			continue
		}
		if best == "" || returns && !fluent || returns == fluent && len(op.Name) < len(best) {
			best, returns = op.Name, fluent
		}
	}
	return best
}

// advances returns the name of an operation that advances the object in the
// given state, or "".
func (d *Derived) advances(state int) string {
	best := ""
	for _, op := range d.States[state].Ops {
		if d.brings(op) && op.Effect == protocol.Fine && (best == "" || len(op.Name) < len(best)) {
			best = op.Name
		}
	}
	return best
}

// brings reports whether the operation can bring an element.
func (d *Derived) brings(op DerivedOp) bool {
	return slices.ContainsFunc(op.Outcomes, func(o DerivedOutcome) bool {
		return o.To >= 0 && d.States[o.To].State == active.String()
	})
}

// advancesBy reports whether the operation of that name brings an element to a
// holder that had brought none.
func (d *Derived) advancesBy(name string) bool {
	for i, s := range d.States {
		if op := d.op(i, name); op != nil && s.State == fresh.String() && d.brings(*op) {
			return true
		}
	}
	return false
}

// An explorer finds the automaton of a holder.
type explorer struct {
	*context
	ops    []operation
	states []*state // under canonical names; the results are the holders
	index  map[string]int
	failed bool
}

// An operation is what a client can do with a holder: fn is the method or the
// function, nil for a literal, of which sig is the signature; holder is the
// index of the holder. The method may be promoted from the embedded field to
// which fields lead from one of type outer.
type operation struct {
	name   string
	fn     *ssa.Function
	sig    *types.Signature
	holder int
	outer  types.Type
	fields []int
}

// derive explores what can be done with the holders that the states hold in
// their results, which are of the given types; exported says that clients of
// other packages do it. It returns the automaton and the index of each of
// the states in it, or nil.
func (s *search) derive(from []*state, types []types.Type, exported bool) (*Derived, []int) {
	t := s.search(s.root, entryBudget)
	t.site, t.acq, t.proto, t.fields, t.derived, t.exploring, t.opens = s.site, s.acq, s.proto, true, s.derived, true, s.opens
	top := &context{search: t, f: s.function(s.root)}
	t.stack = []*context{top}
	x := &explorer{context: top, index: make(map[string]int)}
	x.ops = x.operations(from, types, exported)
	var at []int
	for _, st := range from {
		at = append(at, x.add(st))
	}
	d := new(Derived)
	for i := 0; i < len(x.states) && !x.failed && !t.exceeded; i++ {
		ds := DerivedState{State: x.states[i].ts.toClients()}
		for _, op := range x.ops {
			if did := x.run(i, op); did != nil {
				ds.Ops = append(ds.Ops, *did)
			}
		}
		d.States = append(d.States, ds)
	}
	if x.failed || t.exceeded {
		return nil, nil
	}
	return d.minimal(at)
}

// export makes the fact for importers of a function that brings an object out
// within something.
func (e *engine) export(s *search) {
	obj := object(s.root)
	if obj == nil || !e.exported(obj) || e.summaries[obj] != nil && e.summaries[obj].Protocol != "" {
		return
	}
	results := s.root.Signature.Results()
	var types []types.Type
	for v := range results.Variables() {
		types = append(types, v.Type())
	}
	from := slices.DeleteFunc(slices.Clone(s.exits), func(st *state) bool { return len(st.results) == 0 })
	if len(from) == 0 || len(from) == maxDerived {
		return
	}
	holders := make([]*state, len(from))
	outs := slices.DeleteFunc(s.outcomes(), func(o Outcome) bool { return o.State == escaped.String() || o.Panics })
	for i, st := range from {
		holders[i] = st.clone()
		out := Outcome{State: st.ts.toClients()}
		for j, a := range st.results {
			r := Returned{Known: st.known(a)}
			switch {
			case isReceiver(a):
				return // the object itself, whose methods the protocol knows
			case !s.holdsIn(st, a):
				holders[i].results[j] = top
			case SignatureOf(types[j]) != nil:
				r = Returned{Role: literalRole(j)}
			default:
				r = Returned{Role: protocol.Receiver}
			}
			out.Results = append(out.Results, r)
		}
		outs = append(outs, out)
	}
	d, at := s.derive(holders, types, true)
	if d == nil || !d.opensFrom(at[0]) {
		return
	}
	if s.opens {
		d, at = d.shortened(at)
	}
	first := len(outs) - len(at)
	for i, to := range at {
		outs[first+i].At = to
	}
	carrying := outs[first]
	outs = slices.DeleteFunc(outs, func(o Outcome) bool { return !o.carries() && !fails(o, carrying, results) })
	slices.SortFunc(outs, Outcome.compare)
	sum := e.summaries[obj]
	if sum == nil {
		sum = new(Summary)
		e.summaries[obj] = sum
	}
	e.holding[obj] = true
	sum.Protocol, sum.Derived, sum.Like, sum.Context = s.proto.Name, *d, s.acq.like, s.hold.caller
	sum.Acquires = slices.CompactFunc(outs, func(a, b Outcome) bool { return a.compare(b) == 0 })
}

// fails reports whether an outcome is one in which nothing is held, and not
// that with another object.
func fails(o, carrying Outcome, results *types.Tuple) bool {
	for i, r := range o.Results {
		if carrying.Results[i].Role != "" && r.Known == Nil || r.Known == NotNil && IsError(results.At(i).Type()) {
			return true
		}
	}
	return false
}

// add returns the index of the state, under canonical names.
func (x *explorer) add(st *state) int {
	f := &frame{caller: st, cellOf: make(map[cell]int), symOf: make(map[sym]int), callee: newState()}
	t := f.callee
	t.ts, t.at, t.gathered = st.ts, st.at, min(st.gathered, collected)
	for _, a := range st.results {
		t.results = append(t.results, f.in(a))
	}
	key := x.lattice.Key(t)
	i, ok := x.index[key]
	if !ok {
		if i = len(x.states); i >= maxDerived {
			x.failed = true
		}
		x.index[key] = i
		x.states = append(x.states, t)
	}
	return i
}

// run runs an operation in the i-th state; nil means that it does nothing.
func (x *explorer) run(i int, op operation) *DerivedOp {
	st := x.states[i].clone()
	holder := st.results[op.holder]
	st.results = slices.Clone(st.results)
	site := callSite{instr: x.site, fn: holder}
	fn := op.fn
	x.misused = nil
	switch {
	case fn == nil && holder.kind == kHandle:
		return x.outcomes(i, op, op.sig, x.event(protocol.Op{Role: holder.role}, site, st))
	case fn == nil && holder.kind != kFunc:
		return nil
	case fn == nil:
		fn = origin(holder.fn)
		site.args = unknowns(len(fn.Params))
	default:
		if holder == top {
			return nil
		}
		site.fn = &value{kind: kFunc, fn: fn}
		site.args = unknowns(len(fn.Params))
		embedded := x.embedded(st, holder, op)
		if embedded == nil {
			return nil
		}
		site.args[0] = st.passed(embedded, fn)
	}
	site.name = fn
	return x.outcomes(i, op, fn.Signature, x.inPlace(site, fn, st))
}

// outcomes returns what the ends of an operation in the i-th state tell;
// sig is the signature of what was called.
func (x *explorer) outcomes(i int, op operation, sig *types.Signature, ends []callOut) *DerivedOp {
	outs := []DerivedOutcome{}
	idle := true
	for _, out := range ends {
		o := DerivedOutcome{Panics: out.panics}
		if v, ok := out.st.cells[holderCell]; ok {
			out.st.results = slices.Clone(out.st.results)
			out.st.results[op.holder] = v.val
		}
		gone := out.st.ts == escaped || x.opens && out.st.owed() && !slices.ContainsFunc(out.st.results, func(a *value) bool { return out.st.reaches(a, isHandle) })
		var vals []*value
		if !out.panics {
			vals = out.results(sig)
		}
		for _, a := range vals {
			r := Returned{Known: out.st.known(a)}
			switch {
			case out.st.results[op.holder].isAddress(a):
				r, idle = Returned{Role: protocol.Receiver}, false
			case out.st.reaches(a, isHandle):
				gone = true
			default:
				idle = idle && r.Known == Unknown
			}
			o.Results = append(o.Results, r)
		}
		if o.To = Gone; !gone {
			o.To = x.add(out.st)
		}
		idle = idle && o.To == i
		if !slices.ContainsFunc(outs, func(p DerivedOutcome) bool {
			return p.To == o.To && p.Panics == o.Panics && slices.Equal(p.Results, o.Results)
		}) {
			outs = append(outs, o)
		}
	}
	did := &DerivedOp{Name: op.name, Outcomes: outs}
	for _, m := range x.misused {
		did.Effect, did.Send = m.Effect, m.Send
	}
	if idle && len(outs) > 0 && did.Effect == protocol.Fine {
		return nil
	}
	return did
}

// isAddress reports whether a and b are one address.
func (a *value) isAddress(b *value) bool {
	return a.kind == kPtr && b.kind == kPtr && a.cell == b.cell && a.path == b.path
}

// unknowns returns n values of which nothing is known.
func unknowns(n int) []*value { return slices.Repeat([]*value{top}, n) }

// derivedOp runs an operation on the holder of the tracked object.
func (c *context) derivedOp(name string, site callSite, s *state) []callOut {
	op := c.derived.op(s.at, name)
	if c.late && s.ts == released && c.derived.advancesBy(name) {
		m := misuse{c: c, node: c.node}
		m.Op, m.State, m.At, m.Acquire, m.Protocol, m.Effect = protocol.Op{Call: name}, protocol.Released, site.instr, c.site, c.proto, protocol.Ignored
		m.use, m.Use = m.At, m.At
		c.noteMisuse(m)
	}
	if op == nil {
		return []callOut{{st: s, val: top}}
	}
	if op.Effect != protocol.Fine {
		m := misuse{c: c, node: c.node}
		m.Op, m.State, m.At, m.Acquire, m.Protocol = protocol.Op{Call: name}, s.ts.declared(), site.instr, c.site, c.proto
		m.Effect, m.Send, m.Held = op.Effect, op.Send, true
		c.noteMisuse(m)
	}
	if slices.ContainsFunc(op.Outcomes, func(o DerivedOutcome) bool { return o.To >= 0 && typestateOf(c.derived.States[o.To].State) != released }) {
		c.turns(s)
	}
	var outs []callOut
	for _, o := range op.Outcomes {
		if o.Panics && !c.mightPanic(s) {
			continue
		}
		t := s.clone()
		if o.To == Gone {
			c.escape(t, handleOf(protocol.Receiver))
		} else {
			elsewhere := t.ts == released && c.derived.States[t.at].State != released.String()
			t.at = o.To
			if t.ts != escaped && !elsewhere {
				t.ts = typestateOf(c.derived.States[o.To].State)
			}
		}
		out := callOut{st: t, panics: o.Panics}
		if !o.Panics {
			out.val = Outcome{Results: o.Results}.values(c.proto, true)
		}
		outs = append(outs, out)
	}
	c.heldAdvance(site, s.ts, outs)
	return outs
}
