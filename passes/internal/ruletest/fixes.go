package ruletest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/packages"
)

// applyFixes applies the fixes of a run, each alone and all together, and
// returns the programs that come out.
func (r *run) applyFixes(t analysistest.Testing) []*fixed {
	var all []*fixed
	for _, set := range r.fixSets() {
		f, err := r.apply(set)
		if err != nil {
			t.Errorf("%v: %v", r.line(set[0].d.Pos), err)
			continue
		}
		all = append(all, f)
	}
	return all
}

// A choice is one of a finding's fixes.
type choice struct {
	d   *analysis.Diagnostic
	fix *analysis.SuggestedFix
}

// fixSets returns the sets of fixes to try: each alone, and, if that is more,
// the first of every finding.
func (r *run) fixSets() [][]choice {
	var sets [][]choice
	var together []choice
	for i := range r.diagnostics {
		d := &r.diagnostics[i]
		for j := range d.SuggestedFixes {
			c := choice{d, &d.SuggestedFixes[j]}
			sets = append(sets, []choice{c})
			if j == 0 {
				together = append(together, c)
			}
		}
	}
	if len(together) > 1 {
		sets = append(sets, together)
	}
	return sets
}

// fixed is a package after fixes.
type fixed struct {
	run   *run
	set   []choice
	edits map[string][]edit // by file, in order
	pkg   *packages.Package
}

// An edit replaces the bytes from start to end.
type edit struct {
	start, end int
	text       []byte
}

// apply returns the package with a set of fixes applied, type-checked.
func (r *run) apply(set []choice) (*fixed, error) {
	f := &fixed{run: r, set: set, edits: make(map[string][]edit)}
	for _, c := range set {
		for _, e := range c.fix.TextEdits {
			start, end := r.pkg.Fset.Position(e.Pos), r.pkg.Fset.Position(e.End)
			if !e.End.IsValid() {
				end = start
			}
			f.edits[start.Filename] = append(f.edits[start.Filename], edit{start.Offset, end.Offset, e.NewText})
		}
	}
	for name, edits := range f.edits {
		slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
		for i := 1; i < len(edits); i++ {
			if edits[i].start < edits[i-1].end {
				return nil, fmt.Errorf("fixes overlap in %s", name)
			}
		}
	}
	return f, f.load()
}

// load parses and type-checks the files as they are after the edits.
func (f *fixed) load() error {
	old := f.run.pkg
	pkg := *old
	pkg.Syntax = nil
	for i, file := range old.Syntax {
		name := old.CompiledGoFiles[i]
		if len(f.edits[name]) > 0 {
			src, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			text := replace(src, f.edits[name])
			if file, err = parser.ParseFile(old.Fset, name, text, parser.ParseComments); err != nil {
				return fmt.Errorf("after the fix: %v", err)
			}
		} else if file, _ = parser.ParseFile(old.Fset, name, nil, parser.ParseComments); file == nil {
			return fmt.Errorf("cannot parse %s again", name)
		}
		pkg.Syntax = append(pkg.Syntax, file)
	}
	pkg.TypesInfo = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
	conf := types.Config{Importer: importer(old.Imports), Sizes: old.TypesSizes}
	var err error
	if pkg.Types, err = conf.Check(old.PkgPath, old.Fset, pkg.Syntax, pkg.TypesInfo); err != nil {
		return fmt.Errorf("after the fix: %v", err)
	}
	f.pkg = &pkg
	return nil
}

// replace returns src after the edits, which are in order.
func replace(src []byte, edits []edit) []byte {
	var out []byte
	done := 0
	for _, e := range edits {
		out = append(append(out, src[done:e.start]...), e.text...)
		done = e.end
	}
	return append(out, src[done:]...)
}

// importer serves the packages that are loaded.
type importer map[string]*packages.Package

func (m importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := m[path]; pkg != nil {
		return pkg.Types, nil
	}
	return nil, fmt.Errorf("package %s is not loaded", path)
}

// check checks what the rule finds after the fixes: of the old findings
// those that the fixes are not for, and nothing else.
func (f *fixed) check(t analysistest.Testing, found []analysis.Diagnostic) {
	type place struct {
		file   string
		offset int
	}
	mended := make(map[*analysis.Diagnostic]bool)
	for _, c := range f.set {
		mended[c.d] = true
	}
	before, gone := make(map[place]bool), make(map[place]bool)
	for i := range f.run.diagnostics {
		d := &f.run.diagnostics[i]
		p := f.run.pkg.Fset.Position(d.Pos)
		at := place{p.Filename, f.moved(p)}
		before[at] = true
		gone[at] = mended[d]
	}
	for _, d := range found {
		p := f.pkg.Fset.Position(d.Pos)
		at := place{p.Filename, p.Offset}
		switch {
		case gone[at]:
			t.Errorf("%v: still found after the fix %q: %s", f.run.line(f.set[0].d.Pos), f.set[0].fix.Message, d.Message)
		case !before[at]:
			t.Errorf("%v: the fix %q brings a new finding: %v: %s", f.run.line(f.set[0].d.Pos), f.set[0].fix.Message, p, d.Message)
		}
	}
}

// moved returns where the edits move a position to.
func (f *fixed) moved(p token.Position) int {
	offset := p.Offset
	for _, e := range f.edits[p.Filename] {
		if e.end <= p.Offset {
			offset += len(e.text) - (e.end - e.start)
		}
	}
	return offset
}
