package engine

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// -- loops over all elements of a slice --

// A sliceLoop is a loop for i := range x, or for i := 0; i < len(x); i++, that
// reads x[i] first thing in each pass. It stands in no other loop.
type sliceLoop struct {
	head *ssa.BasicBlock
	elem *ssa.IndexAddr
}

// ranges reports whether the address is of the element of a pass of such a
// loop.
func (f *function) ranges(addr *ssa.IndexAddr) bool {
	for _, p := range addr.Block().Preds {
		if l := f.loopAt(p); l != nil && l.elem == addr {
			return true
		}
	}
	return false
}

// loopAt returns the loop that the block is the head of, or nil.
func (f *function) loopAt(head *ssa.BasicBlock) *sliceLoop {
	if !f.cyclic[head.Index] {
		return nil
	}
	l, ok := f.loops[head]
	if !ok {
		if f.loops == nil {
			f.loops = make(map[*ssa.BasicBlock]*sliceLoop)
		}
		l = f.findLoop(head)
		f.loops[head] = l
	}
	return l
}

func (f *function) findLoop(head *ssa.BasicBlock) *sliceLoop {
	branch, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.LSS || !isBuiltin(cond.Y, "len") || !countsUp(cond.X) {
		return nil
	}
	for _, p := range head.Preds {
		if !head.Dominates(p) && f.cyclic[p.Index] {
			return nil // a loop within a loop
		}
	}
	body := head.Succs[0]
	if len(body.Preds) != 1 {
		return nil
	}
	for _, instr := range body.Instrs {
		addr, ok := instr.(*ssa.IndexAddr)
		if !ok || addr.Index != cond.X {
			continue
		}
		if made, ok := addr.X.(ssa.Instruction); ok && (made.Block() == head || !made.Block().Dominates(head)) {
			return nil
		}
		return &sliceLoop{head, addr}
	}
	return nil
}

// countsUp reports whether i is an index that begins with zero and grows by
// one with each pass.
func countsUp(i ssa.Value) bool {
	if next, ok := i.(*ssa.BinOp); ok { // of a loop for i := range x
		phi, ok := next.X.(*ssa.Phi)
		return ok && next.Op == token.ADD && phi.Comment == "rangeindex"
	}
	phi, ok := i.(*ssa.Phi)
	if !ok || len(phi.Edges) != 2 {
		return false
	}
	grows := func(v ssa.Value) bool {
		next, ok := v.(*ssa.BinOp)
		return ok && next.Op == token.ADD && next.X == phi && isOne(next.Y)
	}
	return slices.ContainsFunc(phi.Edges, isZero) && slices.ContainsFunc(phi.Edges, grows)
}

func isOne(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.Value != nil && constValue(k).c == constVal{kind: constInt, i: 1}
}

// loopEdge brings s, which it may change, from block b to its i-th successor
// as far as loops over collections go, and reports whether it can be.
func (c *context) loopEdge(b, to *ssa.BasicBlock, i int, s *state) bool {
	if s.gathered == apart {
		return true
	}
	if l := c.f.loopAt(b); l != nil && i == 1 {
		if !s.over(s.eval(l.elem.X)) {
			return false
		}
		s.turn = 0
	}
	if l := c.f.loopAt(to); l != nil && !to.Dominates(b) {
		s.begin(s.eval(l.elem.X))
	}
	return true
}
