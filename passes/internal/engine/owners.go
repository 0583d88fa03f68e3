package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// A function of the package may bring an object out not as the handles that
// the acquire gave, but within something: a struct that holds them, a literal
// that is bound to them. Its callers then follow the object of the acquire
// within it, with its body interpreted in place, so that they know what the
// holder looks like and what its methods do.

// maxChain bounds the calls between a function and such an acquire, and
// maxBrought the objects that one function brings out.
const (
	maxChain   = 3
	maxBrought = 6
)

// outer returns the call in the root that makes the object: the acquire, or
// the first of the calls that lead there.
func (s site) outer() ssa.CallInstruction {
	if len(s.via) > 0 {
		return s.via[0]
	}
	return s.instr
}

// broughtBy returns the sites of the objects that a call of a function of the
// package brings out within something.
func (e *engine) broughtBy(call ssa.CallInstruction) []site {
	callee := call.Common().StaticCallee()
	if callee == nil || object(callee) == nil {
		return nil
	}
	var out []site
	for _, in := range e.brought[object(callee)] {
		if len(in.via) < maxChain {
			out = append(out, site{in.instr, in.acq, append([]ssa.CallInstruction{call}, in.via...)})
		}
	}
	return out
}

// brings records the sites of the objects that fn brings out within
// something, and reports whether that is news.
func (e *engine) brings(fn *ssa.Function, sites []site) bool {
	obj := object(fn)
	if obj == nil {
		return false
	}
	sites = sites[:min(len(sites), maxBrought)]
	news := len(sites) != len(e.brought[obj])
	e.brought[obj] = sites
	return news
}

// leads reports whether a call in state s is the next on the way to the
// tracked acquire.
func (c *context) leads(call callSite, s *state) bool {
	return s.ts == none && s.led < len(c.via) && call.instr == c.via[s.led]
}

// ledInto runs a call that leads to the tracked acquire.
func (c *context) ledInto(call callSite, fn *ssa.Function, s *state) []callOut {
	t := s.clone()
	t.led++
	outs := c.inPlace(call, fn, t)
	for i := range outs {
		outs[i].st.led = s.led
		if outs[i].st.owed() {
			c.watchContext(call.instr, outs[i].st)
			if c.hangsOnParent(c.acq, call) {
				outs[i].st.ts = escaped
			}
		}
	}
	if s.led > 0 {
		return outs
	}
	for _, o := range outs {
		if !o.panics {
			c.gave(call, o)
		}
	}
	return outs
}

// gave notes what the first call on the way to the acquire gives: which of
// its results holds the object.
func (s *search) gave(call callSite, o callOut) {
	out := Outcome{State: o.st.ts.String()}
	holders := o.results(s.at().Common().Signature())
	for i, a := range holders {
		r := Returned{Known: o.st.knownEnum(a, s.at().Common().Signature().Results().At(i).Type())}
		if o.st.reaches(a, isHandle) {
			r = Returned{Role: protocol.Receiver}
		} else {
			holders[i] = top
		}
		out.Results = append(out.Results, r)
	}
	if slices.ContainsFunc(s.given, func(p Outcome) bool { return p.compare(out) == 0 }) {
		return
	}
	s.given = append(s.given, out)
	if s.holder == nil && o.st.owed() {
		s.holder = o.st.clone()
		for _, a := range call.args {
			if !o.st.reaches(a, isHandle) {
				a = top
			}
			holders = append(holders, a)
		}
		s.holder.results = holders
	}
}

// results returns the results of a call of a function of that signature.
func (o callOut) results(sig *types.Signature) []*value {
	switch sig.Results().Len() {
	case 0:
		return nil
	case 1:
		return []*value{o.val}
	}
	if o.val.kind == kTuple {
		return slices.Clone(o.val.elems)
	}
	return slices.Repeat([]*value{top}, sig.Results().Len())
}

// withoutDoubt takes from the ways in which a method of a holder ends those in
// which it has not released the object, if in others that the caller cannot
// tell from them, or in which nothing failed, it has: a count of references,
// or something else that is not known, decides.
func withoutDoubt(outs []callOut, sig *types.Signature) []callOut {
	return slices.DeleteFunc(slices.Clone(outs), func(o callOut) bool {
		return !o.panics && o.st.owed() && slices.ContainsFunc(outs, func(p callOut) bool {
			return !p.panics && p.st.ts == released && !tellsApart(o, p, sig)
		})
	})
}

