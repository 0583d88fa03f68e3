package engine

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A literal may also count on in a variable that was made outside of it, and
// that nothing sets back: a slice that it makes shorter, an index, a node.

// countsOn reports whether the literal fn is a sequence that counts on in a
// variable, and ends only where the variable is at its end or the loop over it
// does.
func (u *uses) countsOn(fn *ssa.Function) bool {
	for _, free := range fn.FreeVars {
		cell, ok := baseOf(free).(*ssa.Alloc)
		if !ok || isWithin(cell.Parent(), fn) || !onlyMovesOn(cell, fn) {
			continue
		}
		for _, instr := range *free.Referrers() {
			l := &literal{uses: u, fn: fn, yield: fn.Params[0], advance: advance{at: instr}, cell: cell}
			if isRead(instr) && l.endsWithSource() && l.yieldsInOrder() {
				return true
			}
		}
	}
	return false
}

func isRead(instr ssa.Instruction) bool {
	load, ok := instr.(*ssa.UnOp)
	return ok && load.Op == token.MUL
}

// onlyMovesOn reports whether a variable is set once outside of the literal fn,
// in fn itself is assigned only what it has made of the variable, or nil, and
// is not used but to be read and assigned.
func onlyMovesOn(cell *ssa.Alloc, fn *ssa.Function) bool {
	outside, inside, other := 0, 0, false
	eachReference(cell, func(instr ssa.Instruction, as ssa.Value) {
		switch instr := instr.(type) {
		case *ssa.DebugRef, *ssa.MakeClosure:
		case *ssa.UnOp:
		case *ssa.Store:
			switch {
			case instr.Addr != as:
				other = true
			case !isWithin(instr.Parent(), fn):
				outside++
			case instr.Parent() != fn || !isEmptyConst(instr.Val) && !madeOf(instr.Val, cell, 0):
				other = true
			default:
				inside++
			}
		default:
			other = true
		}
	})
	return outside == 1 && inside > 0 && !other
}

// isEmptyConst reports whether v is nil or the empty string.
func isEmptyConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && (c.IsNil() || c.Value != nil && c.Value.Kind() == constant.String && constant.StringVal(c.Value) == "")
}

// madeOf reports whether v is a part of the variable's value, what follows it,
// or a number away from it.
func madeOf(v ssa.Value, cell *ssa.Alloc, depth int) bool {
	const deep = 10
	if depth > deep {
		return false
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return false
		}
		if field, ok := v.X.(*ssa.FieldAddr); ok {
			return madeOf(field.X, cell, depth+1)
		}
		return baseOf(v.X) == ssa.Value(cell)
	case *ssa.Slice:
		return v.Low != nil && madeOf(v.X, cell, depth+1)
	case *ssa.BinOp:
		_, isConst := v.Y.(*ssa.Const)
		return isConst && (v.Op == token.ADD || v.Op == token.SUB) && madeOf(v.X, cell, depth+1)
	case *ssa.Phi:
		return !slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { return !madeOf(e, cell, depth+1) })
	}
	return false
}

// comparesCell reports whether a condition asks whether the variable of the
// literal is at its end: it is nil or empty, or a number is too large or too
// small.
func (l *literal) comparesCell(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	x, isLen := measured(cmp.X)
	read, ok := x.(*ssa.UnOp)
	if !ok || read.Op != token.MUL || baseOf(read.X) != ssa.Value(l.cell) || isField(read.X) {
		return false
	}
	switch cmp.Op {
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		return isFixed(cmp.Y)
	case token.EQL, token.NEQ:
		_, isConst := cmp.Y.(*ssa.Const)
		return isLen && isConst || isNilConst(cmp.Y)
	}
	return false
}

// measured returns the operand of len if v is a call of it, and v if not.
func measured(v ssa.Value) (of ssa.Value, isLen bool) {
	if call, ok := v.(*ssa.Call); ok {
		if bi, ok := call.Call.Value.(*ssa.Builtin); ok && bi.Name() == "len" {
			return call.Call.Args[0], true
		}
	}
	return v, false
}

// isFixed reports whether v is a constant, or reads a variable that is assigned
// only once, or is the length of what that has.
func isFixed(v ssa.Value) bool {
	v, _ = measured(v)
	if _, ok := v.(*ssa.Const); ok {
		return true
	}
	read, ok := v.(*ssa.UnOp)
	if !ok || read.Op != token.MUL || isField(read.X) {
		return false
	}
	cell, ok := baseOf(read.X).(*ssa.Alloc)
	return ok && onlyStore(cell) != nil
}

func isField(v ssa.Value) bool {
	_, ok := v.(*ssa.FieldAddr)
	return ok
}
