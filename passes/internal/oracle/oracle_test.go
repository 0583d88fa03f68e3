package oracle

import (
	"slices"
	"testing"
)

// frequencyRuns is how many functions the frequencies are measured on.
const frequencyRuns = 2000

// minShare is the share, in percent, that each construct has of the leaking
// and of the correct functions.
const minShare = 5

// neverCorrect are the constructs that leak wherever control gets to them.
var neverCorrect = []string{"result-dropped"}

func TestDeterministic(t *testing.T) {
	a, b := Generate(7, 120), Generate(7, 120)
	for i := range a.packages {
		if !slices.Equal(a.packages[i].lines, b.packages[i].lines) {
			t.Fatalf("package %s differs between two runs of one seed", a.packages[i].name)
		}
	}
	if slices.Equal(a.packages[0].lines, Generate(8, 120).packages[0].lines) {
		t.Error("another seed gives the same program")
	}
}

func execute(t *testing.T, prog *Program) *Truth {
	t.Helper()
	dir := t.TempDir()
	if err := prog.Write(dir); err != nil {
		t.Fatal(err)
	}
	truth, err := prog.Execute(dir)
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// TestFrequencies demands each construct in one of twenty functions, and its
// share of those that leak and of those that are correct.
func TestFrequencies(t *testing.T) {
	prog := Generate(1, frequencyRuns)
	truth := execute(t, prog)
	leaking := prog.Leaking(truth)
	bad, good := map[string]int{}, map[string]int{}
	for _, f := range prog.Functions {
		for _, c := range f.Constructs {
			if leaking[f.Name] {
				bad[c]++
			} else {
				good[c]++
			}
		}
	}
	nbad := len(leaking)
	ngood := len(prog.Functions) - nbad
	t.Logf("%d leaking, %d correct, %d incomplete, %d paths, %d nil calls", nbad, ngood, len(truth.Incomplete), truth.Paths, len(truth.Nil))
	for _, c := range append(Constructs(), "and", "or", "not", "helper-same-package", "helper-other-package", "nil-next") {
		all := bad[c] + good[c]
		t.Logf("%-30s %5.1f%%  of leaking %5.1f%%  of correct %5.1f%%", c, percent(all, len(prog.Functions)), percent(bad[c], nbad), percent(good[c], ngood))
		rare := percent(good[c], ngood) < minShare && !slices.Contains(neverCorrect, c)
		if rare || percent(all, len(prog.Functions)) < 5 || percent(bad[c], nbad) < minShare {
			t.Errorf("%s: %d in leaking, %d in correct functions of %d", c, bad[c], good[c], len(prog.Functions))
		}
	}
	if n := len(truth.Incomplete); n*50 > len(prog.Functions) {
		t.Errorf("%d functions are incomplete", n)
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }
