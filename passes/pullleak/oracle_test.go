package pullleak_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/corolint/corolint/passes/internal/oracle"
	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/pullleak"
)

var (
	oracleN    = flag.Int("oracle.n", 2000, "functions to compare")
	oracleSeed = flag.Uint64("oracle.seed", 1, "seed of the first batch")
	oracleShow = flag.Int("oracle.show", 5, "disagreements to print in full")
	oracleDir  = flag.String("oracle.dir", "", "module for TestOracleVerdict")
)

// oracleBatch is how many functions make a program.
const oracleBatch = 2000

// TestOracle compares the rule with what execution tells, line by line.
func TestOracle(t *testing.T) {
	shown := 0
	for done, seed := 0, *oracleSeed; done < *oracleN; done, seed = done+oracleBatch, seed+1 {
		compareWithExecution(t, seed, min(oracleBatch, *oracleN-done), &shown)
	}
}

func compareWithExecution(t *testing.T, seed uint64, n int, shown *int) {
	t.Helper()
	dir := t.TempDir()
	prog := oracle.Generate(seed, n)
	if err := prog.Write(dir); err != nil {
		t.Fatal(err)
	}
	truth, err := prog.Execute(dir)
	if err != nil {
		t.Fatal(err)
	}
	found, err := verdict(filepath.Join(dir, "lint"))
	if err != nil {
		t.Fatal(err)
	}
	all := prog.Compare(truth, found)
	if doubtful := falseAlarms(all); len(doubtful) > 0 {
		if err := truth.Deepen(dir, doubtful); err != nil {
			t.Fatal(err)
		}
		all = prog.Compare(truth, found)
	}
	kinds := map[string]int{}
	for _, d := range all {
		kinds[d.Kind]++
		if *shown++; *shown <= *oracleShow {
			t.Errorf("seed %d: %v", seed, d)
		}
	}
	t.Logf("seed %d: %d functions, %d paths, %d leaking lines, %d incomplete functions, %d misses, %d false alarms",
		seed, n, truth.Paths, len(truth.Leaks), len(truth.Incomplete), kinds["miss"], kinds["false alarm"])
	if kinds["miss"]+kinds["false alarm"] > 0 {
		t.Fail()
	}
}

// falseAlarms returns the names of the functions with a false alarm.
func falseAlarms(all []oracle.Disagreement) []string {
	var names []string
	for _, d := range all {
		if d.Kind == "false alarm" && d.Function != nil {
			names = append(names, d.Function.Name)
		}
	}
	return names
}

// TestOracleVerdict prints the lines on which the rule reports something in
// the module that -oracle.dir names, as the runner of the mutants reads it.
// Without the flag it looks at a small program of its own.
func TestOracleVerdict(t *testing.T) {
	dir := *oracleDir
	if dir == "" {
		root := t.TempDir()
		if err := oracle.Generate(1, 40).Write(root); err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "lint")
	}
	found, err := verdict(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Error("nothing is found")
	}
	if *oracleDir == "" {
		return
	}
	for _, line := range slices.Sorted(maps.Keys(found)) {
		fmt.Printf("found\t%s\n", line)
	}
}

// verdict runs the rule on the module in dir.
func verdict(dir string) (map[string][]string, error) {
	found, err := ruletest.Lines(dir, pullleak.Analyzer)
	return found[pullleak.Analyzer.Name], err
}
