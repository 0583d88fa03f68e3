package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

// A verdict is the judgement of a person on a finding.
type verdict struct {
	key, word, reason string
}

// check compares the findings in one file with the ledger in another, and
// prints the precision of each rule. It reports whether they agree.
func check(findings, ledger, only string, stdout io.Writer) (bool, error) {
	found, err := readRows(findings)
	if err != nil {
		return false, err
	}
	verdicts, err := readVerdicts(ledger)
	if err != nil {
		return false, err
	}
	ok := true
	judged := make(map[string]bool)
	for _, v := range verdicts {
		judged[v.key] = true
		if _, is := found[v.key]; !is && only == "" {
			fmt.Fprintf(stdout, "no longer found: %s\n", v.key)
			ok = false
		}
	}
	keys := make([]string, 0, len(found))
	for k := range found {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if !judged[k] {
			fmt.Fprintf(stdout, "not judged: %s\t%s\n", k, found[k])
			ok = false
		}
	}
	printPrecision(verdicts, stdout)
	return ok, nil
}

// printPrecision prints for each rule how many of the judged findings are
// true. Grey ones count as false.
func printPrecision(verdicts []verdict, stdout io.Writer) {
	count := make(map[string]map[string]int)
	var rules []string
	for _, v := range verdicts {
		rule := v.key[strings.LastIndexByte(v.key, '\t')+1:]
		if count[rule] == nil {
			count[rule] = make(map[string]int)
			rules = append(rules, rule)
		}
		count[rule][v.word]++
	}
	sort.Strings(rules)
	for _, rule := range rules {
		c := count[rule]
		all := c["true"] + c["false"] + c["grey"]
		fmt.Fprintf(stdout, "%s: %d true, %d false, %d grey: precision %.1f%%\n",
			rule, c["true"], c["false"], c["grey"], 100*float64(c["true"])/float64(all))
	}
}

// readRows reads tab-separated rows: five columns of key, and the rest.
func readRows(file string) (map[string]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	rows := make(map[string]string)
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.SplitN(line, "\t", 6)
		if i == 0 || line == "" {
			continue
		}
		if len(f) < 6 {
			return nil, fmt.Errorf("%s:%d: want six columns", file, i+1)
		}
		rows[strings.Join(f[:5], "\t")] = f[5]
	}
	return rows, nil
}

// readVerdicts reads the ledger, in its order.
func readVerdicts(file string) ([]verdict, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []verdict
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.SplitN(line, "\t", 7)
		if i == 0 || line == "" {
			continue
		}
		if len(f) < 7 || f[6] == "" {
			return nil, fmt.Errorf("%s:%d: want seven columns, the last a reason", file, i+1)
		}
		switch f[5] {
		case "true", "false", "grey":
		default:
			return nil, fmt.Errorf("%s:%d: verdict %q is not true, false or grey", file, i+1, f[5])
		}
		out = append(out, verdict{strings.Join(f[:5], "\t"), f[5], f[6]})
	}
	return out, nil
}
