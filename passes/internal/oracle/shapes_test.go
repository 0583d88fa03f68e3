package oracle

import "testing"

// TestShapeFrequencies demands each construct in one of twenty functions over
// cursors, iterators and coroutines.
func TestShapeFrequencies(t *testing.T) {
	prog := GenerateShapes(1, 1200)
	count := map[string]int{}
	for _, f := range prog.Functions {
		for _, c := range f.Constructs {
			count[c]++
		}
	}
	for _, c := range Shapes() {
		if share := percent(count[c], len(prog.Functions)); share < minShare {
			t.Errorf("%s: in %.1f%% of the functions", c, share)
		}
	}
}
