package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// The engine follows what the fields of a struct hold if a handle may be
// among it. The content of such a variable is a tuple, and an address within
// it has a path: the index of a field, of a field of that, and so on, a byte
// each.

// maxFields and maxPath bound the structs whose fields are followed.
const (
	maxFields = 100
	maxPath   = 3
	maxHops   = 3 // addresses of structs of the package, one in another
)

// hidden is the content of a field that unseen code may read and write.
var hidden = &value{kind: kTop, neg: true}

// at returns what the part of a that path selects holds.
func at(a *value, path string) *value {
	for i := range len(path) {
		switch {
		case a == hidden:
			return hidden
		case a.kind != kTuple && a.kind != kCollection || int(path[i]) >= len(a.elems):
			return top
		}
		a = a.elems[path[i]]
	}
	return a
}

// withAt returns a with b in the part that path selects.
func withAt(a *value, path string, b *value) *value {
	if path == "" {
		return b
	}
	if a.kind != kTuple && a.kind != kCollection || int(path[0]) >= len(a.elems) {
		return a
	}
	with := *a
	with.elems = slices.Clone(a.elems)
	with.elems[path[0]] = withAt(with.elems[path[0]], path[1:], b)
	return &with
}

// anyHidden reports whether unseen code has a part of a.
func anyHidden(a *value) bool { return a == hidden || slices.ContainsFunc(a.elems, anyHidden) }

// fieldAddr returns the address of a field.
func (c *context) fieldAddr(s *state, instr *ssa.FieldAddr) *value {
	self := symOf(instr)
	a := s.eval(instr.X)
	if isReceiver(a) {
		return c.within(s, a, instr, instr.X.Type(), instr.Field)
	}
	if a.kind != kPtr || !c.fields || len(a.path) >= maxPath {
		return self
	}
	v, ok := s.cells[a.cell]
	if !ok || v.opaque {
		return self
	}
	typ := instr.X.Type().Underlying().(*types.Pointer).Elem()
	content := at(v.val, a.path)
	if isReceiver(content) {
		return c.within(s, content, instr, instr.X.Type(), instr.Field)
	}
	if content.kind != kTuple {
		if content == hidden || content.kind != kTop && content.kind != kSym || !c.holds(typ) {
			return self
		}
		v.val = withAt(v.val, a.path, c.fresh(typ, false))
		s.cells[a.cell] = v
		if at(v.val, a.path).kind != kTuple {
			return self
		}
	}
	return &value{kind: kPtr, cell: a.cell, path: a.path + string(byte(instr.Field))}
}

// within returns the value of a field, or of its address, of a holder of
// which another package tells what its methods do. It stands for the holder
// if its methods are the holder's; what else it may be used for is not known.
func (c *context) within(s *state, holder *value, instr ssa.Value, t types.Type, field int) *value {
	if c.derived == nil {
		return symOf(instr)
	}
	if promotes(t, field) {
		return holder
	}
	c.escape(s, holder)
	return symOf(instr)
}

// promotes reports whether the methods of an embedded field are all methods of
// the struct type t, or of what it points to.
func promotes(t types.Type, field int) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || !st.Field(field).Embedded() {
		return false
	}
	outer, inner := types.NewMethodSet(types.NewPointer(t)), types.NewMethodSet(st.Field(field).Type())
	for m := range inner.Methods() {
		if sel := outer.Lookup(m.Obj().Pkg(), m.Obj().Name()); sel == nil || sel.Obj() != m.Obj() {
			return false
		}
	}
	return true
}

// holds reports whether t is a struct whose fields are followed: one that may
// hold a handle.
func (s *search) holds(t types.Type) bool {
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() <= maxFields && s.mayLead(t, false)
}

// A member is a type of which a value stands alone, or is part of another.
type member struct {
	of   types.Type
	part bool
}

// mayLead reports whether a value of type t may be or hold a handle.
func (s *search) mayLead(t types.Type, part bool) bool {
	places := s.holders
	switch {
	case s.resource:
		places = s.carriers
	case s.yields != nil:
		places = s.emitters
	case s.derived != nil:
		places = s.outer
	}
	at := member{t, part}
	known, ok := places[at]
	if !ok {
		fields := 0
		if part {
			fields = 1
		}
		known = s.mayHold(t, fields, 0, make(map[types.Type]bool))
		places[at] = known
	}
	return known
}

