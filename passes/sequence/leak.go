package sequence

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// newLeak gives a finding of the engine the names that the source uses.
func newLeak(pass *analysis.Pass, f *engine.Finding) *Leak {
	l := &Leak{
		Kind:     LeakKind(f.Kind),
		Protocol: f.Protocol.Name,
		Noun:     f.Protocol.Noun,
		Always:   f.Protocol.Owes(protocol.Exhausted),
		Receiver: f.Held || len(f.Protocol.Closures) == 0,
		Pos:      f.Acquire.Pos(),
		End:      f.Acquire.Pos(),
		Callee:   calleeName(pass.Pkg, f.Callee),
		Direct:   f.Direct,
	}
	for _, s := range f.Steps {
		l.Steps = append(l.Steps, Step{s.Pos, stepText(s, l.Callee)})
		switch s.Kind {
		case engine.Leave:
			l.Func = s.Func
		case engine.Thrown:
			l.Panic = s.Pos
		}
	}
	path := pathTo(pass, f.Acquire)
	if path == nil {
		return l
	}
	a := newAcquire(pass, path, f.Results)
	if f.Callee != nil && f.Callee.Signature().Recv() != nil {
		l.Callee = exprName(a.call.Fun, l.Callee)
	}
	l.Pos, l.End = a.call.Fun.Pos(), a.call.Rparen+1
	if pass.Fset.Position(l.End).Line != pass.Fset.Position(l.Pos).Line {
		l.End = a.call.Lparen
	}
	l.Release, l.Advance = a.name(release(f)), a.name(advance(f))
	if l.Receiver {
		method := f.Protocol.Release[0].Call
		if f.Held {
			method = f.Method
			if _, result := f.Results[protocol.Receiver]; !result {
				l.Release = receiverName(a.call)
			}
		}
		switch {
		case f.Literal:
		case method == "":
			l.Release = "" // nothing that is known releases it
		default:
			l.Release = callName(l.Release, method)
		}
		l.Advance = ""
	}
	if f.Requested {
		l.Completing = callName(a.name(release(f)), f.Protocol.Release[0].Completed.String())
	}
	_, result := f.Results[release(f)]
	l.Discarded = result && a.discards(release(f))
	l.Kept = f.Kept
	l.Holder, l.Field, l.Path = f.Holder, f.Field, f.Path
	l.Partly = slices.ContainsFunc(a.lhs, a.takes)
	if fix := a.fix(f, l); fix != nil {
		l.Fixes = []analysis.SuggestedFix{*fix}
	}
	return l
}

// receiverName returns what the call is a method of, as the source writes it,
// or "".
func receiverName(call *ast.CallExpr) string {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return exprName(sel.X, "")
	}
	return ""
}

func release(f *engine.Finding) protocol.Role {
	if f.Held {
		return protocol.Receiver
	}
	if role := f.Protocol.Release[0].Role; role != "" {
		return role
	}
	return protocol.Receiver
}

func advance(f *engine.Finding) protocol.Role { return f.Protocol.Advance[0].Role }

// callName returns how the program calls a method of the variable.
func callName(variable, method string) string {
	if variable == "" {
		return method
	}
	return variable + "." + method
}

func calleeName(pkg *types.Package, fn *types.Func) string {
	if fn == nil {
		return "the call"
	}
	if recv := fn.Signature().Recv(); recv != nil || fn.Pkg() == nil || fn.Pkg() == pkg {
		return fn.Name()
	}
	return fn.Pkg().Name() + "." + fn.Name()
}

func stepText(s engine.Step, callee string) string {
	switch s.Kind {
	case engine.Branch:
		return fmt.Sprintf("this is %t", s.Truth)
	case engine.Taken:
		return "this branch is taken"
	case engine.Leave:
		return "returns here without a release"
	case engine.Again:
		return callee + " is called again here while the last one is still open"
	case engine.Lazy:
		return "this runs only if the sequence is ranged over"
	case engine.Bury:
		return "this field is never read"
	case engine.Forget:
		return "no method releases what this field holds"
	case engine.Thrown:
		return "a panic here is recovered by a deferred call"
	case engine.CalledAgain:
		return callee + " may be called again here"
	case engine.Wait:
		return "this runs only when the function returns"
	}
	panic(fmt.Sprintf("internal error: unknown kind of step %d", s.Kind))
}

// an acquire is the syntax of the call that makes an object.
type acquire struct {
	pass    *analysis.Pass
	call    *ast.CallExpr
	path    []ast.Node // from the call outwards to the file
	results map[protocol.Role]int
	lhs     []ast.Expr // what the results are assigned to, if they are
}

// newAcquire returns the call at the start of path, with what its results are
// assigned to.
func newAcquire(pass *analysis.Pass, path []ast.Node, results map[protocol.Role]int) *acquire {
	a := &acquire{pass: pass, call: path[0].(*ast.CallExpr), path: path, results: results}
	a.findTargets()
	return a
}

// findTargets finds what the results are assigned to.
func (a *acquire) findTargets() {
	for _, n := range a.path[1:] {
		switch n := n.(type) {
		case *ast.ParenExpr:
			continue
		case *ast.AssignStmt:
			switch i := a.among(n.Rhs); {
			case len(n.Rhs) == 1:
				a.lhs = n.Lhs
			case i >= 0:
				a.lhs = n.Lhs[i : i+1]
			}
		case *ast.ValueSpec:
			i := a.among(n.Values)
			for j, id := range n.Names {
				if len(n.Values) == 1 || j == i {
					a.lhs = append(a.lhs, id)
				}
			}
		}
		return
	}
}

// among returns which of the expressions is the call, or -1.
func (a *acquire) among(list []ast.Expr) int {
	return slices.IndexFunc(list, func(x ast.Expr) bool { return ast.Unparen(x) == a.call })
}

// target returns the identifier that the handle of that role is assigned to,
// or nil.
func (a *acquire) target(r protocol.Role) *ast.Ident {
	i, ok := a.results[r]
	if !ok || i >= len(a.lhs) {
		return nil
	}
	id, _ := a.lhs[i].(*ast.Ident)
	return id
}

// discards reports whether the program does not take the handle of that
// role: it assigns it to the blank identifier, or the call is a statement.
func (a *acquire) discards(r protocol.Role) bool {
	if len(a.lhs) == 0 {
		_, stmt := a.path[1].(*ast.ExprStmt)
		return stmt
	}
	id := a.target(r)
	return id != nil && id.Name == "_"
}

// takes reports whether a result that is not an error is assigned to lhs.
func (a *acquire) takes(lhs ast.Expr) bool {
	id, ok := lhs.(*ast.Ident)
	return !(ok && id.Name == "_") && !engine.IsError(a.pass.TypesInfo.TypeOf(lhs))
}

// name returns the variable that holds the handle of that role, or "".
func (a *acquire) name(r protocol.Role) string {
	if id := a.target(r); id != nil && id.Name != "_" {
		return id.Name
	}
	return ""
}
