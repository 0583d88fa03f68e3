package sequence

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// An analyser builds SSA for a package and runs the engine on it.
type analyser struct {
	pass    *analysis.Pass
	table   *protocol.Table
	imports func(*types.Func) *engine.Summary
	endings map[*types.Func]ending
}

// analyse finds leaks and misuses, and what functions do, as far as that is
// relevant.
func (a *analyser) analyse(rel *relevant, res *Result, facts *summaries) error {
	files, bodies := a.pass.Files, 0
	if !rel.findings {
		files, bodies = stripped(a.pass.Files, rel.summaries)
	}
	cfg, err := a.config(files)
	if err != nil {
		return err
	}
	if rel.findings {
		bodies = len(cfg.Functions)
	}
	out := engine.Analyze(cfg)
	facts.add(out.Summaries)
	c := &res.Counters
	c.SSABuilt, c.Bodies = 1, bodies
	c.Searches, c.Contexts, c.Transfers, c.GivenUp = out.Counters.Searches, out.Counters.Contexts, out.Counters.Transfers, out.Counters.GivenUp
	for _, f := range out.Findings {
		res.Leaks = append(res.Leaks, newLeak(a.pass, f))
	}
	for _, m := range out.Misuses {
		res.Misuses = append(res.Misuses, newMisuse(a.pass, m))
	}
	return nil
}

// signals finds the advances whose end signal is ignored. SSA is built again
// for that: to keep it for all packages that are imported would cost more.
func (a *analyser) signals() []*Signal {
	cfg, err := a.config(a.pass.Files)
	if err != nil {
		return nil // the builder's failure has been told
	}
	var out []*Signal
	for _, s := range engine.Signals(cfg) {
		out = append(out, newSignal(a.pass, s))
	}
	return out
}

// config builds SSA for the files.
func (a *analyser) config(files []*ast.File) (engine.Config, error) {
	pkg, err := build(a.pass, files)
	if err != nil {
		return engine.Config{}, err
	}
	return engine.Config{
		Table:     a.table,
		Package:   pkg,
		Functions: declared(a.pass, pkg, files),
		Imports:   a.imports,
		Makers:    makers(a.pass),
		NoReturn:  func(fn *types.Func) bool { return a.endings[fn] == exits },
		Panics:    func(fn *types.Func) bool { return a.endings[fn] == panics },
		TypeOf:    a.pass.TypesInfo.TypeOf,
		Exported:  visible,
	}, nil
}

// stripped returns the files with the bodies of all functions but those in
// keep taken out. go/ssa builds a package whole; this is how it is spared the
// bodies that do not matter.
func stripped(files []*ast.File, keep map[*ast.FuncDecl]bool) ([]*ast.File, int) {
	kept := 0
	out := make([]*ast.File, len(files))
	for i, file := range files {
		f := *file
		f.Decls = make([]ast.Decl, len(file.Decls))
		for j, decl := range file.Decls {
			f.Decls[j] = decl
			fd, ok := decl.(*ast.FuncDecl)
			switch {
			case !ok || fd.Body == nil:
			case keep[fd]:
				kept++
			default:
				bare := *fd
				bare.Body = nil
				f.Decls[j] = &bare
			}
		}
		out[i] = &f
	}
	return out, kept
}

// build builds SSA for the package, as passes/buildssa does, but only where
// it is needed and without what that requires of every package. A panic of
// the builder becomes an error.
func build(pass *analysis.Pass, files []*ast.File) (pkg *ssa.Package, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("cannot build SSA for package %s: %v", pass.Pkg.Path(), r)
		}
	}()
	prog := ssa.NewProgram(pass.Fset, ssa.GlobalDebug) // the witness shows conditions
	for _, imp := range pass.Pkg.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	pkg = prog.CreatePackage(pass.Pkg, files, pass.TypesInfo, false)
	pkg.Build()
	return pkg, nil
}

// declared returns the functions that the files declare, in source order.
// The initialisers of package variables come first, as the function init.
func declared(pass *analysis.Pass, pkg *ssa.Package, files []*ast.File) []*ssa.Function {
	fns := []*ssa.Function{pkg.Func("init")}
	inits := 0
	for _, file := range files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func)
			if !ok || fn.Name() == "_" {
				continue
			}
			if f := pkg.Prog.FuncValue(fn); f != nil {
				fns = append(fns, f)
			}
			if fd.Recv == nil && fd.Name.Name == "init" {
				inits++
			}
		}
	}
	for i := 1; i <= inits; i++ {
		if f := pkg.Func(fmt.Sprintf("init#%d", i)); f != nil {
			fns = append(fns, f)
		}
	}
	return fns
}
