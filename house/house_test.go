// Package house holds the tests of the project's own rules: who may import
// whom, how the code is laid out, and what the repository may not say.
package house

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const module = "github.com/corolint/corolint/"

// sources parses the Go files of the module that are not test data.
func sources(t *testing.T) (*token.FileSet, map[string]*ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	files := make(map[string]*ast.File)
	for _, path := range tracked(t) {
		if !strings.HasSuffix(path, ".go") || strings.Contains(path, "testdata/") {
			continue
		}
		f, err := parser.ParseFile(fset, filepath.Join("..", path), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = f
	}
	return fset, files
}

// tracked lists the files that git has or would take.
func tracked(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, file := range strings.Fields(string(out)) {
		if _, err := os.Stat(filepath.Join("..", file)); err == nil {
			files = append(files, file)
		}
	}
	return files
}

// arrows says what the packages under each directory may not import. The
// first directory that fits a file decides.
var arrows = []struct {
	dir    string
	banned []string
}{
	{"passes/internal/solver/", []string{"golang.org/x/tools/", "go/", module}},
	{"passes/internal/engine/", []string{"golang.org/x/tools/go/analysis", "os", "flag", "log", "net",
		module + "cmd", module + "analyzers", module + "passes/sequence", module + "passes/pullleak"}},
	{"passes/internal/ruledoc/", []string{module}},
	{"passes/internal/", []string{module + "cmd", module + "analyzers", module + "passes/sequence", module + "passes/pullleak"}},
	{"passes/protocol/", []string{module, "golang.org/x/tools/", "os", "flag", "log", "net"}},
	{"passes/sequence/", []string{module + "cmd", module + "analyzers", module + "passes/pullleak", "os", "flag", "log"}},
	{"passes/", []string{module + "cmd", module + "analyzers", module + "passes/internal/engine",
		module + "passes/internal/solver", "golang.org/x/tools/go/ssa"}},
	{"analyzers/", []string{module + "cmd", module + "passes/internal"}},
	{"cmd/", []string{module + "passes/internal"}},
}

func TestImports(t *testing.T) {
	_, files := sources(t)
	for path, f := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, a := range arrows {
			if !strings.HasPrefix(path, a.dir) {
				continue
			}
			for _, imp := range f.Imports {
				to := strings.Trim(imp.Path.Value, `"`)
				for _, banned := range a.banned {
					if to == banned || strings.HasPrefix(to, strings.TrimSuffix(banned, "/")+"/") {
						t.Errorf("%s imports %s", path, to)
					}
				}
			}
			break
		}
	}
}

// bannedNames are names of packages and files that say nothing.
var bannedNames = regexp.MustCompile(`(^|/)(util|utils|common|helper|helpers|misc|core|manager|impl)(\.go|/)`)

// mayInit is the one file with an init function: golangci-lint finds plugins
// by what their init registers.
const mayInit = "analyzers/golangci/plugin.go"

// TestLayout checks what the project has agreed on: files of at most 500
// lines with a concept each, no init, telling names, gofmt.
func TestLayout(t *testing.T) {
	fset, files := sources(t)
	for path, f := range files {
		if bannedNames.MatchString(path) {
			t.Errorf("%s: the name says nothing", path)
		}
		if n := fset.File(f.Pos()).LineCount(); n > 500 {
			t.Errorf("%s has %d lines", path, n)
		}
		for _, decl := range f.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Name.Name == "init" && fd.Recv == nil && path != mayInit {
				t.Errorf("%s has an init function", path)
			}
		}
		src, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			t.Fatal(err)
		}
		if want, err := format.Source(src); err != nil || string(want) != string(src) {
			t.Errorf("%s is not gofmt-ed", path)
		}
	}
}

// TestFunctions bounds the length and the nesting of functions: more than 80
// lines are for a flat switch, more than five levels for nothing.
func TestFunctions(t *testing.T) {
	fset, files := sources(t)
	for path, f := range files {
		for _, decl := range f.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			lines := fset.Position(fd.End()).Line - fset.Position(fd.Pos()).Line
			if lines > 80 && !strings.HasSuffix(path, "_test.go") {
				t.Errorf("%s: %s has %d lines", path, fd.Name.Name, lines)
			}
			if n := nesting(fd.Body); n > 5 {
				t.Errorf("%s: %s nests %d deep", path, fd.Name.Name, n)
			}
		}
	}
}

// nesting returns how deep the statements of a function nest.
func nesting(body ast.Node) int {
	deepest := 0
	var stack []ast.Node
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		depth := 0
		for i, s := range stack {
			switch s := s.(type) {
			case *ast.IfStmt:
				if i > 0 {
					if outer, ok := stack[i-1].(*ast.IfStmt); ok && outer.Else == s {
						continue // else if counts as one level
					}
				}
				depth++
			case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit:
				depth++
			}
		}
		deepest = max(deepest, depth)
		return true
	})
	return deepest
}

// TestComments wants a doc comment on every exported declaration of the
// packages that others import.
func TestComments(t *testing.T) {
	_, files := sources(t)
	for path, f := range files {
		if !strings.HasPrefix(path, "passes/") && !strings.HasPrefix(path, "analyzers/") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && d.Name.Name != "String" && d.Name.Name != "Import" {
					t.Errorf("%s: %s has no comment", path, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
						t.Errorf("%s: %s has no comment", path, ts.Name.Name)
					}
				}
			}
		}
	}
}

// foreign matches what does not belong in the repository: paths of a
// machine, and hosts of registries.
var foreign = regexp.MustCompile(`/(tmp|work|root)/[a-z]|proxy\.golang\.` + `org|sum\.golang\.` + `org`)

func TestRepositorySpeaksOfTheProjectAlone(t *testing.T) {
	for _, path := range tracked(t) {
		data, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if m := foreign.FindString(line); m != "" && path != "house/house_test.go" {
				t.Errorf("%s:%d says %q", path, i+1, m)
			}
		}
	}
}
