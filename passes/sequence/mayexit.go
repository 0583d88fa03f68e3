package sequence

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/corolint/corolint/passes/internal/engine"
)

// findMayExit returns the functions of the package that may end the process,
// or the goroutine, and that are given an error or a value of any type: those
// that assert something of it. They are found by syntax.
func (f *endingFinder) findMayExit(order []*types.Func) []*types.Func {
	m := &exitFinder{endingFinder: f, known: make(map[*types.Func]bool)}
	var out []*types.Func
	for _, fn := range order {
		if visible(fn) && takesAny(fn.Signature()) && m.may(fn) {
			out = append(out, fn)
		}
	}
	return out
}

// takesAny reports whether a function takes an error or a value of any type,
// and has at most one result.
func takesAny(sig *types.Signature) bool {
	if sig.Results().Len() > 1 {
		return false
	}
	for v := range sig.Params().Variables() {
		t := v.Type()
		if slice, ok := t.(*types.Slice); ok && sig.Variadic() {
			t = slice.Elem()
		}
		if iface, ok := t.Underlying().(*types.Interface); ok && (iface.Empty() || engine.IsError(t)) {
			return true
		}
	}
	return false
}

type exitFinder struct {
	*endingFinder
	known map[*types.Func]bool
}

// may reports whether a call of fn may end the process or the goroutine.
func (m *exitFinder) may(fn *types.Func) bool {
	if fn.Pkg() != m.pass.Pkg {
		s := m.imports(fn)
		return m.of(fn) == exits || s != nil && s.MayExit
	}
	if known, ok := m.known[fn]; ok {
		return known
	}
	m.known[fn] = false
	fd := m.decls[fn]
	if fd == nil {
		m.known[fn] = m.of(fn) == exits
		return m.known[fn]
	}
	found := false
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			callee, ok := typeutil.Callee(m.pass.TypesInfo, n).(*types.Func)
			found = found || ok && m.may(callee.Origin())
		}
		return !found
	})
	m.known[fn] = found
	return found
}
