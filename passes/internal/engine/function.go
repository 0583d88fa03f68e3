package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A function is what the engine needs to know of a function's body before
// it runs states through it.
type function struct {
	fn      *ssa.Function
	rank    []int // of each block, in reverse postorder
	order   map[ssa.Value]int
	liveIn  []bits              // by block, over order
	lastUse []map[ssa.Value]int // by block: index of the last instruction that uses a value
	liveOut []bits
	cyclic  []bool // by block: control may come back to it
	loops   map[*ssa.BasicBlock]*sliceLoop
}

// bits is a set of small integers.
type bits []uint64

func (b bits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bits) add(i int)      { b[i/64] |= 1 << (i % 64) }

// or adds what c has and reports whether b grew.
func (b bits) or(c bits) bool {
	grew := false
	for i, w := range c {
		if w&^b[i] != 0 {
			b[i] |= w
			grew = true
		}
	}
	return grew
}

// isLoopBody reports whether fn is the body of a range-over-func loop.
func isLoopBody(fn *ssa.Function) bool { return fn.Synthetic == "range-over-func yield" }

// stackOwner returns the function on whose stack a defer in fn waits.
func stackOwner(fn *ssa.Function) *ssa.Function {
	for isLoopBody(fn) {
		fn = fn.Parent()
	}
	return fn
}

func newFunction(fn *ssa.Function) *function {
	f := &function{fn: fn, order: make(map[ssa.Value]int)}
	for _, p := range fn.Params {
		f.order[p] = len(f.order)
	}
	for _, p := range fn.FreeVars {
		f.order[p] = len(f.order)
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if v, ok := instr.(ssa.Value); ok {
				f.order[v] = len(f.order)
			}
		}
	}
	f.rankBlocks()
	f.findCycles()
	f.findLiveness()
	return f
}

// rankBlocks numbers the blocks in reverse postorder from the entry; the
// recover block and other roots come last.
func (f *function) rankBlocks() {
	f.rank = make([]int, len(f.fn.Blocks))
	seen := make([]bool, len(f.fn.Blocks))
	next := len(f.fn.Blocks)
	var post []*ssa.BasicBlock
	// An explicit stack: bodies may have a hundred thousand blocks in a row.
	type visit struct {
		b *ssa.BasicBlock
		i int
	}
	for root := len(f.fn.Blocks) - 1; root >= 0; root-- {
		b := f.fn.Blocks[root]
		if seen[root] || root != 0 && len(b.Preds) > 0 {
			continue
		}
		seen[root] = true
		stack := []visit{{b, 0}}
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.i == len(top.b.Succs) {
				post = append(post, top.b)
				stack = stack[:len(stack)-1]
				continue
			}
			s := top.b.Succs[top.i]
			top.i++
			if !seen[s.Index] {
				seen[s.Index] = true
				stack = append(stack, visit{s, 0})
			}
		}
	}
	for _, b := range post {
		next--
		f.rank[b.Index] = next
	}
}

// findCycles finds the blocks that control may come back to: those of the
// strongly connected components of more than one block, and those that jump
// to themselves. The components are found from the reverse postorder
// (Kosaraju): each is what reaches its first block in that order backwards.
func (f *function) findCycles() {
	n := len(f.fn.Blocks)
	f.cyclic = make([]bool, n)
	byRank := make([]*ssa.BasicBlock, n)
	for i, b := range f.fn.Blocks {
		byRank[f.rank[i]] = b
	}
	seen := make([]bool, n)
	for _, root := range byRank {
		if seen[root.Index] {
			continue
		}
		seen[root.Index] = true
		scc := []*ssa.BasicBlock{root}
		for i := 0; i < len(scc); i++ {
			for _, p := range scc[i].Preds {
				if p == root {
					f.cyclic[root.Index] = true
				}
				if !seen[p.Index] {
					seen[p.Index] = true
					scc = append(scc, p)
				}
			}
		}
		for _, b := range scc {
			f.cyclic[b.Index] = f.cyclic[b.Index] || len(scc) > 1
		}
	}
}

// findLiveness computes which values are live where a block begins and ends.
func (f *function) findLiveness() {
	n := len(f.fn.Blocks)
	words := (len(f.order) + 63) / 64
	f.liveIn, f.liveOut = make([]bits, n), make([]bits, n)
	f.lastUse = make([]map[ssa.Value]int, n)
	kill := make([]bits, n)
	for i := range n {
		f.liveIn[i], f.liveOut[i], kill[i] = make(bits, words), make(bits, words), make(bits, words)
	}
	for i, b := range f.fn.Blocks {
		f.scanBlock(b, f.liveIn[i], kill[i])
	}
	// A panic may lead to the recover block from anywhere: what that reads,
	// the named results, is needed until then.
	if rec := f.fn.Recover; rec != nil {
		for i := range n {
			f.liveOut[i].or(f.liveIn[rec.Index])
		}
	}
	for changed := true; changed; {
		changed = false
		for i := n - 1; i >= 0; i-- {
			b := f.fn.Blocks[i]
			for _, s := range b.Succs {
				f.addLive(i, b, s)
			}
			in := make(bits, words)
			for w := range in {
				in[w] = f.liveOut[i][w] &^ kill[i][w]
			}
			changed = f.liveIn[i].or(in) || changed
		}
	}
}

