package ruletest_test

import (
	"fmt"
	"go/ast"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/corolint/corolint/passes/internal/ruletest"
)

// toy is a rule that finds the calls of the functions bug and wound. The
// calls of step before them in the file are the steps. For a bug the fix
// replaces the name by the text.
func toy(text string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "toy",
		Doc:  "find calls of bug",
		Run: func(pass *analysis.Pass) (any, error) {
			for _, file := range pass.Files {
				findToys(pass, file, text)
			}
			return nil, nil
		},
	}
}

func findToys(pass *analysis.Pass, file *ast.File, text string) {
	var steps []analysis.RelatedInformation
	ast.Inspect(file, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncDecl); ok {
			steps = nil
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		id, ok := call.Fun.(*ast.Ident)
		if !ok {
			return true
		}
		switch id.Name {
		case "step":
			steps = append(steps, analysis.RelatedInformation{Pos: call.Pos(), Message: "went here"})
		case "bug", "wound":
			d := analysis.Diagnostic{Pos: id.Pos(), End: id.End(), Message: "call of " + id.Name, Related: steps}
			if id.Name == "bug" {
				d.SuggestedFixes = []analysis.SuggestedFix{{
					Message:   "call " + text,
					TextEdits: []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(text)}},
				}}
			}
			pass.Report(d)
		}
		return true
	})
}

// scaffold is at the top of every case file.
const scaffold = `package p

func bug()   {}
func wound() {}
func fine()  {}
func step()  {}
`

// recorder is a Testing that keeps the errors.
type recorder []string

func (r *recorder) Errorf(format string, args ...any) {
	*r = append(*r, fmt.Sprintf(format, args...))
}

// check runs the rule on a file of the given declarations and checks that
// each of the errors matches one of the patterns, in order.
func check(t *testing.T, rule *analysis.Analyzer, decls string, want ...string) {
	t.Helper()
	dir, cleanup, err := analysistest.WriteFiles(map[string]string{"p/p.go": scaffold + decls})
	if err != nil {
		t.Fatal(err)
	}
	defer cleanup()
	var got recorder
	ruletest.Run(&got, dir, rule, "p")
	if len(got) != len(want) {
		t.Fatalf("%d errors, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i, re := range want {
		if !regexp.MustCompile(re).MatchString(got[i]) {
			t.Errorf("%q does not match %q", got[i], re)
		}
	}
}

func TestRun(t *testing.T) {
	tests := []struct {
		name, fix, decls string
		want             []string
	}{
		{"all is well", "fine", `
func badOne() {
	step()  // step 1: "went here" step 1: "went"
	bug()   // fix // want "call of bug"
	step()  // step 2: "^went"
	wound() // nofix // want "wound"
	step()
}
func badTwo() {
	step()
	bug() // want "bug"
}
func okOne() { fine() }
// knownFalseAlarmOne is reported because the rule is a toy.
func knownFalseAlarmOne() { bug() } // want "bug"
// knownMissOne is not reported because the rule is a toy.
func knownMissOne() { fine() }
var badVar = func() { bug() } // want "bug"
func other() { fine() }
`, nil},
		{"no finding", "fine", `
func badOne() { fine() } // want "bug"
`, []string{`no diagnostic was reported`}},
		{"unexpected finding", "fine", `
func okOne() { bug() }
`, []string{`unexpected diagnostic`}},
		{"a bad one without want", "fine", `
func badOne() { fine() }
`, []string{`badOne wants no finding`}},
		{"an ok one with want", "fine", `
func okOne() { bug() } // want "bug"
`, []string{`okOne wants a finding`}},
		{"a finding in scaffolding", "fine", `
func badger() { bug() } // want "bug"
`, []string{`badger has a finding`}},
		{"a known miss that is found", "fine", `
// knownMissOne is a pity.
func knownMissOne() { bug() } // want "bug"
`, []string{`knownMissOne wants a finding`}},
		{"known ones without a reason", "fine", `
func knownMissOne() {}
func knownFalseAlarmOne() { bug() } // want "bug"
`, []string{`knownMissOne does not say why`, `knownFalseAlarmOne does not say why`}},
		{"a known false alarm that is none", "fine", `
// knownFalseAlarmOne was one once.
func knownFalseAlarmOne() {}
`, []string{`knownFalseAlarmOne wants no finding`}},
		{"a step elsewhere", "fine", `
func badOne() {
	step()
	fine()  // step 1: "went here"
	wound() // want "wound"
}
`, []string{`p.go:9: unexpected step 1`, `p.go:10: no step 1`}},
		{"a step that says something else", "fine", `
func badOne() {
	step()  // step 1: "came here"
	wound() // want "wound"
}
`, []string{`unexpected step 1: went here`, `no step 1 that matches "came here"`}},
		{"a step too many", "fine", `
func badOne() {
	step()  // step 1: "went"
	step()
	wound() // want "wound"
}
`, []string{`unexpected step 2`}},
		{"a step comment that cannot be read", "fine", `
func badOne() {
	step()  // step 1: went
	step()  // step 1: "(" 
	step()  // step 2: "went" and more
	wound() // want "wound"
}
`, []string{
			`cannot read`, `missing closing`, `cannot read`,
			`unexpected step 1`, `unexpected step 2`, `unexpected step 3`, `no step 2`,
		}},
		{"fix missing", "fine", `
func badOne() { wound() } // fix // want "wound"
`, []string{`no fix: call of wound`}},
		{"fix unexpected", "fine", `
func badOne() { bug() } // nofix // want "bug"
`, []string{`unexpected fix: call fine`}},
		{"fix without finding", "fine", `
func okOne() { fine() } // fix
`, []string{`fix or nofix on a line without a finding`}},
		{"fix does not mend", "bug", `
func badOne() { bug() } // want "bug"
`, []string{`still found after the fix "call bug"`}},
		{"fix brings another finding", "fine(); wound", `
func badOne() { bug() } // want "bug"
`, []string{`the fix "call fine\(\); wound" brings a new finding`}},
		{"fix does not compile", "fin", `
func badOne() { bug() } // want "bug"
`, []string{`after the fix: .*undefined: fin`}},
		{"fix does not parse", "fine(", `
func badOne() { bug() } // want "bug"
`, []string{`after the fix: .*expected`}},
		{"fixes that mend apart and together", "fine", `
func badOne() {
	bug()   // want "bug"
	wound() // want "wound"
	bug()   // want "bug"
}
`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			check(t, toy(test.fix), test.decls, test.want...)
		})
	}
}

// A rule whose findings depend on what it did before is found out.
func TestRunTwice(t *testing.T) {
	runs := 0
	rule := &analysis.Analyzer{
		Name: "fickle",
		Doc:  "say how often it ran",
		Run: func(pass *analysis.Pass) (any, error) {
			runs++
			pass.Reportf(pass.Files[0].Name.Pos(), "run %d", runs)
			return nil, nil
		},
	}
	dir, cleanup, err := analysistest.WriteFiles(map[string]string{"p/p.go": "package p // want \"run\"\n"})
	if err != nil {
		t.Fatal(err)
	}
	defer cleanup()
	var got recorder
	ruletest.Run(&got, dir, rule, "p")
	if len(got) != 1 || !strings.Contains(got[0], "a second run differs") {
		t.Errorf("got %q", got)
	}
}
