package ruletest

import (
	"go/ast"
	"go/token"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis/analysistest"
)

// A caseOf is a top-level declaration of a function or of variables.
type caseOf struct {
	run        *run
	name       string
	doc        string
	start, end token.Pos
}

// cases returns the declarations of the package in source order.
func (r *run) cases() []*caseOf {
	var out []*caseOf
	for _, file := range r.pkg.Syntax {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				out = append(out, &caseOf{r, decl.Name.Name, decl.Doc.Text(), decl.Pos(), decl.End()})
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok {
						doc := decl.Doc.Text() + v.Doc.Text()
						out = append(out, &caseOf{r, v.Names[0].Name, doc, v.Pos(), v.End()})
					}
				}
			}
		}
	}
	return out
}

func (c *caseOf) contains(pos token.Pos) bool { return c.start <= pos && pos < c.end }

// lines returns the lines of the declaration, in order.
func (c *caseOf) lines() []line {
	var out []line
	first, last := c.run.line(c.start), c.run.line(c.end)
	for n := first.n; n <= last.n; n++ {
		out = append(out, line{first.file, n})
	}
	return out
}

// kindsOfCases are the prefixes that say what is true of a case.
var kindsOfCases = [...]struct {
	prefix           string
	wanted, reasoned bool
}{
	{"bad", true, false},
	{"ok", false, false},
	{"knownMiss", false, true},
	{"knownFalseAlarm", true, true},
}

// checkNames checks that names of declarations keep their word.
func (r *run) checkNames(t analysistest.Testing) {
	for _, c := range r.cases() {
		wanted := false
		for _, at := range c.lines() {
			e := r.expected[at]
			wanted = wanted || e != nil && e.wanted
		}
		at := r.line(c.start)
		shouldWant, known := false, false
		for _, kind := range kindsOfCases {
			if !isCase(c.name, kind.prefix) {
				continue
			}
			shouldWant, known = kind.wanted, true
			if kind.reasoned && strings.TrimSpace(c.doc) == "" {
				t.Errorf("%v: %s does not say why", at, c.name)
			}
		}
		switch {
		case wanted && !known:
			t.Errorf("%v: %s has a finding, so its name should say what that is: badX or knownFalseAlarmX", at, c.name)
		case wanted && !shouldWant:
			t.Errorf("%v: %s wants a finding", at, c.name)
		case !wanted && shouldWant:
			t.Errorf("%v: %s wants no finding", at, c.name)
		}
	}
}

// isCase reports whether name is prefix and a word after it.
func isCase(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	return ok && rest != "" && !unicode.IsLower(rune(rest[0]))
}