// addLive adds to what is live at the end of b what s needs from it.
func (f *function) addLive(i int, b, s *ssa.BasicBlock) {
	f.liveOut[i].or(f.liveIn[s.Index])
	for _, instr := range s.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		for j, p := range s.Preds {
			if k, ok := f.order[phi.Edges[j]]; ok && p == b {
				f.liveOut[i].add(k)
			}
		}
	}
}

// scanBlock collects the values that b uses before it defines them, those
// that it defines, and the last use of each.
func (f *function) scanBlock(b *ssa.BasicBlock, use, kill bits) {
	last := make(map[ssa.Value]int)
	var buf [8]*ssa.Value
	for i, instr := range b.Instrs {
		switch instr.(type) {
		case *ssa.Phi, *ssa.DebugRef: // used on the edge; not used at all
		default:
			for _, op := range instr.Operands(buf[:0]) {
				if k, ok := f.order[*op]; ok {
					last[*op] = i
					if !kill.has(k) {
						use.add(k)
					}
				}
			}
		}
		if v, ok := instr.(ssa.Value); ok {
			kill.add(f.order[v])
		}
	}
	f.lastUse[b.Index] = last
}

// liveAt returns the test whether a value is needed where b begins.
func (f *function) liveAt(b *ssa.BasicBlock) func(ssa.Value) bool {
	in := f.liveIn[b.Index]
	return func(v ssa.Value) bool {
		if k, ok := f.order[v]; ok && in.has(k) {
			return true
		}
		phi, ok := v.(*ssa.Phi)
		return ok && phi.Block() == b
	}
}

// liveAfter returns the test whether a value is needed after the i-th
// instruction of b.
func (f *function) liveAfter(b *ssa.BasicBlock, i int) func(ssa.Value) bool {
	out, last := f.liveOut[b.Index], f.lastUse[b.Index]
	return func(v ssa.Value) bool {
		k, ok := f.order[v]
		return ok && (out.has(k) || last[v] > i)
	}
}

// -- loops --

// unbounded reports whether the instruction stands in a loop of its function
// that is not a range over an array, slice, string, map or integer. It goes
// by the source: go/ssa fuses the blocks of nested loops.
func (e *engine) unbounded(instr ssa.Instruction) bool {
	loops := loopsAround(stackOwner(instr.Parent()).Syntax(), instr.Pos())
	for _, loop := range loops {
		r, ok := loop.(*ast.RangeStmt)
		if !ok || !hasLength(e.typeOf(r.X)) {
			return true
		}
	}
	return len(loops) == 0 && inLoop(instr.Block()) // a loop made of gotos
}

// loopsAround returns the loops within fn, but outside the literals in it,
// whose bodies contain pos.
func loopsAround(fn ast.Node, pos token.Pos) []ast.Stmt {
	var loops []ast.Stmt
	if fn == nil {
		return nil
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == fn
		case *ast.ForStmt:
			if n.Body.Pos() <= pos {
				loops = append(loops, n)
			}
		case *ast.RangeStmt:
			if n.Body.Pos() <= pos {
				loops = append(loops, n)
			}
		}
		return true
	})
	return loops
}

// hasLength reports whether a range over a value of type t ends by itself.
func hasLength(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map, *types.Pointer:
		return true
	case *types.Basic:
		return t.Info()&(types.IsInteger|types.IsString) != 0
	}
	return false
}

// inLoop reports whether control may come back to b.
func inLoop(b *ssa.BasicBlock) bool {
	if isLoopBody(b.Parent()) {
		return true
	}
	seen := make(map[*ssa.BasicBlock]bool)
	stack := []*ssa.BasicBlock{b}
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, s := range x.Succs {
			if s == b {
				return true
			}
			if !seen[s] {
				seen[s] = true
				stack = append(stack, s)
			}
		}
	}
	return false
}

// -- recovering --

// defersRecover reports whether fn defers a function that may recover.
func defersRecover(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok {
				if callee := d.Call.StaticCallee(); callee != nil && mayRecover(origin(callee)) {
					return true
				}
			}
		}
	}
	return false
}

// throwsAgain reports whether fn defers a function that panics.
func throwsAgain(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			d, ok := instr.(*ssa.Defer)
			if !ok || d.Call.StaticCallee() == nil {
				continue
			}
			for _, b := range origin(d.Call.StaticCallee()).Blocks {
				if _, throws := b.Instrs[len(b.Instrs)-1].(*ssa.Panic); throws {
					return true
				}
			}
		}
	}
	return false
}

// mayRecover reports whether fn, when deferred, may stop a panic: its own
// body calls recover.
func mayRecover(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				if bi, ok := call.Call.Value.(*ssa.Builtin); ok && bi.Name() == "recover" {
					return true
				}
			}
		}
	}
	return false
}
