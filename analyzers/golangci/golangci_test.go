package golangci

import (
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/corolint/corolint/analyzers"
)

func TestSettings(t *testing.T) {
	for _, test := range []struct {
		name    string
		conf    any
		preview bool
		problem string // part of the error
	}{
		{"none", nil, false, ""},
		{"empty", map[string]any{}, false, ""},
		{"preview", map[string]any{"preview": true}, true, ""},
		{"no preview", map[string]any{"preview": false}, false, ""},
		{"misspelt", map[string]any{"previw": true}, false, `unknown field "previw"`},
		{"one more", map[string]any{"preview": true, "config": "corolint.json"}, false, `unknown field "config"`},
		{"not a boolean", map[string]any{"preview": "yes"}, false, "preview"},
		{"a list", []any{"preview"}, false, "array"},
		{"a word", "preview", false, "string"},
	} {
		t.Run(test.name, func(t *testing.T) {
			built, err := New(test.conf)
			if test.problem != "" {
				if err == nil || !strings.Contains(err.Error(), test.problem) || !strings.Contains(err.Error(), "only setting is preview") {
					t.Errorf("error %v, want one about %s", err, test.problem)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := built.(*plugin).config.Preview; got != test.preview {
				t.Errorf("preview is %t", got)
			}
		})
	}
}

// built returns the analyzers that golangci-lint gets with the given settings.
func built(t *testing.T, conf any) []*analysis.Analyzer {
	t.Helper()
	construct, err := register.GetPlugin("corolint")
	if err != nil {
		t.Fatal(err)
	}
	p, err := construct(conf)
	if err != nil {
		t.Fatal(err)
	}
	if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %q", mode)
	}
	list, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestRules(t *testing.T) {
	for _, preview := range []bool{false, true} {
		list := built(t, map[string]any{"preview": preview})
		if err := analysis.Validate(list); err != nil {
			t.Error(err)
		}
		want := analyzers.New(analyzers.Config{Preview: preview})
		if len(list) != len(want) {
			t.Fatalf("%d rules, want %d", len(list), len(want))
		}
		shared := map[*analysis.Analyzer]bool{}
		for i, a := range list {
			if a.Name != want[i].Name || a.URL != want[i].URL || a.RunDespiteErrors != want[i].RunDespiteErrors {
				t.Errorf("%s is not %s", a.Name, want[i].Name)
			}
			for _, req := range a.Requires {
				if req.Name == "sequence" {
					shared[req] = true
				}
			}
		}
		if len(shared) != 1 {
			t.Errorf("the rules hang on %d instances of the shared analysis", len(shared))
		}
	}
}

// fake is a file set with two files of three lines each in one directory, and
// a third in another.
type fake struct {
	fset    *token.FileSet
	a, b, c *token.File
}

func newFake() *fake {
	f := &fake{fset: token.NewFileSet()}
	add := func(name string) *token.File {
		file := f.fset.AddFile(filepath.FromSlash(name), -1, 300)
		file.SetLines([]int{0, 100, 200})
		return file
	}
	f.a, f.b, f.c = add("/m/app/a.go"), add("/m/app/b.go"), add("/m/lib/c.go")
	f.b.AddLineInfo(150, "/m/app/b.y", 70) // the rest of line 2
	f.b.AddLineInfo(200, "/m/app/made.go", 80)
	return f
}

func edit(file *token.File, from, to int) analysis.TextEdit {
	return analysis.TextEdit{Pos: file.Pos(from), End: file.Pos(to), NewText: []byte("x")}
}

func fix(message string, edits ...analysis.TextEdit) analysis.SuggestedFix {
	return analysis.SuggestedFix{Message: message, TextEdits: edits}
}

// report runs an analyzer that reports d through the adaption.
func (f *fake) report(t *testing.T, d analysis.Diagnostic) analysis.Diagnostic {
	t.Helper()
	rule := &analysis.Analyzer{
		Name: "rule",
		Doc:  "rule",
		Run: func(pass *analysis.Pass) (any, error) {
			pass.Report(d)
			return nil, nil
		},
	}
	adapted := adaptAll([]*analysis.Analyzer{rule})[0]
	var got []analysis.Diagnostic
	pass := &analysis.Pass{Analyzer: adapted, Fset: f.fset, Report: func(d analysis.Diagnostic) { got = append(got, d) }}
	if _, err := adapted.Run(pass); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Fatalf("%d diagnostics", len(got))
	}
	return got[0]
}

func TestWitnessIsInTheMessage(t *testing.T) {
	f := newFake()
	at := func(file *token.File, offset int, message string) analysis.RelatedInformation {
		return analysis.RelatedInformation{Pos: file.Pos(offset), Message: message}
	}
	d := analysis.Diagnostic{Pos: f.a.Pos(10), End: f.a.Pos(20), Category: "rule", URL: "u", Message: "left\nopen; close it"}
	for _, test := range []struct {
		name    string
		related []analysis.RelatedInformation
		want    string
	}{
		{"none", nil, "left open; close it"},
		{"steps", []analysis.RelatedInformation{at(f.a, 110, "this is true"), at(f.b, 10, "returns\n\there")},
			"left open; close it (a.go:2: this is true -> b.go:1: returns here)"},
		{"repeated", []analysis.RelatedInformation{at(f.a, 110, "this is true"), at(f.a, 120, "this is true")},
			"left open; close it (a.go:2: this is true)"},
		{"line comments", []analysis.RelatedInformation{at(f.b, 160, "this is true"), at(f.b, 210, "returns here")},
			"left open; close it (b.go:2: this is true -> made.go:80: returns here)"},
		{"elsewhere", []analysis.RelatedInformation{at(f.c, 10, "kept here"), {Message: "somewhere"}},
			"left open; close it (lib/c.go:1: kept here -> somewhere)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.Related = test.related
			got := f.report(t, d)
			if got.Message != test.want {
				t.Errorf("got  %s\nwant %s", got.Message, test.want)
			}
			if got.Related != nil {
				t.Errorf("related information is left: %v", got.Related)
			}
			if got.Pos != d.Pos || got.End != d.End || got.Category != d.Category || got.URL != d.URL {
				t.Errorf("more than the message has changed: %+v", got)
			}
		})
	}
}