// tellsApart reports whether the results tell that a call ended as o, not as p; that
// it failed does not count.
func tellsApart(o, p callOut, sig *types.Signature) bool {
	a, b := o.results(sig), p.results(sig)
	for i := range a {
		x, y := o.st.known(a[i]), p.st.known(b[i])
		failed := IsError(sig.Results().At(i).Type()) && x == NotNil
		if x != Unknown && y != Unknown && x != y && !failed {
			return true
		}
	}
	return false
}

// automaton returns that of the holder, with the state in which it is first,
// or nil.
func (s *search) automaton() (d *Derived, at int) {
	switch {
	case s.derived != nil && (s.holder == nil || slices.ContainsFunc(s.holder.results, isReceiver)):
		i := slices.IndexFunc(s.acq.outcomes, Outcome.carries)
		return s.derived, s.derived.firstOwed(s.acq.outcomes[i].At)
	case s.holder == nil:
		return nil, 0
	}
	d, states := s.derive([]*state{s.holder}, s.holderTypes(), false)
	if d == nil {
		return nil, 0
	}
	return d, states[0]
}

// holderTypes returns the types of the results and the arguments of the first
// call on the way to the acquire.
func (s *search) holderTypes() []types.Type {
	var list []types.Type
	for v := range s.at().Common().Signature().Results().Variables() {
		list = append(list, v.Type())
	}
	for _, a := range s.at().Common().Args {
		list = append(list, a.Type())
	}
	return list
}

// nameAdvance returns how the program can advance what is held, or "".
func (s *search) nameAdvance() string {
	d, at := s.automaton()
	if d == nil {
		return ""
	}
	return d.advances(at)
}

// nameRelease finds out how the program can release what is held.
func (s *search) nameRelease(f *Finding) {
	if len(s.via) == 0 && s.derived == nil {
		return
	}
	f.Held = true
	d, at := s.automaton()
	results := s.at().Common().Signature().Results()
	if s.derived != nil && len(s.via) == 0 {
		f.Results[protocol.Receiver] = s.resultOf(protocol.Receiver)
	}
	if s.holder != nil {
		delete(f.Results, protocol.Receiver)
		for i, a := range s.holder.results[:results.Len()] {
			if _, is := f.Results[protocol.Receiver]; isReceiver(a) || a != top && !is {
				f.Results[protocol.Receiver] = i
			}
		}
	}
	if d == nil {
		return
	}
	if s.holder != nil {
		for i, a := range s.holder.results[:results.Len()] {
			if rel := s.proto.Release[0].Role; rel != "" && a.is(rel) {
				f.Results, f.Held = map[protocol.Role]int{rel: i}, false
				return
			}
		}
	}
	name := d.releases(at)
	if i, is := literalOf(name); is {
		f.Held = false
		if role := s.proto.Release[0].Role; role != "" {
			f.Results = map[protocol.Role]int{role: i}
		} else {
			f.Results, f.Literal = map[protocol.Role]int{protocol.Receiver: i}, true
		}
		return
	}
	if f.Method = name; name == "" && s.holder != nil {
		for i, a := range s.holder.results {
			if f.Method == "" && a != top {
				f.Method = s.fieldThatReleases(s.holder, a, s.holderTypes()[i])
			}
		}
	}
}

