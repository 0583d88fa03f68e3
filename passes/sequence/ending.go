package sequence

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// An ending says how a call of a function ends.
type ending uint8

const (
	comesBack ending = iota
	exits            // it neither returns nor panics
	panics           // it does not return, and a panic is one way it ends
)

// findEndings returns how the declared functions of the package end. A
// function is looked into only if its last statement cannot be passed, so
// that the whole costs a glance at each function's last line. Recursion
// counts as coming back. The second result are the functions that may not
// come back, and that are given something to assert.
func findEndings(pass *analysis.Pass, imports func(*types.Func) *engine.Summary) (map[*types.Func]ending, []*types.Func) {
	f := &endingFinder{
		pass:    pass,
		imports: imports,
		decls:   make(map[*types.Func]*ast.FuncDecl),
		known:   make(map[*types.Func]ending),
	}
	var order []*types.Func
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			if fn, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
				f.decls[fn] = fd
				order = append(order, fn)
			}
		}
	}
	for _, fn := range order {
		f.of(fn)
	}
	return f.known, f.findMayExit(order)
}

type endingFinder struct {
	pass    *analysis.Pass
	imports func(*types.Func) *engine.Summary
	decls   map[*types.Func]*ast.FuncDecl
	known   map[*types.Func]ending
}

// of returns how a call of fn ends.
func (f *endingFinder) of(fn *types.Func) ending {
	switch name := fn.FullName(); {
	case protocol.AlwaysPanics(name):
		return panics
	case protocol.NeverReturns(name), protocol.EndsTest(fn):
		return exits
	}
	if fn.Pkg() != f.pass.Pkg {
		s := f.imports(fn)
		switch {
		case s != nil && s.Panics:
			return panics
		case s != nil && s.NoReturn:
			return exits
		}
		return comesBack
	}
	known, seen := f.known[fn]
	if seen {
		return known
	}
	f.known[fn] = comesBack
	if fd := f.decls[fn]; fd != nil {
		f.known[fn] = f.body(fd.Body)
	}
	return f.known[fn]
}

// body returns how a function with that body ends. One that panics and
// defers may recover, and so come back.
func (f *endingFinder) body(body *ast.BlockStmt) ending {
	if len(body.List) == 0 {
		return comesBack
	}
	e := f.stmt(body.List[len(body.List)-1])
	if e == comesBack || returns(body) || e == panics && defers(body) {
		return comesBack
	}
	return e
}

// stmt returns how the statement ends: comesBack if control may get past it.
func (f *endingFinder) stmt(s ast.Stmt) ending {
	switch s := s.(type) {
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
			return f.call(call)
		}
	case *ast.BlockStmt:
		if len(s.List) > 0 {
			return f.stmt(s.List[len(s.List)-1])
		}
	case *ast.IfStmt:
		if s.Else != nil {
			return either(f.stmt(s.Body), f.stmt(s.Else))
		}
	case *ast.ForStmt:
		if s.Cond == nil && !breaks(s.Body) {
			return exits
		}
	case *ast.SelectStmt:
		if len(s.Body.List) == 0 {
			return exits
		}
	}
	return comesBack
}

func either(a, b ending) ending {
	switch {
	case a == comesBack || b == comesBack:
		return comesBack
	case a == panics || b == panics:
		return panics
	}
	return exits
}

func (f *endingFinder) call(call *ast.CallExpr) ending {
	switch obj := typeutil.Callee(f.pass.TypesInfo, call).(type) {
	case *types.Builtin:
		if obj.Name() == "panic" {
			return panics
		}
	case *types.Func:
		return f.of(obj.Origin())
	}
	return comesBack
}

// returns reports whether the function body has a return statement of its
// own, or a goto, which may lead anywhere.
func returns(body *ast.BlockStmt) bool {
	found := false
	inspectBody(body, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Tok == token.GOTO
		}
	})
	return found
}

// defers reports whether the function body defers anything: a deferred
// function may turn a panic into a return.
func defers(body *ast.BlockStmt) bool {
	found := false
	inspectBody(body, func(n ast.Node) {
		if _, ok := n.(*ast.DeferStmt); ok {
			found = true
		}
	})
	return found
}

// breaks reports whether a loop body has a break at all, be it of another
// statement.
func breaks(body *ast.BlockStmt) bool {
	found := false
	inspectBody(body, func(n ast.Node) {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.BREAK {
			found = true
		}
	})
	return found
}

// inspectBody visits the nodes of a function body, but not of the function
// literals in it.
func inspectBody(body *ast.BlockStmt, visit func(ast.Node)) {
	ast.Inspect(body, func(n ast.Node) bool {
		if _, lit := n.(*ast.FuncLit); lit {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}
