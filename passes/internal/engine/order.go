package engine

import (
	"golang.org/x/tools/go/ssa"
)

// components returns the strongly connected components of the static calls
// between the given functions, callees first (Tarjan, SIAM J. Comput. 1972).
// Calls in literals count as calls of the function around them.
func components(fns []*ssa.Function) [][]*ssa.Function {
	t := &tarjan{
		index: make(map[*ssa.Function]int),
		low:   make(map[*ssa.Function]int),
		on:    make(map[*ssa.Function]bool),
		known: make(map[*ssa.Function]bool),
	}
	for _, fn := range fns {
		t.known[fn] = true
	}
	for _, fn := range fns {
		if _, seen := t.index[fn]; !seen {
			t.visit(fn)
		}
	}
	return t.out
}

type tarjan struct {
	index, low map[*ssa.Function]int
	on, known  map[*ssa.Function]bool
	stack      []*ssa.Function
	out        [][]*ssa.Function
}

func (t *tarjan) visit(fn *ssa.Function) {
	t.index[fn] = len(t.index)
	t.low[fn] = t.index[fn]
	t.stack = append(t.stack, fn)
	t.on[fn] = true
	for _, callee := range callees(fn) {
		if !t.known[callee] {
			continue
		}
		if _, seen := t.index[callee]; !seen {
			t.visit(callee)
			t.low[fn] = min(t.low[fn], t.low[callee])
		} else if t.on[callee] {
			t.low[fn] = min(t.low[fn], t.index[callee])
		}
	}
	if t.low[fn] != t.index[fn] {
		return
	}
	var scc []*ssa.Function
	for {
		top := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.on[top] = false
		scc = append(scc, top)
		if top == fn {
			break
		}
	}
	t.out = append(t.out, scc)
}

// callees returns the functions that fn or a literal in it calls or
// mentions, in order.
func callees(fn *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	var buf [8]*ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(buf[:0]) {
				if callee, ok := (*op).(*ssa.Function); ok && callee.Parent() == nil {
					out = append(out, origin(callee))
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, callees(lit)...)
	}
	return out
}

// recursive reports whether the functions of a component call each other.
func recursive(scc []*ssa.Function) bool {
	if len(scc) > 1 {
		return true
	}
	for _, callee := range callees(scc[0]) {
		if callee == scc[0] {
			return true
		}
	}
	return false
}
