package yieldafterfalse_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/corolint/corolint/passes/yieldafterfalse"
)

// The suite that gopls keeps for its own analyzer of yields.
const (
	peer      = "golang.org/x/tools/gopls@v0.22.0"
	peerSuite = "internal/analysis/yield/testdata/src/a/a.go"
)

// infeasible are the functions of the suite in which the peer reports a path
// that cannot be taken.
var infeasible = map[string]bool{"constantIf": true, "tricky10": true}

// TestPeerSuite compares line by line what the rule and gopls find in the
// suite of gopls. The suite is fetched, not copied. A file is added to it that
// uses its functions as sequences, by which the rule knows them; gopls goes by
// the name of the parameter.
func TestPeerSuite(t *testing.T) {
	src := fetch(t)
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	gopath := t.TempDir()
	dir := filepath.Join(gopath, "src", "peer")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"a.go": src, "uses.go": []byte(uses(file))} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got := make(map[int]bool)
	for _, res := range analysistest.Run(ignoreWants{t}, gopath, yieldafterfalse.Analyzer, "peer") {
		for _, d := range res.Diagnostics {
			got[res.Pass.Fset.Position(d.Pos).Line] = true
		}
	}
	want := make(map[int]bool)
	for i, line := range strings.Split(string(src), "\n") {
		want[i+1] = regexp.MustCompile("// want [\"`]").MatchString(line)
	}
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		for n := fset.Position(fn.Pos()).Line; n <= fset.Position(fn.End()).Line; n++ {
			switch {
			case want[n] && infeasible[fn.Name.Name] && !got[n]:
			case want[n] != got[n]:
				t.Errorf("%s, line %d of the suite: reported: %t, the peer: %t", fn.Name.Name, n, got[n], want[n])
			}
		}
	}
}

// ignoreWants takes no notice of the want comments of the peer, whose messages
// are others.
type ignoreWants struct{ *testing.T }

func (ignoreWants) Errorf(string, ...any) {}

// fetch returns the suite.
func fetch(t *testing.T) []byte {
	cmd := exec.Command("go", "mod", "download", "-json", peer)
	cmd.Dir = t.TempDir()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("cannot fetch %s: %v\n%s%s", peer, err, out, stderr.Bytes())
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join(module.Dir, filepath.FromSlash(peerSuite)))
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// uses returns a file that makes sequences of the functions of the suite that
// have a parameter named yield.
func uses(file *ast.File) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\n", file.Name.Name)
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		var yield string
		params, args := []string{}, []string{}
		for _, field := range fn.Type.Params.List {
			for _, name := range field.Names {
				args = append(args, name.Name)
				if sig, ok := field.Type.(*ast.FuncType); ok && name.Name == "yield" {
					yield = text(sig)
				} else {
					params = append(params, "var "+name.Name+" "+text(field.Type))
				}
			}
		}
		if yield != "" {
			fmt.Fprintf(&b, "func use%s() {\n\t%s\n\tfor range func(yield %s) { %s(%s) } {\n\t\tbreak\n\t}\n}\n\n",
				fn.Name.Name, strings.Join(params, "\n\t"), yield, fn.Name.Name, strings.Join(args, ", "))
		}
	}
	return b.String()
}

// text returns the type as the source writes it; only names and functions of
// names occur.
func text(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.FuncType:
		var params []string
		for _, p := range x.Params.List {
			params = append(params, text(p.Type))
		}
		return "func(" + strings.Join(params, ", ") + ") bool"
	}
	return fmt.Sprintf("%T", x)
}
