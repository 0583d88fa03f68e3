package yieldafterfalse_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/corolint/corolint/passes/internal/oracle"
	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/yieldafterfalse"
)

var (
	producersN    = flag.Int("producers.n", 2000, "functions to compare")
	producersSeed = flag.Uint64("producers.seed", 1, "seed of the first batch")
	producersShow = flag.Int("producers.show", 5, "disagreements to print in full")
	producersDir  = flag.String("producers.dir", "", "module for TestProducersVerdict")
)

// producersBatch is how many functions make a program.
const producersBatch = 2000

// TestProducers compares the rule with what the execution of sequences tells,
// with all outcomes of each yield.
func TestProducers(t *testing.T) {
	shown := 0
	for done, seed := 0, *producersSeed; done < *producersN; done, seed = done+producersBatch, seed+1 {
		compareProducers(t, seed, min(producersBatch, *producersN-done), &shown)
	}
}

func compareProducers(t *testing.T, seed uint64, n int, shown *int) {
	t.Helper()
	dir := t.TempDir()
	prog := oracle.GenerateProducers(seed, n)
	if err := prog.Write(dir); err != nil {
		t.Fatal(err)
	}
	truth, err := prog.Execute(dir)
	if err != nil {
		t.Fatal(err)
	}
	all, err := ruletest.Lines(filepath.Join(dir, "lint"), yieldafterfalse.Analyzer)
	if err != nil {
		t.Fatal(err)
	}
	name := yieldafterfalse.Analyzer.Name
	found := all[name]
	var doubtful []string
	for _, d := range prog.CompareGroups(truth.Of(name), found) {
		if d.Kind == "false alarm" {
			doubtful = append(doubtful, d.Function.Name)
		}
	}
	if len(doubtful) > 0 {
		if err := truth.Deepen(dir, doubtful); err != nil {
			t.Fatal(err)
		}
	}
	of := truth.Of(name)
	kinds := map[string]int{}
	for _, d := range prog.CompareGroups(of, found) {
		kinds[d.Kind]++
		if *shown++; *shown <= *producersShow {
			t.Errorf("seed %d: %v", seed, d)
		}
	}
	t.Logf("seed %d: %d functions, %d paths, %d defects, %d incomplete functions, %d misses, %d false alarms",
		seed, n, truth.Paths, len(of.Leaks), len(truth.Incomplete), kinds["miss"], kinds["false alarm"])
	if kinds["miss"]+kinds["false alarm"] > 0 {
		t.Fail()
	}
}

// TestProducersVerdict prints the lines on which the rule reports something in
// the module that -producers.dir names, as the runner of the mutants reads it.
// Without the flag it looks at a small program of its own.
func TestProducersVerdict(t *testing.T) {
	dir := *producersDir
	if dir == "" {
		root := t.TempDir()
		if err := oracle.GenerateProducers(1, 40).Write(root); err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "lint")
	}
	found, err := ruletest.Lines(dir, yieldafterfalse.Analyzer)
	if err != nil {
		t.Fatal(err)
	}
	lines := found[yieldafterfalse.Analyzer.Name]
	if len(lines) == 0 {
		t.Error("the rule finds nothing")
	}
	if *producersDir == "" {
		return
	}
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		fmt.Printf("found\t%s\n", line)
	}
}
