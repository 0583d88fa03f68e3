package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"github.com/corolint/corolint/cmd/internal/ledger"
)

// check compares the findings in one file with the ledger in another, and
// prints the precision of each rule. It reports whether they agree on the
// modules that ran, which are named "path@version".
func check(findings, judgements string, ran map[string]bool, stdout io.Writer) (bool, error) {
	found, err := readRows(findings)
	if err != nil {
		return false, err
	}
	verdicts, err := ledger.Read(judgements)
	if err != nil {
		return false, err
	}
	ok := true
	judged := make(map[string]bool)
	for _, v := range verdicts {
		if v.Word == "mended" {
			continue // should it be back, nobody has judged it
		}
		judged[v.Key()] = true
		if _, is := found[v.Key()]; !is && (ran[v.Module+"@"+v.Version] || v.Module == "std" && ran["std"]) {
			fmt.Fprintf(stdout, "no longer found: %s\n", v.Key())
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
// true.
func printPrecision(verdicts []ledger.Verdict, stdout io.Writer) {
	for _, p := range ledger.Count(verdicts) {
		fmt.Fprintf(stdout, "%s: %d true, %d false, %d grey: precision %s; %d false alarms mended\n",
			p.Rule, p.True, p.False, p.Grey, p.Share(), p.Mended)
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
