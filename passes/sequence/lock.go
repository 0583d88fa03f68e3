package sequence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// A LockedYield is a yield under a lock that a loop body takes again.
type LockedYield struct {
	// Name is the yield, as the sequence names it, and Lock the lock. If the
	// yield is in another package Name is empty, and Seq is the sequence.
	Name, Lock, Seq string
	// Pos and End span what is called for the loop body to run; in the loop
	// body, if the yield is in another package.
	Pos, End token.Pos
	// Loop is the place of such a loop, and Call what its body calls.
	Loop token.Pos
	Call string
	// Steps lead from the lock to the place where it is taken again.
	Steps []Step
}

func newLocked(pass *analysis.Pass, f *engine.LockedYield) *LockedYield {
	y := &LockedYield{
		Lock: "a lock", Pos: engine.PosOf(f.Place()), End: engine.PosOf(f.Place()),
		Loop: engine.PosOf(f.Loop), Call: "it",
	}
	if path := pathTo(pass, f.Place()); path != nil {
		call := path[0].(*ast.CallExpr)
		y.Pos, y.End = call.Fun.Pos(), call.Fun.End()
	}
	if path := pathTo(pass, f.Body); path != nil {
		y.Call = exprName(path[0].(*ast.CallExpr).Fun, y.Call)
	}
	if f.At != nil {
		y.Name = f.Param.Name()
		if path := pathTo(pass, f.Lock); path != nil {
			if sel, ok := ast.Unparen(path[0].(*ast.CallExpr).Fun).(*ast.SelectorExpr); ok {
				y.Lock = exprName(sel.X, y.Lock)
			}
		}
		y.Steps = []Step{{f.Lock.Pos(), y.Lock + " is locked here"}}
	} else {
		y.Seq = sequenceName(pass, f)
		if f.Field != "" {
			y.Lock = f.Field
		}
	}
	y.Steps = append(y.Steps, Step{y.Loop, "this loop runs its body under the lock"}, Step{f.Body.Pos(), "the body calls " + y.Call})
	if f.Again != f.Body {
		y.Steps = append(y.Steps, Step{f.Again.Pos(), "which waits for the lock here"})
	}
	return y
}

// sequenceName returns what the loop ranges over, without what that is given.
func sequenceName(pass *analysis.Pass, f *engine.LockedYield) string {
	seq := ast.Unparen(sequenceOf(pass, f.Loop, -1))
	if call, ok := seq.(*ast.CallExpr); ok {
		seq = call.Fun
	}
	return exprName(seq, "the sequence")
}

// summarizeLocks notes which locks the functions of the package take, and which
// its sequences hold. SSA is built for that only if a function locks and yields,
// or if the package mentions one of which such things are known.
func (a *analyser) summarizeLocks(facts *summaries) {
	if !a.yieldsLocked() && !a.mentions(func(s *engine.Summary) bool { return len(s.Holds)+len(s.Takes) > 0 }) {
		return
	}
	cfg, err := a.config(a.pass.Files)
	if err != nil {
		return // who looks for findings is told of the builder's failure
	}
	engine.Locks(cfg, findYields(a.pass), facts.get)
}

// yieldsLocked reports whether a function of the package that may be, or make,
// a sequence takes a lock.
func (a *analyser) yieldsLocked() bool {
	var locks []token.Pos
	for id, obj := range a.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && protocol.LockOpOf(protocol.NameOf(fn)) != protocol.NoLock {
			locks = append(locks, id.Pos())
		}
	}
	if len(locks) == 0 {
		return false
	}
	for _, file := range a.pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && a.hasYield(fd) && slices.ContainsFunc(locks, func(pos token.Pos) bool { return fd.Pos() <= pos && pos < fd.End() }) {
				return true
			}
		}
	}
	return false
}

// hasYield reports whether fd, or a literal in it, has a parameter that may be a
// yield.
func (a *analyser) hasYield(fd *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fd, func(n ast.Node) bool {
		if ft, ok := n.(*ast.FuncType); ok && ft.Params != nil {
			for _, field := range ft.Params.List {
				found = found || engine.IsYield(a.pass.TypesInfo.TypeOf(field.Type))
			}
		}
		return !found
	})
	return found
}

// mentions reports whether the package mentions a function of another of which
// that is known.
func (a *analyser) mentions(known func(*engine.Summary) bool) bool {
	for _, obj := range a.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Pkg() != a.pass.Pkg {
			if s := a.imports(fn.Origin()); s != nil && known(s) {
				return true
			}
		}
	}
	return false
}