// fieldThatReleases returns the field of a, which is of type t, that gives the
// object back if it is called, or has a method for that; "" if there is none.
func (s *search) fieldThatReleases(st *state, a *value, t types.Type) string {
	if v, ok := st.cells[a.cell]; ok && a.kind == kPtr {
		a = at(v.val, a.path)
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	fields, ok := t.Underlying().(*types.Struct)
	if !ok || a.kind != kTuple {
		return ""
	}
	for i, e := range a.elems {
		for _, rel := range s.proto.Release {
			switch {
			case rel.Role != "" && e.is(rel.Role):
				return fields.Field(i).Name()
			case rel.Call != "" && isReceiver(e):
				return fields.Field(i).Name() + "." + rel.Call
			}
		}
	}
	return ""
}

// at returns the call in the root that makes the object.
func (s *search) at() ssa.CallInstruction {
	if len(s.via) > 0 {
		return s.via[0]
	}
	return s.site
}

// gives returns the ways in which that call can end.
func (s *search) gives() []Outcome {
	if len(s.via) > 0 {
		return s.given
	}
	return s.acq.outcomes
}

// tells reports whether what goes wrong in fn is this search's to tell: if
// the object is made by a function that is called, what goes wrong in
// that function is told where it is analysed.
func (s *search) tells(fn *ssa.Function) bool {
	return len(s.via) == 0 || outermost(fn) == outermost(s.root)
}

func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// leak notes a leak.
func (s *search) leak(l *leak) {
	if s.tells(l.c.f.fn) {
		s.leaks = append(s.leaks, l)
	}
}

// bringsOut notes that the root's callers get the object within something.
func (c *context) bringsOut(s *state) {
	if s.owed() {
		c.brings = true
		if len(c.exits) < maxDerived {
			c.exits = append(c.exits, s.clone())
		}
	}
	s.ts = escaped
}

// buries reports whether a store puts the handle that releases into a field of
// the package that nothing ever reads.
func (c *context) buries(instr *ssa.Store, s *state) bool {
	fa, ok := instr.Addr.(*ssa.FieldAddr)
	if !ok || !c.fields || !s.owed() {
		return false
	}
	a := s.eval(instr.Val)
	if a.kind != kHandle || a.role == protocol.Receiver || c.proto.ReleaseBy(protocol.Op{Role: a.role}) == nil {
		return false
	}
	f := fieldOf(fa)
	return f.Pkg() == c.pkg.Pkg && !f.Exported() && len(c.readersOf(f)) == 0
}

// fieldOf returns the field of which fa is the address, as it is declared.
func fieldOf(fa *ssa.FieldAddr) *types.Var {
	st := fa.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	return st.Field(fa.Field).Origin()
}

// readersOf returns the declared functions that do more with a field, there or
// in a literal, than assign to it.
func (e *engine) readersOf(f *types.Var) []*ssa.Function {
	if e.readFields == nil {
		e.readFields = make(map[*types.Var][]*ssa.Function)
		for _, fn := range e.declared {
			e.scanReads(fn, fn)
		}
	}
	return e.readFields[f]
}

// scanReads notes what fn, which is declared or a literal in it, reads.
func (e *engine) scanReads(declared, fn *ssa.Function) {
	note := func(f *types.Var) {
		if list := e.readFields[f]; len(list) == 0 || list[len(list)-1] != declared {
			e.readFields[f] = append(list, declared)
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Field:
				note(instr.X.Type().Underlying().(*types.Struct).Field(instr.Field).Origin())
			case *ssa.FieldAddr:
				if !onlyStored(instr) {
					note(fieldOf(instr))
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		e.scanReads(declared, lit)
	}
}

// onlyStored reports whether the program does nothing with an address but to
// store there.
func onlyStored(addr ssa.Value) bool { return onlyUsed(addr, false, true) }

// lostRelease reports, and notes as a leak, that the root hands an object on
// whose release was stored where nothing finds it.
func (c *context) lostRelease(n *solver.Node[*state], s *state, at ssa.Instruction) {
	if s.owed() && s.buried != nil {
		c.leak(&leak{kind: Buried, c: c, node: n, ts: s.ts, at: at, buried: s.buried, gathered: s.gathered, turns: s.turns})
	}
}

// kept reports whether a variable that the callers of the root can get at
// leads to a handle.
func (s *state) kept() bool {
	for _, v := range s.cells {
		if v.shared && s.reaches(v.val, isHandle) {
			return true
		}
	}
	return false
}

// shareParams lets the root's parameters that point to structs whose fields
// are followed point to variables of callers.
func (s *search) shareParams(entry *state) {
	for i, p := range s.root.Params {
		ptr, ok := p.Type().Underlying().(*types.Pointer)
		if !ok || entry.regs[p] != nil || !s.holds(ptr.Elem()) {
			continue
		}
		c := cell{n: len(s.root.FreeVars) + i}
		entry.regs[p] = &value{kind: kPtr, cell: c}
		entry.cells[c] = variable{val: top, shared: true}
	}
}
