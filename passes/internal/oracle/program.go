package oracle

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

//go:embed world/*.txt world/shapes/*.txt world/producers/*.txt
var world embed.FS

// perPackage is how many functions a generated package holds.
const perPackage = 50

// Program is a generated module, oracle.test.
type Program struct {
	Functions []*Function // by file and line

	packages  []*source
	shapes    bool
	producers bool
}

// source is a generated package: one file, in both versions.
type source struct {
	name  string
	lines []string
	roots []root
}

// root is a call, and the function whose paths it runs.
type root struct{ name, call string }

// Generate writes n functions. The same seed and n give the same program.
func Generate(seed uint64, n int) *Program {
	prog := &Program{}
	turn := newTurn(seed)
	for i := range n {
		if i%perPackage == 0 {
			prog.packages = append(prog.packages, newSource(fmt.Sprintf("p%d", i/perPackage)))
		}
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		prog.add(function(r, fmt.Sprintf("F%d", i), turn.features(r)))
	}
	return prog
}

// Handwritten is a program of the functions in body, each a call of its own.
// Lines may have two versions.
func Handwritten(body string, calls ...string) *Program {
	prog := &Program{packages: []*source{newSource("p0")}}
	prog.add(&Function{Name: calls[0], lines: strings.Split(body, "\n"), calls: calls})
	return prog
}

// turn deals out the constructs evenly, each round in another order.
type turn struct {
	r     *rand.Rand
	names []string
	at    int
}

func newTurn(seed uint64) *turn {
	t := &turn{names: append(Constructs(), rare()...)}
	t.r = rand.New(rand.NewPCG(seed, 1<<40))
	return t
}

// rare returns the constructs that are dealt out more often, since they make a
// function leak nearly always or nearly never, or seldom fit.
func rare() []string {
	return []string{
		"reassigned", "generic-function", "reopened", "set-nil", "closure-again", "shadowed", "reassigned",
		"result-discarded", "goto-loop", "acquire-in-loop", "label", "range-func-defer",
		"opened-flag", "int-flag", "cell", "alias", "flag-tested-twice", "if-else", "phi", "blank-stop",
		"helper-mutual", "goroutine", "goto-out", "defer-order", "range-func-defer", "range-int", "helper-maybe-stops",
		"for-condition", "for-counter", "for-ever-select", "drain-interrupted", "deferred-result", "panic-through", "nil-variable", "helper-recursive", "helper-generated",
		"closure-called", "closure-deferred", "closure-immediate", "closure-passed",
		"closure-passed-other-package", "closure-recursive", "for-ever", "range-func-break", "range-func-continue",
		"range-func-return", "range-func-label", "range-func-goto", "if", "switch-tag", "switch-tagless", "select",
		"recovering-literal",
		"owner-made", "owner-stored", "owner-stored", "owner-returned", "owner-drained", "shadowed", "helper-advances",
		"result-dropped", "owner-error", "closure-parameter", "closure-never-called", "drain-loop", "helper-drains", "range-func",
	}
}

// features returns the constructs that the next function is to have.
func (t *turn) features(r *rand.Rand) []string {
	var f []string
	for range 7 {
		if t.at%len(t.names) == 0 {
			t.r.Shuffle(len(t.names), func(i, j int) { t.names[i], t.names[j] = t.names[j], t.names[i] })
		}
		f = append(f, t.names[t.at%len(t.names)])
		t.at++
	}
	return f
}

// stdlib and other imports of every generated file, each used once.
const header = `package %s

import (
	"context"
	"iter" //= iter "oracle.test/standin"
	"log"
	"os"
	"runtime"

	"oracle.test/helpers"
	"oracle.test/opaque"
)

var (
	_ = context.Background
	_ = log.Fatal
	_ = os.Exit
	_ = runtime.Goexit
	_ = helpers.Drop
	_ = opaque.Use
	_ iter.Seq[int]
)`

func newSource(name string) *source {
	return &source{name: name, lines: strings.Split(fmt.Sprintf(header, name), "\n")}
}

