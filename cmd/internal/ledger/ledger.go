// Package ledger reads the ledger of judged findings, docs/ledger.tsv.
package ledger

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// A Verdict is the judgement of a person on a finding.
type Verdict struct {
	Module, Version, File, Line, Rule string
	// Word is true, false, grey, or mended: it was false, and is no longer
	// found.
	Word   string
	Reason string
}

// Key identifies the finding.
func (v Verdict) Key() string {
	return strings.Join([]string{v.Module, v.Version, v.File, v.Line, v.Rule}, "\t")
}

// Read reads a ledger, in its order. A row that is not well formed is an
// error that names the line.
func Read(file string) ([]Verdict, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []Verdict
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.SplitN(line, "\t", 7)
		if i == 0 || line == "" {
			continue
		}
		if len(f) < 7 || f[6] == "" {
			return nil, fmt.Errorf("%s:%d: want seven columns, the last a reason", file, i+1)
		}
		switch f[5] {
		case "true", "false", "grey", "mended":
		default:
			return nil, fmt.Errorf("%s:%d: verdict %q is not true, false, grey or mended", file, i+1, f[5])
		}
		out = append(out, Verdict{f[0], f[1], f[2], f[3], f[4], f[5], f[6]})
	}
	return out, nil
}

// A Precision counts the verdicts on one rule.
type Precision struct {
	Rule                      string
	True, False, Grey, Mended int
	Modules                   int // with a finding that counts
}

// Share returns the share of the true findings among the true and the false
// ones, in percent, or "-" if there are none.
func (p Precision) Share() string {
	all := p.True + p.False
	if all == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(p.True)/float64(all))
}

// Count counts the verdicts on each rule, in order of the rules' names.
func Count(verdicts []Verdict) []Precision {
	byRule := make(map[string]*Precision)
	modules := make(map[string]bool)
	var rules []string
	for _, v := range verdicts {
		p := byRule[v.Rule]
		if p == nil {
			p = &Precision{Rule: v.Rule}
			byRule[v.Rule] = p
			rules = append(rules, v.Rule)
		}
		switch v.Word {
		case "true":
			p.True++
		case "false":
			p.False++
		case "grey":
			p.Grey++
		case "mended":
			p.Mended++
			continue
		}
		if key := v.Rule + " " + v.Module; !modules[key] {
			modules[key] = true
			p.Modules++
		}
	}
	slices.Sort(rules)
	var out []Precision
	for _, r := range rules {
		out = append(out, *byRule[r])
	}
	return out
}
