package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// tools are the commands that were built, and where they may write.
type tools struct {
	dir                        string
	corolint, golangci, config string
}

// A host is one way to run the rules.
type host struct {
	name string
	kind string // what differences.txt calls it
	find func(*corpus) (findings, error)
}

// hosts lists the hosts; the first is the reference. golangci-lint keeps
// facts and results in its cache, so it is run without one, on its own, and
// package by package, where all facts of dependencies come from it.
func (t *tools) hosts() []host {
	full, single := filepath.Join(t.dir, "cache1"), filepath.Join(t.dir, "cache2")
	whole := func(c *corpus) (findings, error) { return t.lint(c, full, c.patterns...) }
	return []host{
		{"corolint", "corolint", t.standalone},
		{"go vet", "go vet", t.vet},
		{"golangci-lint", "golangci-lint", whole},
		{"golangci-lint, cached", "golangci-lint", whole},
		{"golangci-lint, package by package", "golangci-lint", func(c *corpus) (findings, error) {
			return t.lintEach(c, single)
		}},
	}
}

func (t *tools) standalone(c *corpus) (findings, error) {
	out, status, err := c.run(nil, t.corolint, append([]string{"-json"}, c.patterns...)...)
	if err == nil && status > 1 {
		err = errors.New("not all could be analysed")
	}
	if err != nil {
		return nil, err
	}
	return c.decodeVet(out)
}

func (t *tools) vet(c *corpus) (findings, error) {
	out, status, err := c.run(nil, "go", append([]string{"vet", "-json", "-vettool=" + t.corolint}, c.patterns...)...)
	if err == nil && status != 0 {
		err = errors.New("not all could be analysed")
	}
	if err != nil {
		return nil, err
	}
	return c.decodeVet(out)
}

// lint runs golangci-lint with the given cache.
func (t *tools) lint(c *corpus, cache string, patterns ...string) (findings, error) {
	args := []string{"run", "--config=" + t.config, "--path-mode=abs", "--issues-exit-code=0",
		"--allow-parallel-runners", "--show-stats=false", "--output.json.path=stdout"}
	out, status, err := c.run([]string{"GOLANGCI_LINT_CACHE=" + cache}, t.golangci, append(args, patterns...)...)
	if err == nil && status != 0 {
		err = errors.New("golangci-lint failed")
	}
	if err != nil {
		return nil, err
	}
	return c.decodeIssues(out)
}

// lintEach runs golangci-lint on each package by itself, dependencies first.
func (t *tools) lintEach(c *corpus, cache string) (findings, error) {
	const format = "{{if not .DepOnly}}{{.Dir}}{{end}}"
	out, status, err := c.run(nil, "go", append([]string{"list", "-deps", "-f", format}, c.patterns...)...)
	if err == nil && status != 0 {
		err = errors.New("go list failed")
	}
	if err != nil {
		return nil, err
	}
	all := make(findings)
	for _, dir := range strings.Fields(string(out)) {
		rel, err := filepath.Rel(c.dir, dir)
		if err != nil {
			return nil, err
		}
		found, err := t.lint(c, cache, "./"+filepath.ToSlash(rel))
		if err != nil {
			return nil, err
		}
		for f, n := range found {
			all[f] += n
		}
	}
	return all, nil
}

// run runs a command in the corpus. A status that is not 0 is no error; its
// reason is printed.
func (c *corpus) run(env []string, name string, args ...string) ([]byte, int, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOTOOLCHAIN=local", "PWD="+c.dir)
	cmd.Env = append(cmd.Env, env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		return nil, 0, err
	}
	status := cmd.ProcessState.ExitCode()
	if status != 0 {
		os.Stderr.Write(stderr.Bytes())
	}
	return out, status, nil
}

// findings counts findings, since a line can have several.
type findings map[finding]int

// A finding is what hosts must agree on.
type finding struct {
	file string // relative to the corpus
	line int
	rule string
}

func (f finding) String() string { return fmt.Sprintf("%s:%d %s", f.file, f.line, f.rule) }

func (f findings) len() int {
	n := 0
	for _, count := range f {
		n += count
	}
	return n
}

// diff returns a line for each finding that the two do not have equally often.
func diff(want, got findings) []string {
	all := make(map[finding]int)
	for f, n := range want {
		all[f] -= n
	}
	for f, n := range got {
		all[f] += n
	}
	var lines []string
	for _, f := range slices.SortedFunc(maps.Keys(all), compareFindings) {
		switch n := all[f]; {
		case n < 0:
			lines = append(lines, fmt.Sprintf("missing %d: %s", -n, f))
		case n > 0:
			lines = append(lines, fmt.Sprintf("more %d: %s", n, f))
		}
	}
	return lines
}

func compareFindings(a, b finding) int {
	return strings.Compare(fmt.Sprintf("%s\x00%9d\x00%s", a.file, a.line, a.rule), fmt.Sprintf("%s\x00%9d\x00%s", b.file, b.line, b.rule))
}

// decodeVet reads what go vet -json prints: JSON trees, one after the other.
func (c *corpus) decodeVet(data []byte) (findings, error) {
	found := make(findings)
	for d := json.NewDecoder(bytes.NewReader(data)); ; {
		var tree map[string]map[string]json.RawMessage
		switch err := d.Decode(&tree); {
		case err == io.EOF:
			return found, nil
		case err != nil:
			return nil, err
		}
		for pkg, rules := range tree {
			for rule, raw := range rules {
				var list []struct{ Posn string }
				if err := json.Unmarshal(raw, &list); err != nil {
					return nil, fmt.Errorf("%s: %s: %s", pkg, rule, raw)
				}
				for _, d := range list {
					file, line := splitPosn(d.Posn)
					found[c.finding(file, line, rule)]++
				}
			}
		}
	}
}

// decodeIssues reads golangci-lint's JSON.
func (c *corpus) decodeIssues(data []byte) (findings, error) {
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename string
				Line     int
			}
		}
	}
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	found := make(findings)
	for _, issue := range report.Issues {
		rule, _, ok := strings.Cut(issue.Text, ": ")
		if issue.FromLinter != "corolint" || !ok || strings.Contains(issue.Text, "\n") {
			return nil, fmt.Errorf("%s: %s", issue.FromLinter, issue.Text)
		}
		found[c.finding(issue.Pos.Filename, issue.Pos.Line, rule)]++
	}
	return found, nil
}

func (c *corpus) finding(file string, line int, rule string) finding {
	if rel, err := filepath.Rel(c.dir, file); err == nil {
		file = filepath.ToSlash(rel)
	}
	return finding{file, line, rule}
}

// splitPosn splits file:line:column. A line comment may have taken the
// column away.
func splitPosn(posn string) (file string, line int) {
	file = posn
	for range 2 {
		i := strings.LastIndexByte(file, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(file[i+1:])
		if err != nil {
			break
		}
		file, line = file[:i], n
	}
	return file, line
}