// mayHold reports whether a value of type t may be or hold a handle: a
// function, an object of a protocol or of a method set that can give one
// back, or a struct with one of these. Any address may be one that leads to a
// resource, and any interface. The search comes to t by that many fields of
// structs, and addresses of structs of the package, of which it has seen some.
func (s *search) mayHold(t types.Type, fields, hops int, seen map[types.Type]bool) bool {
	if fields > maxPath || hops > maxHops {
		return false
	}
	if s.resource && fields+hops > 0 && (isPointer(t) || types.IsInterface(t)) {
		return true
	}
	if s.yields != nil && isBool(t) {
		return true
	}
	if sig := SignatureOf(t); sig != nil {
		return sig.Params().Len() <= 1 || s.yields != nil && IsYield(t)
	}
	if p := s.table.Of(t); p != nil && p.Owned() {
		return true
	}
	if s.derived != nil && s.isHeld(t) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if fields+hops > 0 && u.NumFields() > maxFields {
			return false
		}
		for f := range u.Fields() {
			if s.mayHold(f.Type(), fields+1, hops, seen) {
				return true
			}
		}
	case *types.Pointer:
		if name, _ := protocol.TypeName(u); name != nil && name.Pkg() == s.pkg.Pkg {
			if fields == 0 || seen[u.Elem()] {
				return false
			}
			seen[u.Elem()] = true
			return s.mayHold(u.Elem(), 0, hops+1, seen)
		}
		return fields > 0 && s.mayHold(u.Elem(), fields+1, hops, seen)
	case *types.Slice, *types.Map:
		return fields > 0 && elemOf(elemOf(u)) == nil && s.mayHold(elemOf(u), fields, hops, seen)
	case *types.Interface:
		for m := range u.Methods() {
			sig := m.Signature()
			if sig.Params().Len() == 0 && (sig.Results().Len() == 0 || sig.Results().Len() == 1 && IsError(sig.Results().At(0).Type())) {
				return true
			}
		}
	}
	return false
}

// isHeld reports whether t is the type of a result of the call that makes the
// holder.
func (s *search) isHeld(t types.Type) bool {
	if s.site == nil || !isPointer(t) {
		return false
	}
	results := s.site.Common().Signature().Results()
	for i := range results.Len() {
		if types.Identical(results.At(i).Type(), t) {
			return true
		}
	}
	return false
}

// zero returns the abstract value of a new variable of type t.
func (c *context) zero(t types.Type) *value {
	switch {
	case isFlag(t):
		return constOf(falseConst)
	case !c.fields || !c.holds(t):
		return zeroValue(t)
	}
	return c.fresh(t, true)
}

// fresh returns the content of a struct of type t of which nothing is known,
// or, if zero, which is the zero value.
func (c *context) fresh(t types.Type, zero bool) *value {
	st := t.Underlying().(*types.Struct)
	elems := make([]*value, st.NumFields())
	for i := range elems {
		f := st.Field(i).Type()
		switch {
		case !c.matters(f) && !c.flagField(st.Field(i).Origin()):
			elems[i] = hidden
		case !zero:
			elems[i] = top
		default:
			elems[i] = c.zero(f)
		}
	}
	return tupleOf(elems)
}

// matters reports whether a field of type t is followed: it may hold a handle,
// or tell in what state the holder is.
func (s *search) matters(t types.Type) bool {
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Info()&(types.IsBoolean|types.IsInteger) != 0
	}
	return IsError(t) || isFlag(t) || s.mayLead(t, true)
}

// isStruct reports whether a is the address of a struct whose fields are
// followed.
func (s *state) isStruct(a *value) bool {
	if a.kind != kPtr {
		return false
	}
	v, ok := s.cells[a.cell]
	return ok && at(v.val, a.path).kind == kTuple
}

// isHolder reports whether a leads to a struct that holds a handle.
func (s *state) isHolder(a *value) bool {
	return s.reaches(a, func(b *value) bool { return (s.isStruct(b) || s.isCollection(b)) && s.reaches(b, isHandle) })
}

// disturb notes that fn, which is not looked into, is given the addresses of
// structs that hold no handle: it may change them, and keep them if it
// retains that parameter.
func (c *context) disturb(s *state, fn *ssa.Function, args []*value) {
	for i, a := range args {
		switch {
		case s.isCollection(a):
			c.escape(s, a)
		case !s.isStruct(a):
		case len(fn.Blocks) == 0 || c.retains(fn, i):
			c.escape(s, a)
		default:
			v := s.cells[a.cell]
			content := at(v.val, a.path)
			v.val = withAt(v.val, a.path, c.disturbed(s, content))
			s.cells[a.cell] = v
		}
	}
}

