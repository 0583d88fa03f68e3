package ruletest

import (
	"go/ast"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// Examples is Run for the code of a rule's manual page. Each function that
// the page shows must stand, comments apart, in a file of the package
// pattern, which is analysed; the lines on which the page has a comment that
// begins with "reported" must be those with a want comment.
func Examples(t analysistest.Testing, dir string, rule *analysis.Analyzer, pattern string) {
	if h, ok := t.(interface{ Helper() }); ok {
		h.Helper()
	}
	shown := blocks(rule.Doc)
	if len(shown) == 0 {
		t.Errorf("the page of %s shows no code", rule.Name)
	}
	var files [][]codeLine
	for _, res := range analysistest.Run(t, dir, rule, pattern) {
		if res.Err != nil {
			continue
		}
		r := newRun(res.Action)
		for _, file := range r.pkg.Syntax {
			files = append(files, r.code(file))
		}
	}
	for _, block := range shown {
		if !slices.ContainsFunc(files, func(file []codeLine) bool { return contains(file, block) }) {
			t.Errorf("the page of %s shows code that %s has not, or not with the same findings:\n%s", rule.Name, pattern, text(block))
		}
	}
}

// A codeLine is a line of code without its comment and white space, and
// whether there is a finding.
type codeLine struct {
	text     string
	reported bool
}

func text(block []codeLine) string {
	var b strings.Builder
	for _, l := range block {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}

// blocks returns the blocks of code of a doc comment.
func blocks(doc string) [][]codeLine {
	var out [][]codeLine
	var block []codeLine
	for _, line := range append(strings.Split(doc, "\n"), "end") {
		switch {
		case strings.HasPrefix(line, "\t"):
			code, comment, _ := strings.Cut(line, "//")
			block = append(block, codeLine{strings.TrimSpace(code), strings.HasPrefix(strings.TrimSpace(comment), "reported")})
		case strings.TrimSpace(line) != "" && len(block) > 0:
			out, block = append(out, trimmed(block)), nil
		case len(block) > 0:
			block = append(block, codeLine{})
		}
	}
	return out
}

// trimmed returns the lines that are not empty.
func trimmed(block []codeLine) []codeLine {
	return slices.DeleteFunc(block, func(l codeLine) bool { return l.text == "" })
}

// code returns the lines of a file.
func (r *run) code(file *ast.File) []codeLine {
	name := r.line(file.Pos()).file
	src, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	var out []codeLine
	for i, l := range strings.Split(string(src), "\n") {
		code, _, _ := strings.Cut(l, "//")
		e := r.expected[line{name, i + 1}]
		out = append(out, codeLine{strings.TrimSpace(code), e != nil && e.wanted})
	}
	return trimmed(out)
}

// contains reports whether the block stands in the file.
func contains(file, block []codeLine) bool {
	for i := range file {
		if i+len(block) <= len(file) && slices.Equal(file[i:i+len(block)], block) {
			return true
		}
	}
	return false
}
