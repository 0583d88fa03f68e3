package main

import (
	_ "embed"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

//go:embed coroutines.md
var coroutinesText string

// tutorialDir holds the programs of the page on coroutines, one in each
// directory. The wrong twin of one stands beside it.
const (
	tutorialDir = "testdata/coroutines"
	wrongSuffix = "-wrong"
)

// A program is one of the page's, and what is known of it.
type program struct {
	source   string
	output   string
	findings string // what corolint prints, "" if it is silent
}

// coroutinesPage makes the page on coroutines: the text, with the programs,
// what they print, and what corolint says about them.
func coroutinesPage(root string) (string, error) {
	programs, err := tutorialPrograms(root)
	if err != nil {
		return "", err
	}
	text, err := assemble(coroutinesText, programs)
	return generated + text, err
}

// tutorialPrograms reads, builds and runs the programs, and corolint on them.
func tutorialPrograms(root string) (map[string]*program, error) {
	dir := filepath.Join(root, filepath.FromSlash(tutorialDir))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	bin, err := os.MkdirTemp("", "gendocs")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(bin)
	if err := build(root, bin); err != nil {
		return nil, err
	}
	findings, err := lint(filepath.Join(bin, "corolint"), dir)
	if err != nil {
		return nil, err
	}
	programs := make(map[string]*program)
	for _, e := range entries {
		source, err := os.ReadFile(filepath.Join(dir, e.Name(), "main.go"))
		if err != nil {
			return nil, err
		}
		output, err := run(filepath.Join(bin, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		programs[e.Name()] = &program{string(source), output, findings[e.Name()]}
	}
	return programs, nil
}

// directive is a line of the text that something takes the place of.
var directive = regexp.MustCompile(`(?m)^\{\{(\w+) ([\w-]+)\}\}$`)

// assemble replaces the directives of the text:
//
//	{{program x}}   the source of x
//	{{twin x}}      the declarations of x-wrong that x has not, with their lines
//	{{output x}}    what x prints
//	{{findings x}}  what corolint says about x
//
// It fails if the text hides a program, its output, or a finding, and if it
// announces findings where there are none.
func assemble(text string, programs map[string]*program) (string, error) {
	var errs []error
	shown := make(map[string]bool)
	text = directive.ReplaceAllStringFunc(text, func(line string) string {
		m := directive.FindStringSubmatch(line)
		kind, name := m[1], m[2]
		if kind == "twin" {
			name += wrongSuffix
		}
		shown[kind+" "+name] = true
		p := programs[name]
		if p == nil {
			errs = append(errs, fmt.Errorf("%s: there is no program %s", line, name))
			return ""
		}
		block, err := p.show(kind, programs[strings.TrimSuffix(name, wrongSuffix)])
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", line, err))
		}
		return block
	})
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		if !shown["program "+name] && !shown["twin "+name] || !shown["output "+name] {
			errs = append(errs, fmt.Errorf("the page does not show %s and what it prints", name))
		}
		if f := programs[name].findings; f != "" && !shown["findings "+name] {
			errs = append(errs, fmt.Errorf("the page does not show what corolint says about %s:\n%s", name, f))
		}
	}
	return text, errors.Join(errs...)
}

// show makes the block of a directive; right is the program whose twin p may
// be.
func (p *program) show(kind string, right *program) (string, error) {
	switch kind {
	case "program":
		return fenced("go", p.source), nil
	case "twin":
		if right == nil {
			return "", errors.New("it is the twin of nothing")
		}
		text, err := differing(p.source, right.source)
		return fenced("go", text), err
	case "output":
		return fenced("", p.output), nil
	case "findings":
		if p.findings == "" {
			return "", errors.New("corolint is silent")
		}
		return fenced("", p.findings), nil
	}
	return "", errors.New("unknown directive")
}

func fenced(language, text string) string {
	return "```" + language + "\n" + strings.TrimRight(text, "\n") + "\n```"
}

// differing returns the declarations of source that other does not have word
// for word, with the numbers of their lines.
func differing(source, other string) (string, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "main.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	lines := strings.Split(source, "\n")
	var blocks []string
	for _, decl := range f.Decls {
		start := decl.Pos()
		switch d := decl.(type) {
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			if d.Doc != nil {
				start = d.Doc.Pos()
			}
		case *ast.FuncDecl:
			if d.Doc != nil {
				start = d.Doc.Pos()
			}
		}
		first, last := fset.Position(start).Line, fset.Position(decl.End()).Line
		if text := strings.Join(lines[first-1:last], "\n"); !strings.Contains(other, text) {
			blocks = append(blocks, numbered(lines, first, last))
		}
	}
	return strings.Join(blocks, "\n"), nil
}

func numbered(lines []string, first, last int) string {
	var b strings.Builder
	for n := first; n <= last; n++ {
		b.WriteString(strings.TrimRight(fmt.Sprintf("%2d  %s", n, lines[n-1]), " ") + "\n")
	}
	return b.String()
}
