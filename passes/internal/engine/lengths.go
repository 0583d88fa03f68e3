package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Lengths of slices, strings and maps. A search for lost yields knows them
// where they are zero, so that a loop over nothing is not entered: programs
// yield one element if there are no others, or the rest of a buffer unless
// that was just emptied.

var (
	// emptySlice is a slice without elements that is not nil.
	emptySlice = constVal{kind: constInt, s: "empty"}
	zero       = constVal{kind: constInt}
)

// A place is where a value that does not change while a function runs can be
// read, any number of times.
type place struct {
	root sym
	path string
}

// lengthOf returns the length of arg. It is the same each time that arg is
// read from the same place.
func (c *context) lengthOf(arg ssa.Value, s *state) *value {
	if a := s.eval(arg); a.kind == kConst && (a.c == nilConst || a.c == emptySlice) {
		return constOf(zero)
	}
	if c.yields.counting {
		return top // a summary is not worth the states
	}
	at, ok := c.placeOf(arg, s)
	if !ok {
		return top
	}
	names := c.yields.lengths
	if names[at] == 0 {
		names[at] = len(names) + 1
	}
	name := sym{at.root.v, -names[at]}
	if name.v == nil {
		name.v = c.f.fn // the root came in from the caller
	}
	return s.resolve(&value{kind: kSym, sym: name})
}

// placeOf returns the place that v is read from, or v itself if it is an
// unknown that keeps its name.
func (c *context) placeOf(v ssa.Value, s *state) (place, bool) {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		switch addr := load.X.(type) {
		case *ssa.FieldAddr:
			at, ok := c.placeOf(addr.X, s)
			field := fieldOf(addr)
			at.path += "." + field.Name()
			return at, ok && !c.storesTo(field)
		case *ssa.FreeVar:
			return place{sym{v: addr}, "*"}, assignedOnce(addr)
		}
	}
	a := s.eval(v)
	if a.kind != kSym {
		return place{}, false
	}
	_, phi := a.sym.v.(*ssa.Phi)
	return place{root: a.sym}, !phi
}

// storesTo reports whether the function that is searched, or a literal in it,
// assigns to the field.
func (c *context) storesTo(field *types.Var) bool {
	ys := c.yields
	if ys.assigned == nil {
		ys.assigned = make(map[*types.Var]int)
		fieldsAssigned(c.root, ys.assigned)
	}
	return ys.assigned[field] > 0
}

func fieldsAssigned(fn *ssa.Function, out map[*types.Var]int) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			if addr, ok := st.Addr.(*ssa.FieldAddr); ok {
				out[fieldOf(addr)]++
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		fieldsAssigned(lit, out)
	}
}

// assignedOnce reports whether the variable that v refers to keeps its first
// value.
func assignedOnce(v *ssa.FreeVar) bool {
	bound := bindings(v)
	for _, b := range bound {
		switch b := b.(type) {
		case *ssa.FreeVar:
			if !assignedOnce(b) {
				return false
			}
		case *ssa.Alloc:
			if stores(b) > 1 {
				return false
			}
		}
	}
	return len(bound) > 0
}

// stores counts the assignments to the variable at addr, also by literals.
func stores(addr ssa.Value) int {
	n := 0
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			n++
		case *ssa.MakeClosure:
			for i, b := range ref.Bindings {
				if b == addr {
					n += stores(ref.Fn.(*ssa.Function).FreeVars[i])
				}
			}
		case *ssa.UnOp, *ssa.DebugRef, *ssa.FieldAddr:
		default:
			n += 2 // its address is taken
		}
	}
	return n
}

// made returns the value of an instruction that makes a slice, if it is known
// to be empty, or that advances a loop over a map or a string, if that is, or
// else the unknown of that name.
func (c *context) made(v ssa.Value, s *state) *value {
	if c.yields != nil {
		switch v := v.(type) {
		case *ssa.Next:
			if r, ok := v.Iter.(*ssa.Range); ok && equal(c.lengthOf(r.X, s), constOf(zero)) {
				return tupleOf([]*value{constOf(falseConst), top, top})
			}
		case *ssa.MakeSlice:
			if isZero(v.Len) {
				return constOf(emptySlice)
			}
		case *ssa.Slice:
			if v.High != nil && isZero(v.High) {
				return constOf(emptySlice)
			}
		}
	}
	return symOf(v)
}

func isZero(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.Value != nil && constValue(k).c == zero
}

// isOver reports whether x is the index of a loop over a slice of length y
// that has no elements.
func (c *context) isOver(instr *ssa.BinOp, y *value) bool {
	if c.yields == nil && c.signal == nil || instr.Op != token.LSS || y.kind != kConst || y.c != zero {
		return false
	}
	next, ok := instr.X.(*ssa.BinOp)
	if !ok || next.Op != token.ADD {
		return false
	}
	phi, ok := next.X.(*ssa.Phi)
	return ok && phi.Comment == "rangeindex"
}

// measuresBuffer reports whether a condition compares the length of a slice
// that grows with a bound that the program chose. Once yield has returned
// false, it tells whether the buffer was full, and thus whether there was a
// yield, which is not followed.
func measuresBuffer(cond ssa.Value) bool {
	op, ok := cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	return grows(op.X) && isBound(op.Y) || grows(op.Y) && isBound(op.X)
}

// grows reports whether n is the length of a variable that append assigns to.
func grows(n ssa.Value) bool {
	call, ok := n.(*ssa.Call)
	if !ok || !isBuiltin(call, "len") {
		return false
	}
	switch x := call.Call.Args[0].(type) {
	case *ssa.Phi:
		return slices.ContainsFunc(x.Edges, isAppend)
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return appendedTo(x.X)
		}
	}
	return false
}

func isBuiltin(v ssa.Value, name string) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == name
}

func isAppend(v ssa.Value) bool { return isBuiltin(v, "append") }

// appendedTo reports whether the result of append is stored in the variable at
// addr, in the function that has it or in a literal.
func appendedTo(addr ssa.Value) bool {
	if fv, ok := addr.(*ssa.FreeVar); ok {
		return slices.ContainsFunc(bindings(fv), appendedTo)
	}
	alloc, ok := addr.(*ssa.Alloc)
	return ok && storesAppend(alloc)
}

func storesAppend(addr ssa.Value) bool {
	return slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.Store:
			return isAppend(ref.Val)
		case *ssa.MakeClosure:
			i := slices.Index(ref.Bindings, addr)
			return i >= 0 && storesAppend(ref.Fn.(*ssa.Function).FreeVars[i])
		}
		return false
	})
}

// isBound reports whether n is, but for a constant, a parameter, a variable or
// a capacity, not the index of a loop.
func isBound(n ssa.Value) bool {
	switch n := n.(type) {
	case *ssa.Parameter:
		return true
	case *ssa.UnOp:
		return n.Op == token.MUL
	case *ssa.Call:
		return isBuiltin(n, "cap")
	case *ssa.BinOp:
		_, ok := n.Y.(*ssa.Const)
		return ok && isBound(n.X)
	}
	return false
}