func TestOneFixInOneFile(t *testing.T) {
	f := newFake()
	inside, other := fix("inside", edit(f.a, 1, 2), edit(f.a, 5, 5)), fix("other", edit(f.a, 7, 8))
	insertion := fix("insertion", analysis.TextEdit{Pos: f.a.Pos(3), NewText: []byte("x")})
	across := fix("across", edit(f.a, 1, 2), edit(f.b, 1, 2))
	for _, test := range []struct {
		name  string
		fixes []analysis.SuggestedFix
		want  string
	}{
		{"none", nil, ""},
		{"one", []analysis.SuggestedFix{inside}, "inside"},
		{"the first of two", []analysis.SuggestedFix{other, inside}, "other"},
		{"an insertion", []analysis.SuggestedFix{insertion}, "insertion"},
		{"across files", []analysis.SuggestedFix{across}, ""},
		{"the first within the file", []analysis.SuggestedFix{across, inside, other}, "inside"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := f.report(t, analysis.Diagnostic{Pos: f.a.Pos(10), Message: "m", SuggestedFixes: test.fixes}).SuggestedFixes
			switch {
			case len(got) > 1:
				t.Errorf("%d fixes", len(got))
			case test.want == "" && len(got) == 1:
				t.Errorf("%q is left", got[0].Message)
			case test.want != "" && (len(got) == 0 || got[0].Message != test.want):
				t.Errorf("got %v, want %q", got, test.want)
			}
		})
	}
}

// The adapted rules find what the rules find, with facts across packages.
func TestFindings(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/m\n\ngo 1.26\n", "open/open.go": opening, "use/use.go": using} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	env := append(os.Environ(), "PWD="+dir, "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: env}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	plain := diagnostics(t, analyzers.New(analyzers.Config{Preview: true}), pkgs)
	adapted := diagnostics(t, built(t, map[string]any{"preview": true}), pkgs)
	if len(plain) == 0 || len(plain) != len(adapted) {
		t.Fatalf("%d findings, adapted %d", len(plain), len(adapted))
	}
	for i, d := range adapted {
		if d.Pos != plain[i].Pos || d.Category != plain[i].Category {
			t.Errorf("%s is not where %s is", d.Message, plain[i].Message)
		}
		if d.Related != nil || len(d.SuggestedFixes) > 1 || strings.Contains(d.Message, "\n") {
			t.Errorf("not adapted: %+v", d)
		}
		if !strings.Contains(d.Message, "use.go:12: ") {
			t.Errorf("no witness: %s", d.Message)
		}
	}
}

func diagnostics(t *testing.T, list []*analysis.Analyzer, pkgs []*packages.Package) []analysis.Diagnostic {
	t.Helper()
	graph, err := checker.Analyze(list, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []analysis.Diagnostic
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		all = append(all, act.Diagnostics...)
	}
	return all
}

const opening = `package open

import "iter"

func Open(seq iter.Seq[int]) (func() (int, bool), func()) {
	return iter.Pull(seq)
}
`

const using = `package use

import (
	"iter"

	"example.com/m/open"
)

func First(seq iter.Seq[int]) int {
	next, stop := open.Open(seq)
	v, ok := next()
	if ok {
		return v
	}
	stop()
	return 0
}
`
