package sequence

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// findYields returns the parameters of the package's functions that are
// yields, as far as that can be told from how their functions are used. A
// function that has the shape of a sequence may as well take a predicate; it
// is a sequence if a loop ranges over it, or if the program uses it as a value
// in another way than to call it. The parameter of another function is a yield
// if it is handed to a sequence.
func findYields(pass *analysis.Pass) map[*types.Var]bool {
	if !mayYield(pass) {
		return nil
	}
	p := &producers{
		info: pass.TypesInfo, yields: make(map[*types.Var]bool),
		called: make(map[ast.Expr]bool), literals: make(map[types.Object]*types.Var),
	}
	for _, file := range pass.Files {
		ast.Inspect(file, p.visit)
	}
	for _, file := range pass.Files {
		ast.Inspect(file, p.visitUse)
	}
	return p.yields
}

// mayYield reports whether a variable of the package can be a yield.
func mayYield(pass *analysis.Pass) bool {
	for _, obj := range pass.TypesInfo.Defs {
		if v, ok := obj.(*types.Var); ok && !v.IsField() && engine.IsYield(v.Type()) {
			return true
		}
	}
	return false
}

// producers finds the functions that are sequences.
type producers struct {
	info   *types.Info
	yields map[*types.Var]bool
	// called are the expressions that do not make a value of a function: they
	// call it, drain it, or keep it in a variable.
	called map[ast.Expr]bool
	// literals has the yield of the literal that a variable is defined by.
	literals map[types.Object]*types.Var
}

// visit finds the literals that are sequences, and the expressions that only
// call a function.
func (p *producers) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		p.visitCall(n)
	case *ast.AssignStmt:
		if len(n.Lhs) == len(n.Rhs) {
			for i, lhs := range n.Lhs {
				p.define(lhs, n.Rhs[i])
			}
		}
	case *ast.ValueSpec:
		if len(n.Names) == len(n.Values) && n.Type == nil {
			for i, name := range n.Names {
				p.define(name, n.Values[i])
			}
		}
	case *ast.FuncLit:
		if yield := p.yieldOf(n); yield != nil && !p.called[n] {
			p.yields[yield] = true
		}
	}
	return true
}

func (p *producers) visitCall(call *ast.CallExpr) {
	fun := ast.Unparen(call.Fun)
	if p.info.Types[fun].IsType() {
		return // a conversion
	}
	p.call(fun)
	if fn := calledFunc(p.info, fun); fn != nil && protocol.Drains(protocol.NameOf(fn)) {
		for _, arg := range call.Args {
			p.call(arg)
		}
	}
	if len(call.Args) != 1 || !engine.IsSequence(p.info.TypeOf(fun)) || calledFunc(p.info, fun) != nil {
		return
	}
	if id, ok := ast.Unparen(call.Args[0]).(*ast.Ident); ok {
		if v, ok := p.info.Uses[id].(*types.Var); ok && v.Kind() == types.ParamVar && engine.IsYield(v.Type()) {
			p.yields[v] = true // handed to a sequence
		}
	}
}

// call notes that the function x is only called.
func (p *producers) call(x ast.Expr) {
	x = ast.Unparen(x)
	p.called[x] = true
	switch x := x.(type) {
	case *ast.IndexExpr:
		p.call(x.X)
	case *ast.IndexListExpr:
		p.call(x.X)
	case *ast.SelectorExpr:
		p.call(x.Sel)
	}
}

// calledFunc returns the declared function that fun is, or nil.
func calledFunc(info *types.Info, fun ast.Expr) *types.Func {
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	switch x := fun.(type) {
	case *ast.Ident:
		fn, _ := info.Uses[x].(*types.Func)
		return fn
	case *ast.SelectorExpr:
		fn, _ := info.Uses[x.Sel].(*types.Func)
		return fn
	}
	return nil
}

// define notes that a new variable holds the literal x.
func (p *producers) define(lhs, x ast.Expr) {
	lit, ok := ast.Unparen(x).(*ast.FuncLit)
	id, isIdent := lhs.(*ast.Ident)
	if !ok || !isIdent {
		return
	}
	yield, obj := p.yieldOf(lit), p.info.Defs[id]
	if obj == nil {
		obj = p.info.Uses[id]
	}
	v, isVar := obj.(*types.Var)
	if yield == nil || !isVar || v.Kind() != types.LocalVar || isNamed(v.Type()) {
		return
	}
	p.called[lit] = true
	p.literals[v] = yield
}

func isNamed(t types.Type) bool {
	_, named := types.Unalias(t).(*types.Named)
	return named
}

// visitUse finds the uses as values of functions that are declared, or held
// by a variable.
func (p *producers) visitUse(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, x := range n.Lhs {
			p.call(x) // to assign to a variable is not to use it
		}
	case *ast.Ident:
		if p.called[n] {
			return true
		}
		switch obj := p.info.Uses[n].(type) {
		case *types.Func:
			if obj = obj.Origin(); engine.IsSequence(obj.Signature()) {
				p.yields[obj.Signature().Params().At(0)] = true
			}
		case *types.Var:
			if yield := p.literals[obj]; yield != nil {
				p.yields[yield] = true
			}
		}
	}
	return true
}

// yieldOf returns the yield of a literal that has the shape of a sequence,
// or nil.
func (p *producers) yieldOf(lit *ast.FuncLit) *types.Var {
	sig, ok := p.info.TypeOf(lit).(*types.Signature)
	if !ok || !engine.IsSequence(sig) {
		return nil
	}
	return sig.Params().At(0)
}
