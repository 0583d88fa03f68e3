package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestScripts runs the whole-program scripts. A script is a txtar archive: its
// files are written to a directory of its own, its comment is commands, one a
// line:
//
//	suite leak          run the test suite of leakcall_test.go from here on
//	env NAME=VALUE      set a variable
//	cd DIR              go there, relative to the script's directory
//	corolint ARG...     run the command; it must exit with 0
//	vet ARG...          run go vet -vettool with it
//	agree PATTERN...    run both; they must find the same
//	twice COMMAND       run COMMAND twice; both must print the same bytes
//	! COMMAND           COMMAND must exit with another status, or not match
//	status N            the last command exited with N
//	stdout 'RE'         a line of its output matches, likewise stderr
//	lines stderr N      its output has N lines
//	cmp stdout FILE     its output is FILE, with $WORK for the directory
//
// Arguments with blanks stand in single quotes.
func TestScripts(t *testing.T) {
	names, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			newScript(t, archive).run(string(archive.Comment))
		})
	}
}

// A script is a running script: where it is, and what the last command did.
type script struct {
	t      *testing.T
	work   string // the script's directory
	dir    string // the current directory
	env    []string
	stdout string
	stderr string
	status int
}

func newScript(t *testing.T, archive *txtar.Archive) *script {
	work, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		name := filepath.Join(work, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := &script{t: t, work: work, dir: work}
	s.env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off",
		"GOTOOLCHAIN=local", suiteVariable+"=default")
	return s
}

// run executes the lines. A failed line ends the script.
func (s *script) run(lines string) {
	expectZero := false // a command ran whose status nobody has looked at
	for i, line := range strings.Split(lines, "\n") {
		args := fields(line)
		if len(args) == 0 || strings.HasPrefix(args[0], "#") {
			continue
		}
		if expectZero && args[0] != "status" && s.status != 0 {
			s.t.Fatalf("line %d: unexpected status %d of the command above\n%s%s", i+1, s.status, s.stdout, s.stderr)
		}
		negated := args[0] == "!"
		if negated {
			args = args[1:]
		}
		expectZero = !negated && isCommand(args[0])
		if err := s.step(negated, args); err != nil {
			s.t.Fatalf("line %d: %s: %v\nstdout:\n%s\nstderr:\n%s", i+1, line, err, s.stdout, s.stderr)
		}
	}
	if expectZero && s.status != 0 {
		s.t.Fatalf("unexpected status %d of the last command\n%s%s", s.status, s.stdout, s.stderr)
	}
}

// isCommand reports whether a line that starts with name has a status.
func isCommand(name string) bool {
	return name == "corolint" || name == "vet" || name == "twice"
}

// step executes one line.
func (s *script) step(negated bool, args []string) error {
	name, args := args[0], args[1:]
	if isCommand(name) {
		return s.command(negated, name, args)
	}
	switch {
	case name == "suite" && len(args) == 1:
		s.env = append(s.env, suiteVariable+"="+args[0])
	case name == "env" && len(args) == 1:
		s.env = append(s.env, strings.ReplaceAll(args[0], "$WORK", s.work))
	case name == "cd" && len(args) == 1:
		s.dir = filepath.Join(s.work, args[0])
		return os.MkdirAll(s.dir, 0o777)
	case name == "agree":
		return s.agree(args)
	case name == "status" && len(args) == 1:
		return expect(args[0], strconv.Itoa(s.status))
	case (name == "stdout" || name == "stderr") && len(args) == 1:
		return s.match(negated, name, args[0])
	case name == "lines" && len(args) == 2:
		return expect(args[1], strconv.Itoa(strings.Count(s.output(args[0]), "\n")))
	case name == "cmp" && len(args) == 2:
		return s.compare(args[0], args[1])
	default:
		return errors.New("no such command")
	}
	return nil
}

// command runs a command and judges its status when the line is negated; run
// judges it otherwise, when it has seen whether a status line follows.
func (s *script) command(negated bool, name string, args []string) error {
	if name == "twice" {
		if err := s.exec(args[0], args[1:]); err != nil {
			return err
		}
		stdout, stderr := s.stdout, s.stderr
		name, args = args[0], args[1:]
		defer func() {
			if s.stdout != stdout || s.stderr != stderr {
				s.t.Errorf("two runs differ; the first:\n%s%s\nthe second:\n%s%s", stdout, stderr, s.stdout, s.stderr)
			}
		}()
	}
	if err := s.exec(name, args); err != nil {
		return err
	}
	if negated && s.status == 0 {
		return errors.New("unexpected status 0")
	}
	return nil
}

// exec runs the command or go vet with it, and keeps what it does.
func (s *script) exec(name string, args []string) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(exe, args...)
	if name == "vet" {
		cmd = exec.Command("go", append([]string{"vet", "-vettool=" + exe}, args...)...)
	}
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, &stdout, &stderr
	cmd.Env = append(s.env[:len(s.env):len(s.env)], "PWD="+s.dir)
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return err
	}
	s.stdout, s.stderr, s.status = stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
	return nil
}

func (s *script) output(name string) string {
	if name == "stderr" {
		return s.stderr
	}
	return s.stdout
}

func (s *script) match(negated bool, name, expr string) error {
	re, err := regexp.Compile("(?m)" + expr)
	if err != nil {
		return err
	}
	if re.MatchString(s.output(name)) == negated {
		return fmt.Errorf("match is %v", negated)
	}
	return nil
}

func (s *script) compare(name, file string) error {
	want, err := os.ReadFile(filepath.Join(s.work, file))
	if err != nil {
		return err
	}
	got := strings.ReplaceAll(s.output(name), s.work, "$WORK")
	if got != string(want) {
		return fmt.Errorf("it is\n%s\nbut should be\n%s", got, want)
	}
	return nil
}

func expect(want, got string) error {
	if want != got {
		return fmt.Errorf("it is %s", got)
	}
	return nil
}

// fields splits a line at blanks, except between single quotes.
func fields(line string) []string {
	var out []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}
