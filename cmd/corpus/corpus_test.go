package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/corolint/corolint/cmd/internal/ledger"
)

// TestListAndLedger reads the project's own list and ledger, which must be
// well formed, sorted and of modules that the list names.
func TestListAndLedger(t *testing.T) {
	modules, err := readList(filepath.Join("..", "..", "docs", "corpus.txt"), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) < 21 {
		t.Errorf("only %d modules are listed", len(modules))
	}
	listed := make(map[string]bool)
	for _, m := range modules {
		listed[m.String()] = true
	}
	verdicts, err := ledger.Read(filepath.Join("..", "..", "docs", "ledger.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	if len(verdicts) == 0 {
		t.Error("the ledger is empty")
	}
	for _, v := range verdicts {
		if !listed[v.Module+"@"+v.Version] && v.Module != "std" { // its version is that of the toolchain
			t.Errorf("verdict on %s@%s, which is not listed", v.Module, v.Version)
		}
	}
}

// TestCheck compares findings with verdicts: agreement, a finding without a
// verdict, a verdict without its finding.
func TestCheck(t *testing.T) {
	const head = "module\tversion\tfile\tline\trule\tmessage\n"
	one := "m\tv1\ta.go\t1\tpullleak\tmessage\n"
	two := "m\tv1\ta.go\t2\tpullleak\tmessage\n"
	const elsewhere = "n\tv1\ta.go\t1\tpullleak\ttrue\tit was not run\n"
	verdicts := "module\tversion\tfile\tline\trule\tverdict\treason\nm\tv1\ta.go\t1\tpullleak\ttrue\tit leaks\n" +
		"m\tv1\ta.go\t3\tpullleak\tmended\tit was false\n" + elsewhere
	for _, test := range []struct {
		name, findings, says string
		ok                   bool
	}{
		{"agree", head + one, "precision 100.0%", true},
		{"unjudged", head + one + two, "not judged: m\tv1\ta.go\t2", false},
		{"found again", head + one + "m\tv1\ta.go\t3\tpullleak\tmessage\n", "not judged: m\tv1\ta.go\t3", false},
		{"vanished", head, "no longer found: m\tv1\ta.go\t1", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			findings, judgements := filepath.Join(dir, "f"), filepath.Join(dir, "l")
			for file, text := range map[string]string{findings: test.findings, judgements: verdicts} {
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var out strings.Builder
			ok, err := check(findings, judgements, map[string]bool{"m@v1": true}, &out)
			if err != nil {
				t.Fatal(err)
			}
			if ok != test.ok || !strings.Contains(out.String(), test.says) {
				t.Errorf("got %t, %q; want %t and %q", ok, out.String(), test.ok, test.says)
			}
		})
	}
}
