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
// the given call stands in, behind that loop.
func measuresLoop(cond ssa.Value, in ssa.CallInstruction) bool {
	op, ok := cond.(*ssa.BinOp)
	if !ok || in == nil || in.Parent() != op.Parent() || !comparesNumbers(op) {
		return false
	}
	return slices.ContainsFunc([]ssa.Value{op.X, op.Y}, func(v ssa.Value) bool {
		phi, ok := v.(*ssa.Phi)
		return ok && isInLoop(in.Block(), phi.Block()) && !isInLoop(op.Block(), phi.Block())
	})
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
