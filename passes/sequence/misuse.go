package sequence

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// A Misuse is a call that the protocol does not allow in the state in which
// its object is.
type Misuse struct {
	// Protocol is the protocol's name, and Noun what it calls an object.
	Protocol, Noun string
	// Effect is what the call does, and State that of the object.
	Effect protocol.Effect
	State  protocol.State
	// Send reports whether the call sends a value.
	Send bool
	// Returned reports whether the call stands in a literal that the function
	// Func returns after it has released the object.
	Returned bool
	Func     string
	// Handle reports whether it returns the handle Call itself.
	Handle bool
	// Pos and End span what is called, and Call is how the program calls it.
	Pos, End token.Pos
	Call     string
	// Failure is the error of a resource after its release, as programs write it.
	Failure string
	// Advance is how the program would call the first advance.
	Advance string
	// Steps lead from the acquire to the call.
	Steps []Step
}

func newMisuse(pass *analysis.Pass, f *engine.Misuse) *Misuse {
	m := &Misuse{
		Protocol: f.Protocol.Name, Noun: f.Protocol.Noun, Effect: f.Effect, State: f.State, Send: f.Send,
		Pos: f.At.Pos(), End: f.At.Pos(), Call: f.Op.String(), Failure: shortName(f.Protocol.Failure),
	}
	if len(f.Protocol.Advance) > 0 {
		m.Advance = f.Protocol.Advance[0].Op.String()
	}
	is, has := "is", "has"
	if strings.HasSuffix(m.Noun, "s") {
		is, has = "are", "have"
	}
	m.Steps = append(m.Steps, Step{f.Acquire.Pos(), "the " + m.Noun + " " + is + " made here"})
	if f.Returned {
		m.Returned, m.Func, m.Handle = true, f.Func, f.Handle
		if f.Freed.IsValid() {
			m.Steps = append(m.Steps, Step{f.Freed, "this releases the " + m.Noun + " when " + f.Func + " returns"})
		}
		m.Steps = append(m.Steps, Step{f.Leave, f.Func + " returns here, and the " + m.Noun + " " + has + " been released"})
		if f.Use != f.At && f.Use.Pos().IsValid() {
			m.Steps = append(m.Steps, Step{f.Use.Pos(), m.Call + " is called here"})
		}
		f.Steps = nil
	}
	for _, s := range f.Steps {
		m.Steps = append(m.Steps, Step{s.Pos, stepText(s, "")})
	}
	if f.Held {
		m.Advance = f.Advance
	}
	if f.Value {
		m.Pos, m.End = f.Leave, f.Leave
		return m
	}
	path := pathTo(pass, f.At)
	if path == nil {
		return m
	}
	call := path[0].(*ast.CallExpr)
	m.Pos, m.End = call.Fun.Pos(), call.Fun.End()
	m.Call = exprName(call.Fun, m.Call)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && m.Advance != "" {
		m.Advance = exprName(&ast.SelectorExpr{X: sel.X, Sel: ast.NewIdent(m.Advance)}, m.Advance)
	} else if !f.Held {
		m.Advance = m.Call
	}
	return m
}

// pathTo returns the syntax of a call, and what is around it outwards, or nil.
func pathTo(pass *analysis.Pass, instr ssa.CallInstruction) []ast.Node {
	pos := instr.Pos()
	for _, file := range pass.Files {
		if file.FileStart > pos || pos >= file.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, pos, pos+1)
		for i, n := range path {
			switch n := n.(type) {
			case *ast.CallExpr:
				if n.Lparen == pos {
					return path[i:]
				}
			case *ast.DeferStmt:
				if n.Defer == pos {
					return append([]ast.Node{n.Call}, path[i:]...)
				}
			case *ast.GoStmt:
				if n.Go == pos {
					return append([]ast.Node{n.Call}, path[i:]...)
				}
			}
		}
	}
	return nil
}

// exprName returns x as the source writes it, if it is made of names and
// selectors only, and otherwise the given name.
func exprName(x ast.Expr, otherwise string) string {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		if base := exprName(x.X, ""); base != "" {
			return base + "." + x.Sel.Name
		}
		return x.Sel.Name
	}
	return otherwise
}
