package sequence

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// A Yield is a call after which the loop over a sequence is over, and the
// sequence may call its yield again all the same.
type Yield struct {
	// Kind says in what way.
	Kind YieldKind
	// Name is the yield, as the sequence names it.
	Name string
	// Pos and End span what is called, and Call is how the program calls it; of
	// Untold, with the yield that it is given. Direct reports whether that is
	// the yield itself.
	Pos, End token.Pos
	Call     string
	Direct   bool
	// Again is the place of the further call; of Recovered, the one in which
	// the loop body panicked.
	Again token.Pos
	// Steps lead from the call to Again.
	Steps []Step
	// Fixes are the edits that mend it, if that is safe.
	Fixes []analysis.SuggestedFix
}

// YieldKind says in what way a yield is called again.
type YieldKind string

// The kinds of lost yields.
const (
	Dropped   = YieldKind(engine.Dropped)
	Untold    = YieldKind(engine.Untold)
	Unheeded  = YieldKind(engine.Unheeded)
	Recovered = YieldKind(engine.Recovered)
)

// An EscapedYield is a yield that leaves the run of its sequence.
type EscapedYield struct {
	// Kind says in what way.
	Kind EscapeKind
	// Name is the yield, as the sequence names it.
	Name string
	// Pos and End span the statement or the call that takes it along.
	Pos, End token.Pos
}

// EscapeKind says in what way a yield leaves the run of its sequence.
type EscapeKind string

// The kinds of escapes.
const (
	Unawaited  = EscapeKind(engine.Unawaited)
	Concurrent = EscapeKind(engine.Concurrent)
	Kept       = EscapeKind(engine.Kept)
)

// Yields are what is wrong with the yields of one package, in source order.
type Yields struct {
	Lost      []*Yield
	Escaped   []*EscapedYield
	Recovered []*RecoveredYield
	Locked    []*LockedYield
}

// A RecoveredYield is a recover that stops a panic of the loop body.
type RecoveredYield struct {
	// Name is the yield, as the sequence names it.
	Name string
	// Pos and End span the call of recover; or what is deferred, if that is a
	// declared function, Func.
	Pos, End token.Pos
	Func     string
	// Covered is the place of the call during which the loop body runs, and
	// Call how the program writes it.
	Covered token.Pos
	Call    string
	// Steps show that call.
	Steps []Step
}

// yields looks at the yields of the package. SSA is built for that only if it
// has a sequence, or mentions one that yields under a lock.
func (a *analyser) yields() *Yields {
	found := new(Yields)
	params := findYields(a.pass)
	if len(params) == 0 && !a.mentions(func(s *engine.Summary) bool { return len(s.Holds) > 0 }) {
		return found
	}
	cfg, err := a.config(a.pass.Files)
	if err != nil {
		return found // the builder's failure has been told
	}
	lost, escapes := engine.Yields(cfg, params)
	for _, y := range lost {
		found.Lost = append(found.Lost, newYield(a.pass, a.table, y))
	}
	for _, e := range escapes {
		found.Escaped = append(found.Escaped, newEscaped(a.pass, e))
	}
	for _, r := range engine.Recovers(cfg, params) {
		if slices.ContainsFunc(lost, func(y *engine.Yield) bool { return y.Kind == engine.Recovered && y.Again == r.Covered.Pos() }) {
			continue // yield is called again: that is told there
		}
		found.Recovered = append(found.Recovered, newRecovered(a.pass, r))
	}
	for _, l := range engine.LockedYields(cfg, params) {
		found.Locked = append(found.Locked, newLocked(a.pass, l))
	}
	return found
}

func newEscaped(pass *analysis.Pass, f *engine.Escape) *EscapedYield {
	y := &EscapedYield{Kind: EscapeKind(f.Kind), Name: f.Param.Name(), Pos: f.At.Pos(), End: f.At.Pos()}
	if call, ok := f.At.(ssa.CallInstruction); ok {
		if path := pathTo(pass, call); path != nil {
			call := path[0].(*ast.CallExpr)
			y.Pos, y.End = call.Fun.Pos(), call.Fun.End()
			if lit, ok := call.Fun.(*ast.FuncLit); ok {
				y.End = lit.Type.End()
			}
		}
	}
	return y
}

