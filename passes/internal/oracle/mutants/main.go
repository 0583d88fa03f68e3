// Mutants applies each patch of a table to the engine and demands that the
// oracle notices it.
//
//	go run ./passes/internal/oracle/mutants [-shapes | -producers] [-n functions] [-seed seed] [-only glob]
//
// With -shapes the functions are over cursors, iterators and coroutines, with
// -producers they are sequences, and the patches are those of the folder of that name. It runs in the root of the module and changes nothing there: a patched file
// is laid over the original. The functions are generated and executed once.
// The engine without a patch is compared with that truth first; a mutant is
// caught if it brings a disagreement that is not among those, or if it crashes
// or does not come to an end. The exit code is 1 if a mutant survives, 2 if
// the table does not fit the sources.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	n := flag.Int("n", 800, "functions")
	seed := flag.Uint64("seed", 1, "seed of the functions")
	only := flag.String("only", "*", "which patches to try")
	shapes := flag.Bool("shapes", false, "use the functions over cursors, iterators and coroutines")
	producers := flag.Bool("producers", false, "use the functions that are sequences")
	table := flag.String("table", "passes/internal/oracle/mutants/testdata", "directory of the patches")
	flag.Parse()
	folder := ""
	switch {
	case *shapes:
		folder = "shapes"
	case *producers:
		folder = "producers"
	}
	survivors, err := run(filepath.Join(*table, folder, *only+".txt"), kinds[folder], *n, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
	if survivors > 0 {
		os.Exit(1)
	}
}

// run tries every mutant that the pattern matches and returns how many survive.
func run(pattern string, k kind, n int, seed uint64) (survivors int, err error) {
	mutants, err := load(pattern)
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	start := time.Now()
	j, err := newJudge(dir, k, n, seed)
	if err != nil {
		return 0, err
	}
	fmt.Printf("%d functions, %d disagreements without a mutant, %.0fs\n", n, len(j.baseline), time.Since(start).Seconds())
	for _, m := range mutants {
		start := time.Now()
		evidence, err := j.try(m)
		if err != nil {
			return survivors, fmt.Errorf("%s: %w", m.name, err)
		}
		word := "caught"
		if evidence == "" {
			word = "missed"
			survivors++
		}
		fmt.Printf("%s\t%-24s\t%3.0fs\t%s\t%s\n", word, m.name, time.Since(start).Seconds(), m.why, evidence)
	}
	return survivors, nil
}

// mutant is a change of one place of one file.
type mutant struct {
	name, why, file, old, new string
}

// load reads the patches and checks that each fits its file.
func load(pattern string) ([]mutant, error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no patches match %s", pattern)
	}
	var mutants []mutant
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		m, err := parse(string(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if _, err := m.mutated(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		m.name = strings.TrimSuffix(filepath.Base(name), ".txt")
		mutants = append(mutants, m)
	}
	return mutants, nil
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
	return mutant{"", why, strings.TrimSpace(file), strings.TrimSuffix(was, "\n"), strings.TrimSuffix(is, "\n")}, nil
}

// mutated returns the patched text of the mutant's file.
func (m mutant) mutated() (string, error) {
	src, err := os.ReadFile(m.file)
	if err != nil {
		return "", err
	}
	return m.apply(string(src))
}

// apply returns the mutated source; the old text must occur once.
func (m mutant) apply(src string) (string, error) {
	if n := strings.Count(src, m.old); n != 1 {
		return "", fmt.Errorf("%s: the old text occurs %d times", m.file, n)
	}
	return strings.Replace(src, m.old, m.new, 1), nil
}
