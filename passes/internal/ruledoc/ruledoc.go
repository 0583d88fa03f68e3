// Package ruledoc cuts a rule's manual page out of its package comment, so
// that there is one source of the text.
package ruledoc

import (
	"go/parser"
	"go/token"
	"strings"
)

// URL returns the address of a rule's page.
func URL(rule string) string {
	return "https://github.com/corolint/corolint/blob/main/docs/rules/" + rule + ".md"
}

// MustExtract returns the section "# Analyzer <rule>" of the package comment
// in the Go source src. Its first line must be "<rule>: <title>"; the title
// is the first line of what is returned, as analysis.Analyzer.Doc wants it.
// It panics if the section is not there.
func MustExtract(src, rule string) string {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", src, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		panic("internal error: doc.go of " + rule + ": " + err.Error())
	}
	_, section, ok := strings.Cut(f.Doc.Text(), "# Analyzer "+rule+"\n\n")
	if !ok {
		panic("internal error: doc.go has no section for " + rule)
	}
	text, ok := strings.CutPrefix(section, rule+": ")
	if !ok {
		panic("internal error: the section of " + rule + " does not begin with its title")
	}
	return strings.TrimSpace(text)
}
