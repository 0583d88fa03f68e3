package ruletest

import (
	"fmt"
	"path/filepath"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// Lines runs rules on the module in dir and returns their messages, by the
// rule's name and the line, as in "p0/f.go:12".
func Lines(dir string, rules ...*analysis.Analyzer) (map[string]map[string][]string, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir}, "./...")
	if err != nil {
		return nil, err
	}
	for _, pkg := range pkgs {
		for _, e := range pkg.Errors {
			return nil, e
		}
	}
	graph, err := checker.Analyze(rules, pkgs, nil)
	if err != nil {
		return nil, err
	}
	found := map[string]map[string][]string{}
	for _, rule := range rules {
		found[rule.Name] = map[string][]string{}
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, fmt.Errorf("%v: %w", act, act.Err)
		}
		for _, d := range act.Diagnostics {
			pos := act.Package.Fset.Position(d.Pos)
			dir, file := filepath.Split(pos.Filename)
			line := fmt.Sprintf("%s/%s:%d", filepath.Base(dir), file, pos.Line)
			lines := found[act.Analyzer.Name]
			lines[line] = append(lines[line], d.Message)
		}
	}
	return found, nil
}
