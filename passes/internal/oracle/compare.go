package oracle

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Verdict gives what a linter reports on the module in dir, by "p0/f.go:12".
type Verdict func(dir string) (map[string][]string, error)

// Disagreement is a line on which the linter and execution differ.
type Disagreement struct {
	Kind      string // "miss" or "false alarm"
	Line      string
	Function  *Function // nil outside the generated functions
	Decisions string    // of a leaking path, where it is a miss
	Messages  []string  // of the linter, where it is a false alarm
}

func (d Disagreement) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s at %s", d.Kind, d.Line)
	if d.Decisions != "" {
		fmt.Fprintf(&b, "\ndecisions: %s", d.Decisions)
	}
	for _, m := range d.Messages {
		fmt.Fprintf(&b, "\nmessage: %s", m)
	}
	if d.Function != nil {
		fmt.Fprintf(&b, "\n%s", d.Function.Source())
	}
	return b.String()
}

// Compare returns the disagreements, by function and line; those outside the functions come last.
func (prog *Program) Compare(truth *Truth, found map[string][]string) []Disagreement {
	var all []Disagreement
	seen := map[string]bool{}
	for _, f := range prog.Functions {
		for n := f.First; n <= f.Last; n++ {
			line := fmt.Sprintf("%s:%d", f.File, n)
			seen[line] = true
			all = append(all, compareLine(truth, found, f, line)...)
		}
	}
	var rest []string
	for line := range found {
		if !seen[line] {
			rest = append(rest, line)
		}
	}
	for line := range truth.Leaks {
		if !seen[line] && len(found[line]) == 0 {
			rest = append(rest, line)
		}
	}
	slices.Sort(rest)
	for _, line := range rest {
		all = append(all, compareLine(truth, found, nil, line)...)
	}
	return all
}

func compareLine(truth *Truth, found map[string][]string, f *Function, line string) []Disagreement {
	decisions, leaks := truth.Leaks[line]
	messages := found[line]
	switch {
	case leaks && len(messages) == 0:
		return []Disagreement{{Kind: "miss", Line: line, Function: f, Decisions: decisions}}
	case leaks || len(messages) == 0 || truth.Either[line] || !truth.Reached[line]:
		return nil
	case f == nil || !truth.Incomplete[f.Name]:
		return []Disagreement{{Kind: "false alarm", Line: line, Function: f, Messages: messages}}
	}
	return nil
}

// Leaking returns the functions in which a line leaks.
func (prog *Program) Leaking(truth *Truth) map[string]bool {
	leaking := map[string]bool{}
	for _, f := range prog.Functions {
		for n := f.First; n <= f.Last; n++ {
			if _, ok := truth.Leaks[fmt.Sprintf("%s:%d", f.File, n)]; ok {
				leaking[f.Name] = true
			}
		}
	}
	return leaking
}

// Groups returns the lines of f that execution blames, each group of them for
// one defect: a rule is to report one line of each.
func (f *Function) Groups(truth *Truth) [][]string {
	var groups [][]string
	for _, key := range slices.Sorted(maps.Keys(truth.Leaks)) {
		if lines := strings.Split(key, "|"); f.has(lines[0]) {
			groups = append(groups, lines)
		}
	}
	return groups
}

// has reports whether the line is one of f.
func (f *Function) has(line string) bool {
	file, at, _ := strings.Cut(line, ":")
	n, err := strconv.Atoi(at)
	return err == nil && file == f.File && f.First <= n && n <= f.Last
}

// CompareGroups is Compare where execution blames groups of lines.
func (prog *Program) CompareGroups(truth *Truth, found map[string][]string) []Disagreement {
	var all []Disagreement
	for _, f := range prog.Functions {
		blamed := map[string]bool{}
		for _, lines := range f.Groups(truth) {
			if !slices.ContainsFunc(lines, func(l string) bool { return len(found[l]) > 0 }) {
				all = append(all, Disagreement{Kind: "miss", Line: lines[0], Function: f, Decisions: truth.Leaks[strings.Join(lines, "|")]})
			}
			for _, l := range lines {
				blamed[l] = true
			}
		}
		for key := range truth.Either {
			for l := range strings.SplitSeq(key, "|") {
				blamed[l] = true
			}
		}
		for n := f.First; n <= f.Last && !truth.Incomplete[f.Name]; n++ {
			if line := fmt.Sprintf("%s:%d", f.File, n); len(found[line]) > 0 && !blamed[line] {
				all = append(all, Disagreement{Kind: "false alarm", Line: line, Function: f, Messages: found[line]})
			}
		}
	}
	return all
}
