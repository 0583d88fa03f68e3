package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- the object of an advance --

// receiverOf returns the object on which a call is an operation: the receiver
// of a method, or the closure that is called.
func receiverOf(call *ssa.Call) ssa.Value {
	if call.Call.IsInvoke() || call.Call.StaticCallee() == nil {
		return call.Call.Value
	}
	if len(call.Call.Args) == 0 {
		return nil
	}
	return call.Call.Args[0]
}

// innermost returns the innermost loop statement around the call, or nil.
func innermost(call *ssa.Call) ast.Stmt {
	loops := loopsAround(stackOwner(call.Parent()).Syntax(), call.Pos())
	var in ast.Stmt
	for _, l := range loops {
		if in == nil || l.Pos() > in.Pos() {
			in = l
		}
	}
	if f, ok := in.(*ast.ForStmt); ok && f.Init != nil && f.Init.Pos() <= call.Pos() && call.Pos() < f.Init.End() {
		return nil // it runs once
	}
	return in
}

// renewed reports whether each pass of the loop may advance another object
// than the last one.
func renewed(recv ssa.Value, loop *ast.ForStmt) bool {
	inside := func(pos token.Pos) bool { return loop.Pos() <= pos && pos < loop.End() }
	switch v := recv.(type) {
	case *ssa.UnOp:
		return stored(v.X, inside)
	case *ssa.ChangeInterface:
		return renewed(v.X, loop)
	case *ssa.MakeInterface:
		return renewed(v.X, loop)
	case *ssa.ChangeType:
		return renewed(v.X, loop)
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(e ssa.Value) bool {
			instr, ok := e.(ssa.Instruction)
			return ok && inside(instr.Pos())
		})
	case *ssa.FieldAddr:
		return renewed(v.X, loop)
	case *ssa.Alloc, *ssa.Extract, *ssa.Call, *ssa.Lookup, *ssa.TypeAssert, *ssa.Next, *ssa.Field, *ssa.Index, *ssa.IndexAddr:
		return inside(v.(ssa.Instruction).Pos()) || inside(position(v))
	}
	return false
}

// position returns the place of an instruction that has none of its own.
func position(v ssa.Value) token.Pos {
	if x, ok := v.(*ssa.Extract); ok {
		return x.Tuple.Pos()
	}
	return v.Pos()
}

// stored reports whether the variable at addr is assigned to at a place that
// inside selects.
func stored(addr ssa.Value, inside func(token.Pos) bool) bool {
	var fn *ssa.Function
	field := -1
	base := addr
	switch a := addr.(type) {
	case *ssa.FieldAddr:
		fn, field, base = a.Parent(), a.Field, a.X
	case *ssa.FreeVar:
		fn = a.Parent()
	case *ssa.Alloc:
		fn = a.Parent()
	case *ssa.IndexAddr:
		return true
	default:
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok || !inside(st.Pos()) && !inside(st.Val.Pos()) {
				continue
			}
			if st.Addr == addr {
				return true
			}
			if f, ok := st.Addr.(*ssa.FieldAddr); ok && field >= 0 && f.Field == field && types.Identical(f.X.Type(), base.Type()) {
				return true
			}
		}
	}
	return false
}

// fromMemory reports whether the object was made from a value of a type that
// never fails.
func (e *engine) fromMemory(p *protocol.Protocol, v ssa.Value, depth int) bool {
	if len(p.Memory) == 0 || depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		return slices.ContainsFunc(v.Call.Args, func(a ssa.Value) bool { return e.fromMemory(p, a, depth+1) })
	case *ssa.MakeInterface:
		if p.IsMemory(v.X.Type()) {
			return !p.Constant || fromConstant(v.X)
		}
		return e.fromMemory(p, v.X, depth+1)
	case *ssa.ChangeInterface:
		return e.fromMemory(p, v.X, depth+1)
	case *ssa.UnOp:
		return e.onlyStore(v.X, func(a ssa.Value) bool { return e.fromMemory(p, a, depth+1) })
	}
	return false
}

// fromTerminal reports whether the object was made from a variable from which
// programs read what a person types.
func (e *engine) fromTerminal(p *protocol.Protocol, v ssa.Value, depth int) bool {
	if len(p.Terminal) == 0 || depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		return slices.ContainsFunc(v.Call.Args, func(a ssa.Value) bool { return e.fromTerminal(p, a, depth+1) })
	case *ssa.MakeInterface:
		return e.fromTerminal(p, v.X, depth+1)
	case *ssa.ChangeInterface:
		return e.fromTerminal(p, v.X, depth+1)
	case *ssa.UnOp:
		if g, ok := v.X.(*ssa.Global); ok && g.Pkg != nil {
			return slices.Contains(p.Terminal, globalName(g))
		}
		return e.onlyStore(v.X, func(a ssa.Value) bool { return e.fromTerminal(p, a, depth+1) })
	}
	return false
}

// fromConstant reports whether v is the result of a call that is given
// constants only.
func fromConstant(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && len(call.Call.Args) > 0 && !slices.ContainsFunc(call.Call.Args, func(a ssa.Value) bool {
		if conv, ok := a.(*ssa.Convert); ok {
			a = conv.X
		}
		_, isConst := a.(*ssa.Const)
		return !isConst
	})
}

// onlyStore reports whether the local variable at addr is assigned once, a
// value that is selects.
func (e *engine) onlyStore(addr ssa.Value, is func(ssa.Value) bool) bool {
	alloc, ok := addr.(*ssa.Alloc)
	if free, isFree := addr.(*ssa.FreeVar); isFree {
		for _, b := range bindings(free) {
			return e.onlyStore(b, is)
		}
	}
	if !ok {
		return false
	}
	n, fits := 0, false
	for _, ref := range *alloc.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == alloc {
			n++
			fits = is(st.Val)
		}
	}
	return n == 1 && fits
}

// takes reports whether the program does anything with the i-th result.
func takes(call *ssa.Call, i int) bool {
	if call.Call.Signature().Results().Len() == 1 {
		return used(call)
	}
	for _, ref := range *call.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i && used(x) {
			return true
		}
		if _, ok := ref.(*ssa.Return); ok {
			return true
		}
	}
	return false
}

func used(v ssa.Value) bool {
	return slices.ContainsFunc(*v.Referrers(), func(i ssa.Instruction) bool {
		_, debug := i.(*ssa.DebugRef)
		return !debug
	})
}

// sameObject reports whether x and y read the same variable, or are the same
// value.
func sameObject(x, y ssa.Value) bool {
	if x == y {
		return true
	}
	switch x := x.(type) {
	case *ssa.UnOp:
		y, ok := y.(*ssa.UnOp)
		return ok && x.Op == y.Op && sameObject(x.X, y.X)
	case *ssa.FieldAddr:
		y, ok := y.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && sameObject(x.X, y.X)
	}
	return false
}
