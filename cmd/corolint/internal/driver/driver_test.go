package driver

import (
	"bytes"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestNewerThan(t *testing.T) {
	for _, test := range []struct {
		needed, built string
		want          bool
	}{
		{"go1.27.2", "go1.26.8", true},
		{"go1.27", "go1.26.8", true},
		{"go1.26.9", "go1.26.8", false}, // type-checks, and so does its library
		{"go1.25.4", "go1.26.8", false},
		{"go1.27rc1", "go1.26.8", true},
		{"", "go1.26.8", false},
		{"go1.27", "devel go1.28-abc", false},
	} {
		if got := newerThan(test.needed, test.built); got != test.want {
			t.Errorf("newerThan(%q, %q) = %v", test.needed, test.built, got)
		}
	}
}

func TestParsePosition(t *testing.T) {
	for pos, want := range map[string]token.Position{
		"":                {},
		"-":               {},
		"a.go":            {Filename: "a.go"},
		"a.go:3":          {Filename: "a.go", Line: 3},
		"a.go:3:14":       {Filename: "a.go", Line: 3, Column: 14},
		`C:\a\b.go:3:14`:  {Filename: `C:\a\b.go`, Line: 3, Column: 14},
		"/src/a:b.go:3:1": {Filename: "/src/a:b.go", Line: 3, Column: 1},
	} {
		if got := parsePosition(pos); got != want {
			t.Errorf("parsePosition(%q) = %#v", pos, got)
		}
	}
}

func TestWildcard(t *testing.T) {
	for _, test := range []struct {
		pattern, name string
		want          bool
	}{
		{"example.com/m/...", "example.com/m", true},
		{"example.com/m/...", "example.com/m/a/b", true},
		{"example.com/m/...", "example.com/mm", false},
		{"example.com/m...", "example.com/mm", true},
		{"example.com/.../b", "example.com/a/b", true},
		{"example.com/.../b", "example.com/a/c", false},
		{"...", "fmt", true},
	} {
		if got := wildcard(test.pattern).MatchString(test.name); got != test.want {
			t.Errorf("pattern %s matches %s: %v", test.pattern, test.name, got)
		}
	}
}

func TestShow(t *testing.T) {
	p := paths{dir: "/home/me/mod", realDir: "/home/me/mod"}
	for name, want := range map[string]string{
		"/home/me/mod/a/a.go":     "a/a.go",
		"/home/me/other/a.go":     "../other/a.go",
		"/usr/lib/go/src/f.go":    "/usr/lib/go/src/f.go",
		filepath.Join("a", "b.y"): "a/b.y",
	} {
		if got := p.show(name); got != want {
			t.Errorf("show(%q) = %q, want %q", name, got, want)
		}
	}
}

// An analyzer that panics before its report is whole must not end the run.
func TestGuardKeepsEarlierReports(t *testing.T) {
	a := &analysis.Analyzer{Name: "bad", Doc: "bad: fail"}
	a.Run = func(pass *analysis.Pass) (any, error) {
		pass.Report(analysis.Diagnostic{Message: "first"})
		panic("after\nthat")
	}
	g := newGuard()
	var got []string
	pass := &analysis.Pass{Analyzer: a, Report: func(d analysis.Diagnostic) { got = append(got, d.Message) }}
	if _, err := g.run(a, pass); err != nil {
		t.Errorf("run: %v", err)
	}
	if len(got) != 1 || g.failures[unit{a, nil}] != "panic: after that" {
		t.Errorf("reports %q, failures %v", got, g.failures)
	}
}

// The identity of the tool must tell suites apart, because one executable can
// run several.
func TestIdentityCoversSuite(t *testing.T) {
	var one, other bytes.Buffer
	if err := printIdentity([]*analysis.Analyzer{{Name: "a"}}, &one); err != nil {
		t.Fatal(err)
	}
	if err := printIdentity([]*analysis.Analyzer{{Name: "b"}}, &other); err != nil {
		t.Fatal(err)
	}
	if one.String() == other.String() {
		t.Errorf("both are %s", one.String())
	}
}

// A binary that is older than the toolchain says so in one line, instead of
// one for each package of the standard library that it cannot type-check.
func TestOlderThanToolchain(t *testing.T) {
	dir := t.TempDir()
	fake := "#!/bin/sh\necho go1.999.1\n"
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte(fake), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	broken := []breakage{{pkgPath: "fmt", std: true}, {pkgPath: "example.com/m"}}
	release := new(program).newerToolchain(broken, dir, os.Environ())
	if line := tooOld(release); release != "go1.999.1" || strings.Contains(line, "\n") {
		t.Errorf("release %q: %s", release, line)
	}
	if release := new(program).newerToolchain(broken[1:], dir, os.Environ()); release != "" {
		t.Errorf("asked although nothing points there: %q", release)
	}
}
