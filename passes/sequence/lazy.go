package sequence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/corolint/corolint/passes/internal/engine"
)

// An UnusedSequence is a call that makes a sequence and does nothing else,
// and whose result is dropped.
type UnusedSequence struct {
	// Pos and End span what is called, and Call is how the program calls it.
	Pos, End token.Pos
	Call     string
}

// A lazyFinder finds the functions that only make a sequence: nothing else
// that they do can be seen.
type lazyFinder struct {
	info    *types.Info
	pkg     *types.Package
	imports func(*types.Func) *engine.Summary
	decls   map[*types.Func]*ast.FuncDecl
	known   map[*types.Func]bool
}

// findLazy returns the declared functions of the package that are lazy, and
// the finder, which knows those of others too.
func findLazy(pass *analysis.Pass, imports func(*types.Func) *engine.Summary) (*lazyFinder, []*types.Func) {
	f := &lazyFinder{
		info: pass.TypesInfo, pkg: pass.Pkg, imports: imports,
		decls: make(map[*types.Func]*ast.FuncDecl), known: make(map[*types.Func]bool),
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Body != nil {
				if fn, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					f.decls[fn] = fd
				}
			}
		}
	}
	var lazy []*types.Func
	for fn := range f.decls {
		if f.isLazy(fn) {
			lazy = append(lazy, fn)
		}
	}
	return f, lazy
}

// givesSequence reports whether the only result of fn is a sequence.
func givesSequence(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() == 1 && engine.IsSequence(results.At(0).Type())
}

// isLazy reports whether fn does no more than to make a sequence.
func (f *lazyFinder) isLazy(fn *types.Func) bool {
	fn = fn.Origin()
	if !givesSequence(fn) {
		return false
	}
	if fn.Pkg() != f.pkg {
		s := f.imports(fn)
		return s != nil && s.Lazy
	}
	return f.isInert(fn)
}

// isInert reports whether nobody can see that fn, of this package, has run.
func (f *lazyFinder) isInert(fn *types.Func) bool {
	known, seen := f.known[fn]
	if seen {
		return known
	}
	f.known[fn] = false // one that calls itself may do anything
	if fd := f.decls[fn]; fd != nil {
		f.known[fn] = f.inertBlock(fd.Body.List)
	}
	return f.known[fn]
}

func (f *lazyFinder) inertBlock(list []ast.Stmt) bool {
	for _, stmt := range list {
		if !f.inertStmt(stmt) {
			return false
		}
	}
	return true
}

// inertStmt reports whether nobody can see that a statement has run.
func (f *lazyFinder) inertStmt(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return f.inertAll(s.Results)
	case *ast.AssignStmt:
		return f.inertAll(s.Rhs) && !slices.ContainsFunc(s.Lhs, func(x ast.Expr) bool { return !f.isLocal(x) })
	case *ast.IncDecStmt:
		return f.isLocal(s.X)
	case *ast.DeclStmt:
		for _, spec := range s.Decl.(*ast.GenDecl).Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && !f.inertAll(v.Values) {
				return false
			}
		}
		return true
	case *ast.IfStmt:
		return (s.Init == nil || f.inertStmt(s.Init)) && f.inert(s.Cond) && f.inertBlock(s.Body.List) && (s.Else == nil || f.inertStmt(s.Else))
	case *ast.SwitchStmt:
		return (s.Init == nil || f.inertStmt(s.Init)) && (s.Tag == nil || f.inert(s.Tag)) && f.inertBlock(s.Body.List)
	case *ast.CaseClause:
		return f.inertAll(s.List) && f.inertBlock(s.Body)
	case *ast.BlockStmt:
		return f.inertBlock(s.List)
	}
	return false
}

// isLocal reports whether x is a variable of a function, or blank.
func (f *lazyFinder) isLocal(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := f.info.ObjectOf(id).(*types.Var)
	return id.Name == "_" || ok && v.Parent() != nil && v.Parent() != f.pkg.Scope()
}

