// Corpus runs corolint on the modules of a list, as a measurement of its
// precision on real code. It is a tool of the project, not of its users.
//
//	go run ./cmd/corpus [-list docs/corpus.txt] [-out corpus] [-only text]
//	go run ./cmd/corpus -check docs/ledger.tsv
//
// Each line of the list is a module path, a version and package patterns; std
// stands for the standard library; flags of corolint may stand before the
// patterns. The modules come from the module proxy
// that the go command is set up with. A module that cannot be had or loaded
// costs one line, and what can be analysed of it is.
//
// The findings are written to <out>/findings.tsv, sorted. With -check they
// are compared with the ledger of judged findings afterwards: a finding
// without a verdict, or a verdict without its finding, ends with status 1.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// options are the command's flags.
type options struct {
	list, out, only, check string
}

func run(args []string, stdout, stderr io.Writer) int {
	var o options
	fs := flag.NewFlagSet("corpus", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.list, "list", "docs/corpus.txt", "`file` that lists the modules")
	fs.StringVar(&o.out, "out", "corpus", "`directory` for the findings")
	fs.StringVar(&o.only, "only", "", "run only modules whose line contains `text`")
	fs.StringVar(&o.check, "check", "", "compare the findings with the verdicts in `file`")
	if fs.Parse(args) != nil {
		return 2
	}
	ran, err := analyse(o, stdout)
	if err != nil {
		fmt.Fprintln(stderr, "corpus:", err)
		return 2
	}
	if o.check == "" {
		return 0
	}
	ok, err := check(filepath.Join(o.out, "findings.tsv"), o.check, ran, stdout)
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "corpus:", err)
		return 2
	case !ok:
		return 1
	}
	return 0
}

// analyse runs corolint on each module of the list, and returns the modules
// that it could run on.
func analyse(o options, stdout io.Writer) (map[string]bool, error) {
	modules, err := readList(o.list, o.only)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return nil, err
	}
	tool, err := filepath.Abs(filepath.Join(o.out, "corolint"))
	if err != nil {
		return nil, err
	}
	ran := make(map[string]bool)
	if out, err := exec.Command("go", "build", "-o", tool, "./cmd/corolint").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("cannot build corolint: %s", out)
	}
	var all []finding
	for _, m := range modules {
		began := time.Now()
		r, err := m.run(tool)
		if err != nil {
			fmt.Fprintf(stdout, "%-60s not analysed: %v\n", m, err)
			continue
		}
		fmt.Fprintf(stdout, "%-60s %d findings, %d load problems, status %d, %.0fs\n",
			m, len(r.findings), len(r.problems), r.status, time.Since(began).Seconds())
		for _, p := range r.problems {
			fmt.Fprintf(stdout, "\t%s\n", p)
		}
		ran[m.String()] = true
		all = append(all, r.findings...)
		if err := writeFindings(filepath.Join(o.out, "findings.tsv"), all); err != nil { // so that a run that is cut short leaves something
			return nil, err
		}
	}
	return ran, writeFindings(filepath.Join(o.out, "findings.tsv"), all)
}

// A module is a line of the list.
type module struct {
	path, version string
	patterns      []string
}

func (m module) String() string {
	if m.version == "" {
		return m.path
	}
	return m.path + "@" + m.version
}

// readList reads the list of modules; only, if not empty, selects lines.
func readList(file, only string) ([]module, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []module
	for i, line := range strings.Split(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 0 || !strings.Contains(line, only) {
			continue
		}
		switch {
		case f[0] == "std":
			out = append(out, module{path: "std", patterns: []string{"std"}})
		case len(f) < 2:
			return nil, fmt.Errorf("%s:%d: want a module path, a version and package patterns", file, i+1)
		default:
			m := module{path: f[0], version: f[1], patterns: f[2:]}
			if len(m.patterns) == 0 {
				m.patterns = []string{"./..."}
			}
			out = append(out, m)
		}
	}
	return out, nil
}
