package engine

import (
	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- what calls return that are not looked into --

// usual returns what is known of the result of a call of fn that the engine
// does not look into: whether it can be nil, or anything else.
func (e *engine) usual(fn *ssa.Function) *value {
	if obj := object(fn); obj != nil && protocol.NeverNil(obj.FullName()) {
		return nonNil
	}
	known, ok := e.usually[fn]
	if !ok {
		e.usually[fn] = top // a recursive call adds nothing
		known = e.alwaysReturned(fn)
		e.usually[fn] = known
	}
	return known
}

// alwaysReturned returns nil if that is what each return of fn gives as its
// only result, or that it gives a value that is made on the spot.
func (e *engine) alwaysReturned(fn *ssa.Function) *value {
	if fn.Signature.Results().Len() != 1 || len(fn.Blocks) == 0 || fn.Recover != nil {
		return top
	}
	isNil, isMade := true, true
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			isNil = isNil && isNilConst(ret.Results[0])
			isMade = isMade && e.madeHere(ret.Results[0])
		}
	}
	switch {
	case isNil && isMade: // it never returns
	case isNil:
		return constOf(nilConst)
	case isMade:
		return nonNil
	}
	return top
}

// madeHere reports whether v is never nil, as its instruction tells.
func (e *engine) madeHere(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.MakeInterface, *ssa.Alloc, *ssa.MakeClosure, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice:
		return true
	case *ssa.ChangeInterface:
		return e.madeHere(v.X)
	case *ssa.Call:
		callee := v.Call.StaticCallee()
		return callee != nil && e.usual(origin(callee)) == nonNil
	}
	return false
}

// A string that is not empty is kNonNil.
var emptyString = constVal{kind: constString}

// isText reports whether a is a string that is known not to be empty. A sum of
// strings with one is one.
func isText(a *value) bool {
	return a.kind == kNonNil || a.kind == kConst && a.c.kind == constString && a.c != emptyString
}

// knownResult returns what is known of the result of a call of fn with the arguments.
func (e *engine) knownResult(fn *ssa.Function, args []*value) *value {
	if obj := object(fn); obj != nil && len(args) > 0 && protocol.Formats(obj.FullName()) &&
		args[0].kind == kConst && isText(args[0]) && args[0].c.s[0] != '%' {
		return nonNil
	}
	return e.usual(fn)
}
