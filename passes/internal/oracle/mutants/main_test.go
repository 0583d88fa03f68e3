package main

import "testing"

func TestApply(t *testing.T) {
	m, err := parse("drops it\na/b.go\n-- old --\nx := 1\n-- new --\nx := 2\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := m.apply("f\nx := 1\n"); err != nil || got != "f\nx := 2\n" {
		t.Errorf("apply: %q, %v", got, err)
	}
	if _, err := m.apply("x := 1\nx := 1\n"); err == nil {
		t.Error("old text that occurs twice was accepted")
	}
	if _, err := parse("no sections"); err == nil {
		t.Error("a patch without sections was accepted")
	}
}

// TestTableFits loads the patches: each must fit the engine as it is, or the
// table says nothing of it.
func TestTableFits(t *testing.T) {
	t.Chdir("../../../..") // patches name their files from the root
	for pattern, least := range map[string]int{"*.txt": 30, "shapes/*.txt": 10, "producers/*.txt": 8} {
		list, err := load("passes/internal/oracle/mutants/testdata/" + pattern)
		if err != nil {
			t.Error(err)
		} else if len(list) < least {
			t.Errorf("%s: only %d patches", pattern, len(list))
		}
	}
}
