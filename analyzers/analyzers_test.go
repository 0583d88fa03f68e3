package analyzers_test

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/corolint/corolint/analyzers"
)

// multicheckerVariable makes the test binary be the plain multichecker that a
// user would write.
const multicheckerVariable = "COROLINT_TEST_MULTICHECKER"

func TestMain(m *testing.M) {
	if os.Getenv(multicheckerVariable) != "" {
		multichecker.Main(analyzers.New(analyzers.Config{Preview: true})...)
	}
	os.Exit(m.Run())
}

func names(list []*analysis.Analyzer) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.Name)
	}
	return out
}

func TestListsAreValid(t *testing.T) {
	all := slices.Concat(analyzers.Default, analyzers.Preview)
	for _, list := range [][]*analysis.Analyzer{all, analyzers.New(analyzers.Config{Preview: true})} {
		if err := analysis.Validate(list); err != nil {
			t.Error(err)
		}
	}
	for _, list := range [][]*analysis.Analyzer{analyzers.Default, analyzers.Preview} {
		if got := names(list); !slices.IsSorted(got) {
			t.Errorf("%q is not in order", got)
		}
	}
}

func TestNewHasTheRulesOfTheLists(t *testing.T) {
	if got, want := names(analyzers.New(analyzers.Config{})), names(analyzers.Default); !slices.Equal(got, want) {
		t.Errorf("New has %q, Default %q", got, want)
	}
	want := names(slices.Concat(analyzers.Default, analyzers.Preview))
	slices.Sort(want)
	if got := names(analyzers.New(analyzers.Config{Preview: true})); !slices.Equal(got, want) {
		t.Errorf("New has %q, the lists %q", got, want)
	}
}

var ruleName = regexp.MustCompile(`^[a-z]+$`)

func TestEachRuleIsDocumented(t *testing.T) {
	for _, a := range slices.Concat(analyzers.Default, analyzers.Preview) {
		title, text, _ := strings.Cut(a.Doc, "\n\n")
		if !ruleName.MatchString(a.Name) {
			t.Errorf("%s: a rule's name is one lower-case word", a.Name)
		}
		if title == "" || len(title) > 60 || strings.Contains(title, "\n") {
			t.Errorf("%s: its title is %q", a.Name, title)
		}
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s: no manual page", a.Name)
		}
		page, err := url.Parse(a.URL)
		if err != nil || page.Scheme != "https" || !strings.Contains(page.Path, a.Name) {
			t.Errorf("%s: its page is %q", a.Name, a.URL)
		}
		if !a.RunDespiteErrors {
			t.Errorf("%s: importers of a broken package would not be analysed", a.Name)
		}
	}
}

// The rules run in a plain multichecker, with facts across packages.
func TestMultichecker(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"go.mod":       "module example.com/m\n\ngo 1.26\n",
		"leak/leak.go": leaking,
		"open/open.go": opening,
		"use/use.go":   using,
	})
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), multicheckerVariable+"=1", "PWD="+dir,
		"GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
	out, err := cmd.CombinedOutput()
	const findings = 3 // the multichecker's status
	if err == nil || cmd.ProcessState.ExitCode() != findings {
		t.Errorf("%v", err)
	}
	for _, want := range []string{`(?m)leak\.go:6:16: .*stop`, `(?m)use\.go:10:16: .*stop`} {
		if !regexp.MustCompile(want).Match(out) {
			t.Errorf("no match of %s in\n%s", want, out)
		}
	}
	if regexp.MustCompile(`(?m)^\S*open\.go:\d+:\d+: \S`).Match(out) {
		t.Errorf("the helper, which hands both on, is reported:\n%s", out)
	}
}

func write(t *testing.T, dir string, files map[string]string) {
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

const leaking = `package leak

import "iter"

func First(seq iter.Seq[int]) int {
	next, stop := iter.Pull(seq)
	v, ok := next()
	if !ok {
		return 0
	}
	if v < 0 {
		return v
	}
	stop()
	return v
}
`

const opening = `package open

import "iter"

func Open(seq iter.Seq[int]) (func() (int, bool), func()) {
	return iter.Pull(seq)
}
`

const using = `package use

import (
	"iter"

	"example.com/m/open"
)

func First(seq iter.Seq[int]) int {
	next, stop := open.Open(seq)
	v, ok := next()
	if ok {
		return v
	}
	stop()
	return 0
}
`
