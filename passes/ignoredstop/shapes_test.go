package ignoredstop_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/ignoredstop"
	"github.com/corolint/corolint/passes/internal/oracle"
	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/pullleak"
	"github.com/corolint/corolint/passes/sendbeforenext"
	"github.com/corolint/corolint/passes/useafterstop"
)

var (
	shapesN    = flag.Int("shapes.n", 1200, "functions to compare")
	shapesSeed = flag.Uint64("shapes.seed", 1, "seed of the first batch")
	shapesShow = flag.Int("shapes.show", 5, "disagreements to print in full")
	shapesDir  = flag.String("shapes.dir", "", "module for TestShapesVerdict")
)

// shapesBatch is how many functions make a program.
const shapesBatch = 1200

var rules = []*analysis.Analyzer{pullleak.Analyzer, ignoredstop.Analyzer, sendbeforenext.Analyzer, useafterstop.Analyzer}

// TestShapes compares the rules with what the execution of functions over
// cursors, iterators and coroutines tells, rule by rule and line by line.
func TestShapes(t *testing.T) {
	shown := 0
	for done, seed := 0, *shapesSeed; done < *shapesN; done, seed = done+shapesBatch, seed+1 {
		compareShapes(t, seed, min(shapesBatch, *shapesN-done), &shown)
	}
}

func compareShapes(t *testing.T, seed uint64, n int, shown *int) {
	t.Helper()
	dir := t.TempDir()
	prog := oracle.GenerateShapes(seed, n)
	if err := prog.Write(dir); err != nil {
		t.Fatal(err)
	}
	truth, err := prog.Execute(dir)
	if err != nil {
		t.Fatal(err)
	}
	found, err := ruletest.Lines(filepath.Join(dir, "lint"), rules...)
	if err != nil {
		t.Fatal(err)
	}
	var doubtful []string
	for _, rule := range rules {
		for _, d := range prog.Compare(truth.Of(rule.Name), found[rule.Name]) {
			if d.Kind == "false alarm" && d.Function != nil {
				doubtful = append(doubtful, d.Function.Name)
			}
		}
	}
	if len(doubtful) > 0 {
		if err := truth.Deepen(dir, doubtful); err != nil {
			t.Fatal(err)
		}
	}
	for _, rule := range rules {
		of := truth.Of(rule.Name)
		kinds := map[string]int{}
		for _, d := range prog.Compare(of, found[rule.Name]) {
			kinds[d.Kind]++
			if *shown++; *shown <= *shapesShow {
				t.Errorf("seed %d: %s: %v", seed, rule.Name, d)
			}
		}
		t.Logf("seed %d: %s: %d lines to report of %d, %d misses, %d false alarms",
			seed, rule.Name, len(of.Leaks), len(of.Reached), kinds["miss"], kinds["false alarm"])
		if kinds["miss"]+kinds["false alarm"] > 0 {
			t.Fail()
		}
	}
	t.Logf("seed %d: %d functions, %d paths, %d incomplete functions, faults: %v", seed, n, truth.Paths, len(truth.Incomplete), truth.Nil)
}

// TestShapesVerdict prints the lines on which a rule reports something in the
// module that -shapes.dir names, as the runner of the mutants reads it.
// Without the flag it looks at a small program of its own.
func TestShapesVerdict(t *testing.T) {
	dir := *shapesDir
	if dir == "" {
		root := t.TempDir()
		if err := oracle.GenerateShapes(1, 40).Write(root); err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "lint")
	}
	found, err := ruletest.Lines(dir, rules...)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		if len(found[rule.Name]) == 0 && *shapesDir == "" {
			t.Errorf("%s finds nothing", rule.Name)
		}
		if *shapesDir == "" {
			continue
		}
		for _, line := range slices.Sorted(maps.Keys(found[rule.Name])) {
			fmt.Printf("found\t%s %s\n", rule.Name, line)
		}
	}
}
