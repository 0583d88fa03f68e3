package driver

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// results is what an analysis yields.
type results struct {
	findings []finding // sorted, each once
	failures []failure // sorted
}

// A failure is an analyzer that could not do its work on a package.
type failure struct {
	pkgPath string
	rule    string
	reason  string // one line
}

// analyze runs the suite on the program's roots; facts come from all their
// dependencies.
func analyze(suite []*analysis.Analyzer, prog *program) (*results, error) {
	g := newGuard()
	graph, err := checker.Analyze(rewire(suite, g.run), prog.roots, nil)
	if err != nil {
		return nil, err
	}
	generated := make(generatedFiles)
	var found []finding
	for _, act := range graph.Roots {
		for _, d := range act.Diagnostics {
			if !generated.contains(act.Package, d.Pos) {
				found = append(found, newFinding(act, d))
			}
		}
	}
	return &results{findings: inOrder(found), failures: failuresOf(graph, g)}, nil
}

// failuresOf collects what went wrong, whether inside an analyzer or in the
// checker, without the failures that only follow from others.
func failuresOf(graph *checker.Graph, g *guard) []failure {
	packageOf := make(map[*types.Package]*packages.Package)
	var out []failure
	for act := range graph.All() {
		packageOf[act.Package.Types] = act.Package
		if act.Err != nil && !slices.ContainsFunc(act.Deps, failed) {
			out = append(out, failure{act.Package.PkgPath, act.Analyzer.Name, oneLine(act.Err.Error())})
		}
	}
	for u, reason := range g.failures {
		if pkg := packageOf[u.pkg]; pkg != nil && reason != "" {
			out = append(out, failure{pkg.PkgPath, u.analyzer.Name, reason})
		}
	}
	slices.SortFunc(out, func(a, b failure) int {
		return cmp.Or(cmp.Compare(a.pkgPath, b.pkgPath), cmp.Compare(a.rule, b.rule),
			cmp.Compare(a.reason, b.reason))
	})
	return slices.Compact(out)
}

func failed(act *checker.Action) bool { return act.Err != nil }

// problems returns one line for each package on which an analyzer failed. A
// package that does not type-check is left to the program's own problems.
func (r *results) problems(prog *program) []string {
	broken := prog.brokenPaths()
	var lines []string
	for i, f := range r.failures {
		if broken[f.pkgPath] || i > 0 && r.failures[i-1].pkgPath == f.pkgPath {
			continue
		}
		lines = append(lines, fmt.Sprintf("corolint: package %s: %s failed: %s; "+
			"its findings may be missing, other packages are not affected", f.pkgPath, f.rule, f.reason))
	}
	return lines
}