// disturbed returns the content of a struct after unknown changes.
func (c *context) disturbed(s *state, a *value) *value {
	switch {
	case a.kind == kTuple:
		return tupleOf(mapValues(a.elems, func(e *value) *value { return c.disturbed(s, e) }))
	case structural(a):
		c.escape(s, a)
	}
	if a == hidden {
		return hidden
	}
	return top
}

// retains reports whether fn may keep its i-th parameter, an address, beyond
// its call.
func (e *engine) retains(fn *ssa.Function, i int) bool {
	if i >= len(fn.Params) {
		return true
	}
	p := fn.Params[i]
	known, ok := e.retained[p]
	if !ok {
		e.retained[p] = false // a recursive call adds nothing
		known = e.keeps(p)
		e.retained[p] = known
	}
	return known
}

// keeps reports whether an address is put where it outlives the function that
// has it.
func (e *engine) keeps(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef, *ssa.UnOp, *ssa.BinOp:
		case *ssa.FieldAddr:
			if e.keeps(ref) {
				return true
			}
		case *ssa.Store:
			if ref.Val == v {
				return true
			}
		case ssa.CallInstruction:
			callee := ref.Common().StaticCallee()
			if callee == nil || len(origin(callee).Blocks) == 0 {
				return true
			}
			for i, a := range ref.Common().Args {
				if a == v && e.retains(origin(callee), i) {
					return true
				}
			}
		default:
			return true
		}
	}
	return false
}

// lend gives the body of a sequence to the call that acquires it. It runs when
// the object is advanced, so what it may change is not known from here on; the
// other fields of a struct that it has are.
func (c *context) lend(s *state, a *value) {
	if a.kind != kFunc || !c.fields {
		c.escape(s, a)
		return
	}
	for i, e := range a.elems {
		if e.kind == kPtr && i < len(a.fn.FreeVars) && c.lendVariable(s, e, a.fn.FreeVars[i]) {
			continue
		}
		c.escape(s, &value{kind: kFunc, fn: a.fn, elems: onlyAt(a.elems, i)})
	}
}

// onlyAt returns the list with all but the i-th value unknown.
func onlyAt(list []*value, i int) []*value {
	out := unknowns(len(list))
	out[i] = list[i]
	return out
}

// lendVariable lends a struct that a literal has by its free variable v, or
// whose address stands there, and reports whether it is one.
func (c *context) lendVariable(s *state, addr *value, v *ssa.FreeVar) bool {
	if s.isStruct(addr) {
		return c.lendStruct(s, addr, v)
	}
	content := at(s.cells[addr.cell].val, addr.path)
	if !s.isStruct(content) || c.writes(v) {
		return false
	}
	for _, ref := range *v.Referrers() {
		if load, ok := ref.(*ssa.UnOp); ok && !c.lendStruct(s, content, load) {
			return false
		}
	}
	return true
}

// lendStruct hides the fields that code which has the address v may change, and
// reports whether nothing else can become of the address.
func (c *context) lendStruct(s *state, addr *value, v ssa.Value) bool {
	touched := make(map[int]bool)
	if !touches(v, touched, 0) {
		return false
	}
	st := s.cells[addr.cell]
	elems := slices.Clone(at(st.val, addr.path).elems)
	for i := range touched {
		if i < len(elems) {
			c.escape(s, elems[i])
			st = s.cells[addr.cell]
			elems[i] = hidden
		}
	}
	st.val = withAt(st.val, addr.path, tupleOf(elems))
	s.cells[addr.cell] = st
	return true
}

// touches collects the fields that code which has the address v of a struct
// may change, and reports whether it does nothing else with the address.
func touches(v ssa.Value, fields map[int]bool, depth int) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.FieldAddr:
			if !onlyLoaded(ref) {
				fields[ref.Field] = true
			}
		case *ssa.Call:
			callee := ref.Call.StaticCallee()
			if callee == nil || len(origin(callee).Blocks) == 0 || depth > maxPath {
				return false
			}
			for i, a := range ref.Call.Args {
				if a == v && !touches(origin(callee).Params[i], fields, depth+1) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}
