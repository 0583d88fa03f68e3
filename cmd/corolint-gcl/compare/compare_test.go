package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestDiff(t *testing.T) {
	a, b, c := finding{"a.go", 9, "r"}, finding{"a.go", 10, "r"}, finding{"a.go", 10, "s"}
	want := findings{a: 1, b: 2}
	for _, test := range []struct {
		name string
		got  findings
		want []string
	}{
		{"the same", findings{b: 2, a: 1}, nil},
		{"nothing", findings{}, []string{"missing 1: a.go:9 r", "missing 2: a.go:10 r"}},
		{"once instead of twice", findings{a: 1, b: 1}, []string{"missing 1: a.go:10 r"}},
		{"another rule", findings{a: 1, b: 1, c: 1}, []string{"missing 1: a.go:10 r", "more 1: a.go:10 s"}},
	} {
		if got := diff(want, test.got); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestKnownDifferences(t *testing.T) {
	name := filepath.Join(t.TempDir(), "differences.txt")
	known, err := readDifferences(name)
	if err != nil || known != nil {
		t.Errorf("without the file: %v, %v", known, err)
	}
	write := func(text string) {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("# why\nhost\t-\ta/a.go:9\tr\n\nhost\t+\tb.go:1\tr\n")
	if known, err = readDifferences(name); err != nil {
		t.Fatal(err)
	}
	a, b := finding{"a/a.go", 9, "r"}, finding{"b.go", 1, "r"}
	if lines := diff(findings{b: 1}, expected(findings{a: 1}, known, "host")); lines != nil {
		t.Errorf("%q", lines)
	}
	if lines := diff(findings{a: 1}, expected(findings{a: 1}, known, "other")); lines != nil {
		t.Errorf("for another host: %q", lines)
	}
	for _, broken := range []string{"host\t-\ta.go:9\n", "host\t=\ta.go:9\tr\n"} {
		write(broken)
		if _, err := readDifferences(name); err == nil {
			t.Errorf("%q is read", broken)
		}
	}
}

func TestDecode(t *testing.T) {
	c := &corpus{dir: filepath.FromSlash("/m")}
	want := findings{{"a/a.go", 6, "r"}: 2, {"a/a.y", 7, "r"}: 1}
	got, err := c.decodeVet([]byte(`{}
{"m/a": {"r": [{"posn": "/m/a/a.go:6:1"}, {"posn": "/m/a/a.go:6:9"}]}}
{"m/b": {"r": [{"posn": "/m/a/a.y:7"}]}}`))
	if lines := diff(want, got); err != nil || lines != nil {
		t.Errorf("go vet: %q, %v", lines, err)
	}
	got, err = c.decodeIssues([]byte(`{"Issues": [
{"FromLinter": "corolint", "Text": "r: left: open", "Pos": {"Filename": "/m/a/a.go", "Line": 6}},
{"FromLinter": "corolint", "Text": "r: left open", "Pos": {"Filename": "/m/a/a.go", "Line": 6}},
{"FromLinter": "corolint", "Text": "r: left open", "Pos": {"Filename": "/m/a/a.y", "Line": 7}}]}`))
	if lines := diff(want, got); err != nil || lines != nil {
		t.Errorf("golangci-lint: %q, %v", lines, err)
	}
	if _, err := c.decodeVet([]byte(`{"m/a": {"r": {"error": "failed"}}}`)); err == nil {
		t.Error("a failure of go vet is passed over")
	}
	for _, issue := range []string{
		`{"FromLinter": "typecheck", "Text": "r: undefined: x"}`,
		`{"FromLinter": "corolint", "Text": "no rule"}`,
		`{"FromLinter": "corolint", "Text": "r: two\nlines"}`,
	} {
		if _, err := c.decodeIssues([]byte(`{"Issues": [` + issue + `]}`)); err == nil {
			t.Errorf("%s is a finding", issue)
		}
	}
}
