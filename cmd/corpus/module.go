package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
)

// A result is what corolint said of one module.
type result struct {
	findings []finding
	problems []string // one line for each package that did not load
	status   int
}

// A finding is one diagnostic, at a place that does not depend on the
// machine.
type finding struct {
	module, version, file string
	line                  int
	rule, message         string
}

// run downloads the module, copies it to where the go command may write its
// go.sum, and analyses it there.
func (m module) run(tool string) (*result, error) {
	dir, err := m.checkout()
	if err != nil {
		return nil, err
	}
	if m.version != "" {
		defer os.RemoveAll(dir)
	}
	cmd := exec.Command(tool, append([]string{"-json", "-preview"}, m.patterns...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOTOOLCHAIN=local", "PWD="+dir)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		return nil, err
	}
	r := &result{status: cmd.ProcessState.ExitCode()}
	for _, line := range strings.Split(strings.TrimSpace(stderr.String()), "\n") {
		if line != "" {
			r.problems = append(r.problems, strings.ReplaceAll(line, dir, "."))
		}
	}
	if r.findings, err = m.decode(dir, stdout.Bytes()); err != nil {
		return nil, err
	}
	return r, nil
}

// checkout returns a writable directory with the module's source, or that of
// the standard library, which is only read.
func (m module) checkout() (string, error) {
	if m.version == "" {
		out, err := exec.Command("go", "env", "GOROOT").Output()
		return filepath.Join(strings.TrimSpace(string(out)), "src"), err
	}
	cmd := exec.Command("go", "mod", "download", "-json", m.String())
	cmd.Dir = os.TempDir()
	out, err := cmd.Output()
	var info struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &info); jsonErr != nil && err != nil {
		return "", err
	}
	if info.Error != "" {
		return "", fmt.Errorf("%s", strings.SplitN(info.Error, "\n", 2)[0])
	}
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		return "", err
	}
	dir, err = filepath.EvalSymlinks(dir)
	if err != nil {
		return "", err
	}
	if err := os.CopyFS(dir, os.DirFS(info.Dir)); err != nil {
		return "", err
	}
	if err := makeWritable(dir); err != nil {
		return "", err
	}
	return dir, mendModFile(dir)
}

// mendModFile makes the module loadable by itself: it drops the replacements
// by directories that are not part of it, and takes vendor.mod, which some
// modules keep beside their vendored code, where there is no go.mod.
func mendModFile(dir string) error {
	file := filepath.Join(dir, "go.mod")
	if _, err := os.Stat(file); os.IsNotExist(err) {
		if err := os.Rename(filepath.Join(dir, "vendor.mod"), file); err != nil {
			return nil // it has none either, and the go command will say so
		}
		if err := os.Rename(filepath.Join(dir, "vendor.sum"), filepath.Join(dir, "go.sum")); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	out, err := goCommand(dir, "mod", "edit", "-json")
	if err != nil {
		return err
	}
	var mod struct {
		Replace []struct {
			Old, New struct{ Path, Version string }
		}
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		return err
	}
	for _, r := range mod.Replace {
		if r.New.Version != "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, r.New.Path, "go.mod")); err == nil {
			continue
		}
		old := r.Old.Path
		if r.Old.Version != "" {
			old += "@" + r.Old.Version
		}
		if _, err := goCommand(dir, "mod", "edit", "-dropreplace="+old); err != nil {
			return err
		}
	}
	return nil
}

func goCommand(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	return cmd.Output()
}

// makeWritable lets the owner write what the module cache keeps read-only.
func makeWritable(dir string) error {
	return filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode()|0o200)
	})
}

// decode reads the JSON tree of findings.
func (m module) decode(dir string, data []byte) ([]finding, error) {
	var tree map[string]map[string]json.RawMessage
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(data, &tree); err != nil {
		return nil, fmt.Errorf("output is not the JSON tree: %v", err)
	}
	var out []finding
	for _, rules := range tree {
		for rule, raw := range rules {
			var list []struct{ Posn, Message string }
			if json.Unmarshal(raw, &list) != nil {
				continue // an error, which standard error tells too
			}
			for _, d := range list {
				file, line := splitPosn(d.Posn)
				if rel, err := filepath.Rel(dir, file); err == nil {
					file = filepath.ToSlash(rel)
				}
				version := m.version
				if version == "" {
					version = runtime.Version()
				}
				out = append(out, finding{m.path, version, file, line, rule, d.Message})
			}
		}
	}
	sortFindings(out)
	return out, nil
}

// splitPosn splits file:line:column.
func splitPosn(posn string) (file string, line int) {
	rest := posn
	for range 2 {
		i := strings.LastIndexByte(rest, ':')
		if i < 0 {
			break
		}
		if n, err := strconv.Atoi(rest[i+1:]); err == nil {
			line, rest = n, rest[:i]
		}
	}
	return rest, line
}

func sortFindings(list []finding) {
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.key() != b.key() {
			return a.less(b)
		}
		return a.message < b.message
	})
}

// key is what a finding and its verdict have in common.
func (f finding) key() string {
	return fmt.Sprintf("%s\t%s\t%s\t%d\t%s", f.module, f.version, f.file, f.line, f.rule)
}

func (f finding) less(g finding) bool {
	switch {
	case f.module != g.module:
		return f.module < g.module
	case f.version != g.version:
		return f.version < g.version
	case f.file != g.file:
		return f.file < g.file
	case f.line != g.line:
		return f.line < g.line
	}
	return f.rule < g.rule
}

func writeFindings(file string, list []finding) error {
	sortFindings(list)
	var b strings.Builder
	b.WriteString("module\tversion\tfile\tline\trule\tmessage\n")
	for _, f := range list {
		fmt.Fprintf(&b, "%s\t%s\n", f.key(), f.message)
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
