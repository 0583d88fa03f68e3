package sequence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/corolint/corolint/passes/protocol"
)

// A breakFixer makes a return of a break or continue that leaves too little,
// where all that the sequence would still do is of no use after its end.
type breakFixer struct {
	info  *types.Info
	table *protocol.Table
	yield *types.Var
	// fn is the function around the call, and body its body.
	fn   ast.Node
	body *ast.BlockStmt
}

// breakFix returns the edit for the call of yield at the start of path, which
// stands in the sequence itself, or nil.
func breakFix(info *types.Info, table *protocol.Table, yield *types.Var, path []ast.Node) *analysis.SuggestedFix {
	branch := branchOn(path)
	if branch == nil {
		return nil
	}
	b := &breakFixer{info: info, table: table, yield: yield}
	for _, n := range path {
		switch fn := n.(type) {
		case *ast.FuncLit:
			b.fn, b.body = fn, fn.Body
		case *ast.FuncDecl:
			b.fn, b.body = fn, fn.Body
		}
		if b.fn != nil {
			break
		}
	}
	if b.fn == nil || !b.isIdleAfter(branch, path) {
		return nil
	}
	return &analysis.SuggestedFix{
		Message:   "return when " + yield.Name() + " returns false",
		TextEdits: []analysis.TextEdit{{Pos: branch.Pos(), End: branch.End(), NewText: []byte("return")}},
	}
}

// branchOn returns the break or continue that is all that follows if the call
// at the start of path returns false.
func branchOn(path []ast.Node) *ast.BranchStmt {
	if len(path) < 3 {
		return nil
	}
	not, ok := path[1].(*ast.UnaryExpr)
	test, isIf := path[2].(*ast.IfStmt)
	if !ok || not.Op != token.NOT || !isIf || test.Else != nil || len(test.Body.List) != 1 {
		return nil
	}
	branch, ok := test.Body.List[0].(*ast.BranchStmt)
	if !ok || branch.Label != nil || branch.Tok != token.BREAK && branch.Tok != token.CONTINUE {
		return nil // a label that nothing uses is an error
	}
	return branch
}

// isIdleAfter reports whether all is idle that the function does behind what
// the branch leaves or continues. What loops around that do again does not
// count.
func (b *breakFixer) isIdleAfter(branch *ast.BranchStmt, path []ast.Node) bool {
	left := false
	for i, n := range path[1:] {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		if j := slices.IndexFunc(list, func(s ast.Stmt) bool { return s == path[i] }); left && j >= 0 && !all(list[j+1:], b.isIdle) {
			return false
		}
		left = left || ends(branch, n)
		if n == b.fn {
			break
		}
	}
	return left
}

func all[T any](list []T, holds func(T) bool) bool {
	return !slices.ContainsFunc(list, func(x T) bool { return !holds(x) })
}

// ends reports whether the branch leaves or continues the statement n, which
// is around it.
func ends(branch *ast.BranchStmt, n ast.Node) bool {
	switch n.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		return branch.Tok == token.BREAK
	}
	return false
}

// isIdle reports whether a statement does no more than to yield, and to find
// out what.
func (b *breakFixer) isIdle(s ast.Stmt) bool {
	idle := true
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it is not run
		case *ast.CallExpr:
			idle = idle && b.isIdleCall(n)
		case *ast.UnaryExpr:
			idle = idle && n.Op != token.ARROW
		case *ast.AssignStmt:
			idle = idle && all(n.Lhs, b.isLocal)
		case *ast.IncDecStmt:
			idle = idle && b.isLocal(n.X)
		case *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.SelectStmt:
			idle = false
		}
		return idle
	})
	return idle
}

// isLocal reports whether x is a variable of the function that nothing reads
// after its end.
func (b *breakFixer) isLocal(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	if !ok {
		return false
	}
	v := b.info.ObjectOf(id)
	return v == nil || b.body.Pos() <= v.Pos() && v.Pos() < b.body.End() && !defers(b.body)
}

// isIdleCall reports whether a call yields, converts, or tells or makes an
// error.
func (b *breakFixer) isIdleCall(call *ast.CallExpr) bool {
	if b.info.Types[call.Fun].IsType() || b.isYield(call.Fun) || slices.ContainsFunc(call.Args, b.isYield) {
		return true
	}
	switch fn := typeutil.Callee(b.info, call).(type) {
	case *types.Builtin:
		switch fn.Name() {
		case "append", "cap", "len", "make", "max", "min", "new":
			return true
		}
	case *types.Func:
		return protocol.NeverNil(fn.FullName()) || b.reports(fn)
	}
	return false
}

func (b *breakFixer) isYield(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	return ok && b.info.Uses[id] == b.yield
}

// reports reports whether fn does nothing but to tell the error of a sequence.
func (b *breakFixer) reports(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	p := b.table.Of(recv.Type())
	if p == nil {
		return false
	}
	op := p.On(fn)
	return p.ReportBy(op) != nil && p.ReleaseBy(op) == nil
}
