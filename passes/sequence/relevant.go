package sequence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// relevant says which part of a package matters, as decided from types
// alone, before SSA is built.
type relevant struct {
	// findings: the package may have findings; all its bodies are needed.
	findings bool
	// signals: the package may have advances whose signal is ignored.
	signals bool
	// summaries are the functions of which importers may want to know what
	// they do with a function that they are given, and those that may do it
	// for them.
	summaries map[*ast.FuncDecl]bool
}

func (r *relevant) any() bool { return r.findings || len(r.summaries) > 0 }

// findRelevant decides what of the package matters. It may have findings if
// it mentions a function that acquires.
func findRelevant(pass *analysis.Pass, table *protocol.Table, imports func(*types.Func) *engine.Summary) *relevant {
	r := &relevant{summaries: make(map[*ast.FuncDecl]bool)}
	loops := loopsOf(pass.Files)
	var opened []token.Pos // where resources are acquired
	var keeping []*ast.FuncDecl
	takesYield := false
	for id, obj := range pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || r.findings && r.signals {
			continue
		}
		if p, _ := table.Opens(fn.Origin()); p != nil {
			opened = append(opened, id.Pos())
		}
		r.findings = r.findings || acquires(pass, table, imports, fn.Origin())
		r.signals = r.signals || signals(pass.Pkg, table, fn) && loops.around(id.Pos())
	}
	r.signals = r.signals || r.findings // the closures that are acquired have signals too
	r.findings = r.findings || slices.ContainsFunc(opened, returnsFunction(pass))
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			r.findings = r.findings || sendsParameter(fd)
			fn, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func)
			switch {
			case !ok:
			case takesHandle(table, fn.Signature()) || takesHolder(pass, fn.Signature()) || checksError(fn.Signature()):
				r.summaries[fd] = true
				takesYield = takesYield || slices.ContainsFunc(slices.Collect(fn.Signature().Params().Variables()), isYield)
			case keepsYield(fn.Signature().Recv()):
				keeping = append(keeping, fd)
			}
		}
	}
	if takesYield {
		for _, fd := range keeping {
			r.summaries[fd] = true
		}
	}
	return r
}

func isYield(v *types.Var) bool { return engine.IsYield(v.Type()) }

// keepsYield reports whether a receiver is a struct that has a field in which a
// yield may be.
func keepsYield(recv *types.Var) bool {
	if recv == nil {
		return false
	}
	t := recv.Type()
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	return ok && slices.ContainsFunc(slices.Collect(st.Fields()), isYield)
}

// returnsFunction reports of a position whether it lies in a function, declared
// or literal, that has a result of function type.
func returnsFunction(pass *analysis.Pass) func(token.Pos) bool {
	return func(pos token.Pos) bool {
		for _, file := range pass.Files {
			if pos < file.FileStart || file.FileEnd <= pos {
				continue
			}
			path, _ := astutil.PathEnclosingInterval(file, pos, pos)
			return slices.ContainsFunc(path, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					return hasFunction(pass.TypesInfo, n.Type.Results)
				case *ast.FuncLit:
					return hasFunction(pass.TypesInfo, n.Type.Results)
				}
				return false
			})
		}
		return false
	}
}

// hasFunction reports whether one of the results is a function.
func hasFunction(info *types.Info, results *ast.FieldList) bool {
	return results != nil && slices.ContainsFunc(results.List, func(f *ast.Field) bool { return isFunction(info.TypeOf(f.Type)) })
}

// sendsParameter reports whether a method does little more than to send its
// parameter to a channel of its receiver, as that of a generator may.
func sendsParameter(fd *ast.FuncDecl) bool {
	const few = 4
	if fd.Recv == nil || len(fd.Body.List) > few || fd.Type.Params.NumFields() == 0 {
		return false
	}
	return slices.ContainsFunc(fd.Body.List, func(stmt ast.Stmt) bool {
		send, ok := stmt.(*ast.SendStmt)
		if !ok {
			return false
		}
		_, field := send.Chan.(*ast.SelectorExpr)
		_, value := send.Value.(*ast.Ident)
		return field && value
	})
}

// acquires reports whether a call of fn, which a protocol describes or which is
// of another package, makes an object.
func acquires(pass *analysis.Pass, table *protocol.Table, imports func(*types.Func) *engine.Summary, fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	if p, _ := table.Acquires(fn); p != nil {
		return true
	}
	if fn.Pkg() == pass.Pkg {
		return false // it does if a function that it calls does
	}
	s := imports(fn)
	return s != nil && s.Protocol != ""
}

// signals reports whether a call of fn is an advance of an object that needs
// no acquire to be known.
func signals(pkg *types.Package, table *protocol.Table, fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	if p := table.Of(recv.Type()); p != nil {
		return p.AdvanceBy(protocol.Op{Call: fn.Name()}) != nil
	}
	p, adv := table.AdvanceLike(fn)
	return p != nil && slices.ContainsFunc(pkg.Imports(), func(imp *types.Package) bool {
		return strings.HasPrefix(adv.Signal.Sentinel, imp.Path()+".") // it can compare with it
	})
}

// loops are the places of loops, in which signals matter most.
type loops struct {
	files []*ast.File
	spans [][2]token.Pos // found when they are first asked for
}

func loopsOf(files []*ast.File) *loops { return &loops{files: files} }

// around reports whether pos lies in a loop.
func (l *loops) around(pos token.Pos) bool {
	if l.files != nil {
		for _, file := range l.files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ForStmt:
					l.spans = append(l.spans, [2]token.Pos{n.Pos(), n.End()})
				case *ast.RangeStmt:
					l.spans = append(l.spans, [2]token.Pos{n.Pos(), n.End()})
				}
				return true
			})
		}
		l.files = nil
	}
	return slices.ContainsFunc(l.spans, func(s [2]token.Pos) bool { return s[0] <= pos && pos < s[1] })
}

// checksError reports whether a function may be one that returns only if an
// error is nil: it takes one, and has no results.
func checksError(sig *types.Signature) bool {
	if sig.Results().Len() > 0 {
		return false
	}
	for v := range sig.Params().Variables() {
		if engine.IsError(v.Type()) {
			return true
		}
	}
	return false
}

// takesHandle reports whether a parameter is a function, or may be an object.
func takesHandle(table *protocol.Table, sig *types.Signature) bool {
	if recv := sig.Recv(); recv != nil && isFunction(recv.Type()) {
		return true
	}
	for v := range sig.Params().Variables() {
		if isFunction(v.Type()) {
			return true
		}
		if p := table.Of(v.Type()); p != nil && p.Owned() {
			return true
		}
	}
	return false
}

// takesHolder reports whether a parameter is of a type of another package whose
// values hold an object.
func takesHolder(pass *analysis.Pass, sig *types.Signature) bool {
	makers := makers(pass)
	return slices.ContainsFunc(slices.Collect(sig.Params().Variables()), func(v *types.Var) bool { return len(makers(v.Type())) > 0 })
}

func isFunction(t types.Type) bool { return engine.SignatureOf(t) != nil }