func (f *lazyFinder) inertAll(list []ast.Expr) bool {
	for _, x := range list {
		if !f.inert(x) {
			return false
		}
	}
	return true
}

// inert reports whether an expression does nothing but give a value.
func (f *lazyFinder) inert(x ast.Expr) bool {
	quiet := true
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it is not run
		case *ast.CallExpr:
			quiet = quiet && f.inertCall(n)
		case *ast.UnaryExpr:
			quiet = quiet && n.Op != token.ARROW
		}
		return quiet
	})
	return quiet
}

func (f *lazyFinder) inertCall(call *ast.CallExpr) bool {
	if f.info.Types[call.Fun].IsType() {
		return true
	}
	switch obj := typeutil.Callee(f.info, call).(type) {
	case *types.Builtin:
		switch obj.Name() {
		case "len", "cap", "make", "new", "min", "max":
			return true
		}
	case *types.Func:
		if fn := obj.Origin(); fn.Pkg() == f.pkg {
			return f.isInert(fn)
		}
		return f.isLazy(obj)
	}
	return false
}

// unused returns the calls of lazy functions whose results are dropped, in
// source order.
func (f *lazyFinder) unused(files []*ast.File) []*UnusedSequence {
	var out []*UnusedSequence
	if !f.mentionsLazy() {
		return nil
	}
	silenced := f.silenced(files)
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			call := f.dropped(n, silenced)
			if call == nil {
				return true
			}
			if fn, ok := typeutil.Callee(f.info, call).(*types.Func); ok && f.isLazy(fn) {
				out = append(out, &UnusedSequence{Pos: call.Fun.Pos(), End: call.Fun.End(), Call: exprName(call.Fun, fn.Name())})
			}
			return true
		})
	}
	return out
}

// mentionsLazy reports whether the package mentions a lazy function.
func (f *lazyFinder) mentionsLazy() bool {
	for _, obj := range f.info.Uses {
		if fn, ok := obj.(*types.Func); ok && f.isLazy(fn) {
			return true
		}
	}
	return false
}

// silenced returns the variables of functions of which each use only assigns
// them to the blank identifier.
func (f *lazyFinder) silenced(files []*ast.File) map[types.Object]bool {
	uses := make(map[types.Object]int)
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if x, ok := blanked(n).(*ast.Ident); ok && f.isLocal(x) {
				uses[f.info.Uses[x]]--
			}
			return true
		})
	}
	if len(uses) == 0 {
		return nil
	}
	for _, obj := range f.info.Uses {
		if _, ok := uses[obj]; ok {
			uses[obj]++
		}
	}
	out := make(map[types.Object]bool)
	for obj, n := range uses {
		out[obj] = n == 0
	}
	return out
}

// blanked returns what a statement assigns to the blank identifier, or nil.
func blanked(n ast.Node) ast.Expr {
	if n, ok := n.(*ast.AssignStmt); ok && len(n.Lhs) == 1 && len(n.Rhs) == 1 && isIdent(n.Lhs[0], "_") {
		return ast.Unparen(n.Rhs[0])
	}
	return nil
}

// dropped returns the call whose result a statement drops, or gives to a
// variable that is silenced; else nil.
func (f *lazyFinder) dropped(n ast.Node, silenced map[types.Object]bool) *ast.CallExpr {
	x := blanked(n)
	switch n := n.(type) {
	case *ast.ExprStmt:
		x = n.X
	case *ast.GoStmt:
		x = n.Call
	case *ast.DeferStmt:
		x = n.Call
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
			if id, ok := n.Lhs[0].(*ast.Ident); ok && silenced[f.info.Defs[id]] {
				x = n.Rhs[0]
			}
		}
	case *ast.ValueSpec:
		if len(n.Names) == 1 && len(n.Values) == 1 && silenced[f.info.Defs[n.Names[0]]] {
			x = n.Values[0]
		}
	}
	if x == nil {
		return nil
	}
	call, _ := ast.Unparen(x).(*ast.CallExpr)
	return call
}
