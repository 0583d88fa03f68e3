package sequence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

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
			r := &reyielder{info: a.pass.TypesInfo, fset: a.pass.Fset, file: file, name: fd.Name.Name}
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
	fset  *token.FileSet
	file  *ast.File
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
	inspectBody(body, func(n ast.Node) {
		loop, ok := n.(*ast.RangeStmt)
		if !ok {
			return
		}
		heeds, ok := r.onlyYields(loop, yield)
		if !ok {
			return
		}
		f := &Reyield{
			Recursive: r.isItself(loop.X), Func: r.name, Yield: yield.Name(), Seq: exprName(loop.X, ""),
			Pos: loop.Pos(), End: loop.X.End(),
		}
		if !f.Recursive {
			if !heeds || !isLast(loop, body) { // what is not heeded is a mistake of its own
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

// isLast reports whether a loop is the last that a function with that body
// does.
func isLast(loop *ast.RangeStmt, body *ast.BlockStmt) bool {
	return lastStatement(body) == loop && !defers(body)
}

// onlyYields reports whether a loop over a sequence, which the yield could be
// given to, does no more than to yield its elements as they come; and whether
// it ends when yield returns false.
func (r *reyielder) onlyYields(loop *ast.RangeStmt, yield *types.Var) (heeds, ok bool) {
	t := r.info.TypeOf(loop.X)
	if loop.Tok == token.ASSIGN || t == nil || !engine.IsSequence(t) || len(loop.Body.List) != 1 {
		return false, false
	}
	if !types.AssignableTo(yield.Type(), engine.SignatureOf(t).Params().At(0).Type()) {
		return false, false
	}
	var call ast.Expr
	switch s := loop.Body.List[0].(type) {
	case *ast.ExprStmt:
		call = s.X
	case *ast.IfStmt:
		not, ok := s.Cond.(*ast.UnaryExpr)
		if !ok || not.Op != token.NOT || s.Init != nil || s.Else != nil || len(s.Body.List) != 1 || !leavesLoop(s.Body.List[0]) {
			return false, false
		}
		call, heeds = not.X, true
	}
	return heeds, r.yields(call, loop, yield)
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

// fixes returns the edit that makes the loop a call, unless that would lose a
// comment that has a line of its own.
func (r *reyielder) fixes(loop *ast.RangeStmt, yield *types.Var) []analysis.SuggestedFix {
	if r.hasComment(loop) {
		return nil
	}
	before, after := "", "("+yield.Name()+")"
	switch loop.X.(type) {
	case *ast.StarExpr, *ast.UnaryExpr:
		before, after = "(", ")"+after
	}
	return []analysis.SuggestedFix{{
		Message: "call the sequence with " + yield.Name(),
		TextEdits: []analysis.TextEdit{
			{Pos: loop.Pos(), End: loop.X.Pos(), NewText: []byte(before)},
			{Pos: loop.X.End(), End: loop.End(), NewText: []byte(after)},
		},
	}}
}

func (r *reyielder) hasComment(loop *ast.RangeStmt) bool {
	code := make(map[int]bool)
	ast.Inspect(loop, func(n ast.Node) bool {
		if n != nil {
			code[r.fset.Position(n.Pos()).Line] = true
		}
		return true
	})
	return slices.ContainsFunc(r.file.Comments, func(c *ast.CommentGroup) bool {
		return loop.Pos() < c.Pos() && c.Pos() < loop.End() && !code[r.fset.Position(c.Pos()).Line]
	})
}

// passOn returns the edit that makes a loop a call of its sequence, if the
// call of yield on the path is all that the loop does, and the loop is the last
// that the function around it does.
func passOn(pass *analysis.Pass, path []ast.Node, yield *types.Var) *analysis.SuggestedFix {
	if len(path) < 6 {
		return nil
	}
	r := &reyielder{info: pass.TypesInfo, fset: pass.Fset, file: path[len(path)-1].(*ast.File)}
	loop, ok := path[3].(*ast.RangeStmt)
	if !ok {
		return nil
	}
	if _, ok := r.onlyYields(loop, yield); !ok {
		return nil
	}
	var body *ast.BlockStmt
	switch fn := path[5].(type) {
	case *ast.FuncDecl:
		body = fn.Body
	case *ast.FuncLit:
		body = fn.Body
	}
	if body == nil || !isLast(loop, body) {
		return nil
	}
	if fixes := r.fixes(loop, yield); len(fixes) > 0 {
		return &fixes[0]
	}
	return nil
}