func (prog *Program) add(f *Function) {
	s := prog.packages[len(prog.packages)-1]
	s.lines = append(s.lines, "")
	f.File = s.name + "/f.go"
	f.First = len(s.lines) + 1
	s.lines = append(s.lines, f.lines...)
	f.Last = len(s.lines)
	for _, call := range f.calls {
		s.roots = append(s.roots, root{f.Name, call})
	}
	prog.Functions = append(prog.Functions, f)
}

// Source returns f as the linter sees it.
func (f *Function) Source() string {
	var b strings.Builder
	for i, line := range f.lines {
		lint, _ := split(line)
		fmt.Fprintf(&b, "%5d\t%s\n", f.First+i, lint)
	}
	return b.String()
}

// Write writes both versions below dir, in lint and in exec.
func (prog *Program) Write(dir string) error {
	files := map[string]string{
		"lint/go.mod":             "module oracle.test\n\ngo 1.26\n",
		"exec/go.mod":             "module oracle.test\n\ngo 1.26\n",
		"lint/opaque/opaque.go":   text("opaque.lint.go.txt"),
		"exec/opaque/opaque.go":   text("opaque.exec.go.txt"),
		"exec/standin/standin.go": text("standin.go.txt"),
		"exec/standin/shapes.go":  text("shapes/standin.go.txt"),
		"exec/main.go":            prog.main(),
	}
	switch {
	case prog.shapes:
		shapesFiles(files)
	case prog.producers:
		files["exec/standin/producers.go"] = text("producers/standin.go.txt")
		both(files, "helpers/helpers.go", strings.Split(text("producers/helpers.go.txt"), "\n"))
	default:
		both(files, "helpers/helpers.go", strings.Split(text("helpers.go.txt"), "\n"))
		both(files, "helpers/owners.go", inPackage("owners.go.txt", "helpers"))
	}
	for _, s := range prog.packages {
		switch {
		case prog.shapes:
			both(files, s.name+"/local.go", strings.Split(helpersAs(s.name), "\n"))
		case !prog.producers:
			for _, name := range []string{"local.go", "owners.go", "clients.go"} {
				both(files, s.name+"/"+name, inPackage(name+".txt", s.name))
			}
		}
		both(files, s.name+"/f.go", s.lines)
		files["exec/"+s.name+"/roots.go"] = s.rootsFile()
	}
	return writeAll(dir, files)
}

func writeAll(dir string, files map[string]string) error {
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// inPackage returns the lines of a file of the world as one of that package.
func inPackage(name, pkg string) []string {
	return strings.Split(strings.Replace(text(name), "package PKG", "package "+pkg, 1), "\n")
}

// text returns a file of the world.
func text(name string) string {
	data, err := world.ReadFile("world/" + name)
	if err != nil {
		panic(fmt.Sprintf("internal error: %v", err))
	}
	return string(data)
}

// both adds the two versions of a file.
func both(files map[string]string, name string, lines []string) {
	var lint, exec strings.Builder
	for _, line := range lines {
		l, e := split(line)
		lint.WriteString(l + "\n")
		if strings.TrimSpace(e) == `"iter"` {
			e = `iter "oracle.test/standin"`
		}
		exec.WriteString(e + "\n")
	}
	files["lint/"+name] = lint.String()
	files["exec/"+name] = exec.String()
}

func (s *source) rootsFile() string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport (\n\t\"oracle.test/opaque\"\n\t\"oracle.test/standin\"\n)\n\n", s.name)
	b.WriteString("var _ = opaque.Cond\n\nvar Roots = []standin.Root{\n")
	for _, r := range s.roots {
		fmt.Fprintf(&b, "\t{Name: %q, Run: func() { %s }},\n", r.name, r.call)
	}
	b.WriteString("}\n")
	return b.String()
}

func (prog *Program) main() string {
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n\t\"oracle.test/standin\"\n")
	for _, s := range prog.packages {
		fmt.Fprintf(&b, "\t\"oracle.test/%s\"\n", s.name)
	}
	b.WriteString(")\n\nfunc main() {\n")
	for _, s := range prog.packages {
		fmt.Fprintf(&b, "\tstandin.Main(%s.Roots)\n", s.name)
	}
	b.WriteString("}\n")
	return b.String()
}
