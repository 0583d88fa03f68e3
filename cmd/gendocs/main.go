// Gendocs writes the pages under docs that are made from the code: one page
// for each rule, from its Doc, the list of known limitations, from the cases
// that record them, the page on protocols, and the page on coroutines, from
// programs that it runs. Run it in the root of the module:
//
//	go run ./cmd/gendocs
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/analyzers"
)

func main() {
	pages, err := generate(".")
	if err == nil {
		err = write(".", pages)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(2)
	}
}

// A page is a file under the root of the module, and its text.
type page struct{ file, text string }

// generate makes all pages for the module in root.
func generate(root string) ([]page, error) {
	var pages []page
	for _, a := range slices.Concat(analyzers.Default, analyzers.Preview) {
		pages = append(pages, page{"docs/rules/" + a.Name + ".md", rulePage(a)})
	}
	limits, err := limitations(root)
	if err != nil {
		return nil, err
	}
	protocols, err := protocolsPage(root)
	if err != nil {
		return nil, err
	}
	precision, err := precisionPage(root)
	if err != nil {
		return nil, err
	}
	coroutines, err := coroutinesPage(root)
	if err != nil {
		return nil, err
	}
	return append(pages, page{"docs/limitations.md", limits}, page{"docs/protocols.md", protocols},
		page{"docs/precision.md", precision}, page{"docs/coroutines.md", coroutines}), nil
}

func write(root string, pages []page) error {
	for _, p := range pages {
		file := filepath.Join(root, filepath.FromSlash(p.file))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(p.text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

const generated = "<!-- Made by go run ./cmd/gendocs. Do not edit. -->\n\n"

// rulePage turns the Doc of a rule into a page: its first line is the title,
// indented lines are code.
func rulePage(a *analysis.Analyzer) string {
	title, text, _ := strings.Cut(a.Doc, "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "%s# %s\n\n%s.\n", generated, a.Name, strings.ToUpper(title[:1])+title[1:])
	code := false
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		indented := strings.HasPrefix(line, "\t")
		switch {
		case indented && !code:
			b.WriteString("```go\n")
			code = true
		case !indented && code && line != "":
			closeCode(&b)
			code = false
		}
		switch {
		case code:
			b.WriteString(strings.TrimPrefix(line, "\t"))
		case strings.HasPrefix(line, "# "):
			b.WriteString("#" + line)
		default:
			b.WriteString(line)
		}
		b.WriteByte('\n')
	}
	if code {
		closeCode(&b)
	}
	return b.String()
}

// closeCode ends a code block before the empty lines that follow it.
func closeCode(b *strings.Builder) {
	text := strings.TrimRight(b.String(), "\n")
	b.Reset()
	b.WriteString(text + "\n```\n\n")
}

// limitations lists the cases that record a wrong answer, with the reason
// that stands in their comments.
func limitations(root string) (string, error) {
	var b strings.Builder
	b.WriteString(generated + "# Known limitations\n\n" +
		"Each is a case under testdata/src that records today's answer, so that it cannot change unnoticed.\n\n")
	dir := filepath.Join(root, "testdata", "src")
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil // a case of code that does not parse
		}
		rel, err := filepath.Rel(dir, path)
		for _, decl := range f.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && isKnown(fd.Name.Name) {
				reason := strings.Join(strings.Fields(fd.Doc.Text()), " ")
				fmt.Fprintf(&b, "* `%s` (%s): %s\n", fd.Name.Name, filepath.ToSlash(rel), reason)
			}
		}
		return err
	})
	return b.String(), err
}

func isKnown(name string) bool {
	return strings.HasPrefix(name, "knownMiss") || strings.HasPrefix(name, "knownFalseAlarm")
}
