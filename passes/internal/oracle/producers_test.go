package oracle

import (
	"slices"
	"testing"
)

// TestProducerFrequencies demands each construct in one of twenty functions,
// and its share of those that yield after a false and of those that do not.
func TestProducerFrequencies(t *testing.T) {
	prog := GenerateProducers(1, 1000)
	truth := execute(t, prog)
	of := truth.Of("yieldafterfalse")
	bad, good := map[string]int{}, map[string]int{}
	nbad := 0
	for _, f := range prog.Functions {
		into := good
		if len(f.Groups(of)) > 0 {
			into = bad
			nbad++
		}
		for _, c := range f.Constructs {
			into[c]++
		}
	}
	ngood := len(prog.Functions) - nbad
	t.Logf("%d wrong, %d correct, %d incomplete, %d paths", nbad, ngood, len(truth.Incomplete), truth.Paths)
	for _, c := range Producers() {
		all := bad[c] + good[c]
		rare := percent(good[c], ngood) < minShare && !slices.Contains(neverYieldsRight, c)
		if rare || percent(all, len(prog.Functions)) < 5 || percent(bad[c], nbad) < minShare {
			t.Errorf("%s: %d in wrong, %d in correct functions", c, bad[c], good[c])
		}
	}
	if n := len(truth.Incomplete); n*50 > len(prog.Functions) {
		t.Errorf("%d functions are incomplete", n)
	}
}

// neverYieldsRight are constructs that are wrong wherever they stand.
var neverYieldsRight = []string{"reyield-unchecked"}
