// Compare builds corolint and golangci-lint with corolint, and checks that
// all hosts find the same in one corpus: file, line and rule. It is a tool of
// the project, not of its users, and is run in the directory of corolint-gcl:
//
//	go run ./compare
//	go run ./compare -module github.com/transparency-dev/tessera@v1.0.4 ./storage/...
//
// The standalone command is the reference. The corpus is the module in
// testdata/corpus, or the one that the module proxy has under the given name.
// What a host is known to do differently stands in the corpus, in the file
// differences.txt, and must be so.
//
// Exit status: 0 the same, 1 a difference, 2 something could not be done.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.SetOutput(stderr)
	module := flags.String("module", "", "compare on `path@version` instead of testdata/corpus")
	if flags.Parse(args) != nil {
		return 2
	}
	patterns := flags.Args()
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	same, err := compare(*module, patterns, stdout)
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "compare:", err)
		return 2
	case !same:
		return 1
	}
	return 0
}

// compare reports whether all hosts find the same.
func compare(module string, patterns []string, stdout io.Writer) (bool, error) {
	work, err := os.MkdirTemp("", "compare")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(work)
	if work, err = filepath.EvalSymlinks(work); err != nil {
		return false, err
	}
	c := &corpus{dir: filepath.Join(work, "corpus"), patterns: patterns}
	if err := checkout(module, c.dir); err != nil {
		return false, err
	}
	if c.known, err = readDifferences(filepath.Join(c.dir, "differences.txt")); err != nil {
		return false, err
	}
	t, err := build(work)
	if err != nil {
		return false, err
	}
	return c.compare(t, stdout)
}

// A corpus is the source on which hosts are compared.
type corpus struct {
	dir      string
	patterns []string
	known    []difference
}

// compare runs the hosts, one after the other, and prints what they find.
func (c *corpus) compare(t *tools, stdout io.Writer) (bool, error) {
	var want findings
	same := true
	for _, h := range t.hosts() {
		start := time.Now()
		got, err := h.find(c)
		if err != nil {
			return false, fmt.Errorf("%s: %w", h.name, err)
		}
		fmt.Fprintf(stdout, "%-34s %4d findings  %6.1fs\n", h.name, got.len(), time.Since(start).Seconds())
		if want == nil {
			want = got
			if want.len() == 0 {
				return false, errors.New("nothing is found, so nothing is compared")
			}
			continue
		}
		for _, line := range diff(expected(want, c.known, h.kind), got) {
			same = false
			fmt.Fprintf(stdout, "\t%s\n", line)
		}
	}
	return same, nil
}

// checkout copies the corpus to dir, where the go command may write its
// go.sum.
func checkout(module, dir string) error {
	source := filepath.Join("testdata", "corpus")
	if module != "" {
		var err error
		if source, err = download(module); err != nil {
			return err
		}
	}
	if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
		return err
	}
	// The module cache keeps its files read-only.
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Chmod(path, info.Mode()|0o200)
	})
}

// download returns the directory of the module in the module cache.
func download(module string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = os.TempDir()
	out, err := cmd.Output()
	var info struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &info); jsonErr != nil {
		return "", errors.Join(err, jsonErr)
	}
	if info.Error != "" {
		return "", fmt.Errorf("%s: %s", module, info.Error)
	}
	return info.Dir, nil
}

// build builds the tools into dir.
func build(dir string) (*tools, error) {
	t := &tools{
		dir:      dir,
		corolint: filepath.Join(dir, "corolint"),
		golangci: filepath.Join(dir, "corolint-gcl"),
		config:   filepath.Join(dir, "golangci.yml"),
	}
	// The build ID is part of what the go command knows a vettool by. A new
	// one keeps it from answering from its cache, in which the go command of
	// Go 1.26 confuses packages vetted as dependencies with others.
	id := fmt.Sprintf("-ldflags=-buildid=compare%d", time.Now().UnixNano())
	for _, args := range [][]string{
		{"-C", filepath.Join("..", ".."), "build", id, "-o", t.corolint, "./cmd/corolint"},
		{"build", "-o", t.golangci, "."},
	} {
		cmd := exec.Command("go", args...)
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	return t, os.WriteFile(t.config, []byte(configuration), 0o666)
}

// configuration turns corolint on alone, and off what keeps golangci-lint
// from showing all findings.
const configuration = `version: "2"
linters:
  default: none
  enable: [corolint]
  settings:
    custom:
      corolint:
        type: module
        settings:
          preview: false
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
  uniq-by-line: false
`
