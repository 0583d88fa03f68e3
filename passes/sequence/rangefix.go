package sequence

import (
	"fmt"
	"go/ast"
	"go/types"
	"go/version"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
)

// rangeFix returns the edit that makes a call of a sequence with yield, which
// is a statement of another one, a loop that returns when yield returns false;
// nil if the call is not that, or the file is too old for such loops.
func rangeFix(pass *analysis.Pass, yield *types.Var, path []ast.Node) *analysis.SuggestedFix {
	call := path[0].(*ast.CallExpr)
	stmt, ok := path[1].(*ast.ExprStmt)
	t := pass.TypesInfo.TypeOf(call.Fun)
	if !ok || t == nil || !engine.IsSequence(t) || hasLiteral(call.Fun) {
		return nil
	}
	arg, ok := call.Args[0].(*ast.Ident)
	file := path[len(path)-1].(*ast.File)
	if !ok || pass.TypesInfo.Uses[arg] != yield {
		return nil
	}
	if v := pass.TypesInfo.FileVersions[file]; v != "" && version.Compare(v, "go1.23") < 0 {
		return nil
	}
	var names []string
	for _, name := range [][]string{nil, {"x"}, {"k", "v"}}[min(2, engine.SignatureOf(yield.Type()).Params().Len())] {
		if name == yield.Name() {
			name += "1"
		}
		names = append(names, name)
	}
	vars, head := strings.Join(names, ", "), "for range "
	if vars != "" {
		head = "for " + vars + " := range "
	}
	in := newAcquire(pass, path, nil).indent(stmt)
	body := fmt.Sprintf(" {\n%[1]s\tif !%[2]s(%[3]s) {\n%[1]s\t\treturn\n%[1]s\t}\n%[1]s}", in, yield.Name(), vars)
	return &analysis.SuggestedFix{
		Message: "range over the sequence and return when " + yield.Name() + " returns false",
		TextEdits: []analysis.TextEdit{
			{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte(head)},
			{Pos: call.Lparen, End: stmt.End(), NewText: []byte(body)},
		},
	}
}

// hasLiteral reports whether there is a composite or function literal in x,
// which the head of a loop may not have as it stands.
func hasLiteral(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.CompositeLit, *ast.FuncLit:
			found = true
		}
		return !found
	})
	return found
}
