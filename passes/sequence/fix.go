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

// fix returns the edit that defers the release right after the acquire, or
// nil where that would change more than it mends.
func (a *acquire) fix(f *engine.Finding, l *Leak) *analysis.SuggestedFix {
	stmt := a.statement()
	if stmt == nil || !f.Contained || !f.Protocol.ReleaseBy(release(f)).Idempotent {
		return nil
	}
	id := a.target(release(f))
	if id == nil {
		return nil
	}
	var edits []analysis.TextEdit
	name := id.Name
	if name == "_" {
		if name = a.freeName(string(release(f))); name == "" {
			return nil
		}
		edits = append(edits, analysis.TextEdit{Pos: id.Pos(), End: id.End(), NewText: []byte(name)})
		if edit, ok := a.declare(stmt); !ok {
			return nil
		} else if edit != nil {
			edits = append(edits, *edit)
		}
	}
	text := fmt.Sprintf("\n%sdefer %s()", a.indent(stmt), name)
	edits = append(edits, analysis.TextEdit{Pos: stmt.End(), End: stmt.End(), NewText: []byte(text)})
	return &analysis.SuggestedFix{
		Message:   fmt.Sprintf("defer %s() right after %s", name, l.Callee),
		TextEdits: edits,
	}
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
	ast.Inspect(a.file, func(n ast.Node) bool {
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
