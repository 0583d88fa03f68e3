package sequence

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// A Reuse is a use of a sequence that can be ranged over only once, and has
// been ranged over to its end.
type Reuse struct {
	// Seq is the sequence as the source writes it, if it is made of names, and
	// Maker the function that made it, or empty.
	Seq, Maker string
	// Again reports whether the earlier use is the same, in an earlier pass of
	// a loop.
	Again bool
	// Pos and End span the sequence in the use.
	Pos, End token.Pos
	// Steps lead from where it is made to the earlier use.
	Steps []Step
}

// summarizeUses notes which functions return sequences that can be ranged over
// only once, and which drain theirs.
func (a *analyser) summarizeUses(facts *summaries) {
	keep := make(map[*ast.FuncDecl]bool)
	for _, file := range a.pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Body != nil {
				if fn, ok := a.pass.TypesInfo.Defs[fd.Name].(*types.Func); ok && handlesSequence(fn.Signature()) {
					keep[fd] = true
				}
			}
		}
	}
	if len(keep) == 0 {
		return
	}
	files, _ := stripped(a.pass.Files, keep)
	cfg, err := a.config(files)
	if err != nil {
		return // who looks for findings is told of the builder's failure
	}
	engine.SingleUse(cfg, facts.get)
}

// handlesSequence reports whether a function returns a sequence first, or is
// given one.
func handlesSequence(sig *types.Signature) bool {
	if sig.Results().Len() > 0 && engine.IsSequence(sig.Results().At(0).Type()) {
		return true
	}
	for v := range sig.Params().Variables() {
		if engine.IsSequence(v.Type()) {
			return true
		}
	}
	return false
}

// reuses returns the reuses of the package. SSA is built for that only if a
// sequence can be one that can be ranged over only once.
func (a *analyser) reuses() []*Reuse {
	if !a.mayReuse() {
		return nil
	}
	cfg, err := a.config(a.pass.Files)
	if err != nil {
		return nil // the builder's failure has been told
	}
	var out []*Reuse
	for _, r := range engine.Reuses(cfg) {
		out = append(out, newReuse(a.pass, r))
	}
	return out
}

// mayReuse reports whether the package has a literal that is a sequence, or
// mentions a function that returns one that can be ranged over only once.
func (a *analyser) mayReuse() bool {
	for _, obj := range a.pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		fn = fn.Origin()
		if protocol.IsSingleUse(protocol.NameOf(fn)) {
			return true
		}
		if fn.Pkg() != a.pass.Pkg {
			if s := a.imports(fn); s != nil && s.SingleUse {
				return true
			}
		}
	}
	return len(findYields(a.pass)) > 0
}

func newReuse(pass *analysis.Pass, f *engine.Reuse) *Reuse {
	r := &Reuse{Pos: engine.PosOf(f.At), End: engine.PosOf(f.At), Again: f.At == f.First}
	if seq := sequenceOf(pass, f.At, f.Argument); seq != nil {
		r.Pos, r.End, r.Seq = seq.Pos(), seq.End(), exprName(seq, "")
	}
	if f.Maker != nil {
		r.Maker = f.Maker.Name()
		if path := pathTo(pass, f.Made.(ssa.CallInstruction)); path != nil {
			r.Maker = exprName(path[0].(*ast.CallExpr).Fun, r.Maker)
		}
	}
	made := f.Made.Pos()
	if lit, ok := f.Made.(*ssa.MakeClosure); ok {
		made = lit.Fn.Pos()
	}
	first := "it is ranged over to its end here"
	if r.Again {
		first = "each pass of the loop around ranges over it to its end"
	}
	r.Steps = []Step{{made, "the sequence is made here"}, {engine.PosOf(f.First), first}}
	return r
}

// sequenceOf returns the syntax of the argument of a call, of what is called
// if the index is -1, or of what a loop ranges over.
func sequenceOf(pass *analysis.Pass, call ssa.CallInstruction, i int) ast.Expr {
	if path := pathTo(pass, call); path != nil {
		call := path[0].(*ast.CallExpr)
		switch {
		case i < 0:
			return call.Fun
		case i < len(call.Args):
			return call.Args[i]
		}
		return nil
	}
	pos := engine.PosOf(call)
	for _, file := range pass.Files {
		if file.FileStart > pos || pos >= file.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, pos, pos+1)
		for _, n := range path {
			if loop, ok := n.(*ast.RangeStmt); ok && loop.Range == pos {
				return loop.X
			}
		}
	}
	return nil
}
