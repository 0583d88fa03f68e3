package sequence

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
)

// A Reyield is a loop in a sequence that does nothing but to yield the
// elements of another.
type Reyield struct {
	// Recursive reports whether the other sequence is made by the function
	// around the loop itself; if not, the loop is the last that the sequence
	// does, and could be a call.
	Recursive bool
	// Func names the function around the loop, and Yield the yield.
	Func, Yield string
	// Seq is the other sequence as the source writes it, if it is made of
	// names.
	Seq string
	// Pos and End span the head of the loop.
	Pos, End token.Pos
	// Fixes are the edits that mend it, if that is safe.
	Fixes []analysis.SuggestedFix
}

// reyields returns the loops of the package that only yield the elements of
// another sequence.
func (a *analyser) reyields() []*Reyield {
	params := findYields(a.pass)
	if len(params) == 0 {
		return nil
	}
	var out []*Reyield
	for _, file := range a.pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			r := &reyielder{info: a.pass.TypesInfo, name: fd.Name.Name}
			r.fn, _ = a.pass.TypesInfo.Defs[fd.Name].(*types.Func)
			r.function(fd.Type, fd.Body, params)
			ast.Inspect(fd.Body, func(n ast.Node) bool {
				if lit, ok := n.(*ast.FuncLit); ok {
					r.function(lit.Type, lit.Body, params)
				}
				return true
			})
			out = append(out, r.found...)
		}
	}
	return out
}

// A reyielder looks for such loops in one declared function.
type reyielder struct {
	info  *types.Info
	fn    *types.Func
	name  string
	found []*Reyield
}

// function looks at the loops of a function with that type and body if its
// only parameter is a yield.
func (r *reyielder) function(t *ast.FuncType, body *ast.BlockStmt, yields map[*types.Var]bool) {
	if len(t.Params.List) != 1 || len(t.Params.List[0].Names) != 1 || t.Results != nil {
		return
	}
	yield, ok := r.info.Defs[t.Params.List[0].Names[0]].(*types.Var)
	if !ok || !yields[yield] {
		return
	}
	last := lastStatement(body)
	inspectBody(body, func(n ast.Node) {
		loop, ok := n.(*ast.RangeStmt)
		if !ok || !r.onlyYields(loop, yield) {
			return
		}
		f := &Reyield{
			Recursive: r.isItself(loop.X), Func: r.name, Yield: yield.Name(), Seq: exprName(loop.X, ""),
			Pos: loop.Pos(), End: loop.X.End(),
		}
		if !f.Recursive {
			if loop != last || defers(body) {
				return
			}
			f.Fixes = r.fixes(loop, yield)
		}
		r.found = append(r.found, f)
	})
}

// isItself reports whether x is the sequence that the function around it
// makes, or is.
func (r *reyielder) isItself(x ast.Expr) bool {
	x = ast.Unparen(x)
	if call, ok := x.(*ast.CallExpr); ok {
		x = ast.Unparen(call.Fun)
	}
	callee := calledFunc(r.info, x)
	return callee != nil && r.fn != nil && callee.Origin() == r.fn
}

// onlyYields reports whether a loop over a sequence, of the same elements as
// that of the yield, does no more than to yield them as they come.
func (r *reyielder) onlyYields(loop *ast.RangeStmt, yield *types.Var) bool {
	t := r.info.TypeOf(loop.X)
	if loop.Tok == token.ASSIGN || t == nil || !engine.IsSequence(t) || len(loop.Body.List) != 1 {
		return false
	}
	inner := engine.SignatureOf(t).Params().At(0).Type()
	if !types.Identical(inner.Underlying(), yield.Type().Underlying()) {
		return false
	}
	var call ast.Expr
	switch s := loop.Body.List[0].(type) {
	case *ast.ExprStmt:
		call = s.X
	case *ast.IfStmt:
		not, ok := s.Cond.(*ast.UnaryExpr)
		if !ok || not.Op != token.NOT || s.Init != nil || s.Else != nil || len(s.Body.List) != 1 || !leavesLoop(s.Body.List[0]) {
			return false
		}
		call = not.X
	}
	return r.yields(call, loop, yield)
}

func leavesLoop(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return len(s.Results) == 0
	case *ast.BranchStmt:
		return s.Tok == token.BREAK && s.Label == nil
	}
	return false
}

// yields reports whether x is the call of yield with just the variables of
// the loop.
func (r *reyielder) yields(x ast.Expr, loop *ast.RangeStmt, yield *types.Var) bool {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	if !ok || r.info.Uses[id] != yield {
		return false
	}
	vars := []ast.Expr{loop.Key, loop.Value}[:len(call.Args)]
	for i, v := range vars {
		name, ok := v.(*ast.Ident)
		arg, isIdent := call.Args[i].(*ast.Ident)
		if !ok || !isIdent || r.info.Defs[name] == nil || r.info.Uses[arg] != r.info.Defs[name] {
			return false
		}
	}
	return true
}

// fixes returns the edit that makes the loop a call.
func (r *reyielder) fixes(loop *ast.RangeStmt, yield *types.Var) []analysis.SuggestedFix {
	return []analysis.SuggestedFix{{
		Message: "call the sequence with " + yield.Name(),
		TextEdits: []analysis.TextEdit{
			{Pos: loop.Pos(), End: loop.X.Pos()},
			{Pos: loop.X.End(), End: loop.End(), NewText: []byte("(" + yield.Name() + ")")},
		},
	}}
}
