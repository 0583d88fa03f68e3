package sequence

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
)

// signalFix returns the edit that returns every error but the sentinel, or
// nil where that would change more than it mends: the statement after the
// advance tests the sentinel and leaves, and the function returns an error
// beside results that have plain zero values.
func signalFix(pass *analysis.Pass, f *engine.Signal, path []ast.Node) *analysis.SuggestedFix {
	if f.Kind != engine.UsedOnError && f.Kind != engine.Spins {
		return nil
	}
	a := newAcquire(pass, path, nil)
	id, test := a.ifAfter(f.Advance.Signal.Index(len(a.lhs)))
	if test == nil || !mentions(test.Cond, id.Name) || !leavesBlock(test.Body) {
		return nil
	}
	values, ok := zeroResults(pass, path)
	if !ok {
		return nil
	}
	indent := a.indent(test)
	text := fmt.Sprintf("\n%sif %s != nil {\n%s\treturn %s\n%s}", indent, id.Name, indent, strings.Join(append(values, id.Name), ", "), indent)
	return &analysis.SuggestedFix{
		Message:   "return every other error",
		TextEdits: []analysis.TextEdit{{Pos: test.End(), End: test.End(), NewText: []byte(text)}},
	}
}

// mentions reports whether the variable of that name occurs in x.
func mentions(x ast.Expr, name string) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == name
		return true
	})
	return found
}

// leavesBlock reports whether a block ends in a statement that leaves it.
func leavesBlock(b *ast.BlockStmt) bool {
	switch s := lastStatement(b).(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.BREAK || s.Tok == token.GOTO
	}
	return false
}

// zeroResults returns zero values for all results but the last of the
// function around the advance, if the last is an error.
func zeroResults(pass *analysis.Pass, path []ast.Node) ([]string, bool) {
	for _, n := range path {
		var t ast.Expr
		switch n := n.(type) {
		case *ast.FuncLit:
			t = n.Type
		case *ast.FuncDecl:
			if fn, ok := pass.TypesInfo.Defs[n.Name].(*types.Func); ok {
				return zeros(fn.Signature().Results())
			}
			return nil, false
		default:
			continue
		}
		sig, ok := pass.TypesInfo.TypeOf(t).(*types.Signature)
		if !ok {
			return nil, false
		}
		return zeros(sig.Results())
	}
	return nil, false
}

func zeros(results *types.Tuple) ([]string, bool) {
	last := results.Len() - 1
	if last < 0 || !engine.IsError(results.At(last).Type()) {
		return nil, false
	}
	var out []string
	for i := range last {
		zero := zero(results.At(i).Type())
		if zero == "" {
			return nil, false
		}
		out = append(out, zero)
	}
	return out, true
}

// zero returns the zero value of a type as the source writes it, or "".
func zero(t types.Type) string {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return ""
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case t.Info()&types.IsBoolean != 0:
			return "false"
		case t.Info()&types.IsNumeric != 0:
			return "0"
		case t.Info()&types.IsString != 0:
			return `""`
		}
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		return "nil"
	}
	return ""
}
