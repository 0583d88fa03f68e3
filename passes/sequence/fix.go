package sequence

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// fix returns the edit that defers the release right after the acquire, or
// nil where that would change more than it mends.
func (a *acquire) fix(f *engine.Finding, l *Leak) *analysis.SuggestedFix {
	stmt := a.statement()
	rel := f.Protocol.Release[0]
	if stmt == nil || !f.Contained || f.Held && f.Method == "" || f.Literal || !rel.Idempotent || rel.Completed != (protocol.Op{}) {
		return nil
	}
	after := stmt
	if f.MayFail {
		if after = a.errorTest(f.Error); after == nil {
			return nil
		}
	}
	id := a.target(release(f))
	if id == nil {
		return nil
	}
	var edits []analysis.TextEdit
	name := id.Name
	if name == "_" {
		if name = a.freeName(handleName(f)); name == "" {
			return nil
		}
		edits = append(edits, analysis.TextEdit{Pos: id.Pos(), End: id.End(), NewText: []byte(name)})
		if edit, ok := a.declare(stmt); !ok {
			return nil
		} else if edit != nil {
			edits = append(edits, *edit)
		}
	}
	switch {
	case f.Held:
		name += "." + f.Method
	case rel.Call != "":
		name += "." + rel.Call
	}
	text := fmt.Sprintf("\n%sdefer %s()", a.indent(stmt), name)
	edits = append(edits, analysis.TextEdit{Pos: after.End(), End: after.End(), NewText: []byte(text)})
	return &analysis.SuggestedFix{
		Message:   fmt.Sprintf("defer %s() right after %s", name, l.Callee),
		TextEdits: edits,
	}
}

// handleName returns a name for a handle that has none.
func handleName(f *engine.Finding) string {
	if role := release(f); role != protocol.Receiver {
		return string(role)
	}
	return f.Protocol.Noun
}

// errorTest returns the statement right after the acquire if it leaves the
// block where the error, which is the i-th result, is not nil.
func (a *acquire) errorTest(i int) ast.Stmt {
	id, test := a.ifAfter(i)
	if test == nil {
		return nil
	}
	cond, ok := test.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !isIdent(cond.X, id.Name) || !isIdent(cond.Y, "nil") {
		return nil
	}
	switch last := lastStatement(test.Body).(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return test
	case *ast.ExprStmt:
		if call, ok := last.X.(*ast.CallExpr); ok && isIdent(call.Fun, "panic") {
			return test
		}
	}
	return nil
}

// ifAfter returns the variable that the i-th result is assigned to, and the
// statement right after the acquire if it is an if that neither declares
// anything nor has an else; otherwise nil, nil.
func (a *acquire) ifAfter(i int) (*ast.Ident, *ast.IfStmt) {
	if i < 0 || i >= len(a.lhs) {
		return nil, nil
	}
	id, ok := a.lhs[i].(*ast.Ident)
	test, isIf := a.next().(*ast.IfStmt)
	if !ok || !isIf || test.Init != nil || test.Else != nil {
		return nil, nil
	}
	return id, test
}

// lastStatement returns the last statement of a block, nil if it is empty.
func lastStatement(b *ast.BlockStmt) ast.Stmt {
	if len(b.List) == 0 {
		return nil
	}
	return b.List[len(b.List)-1]
}

func isIdent(x ast.Expr, name string) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == name
}

// next returns the statement after that of the acquire, or nil.
func (a *acquire) next() ast.Stmt {
	stmt := a.statement()
	for _, n := range a.path {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		if i := slices.Index(list, stmt); i >= 0 && i+1 < len(list) {
			return list[i+1]
		}
	}
	return nil
}

// statement returns the statement that the acquire makes up, if it stands in
// a block or a clause.
func (a *acquire) statement() ast.Stmt {
	for i, n := range a.path {
		stmt, ok := n.(ast.Stmt)
		if !ok {
			continue
		}
		if _, decl := stmt.(*ast.DeclStmt); !decl {
			if _, assign := stmt.(*ast.AssignStmt); !assign {
				return nil
			}
		}
		switch a.path[i+1].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return stmt
		}
		return nil
	}
	return nil
}

// declare returns the edit that makes the statement declare a name for what
// was blank, if one is needed.
func (a *acquire) declare(stmt ast.Stmt) (*analysis.TextEdit, bool) {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok {
		return nil, true // a var declaration declares all its names
	}
	if assign.Tok == token.DEFINE {
		return nil, true
	}
	for _, x := range assign.Lhs {
		if id, ok := x.(*ast.Ident); !ok || id.Name != "_" {
			return nil, false // := would declare the other name anew
		}
	}
	return &analysis.TextEdit{Pos: assign.TokPos, End: assign.TokPos + 1, NewText: []byte(":=")}, true
}

// freeName returns base, or base with a number, such that neither the
// function around the acquire nor its file uses that name for anything.
func (a *acquire) freeName(base string) string {
	used := make(map[string]bool)
	ast.Inspect(a.path[len(a.path)-1], func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	})
	for i := 1; i < 100; i++ {
		name := base
		if i > 1 {
			name = fmt.Sprintf("%s%d", base, i)
		}
		if !used[name] && a.pass.Pkg.Scope().Lookup(name) == nil && types.Universe.Lookup(name) == nil {
			return name
		}
	}
	return ""
}

// indent returns the white space before the statement on its line.
func (a *acquire) indent(stmt ast.Stmt) string {
	pos := a.pass.Fset.Position(stmt.Pos())
	if a.pass.ReadFile != nil {
		if src, err := a.pass.ReadFile(a.pass.Fset.File(stmt.Pos()).Name()); err == nil && pos.Offset <= len(src) {
			start := strings.LastIndexByte(string(src[:pos.Offset]), '\n') + 1
			line := string(src[start:pos.Offset])
			if strings.TrimSpace(line) == "" {
				return line
			}
		}
	}
	return strings.Repeat("\t", max(pos.Column-1, 0))
}
