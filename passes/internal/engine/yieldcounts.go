package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Programs tell a loop that was left early from one that was not by what they
// have counted in it. Counts are not followed: where the program compares one
// with something else than a constant, nothing is known any more.

// measuresLoop reports whether a condition compares a count of the loop that
// the given call stands in, behind that loop, or compares a count with what the
// program also sets it to.
func measuresLoop(cond ssa.Value, in ssa.CallInstruction) bool {
	op, ok := cond.(*ssa.BinOp)
	if !ok || in == nil || in.Parent() != op.Parent() || !comparesNumbers(op) {
		return false
	}
	seen := make(map[*ssa.Phi]bool)
	if isSetTo(op.X, op.Y, seen) || isSetTo(op.Y, op.X, seen) {
		return true
	}
	return slices.ContainsFunc([]ssa.Value{op.X, op.Y}, func(v ssa.Value) bool {
		phi, ok := v.(*ssa.Phi)
		return ok && isInLoop(in.Block(), phi.Block()) && !isInLoop(op.Block(), phi.Block())
	})
}

// isSetTo reports whether the count n may be the bound on some way here, or be
// counted on from there.
func isSetTo(n, bound ssa.Value, seen map[*ssa.Phi]bool) bool {
	isBound := func(v ssa.Value) bool {
		return variableOf(v) == variableOf(bound) || isBuiltin(v, "len") && isBuiltin(bound, "len")
	}
	switch n := n.(type) {
	case *ssa.Phi:
		if seen[n] {
			return false
		}
		seen[n] = true
		return slices.ContainsFunc(n.Edges, func(e ssa.Value) bool { return isBound(e) || isSetTo(e, bound, seen) })
	case *ssa.BinOp:
		return (n.Op == token.ADD || n.Op == token.SUB) && isConstant(n.Y) && (isBound(n.X) || isSetTo(n.X, bound, seen))
	}
	return false
}

// variableOf returns the address that v is read from, or else v.
func variableOf(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load.X
	}
	return v
}

// comparesNumbers reports whether op compares integers, none of them a
// constant.
func comparesNumbers(op *ssa.BinOp) bool {
	switch op.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		b, ok := op.X.Type().Underlying().(*types.Basic)
		return ok && b.Info()&types.IsInteger != 0 && !isConstant(op.X) && !isConstant(op.Y)
	}
	return false
}

func isConstant(v ssa.Value) bool {
	_, ok := v.(*ssa.Const)
	return ok
}

// isInLoop reports whether b is in the loop that begins with head: it leads
// back there without leaving what head dominates.
func isInLoop(b, head *ssa.BasicBlock) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	var leads func(b *ssa.BasicBlock) bool
	leads = func(b *ssa.BasicBlock) bool {
		if seen[b] || !head.Dominates(b) {
			return false
		}
		seen[b] = true
		return slices.Contains(b.Succs, head) || slices.ContainsFunc(b.Succs, leads)
	}
	return leads(b)
}

// isMeasured reports whether the program compares the number that a call
// gives.
func isMeasured(call *ssa.Call) bool {
	return slices.ContainsFunc(*call.Referrers(), func(ref ssa.Instruction) bool {
		op, ok := ref.(*ssa.BinOp)
		return ok && comparesNumbers(op)
	})
}
