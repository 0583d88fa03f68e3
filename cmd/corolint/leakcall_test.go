package main

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// leakyFact marks a function that calls a function named leak, directly or
// through others.
type leakyFact struct{ Name string }

func (*leakyFact) AFact()           {}
func (f *leakyFact) String() string { return "leaky(" + f.Name + ")" }

// leakSites is the result of the shared analyzer of the test suite.
type leakSites struct{ calls []*ast.CallExpr }

// leakcallAnalyzer returns a rule that exercises the driver: it reports each
// call of a function named leak, and of an imported function that makes such
// a call, with a related step and a fix. It has a required analyzer with
// facts, as corolint's rules have, which fails on packages named "errs" and
// panics on packages named "panics".
func leakcallAnalyzer() *analysis.Analyzer {
	sites := &analysis.Analyzer{
		Name:             "leaksites",
		Doc:              "find calls of leak",
		RunDespiteErrors: true,
		FactTypes:        []analysis.Fact{new(leakyFact)},
		ResultType:       reflect.TypeFor[*leakSites](),
		Run:              findLeaks,
	}
	return &analysis.Analyzer{
		Name:             "leakcall",
		Doc:              "report calls of leak\n\nThe manual page of leakcall.",
		URL:              "https://example.com/rules/leakcall",
		Requires:         []*analysis.Analyzer{sites},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, call := range pass.ResultOf[sites].(*leakSites).calls {
				pass.Report(leakDiagnostic(pass, call))
			}
			return nil, nil
		},
	}
}

func findLeaks(pass *analysis.Pass) (any, error) {
	switch pass.Pkg.Name() {
	case "errs":
		return nil, errors.New("no luck\nwith this package")
	case "panics":
		panic("out of luck")
	}
	sites := new(leakSites)
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				sites.addCalls(pass, fn)
			}
		}
	}
	return sites, nil
}

// addCalls records the leaking calls in fn and exports fn's fact.
func (s *leakSites) addCalls(pass *analysis.Pass, fn *ast.FuncDecl) {
	before := len(s.calls)
	ast.Inspect(fn, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && leaks(pass, call) {
			s.calls = append(s.calls, call)
		}
		return true
	})
	if obj, ok := pass.TypesInfo.Defs[fn.Name].(*types.Func); ok && len(s.calls) > before {
		pass.ExportObjectFact(obj, &leakyFact{obj.Name()})
	}
}

func leaks(pass *analysis.Pass, call *ast.CallExpr) bool {
	obj := callee(pass, call)
	return obj != nil && (strings.HasPrefix(obj.Name(), "leak") ||
		obj.Pkg() != pass.Pkg && pass.ImportObjectFact(obj, new(leakyFact)))
}

func callee(pass *analysis.Pass, call *ast.CallExpr) *types.Func {
	fun := ast.Unparen(call.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		fun = sel.Sel
	}
	id, ok := fun.(*ast.Ident)
	if !ok {
		return nil
	}
	fn, _ := pass.TypesInfo.Uses[id].(*types.Func)
	return fn
}

// leakDiagnostic builds the diagnostic of call. Calls of leakodd have a step
// without a position and a fix that is malformed.
func leakDiagnostic(pass *analysis.Pass, call *ast.CallExpr) analysis.Diagnostic {
	obj := callee(pass, call)
	step := analysis.RelatedInformation{Pos: obj.Pos(), Message: obj.Name() + " is declared here"}
	edit := analysis.TextEdit{Pos: call.Pos(), End: call.End(), NewText: []byte("plug()")}
	if obj.Name() == "leakodd" {
		step.Pos = token.NoPos
		edit.Pos, edit.End = call.End(), call.Pos()
	}
	return analysis.Diagnostic{
		Pos:            call.Pos(),
		End:            call.End(),
		Category:       "leakcall",
		Message:        "call of " + obj.Name(),
		Related:        []analysis.RelatedInformation{step},
		SuggestedFixes: []analysis.SuggestedFix{{Message: "Plug it", TextEdits: []analysis.TextEdit{edit}}},
	}
}