func newRecovered(pass *analysis.Pass, f *engine.Recover) *RecoveredYield {
	y := &RecoveredYield{
		Name: f.Param.Name(), Pos: f.At.Pos(), End: f.At.Pos(),
		Covered: engine.PosOf(f.Covered), Call: "the loop",
	}
	if path := pathTo(pass, f.At); path != nil {
		call := path[0].(*ast.CallExpr)
		y.Pos, y.End = call.Pos(), call.End()
		if _, deferred := f.At.(*ssa.Defer); deferred {
			y.Func = exprName(call.Fun, "it")
		}
	}
	if path := pathTo(pass, f.Covered); path != nil {
		y.Call = exprName(path[0].(*ast.CallExpr).Fun, "the call")
	}
	y.Steps = []Step{{y.Covered, "the loop body runs here"}}
	return y
}

func newYield(pass *analysis.Pass, table *protocol.Table, f *engine.Yield) *Yield {
	y := &Yield{
		Kind: YieldKind(f.Kind), Name: f.Param.Name(), Pos: f.At.Pos(), End: f.At.Pos(),
		Call: f.Param.Name(), Direct: f.Direct, Again: f.Again,
	}
	for _, step := range f.Steps {
		y.Steps = append(y.Steps, Step{step.Pos, stepText(step, y.Name)})
	}
	if path := pathTo(pass, f.At); path != nil {
		call := path[0].(*ast.CallExpr)
		y.Pos, y.End = call.Fun.Pos(), call.Fun.End()
		other := "the call"
		if f.Direct {
			other = y.Call
		}
		y.Call = exprName(call.Fun, other)
		if f.Kind == engine.Untold && y.Call != other {
			y.Call += "(" + y.Name + ")"
		}
		if fix := yieldFix(pass, table, f, path); fix != nil {
			y.Fixes = []analysis.SuggestedFix{*fix}
		}
	}
	return y
}

// yieldFix returns the edit that heeds what the call returns, or nil where
// that is not all that it takes: the call is a statement of the sequence
// itself, or tested there in vain, or a statement of a callback that goes on to
// return true to a function that heeds false.
func yieldFix(pass *analysis.Pass, table *protocol.Table, f *engine.Yield, path []ast.Node) *analysis.SuggestedFix {
	if f.Kind == engine.Untold && f.Producer {
		return rangeFix(pass, f.Param, path)
	}
	if len(path) < 2 || f.Kind != engine.Dropped || !engine.IsYield(f.At.Common().Value.Type()) {
		return nil
	}
	stmt, ok := path[1].(*ast.ExprStmt)
	if !ok {
		if f.Producer && f.Direct {
			return breakFix(pass.TypesInfo, table, f.Param, path)
		}
		return nil
	}
	a := newAcquire(pass, path, nil)
	call := exprName(path[0].(*ast.CallExpr).Fun, f.Param.Name())
	if f.Producer {
		if fix := passOn(pass, path, f.Param); fix != nil {
			return fix
		}
		indent := a.indent(stmt)
		return &analysis.SuggestedFix{
			Message: "return when " + call + " returns false",
			TextEdits: []analysis.TextEdit{
				{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte("if !")},
				{Pos: stmt.End(), End: stmt.End(), NewText: []byte(" {\n" + indent + "\treturn\n" + indent + "}")},
			},
		}
	}
	ret := returnsTrue(path)
	if !f.Heeding || ret == nil {
		return nil
	}
	return &analysis.SuggestedFix{
		Message: "return what " + call + " returns",
		TextEdits: []analysis.TextEdit{
			{Pos: stmt.Pos(), End: stmt.Pos(), NewText: []byte("return ")},
			{Pos: stmt.End(), End: ret.End()},
		},
	}
}

// returnsTrue returns the statement after that of the call if it returns
// true, and nothing else does anything in between.
func returnsTrue(path []ast.Node) *ast.ReturnStmt {
	block, ok := path[2].(*ast.BlockStmt)
	if !ok {
		return nil
	}
	for i, stmt := range block.List[:len(block.List)-1] {
		ret, ok := block.List[i+1].(*ast.ReturnStmt)
		if stmt == path[1] && ok && len(ret.Results) == 1 && isIdent(ret.Results[0], "true") {
			return ret
		}
	}
	return nil
}
