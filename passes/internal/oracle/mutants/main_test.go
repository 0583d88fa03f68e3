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
