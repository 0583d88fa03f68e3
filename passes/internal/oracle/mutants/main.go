// Mutants applies each patch of a table to the engine and demands that the
// oracle notices it.
//
//	go run ./passes/internal/oracle/mutants [-n functions] [-seed seed]
//
// It runs in the root of the module and changes nothing there: a patched file
// is laid over the original. The exit code is 1 if a mutant survives, 2 if the
// table does not fit the sources or the oracle fails without a mutant.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	n := flag.Int("n", 1000, "functions per mutant")
	seed := flag.Uint64("seed", 1, "seed of the functions")
	table := flag.String("table", "passes/internal/oracle/mutants/testdata", "directory of the patches")
	flag.Parse()
	survivors, err := run(*table, *n, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
	if survivors > 0 {
		os.Exit(1)
	}
}

// run tries every mutant and returns how many survive.
func run(table string, n int, seed uint64) (survivors int, err error) {
	names, err := filepath.Glob(filepath.Join(table, "*.txt"))
	if err != nil {
		return 0, err
	}
	if out, ok := oracle("", n, seed); !ok {
		return 0, fmt.Errorf("the oracle fails without a mutant:\n%s", out)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return survivors, err
		}
		m, err := parse(string(data))
		if err != nil {
			return survivors, fmt.Errorf("%s: %w", name, err)
		}
		caught, err := m.try(n, seed)
		if err != nil {
			return survivors, fmt.Errorf("%s: %w", name, err)
		}
		word := "caught"
		if !caught {
			word = "missed"
			survivors++
		}
		fmt.Printf("%s\t%s\t%s\n", word, filepath.Base(name), m.why)
	}
	return survivors, nil
}

// mutant is a change of one place of one file.
type mutant struct {
	why, file, old, new string
}

// parse reads a patch: a line of description, a line with the file, and the
// old and the new text, each behind a line of its own.
func parse(s string) (mutant, error) {
	head, rest, ok := strings.Cut(s, "-- old --\n")
	was, is, ok2 := strings.Cut(rest, "-- new --\n")
	why, file, ok3 := strings.Cut(strings.TrimSpace(head), "\n")
	if !ok || !ok2 || !ok3 || was == "" {
		return mutant{}, fmt.Errorf("not of the form: description, file, -- old --, text, -- new --, text")
	}
	return mutant{why, strings.TrimSpace(file), strings.TrimSuffix(was, "\n"), strings.TrimSuffix(is, "\n")}, nil
}

// apply returns the mutated source; the old text must occur once.
func (m mutant) apply(src string) (string, error) {
	if n := strings.Count(src, m.old); n != 1 {
		return "", fmt.Errorf("%s: the old text occurs %d times", m.file, n)
	}
	return strings.Replace(src, m.old, m.new, 1), nil
}

// try reports whether the oracle catches m.
func (m mutant) try(n int, seed uint64) (caught bool, err error) {
	src, err := os.ReadFile(m.file)
	if err != nil {
		return false, err
	}
	mutated, err := m.apply(string(src))
	if err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	overlay, err := writeOverlay(dir, m.file, mutated)
	if err != nil {
		return false, err
	}
	if out, err := exec.Command("go", "vet", "-overlay="+overlay, "./"+filepath.Dir(m.file)).CombinedOutput(); err != nil {
		return false, fmt.Errorf("the mutant does not compile:\n%s", out)
	}
	_, ok := oracle(overlay, n, seed)
	return !ok, nil
}

func writeOverlay(dir, file, content string) (string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	patched := filepath.Join(dir, "patched.go")
	if err := os.WriteFile(patched, []byte(content), 0o666); err != nil {
		return "", err
	}
	data, err := json.Marshal(map[string]map[string]string{"Replace": {abs: patched}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, data, 0o666)
}

// oracle runs the oracle's comparison and reports whether it agrees.
func oracle(overlay string, n int, seed uint64) (string, bool) {
	args := []string{"test", "-run=^TestOracle$", "-count=1"}
	if overlay != "" {
		args = append(args, "-overlay="+overlay)
	}
	args = append(args, "./passes/pullleak", "-args", fmt.Sprintf("-oracle.n=%d", n), fmt.Sprintf("-oracle.seed=%d", seed))
	var out bytes.Buffer
	cmd := exec.Command("go", args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err == nil
}
