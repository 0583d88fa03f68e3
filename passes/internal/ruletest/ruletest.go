// Package ruletest checks a rule on case files.
//
// The files are those of analysistest, with its want comments, and say more:
//
//   - A comment step n: "re" on a line expects that the n-th step of a
//     finding's witness points to that line with a message that matches. In a
//     function with such comments they and the steps of its findings match
//     one to one; in others the witness is not looked at.
//   - A comment fix on the line of a finding expects that the finding has a
//     suggested fix, nofix that it has none.
//   - The name of a declaration says what is true of it: badX has a finding,
//     okX has none. knownMissX has none and should, knownFalseAlarmX has one
//     and should not; the doc comment of these says why. Whatever has another
//     name is scaffolding and has none.
//
// On one line they stand in the order
//
//	next, stop := iter.Pull(seq) // fix step 1: "re" // want "re"
//
// since analysistest reads a comment from its want to the end.
//
// Beyond the comments Run checks that a second run prints the same bytes, and
// that each suggested fix, alone and together with all others, gives a
// program that type-checks, without the finding and without a new one.
package ruletest

import (
	"fmt"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// Run runs the rule on the packages of the GOPATH tree dir that the patterns
// name, and checks what it finds against the comments in them. It returns
// the packages.
func Run(t analysistest.Testing, dir string, rule *analysis.Analyzer, patterns ...string) []*packages.Package {
	if h, ok := t.(interface{ Helper() }); ok {
		h.Helper()
	}
	var pkgs []*packages.Package
	var runs []*run
	for _, res := range analysistest.Run(t, dir, rule, patterns...) {
		if res.Err == nil {
			r := newRun(res.Action)
			pkgs, runs = append(pkgs, r.pkg), append(runs, r)
		}
	}
	for _, r := range runs {
		for _, err := range r.pkg.Errors {
			t.Errorf("%v", err) // there are no findings in code that does not type-check
		}
		r.checkNames(t)
		r.checkSteps(t)
		r.checkHasFix(t)
	}
	checkAgain(t, rule, runs)
	return pkgs
}

// A run is the rule on one package.
type run struct {
	pkg         *packages.Package
	diagnostics []analysis.Diagnostic
	expected    map[line]*expectation
}

// A line is a line of a file.
type line struct {
	file string
	n    int
}

func (l line) String() string { return fmt.Sprintf("%s:%d", l.file, l.n) }

func newRun(act *checker.Action) *run {
	r := &run{pkg: act.Package, diagnostics: act.Diagnostics, expected: make(map[line]*expectation)}
	for _, file := range r.pkg.Syntax {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if e := parse(c.Text); e != nil {
					r.expected[r.line(c.Pos())] = e
				}
			}
		}
	}
	return r
}

func (r *run) line(pos token.Pos) line {
	p := r.pkg.Fset.Position(pos)
	return line{p.Filename, p.Line}
}

// -- the same again --

// checkAgain analyses the packages once more, and as they are after fixes,
// and checks that the findings are the same to the byte, or gone.
func checkAgain(t analysistest.Testing, rule *analysis.Analyzer, runs []*run) {
	var pkgs []*packages.Package
	var all []*fixed
	for _, r := range runs {
		pkgs = append(pkgs, r.pkg)
		for _, f := range r.applyFixes(t) {
			all, pkgs = append(all, f), append(pkgs, f.pkg)
		}
	}
	found, err := analyze(rule, pkgs)
	if err != nil {
		t.Errorf("second run: %v", err)
		return
	}
	for _, r := range runs {
		first, second := r.print(r.diagnostics), r.print(found[r.pkg])
		if first != second {
			t.Errorf("%s: a second run differs; first:\n%ssecond:\n%s", r.pkg.PkgPath, first, second)
		}
	}
	for _, f := range all {
		f.check(t, found[f.pkg])
	}
}

// analyze returns what the rule finds in each of the packages.
func analyze(rule *analysis.Analyzer, pkgs []*packages.Package) (map[*packages.Package][]analysis.Diagnostic, error) {
	found := make(map[*packages.Package][]analysis.Diagnostic)
	if len(pkgs) == 0 {
		return found, nil
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{rule}, pkgs, nil)
	if err != nil {
		return nil, err
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, fmt.Errorf("%v: %v", act, act.Err)
		}
		found[act.Package] = act.Diagnostics
	}
	return found, nil
}

// print writes everything that a diagnostic says, in the order of the run.
func (r *run) print(list []analysis.Diagnostic) string {
	var b strings.Builder
	at := func(pos token.Pos) token.Position { return r.pkg.Fset.Position(pos) }
	for _, d := range list {
		fmt.Fprintf(&b, "%v-%v [%s] %s %s\n", at(d.Pos), at(d.End), d.Category, d.URL, d.Message)
		for _, s := range d.Related {
			fmt.Fprintf(&b, "\t%v-%v %s\n", at(s.Pos), at(s.End), s.Message)
		}
		for _, fix := range d.SuggestedFixes {
			fmt.Fprintf(&b, "\t%s\n", fix.Message)
			for _, e := range fix.TextEdits {
				fmt.Fprintf(&b, "\t\t%v-%v %q\n", at(e.Pos), at(e.End), e.NewText)
			}
		}
	}
	return b.String()
}
