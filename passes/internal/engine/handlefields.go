package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// handleField reports whether v is read from a field to which the package
// assigns nothing but handles: a call of such a field is one of an object, and
// not of any function.
func (e *engine) handleField(v ssa.Value) bool {
	var f *types.Var
	switch v := v.(type) {
	case *ssa.Field:
		f = v.X.Type().Underlying().(*types.Struct).Field(v.Field).Origin()
	case *ssa.UnOp:
		fa, ok := v.X.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		f = fieldOf(fa)
	default:
		return false
	}
	if e.handleFields == nil {
		e.handleFields = make(map[*types.Var]bool)
		for _, fn := range e.declared {
			e.scanHandleFields(fn)
		}
	}
	return !f.Exported() && f.Pkg() == e.pkg.Pkg && e.handleFields[f]
}

// scanHandleFields notes for each field of function type to which fn, or a
// literal in it, assigns whether that is always a handle.
func (e *engine) scanHandleFields(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				fa, ok := instr.Addr.(*ssa.FieldAddr)
				if !ok || SignatureOf(instr.Val.Type()) == nil {
					continue
				}
				if k, ok := instr.Val.(*ssa.Const); ok && k.IsNil() {
					continue
				}
				f := fieldOf(fa)
				known, met := e.handleFields[f]
				e.handleFields[f] = (known || !met) && e.isHandleResult(instr.Val)
			case *ssa.FieldAddr:
				if f := fieldOf(instr); SignatureOf(f.Type()) != nil && !onlyUsed(instr, true, true) {
					e.handleFields[f] = false // its address is taken
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		e.scanHandleFields(lit)
	}
}

// isHandleResult reports whether v is a result of a function that acquires an
// object whose handles are functions.
func (e *engine) isHandleResult(v ssa.Value) bool {
	x, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := x.Tuple.(*ssa.Call)
	return ok && call.Call.StaticCallee() != nil && e.isConstructor(object(call.Call.StaticCallee()))
}

// onlyUsed reports whether the program does nothing with an address but to
// load from there, if loads is set, and to store there, if stores is.
func onlyUsed(addr ssa.Value, loads, stores bool) bool {
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if !loads {
				return false
			}
		case *ssa.Store:
			if !stores || ref.Addr != addr {
				return false
			}
		default:
			return false
		}
	}
	return true
}
