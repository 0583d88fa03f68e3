package main

import (
	"strings"
	"testing"
)

// TestAssemble checks that the page on coroutines hides nothing: what is said
// about it is what a mistake in its text or its programs leads to.
func TestAssemble(t *testing.T) {
	const whole = "{{program a}}\n{{output a}}\n{{twin a}}\n{{output a-wrong}}\n{{findings a-wrong}}\n"
	for name, c := range map[string]struct {
		text     string
		findings [2]string // about a and its twin
		want     string    // of the error, or of the page if ok
		ok       bool
	}{
		"whole":           {whole, [2]string{"", "found"}, "```\nfound\n```", true},
		"twin":            {whole, [2]string{"", "found"}, "```go\n 4  // f is g.\n 5  func f() { g() }\n```", true},
		"right reported":  {whole, [2]string{"found", "found"}, "does not show what corolint says about a:", false},
		"twin silent":     {whole, [2]string{}, "{{findings a-wrong}}: corolint is silent", false},
		"finding hidden":  {strings.Replace(whole, "{{findings a-wrong}}", "", 1), [2]string{"", "found"}, "says about a-wrong:\nfound", false},
		"output hidden":   {strings.Replace(whole, "{{output a}}", "", 1), [2]string{"", "found"}, "does not show a and", false},
		"program hidden":  {strings.Replace(whole, "{{twin a}}", "", 1), [2]string{"", "found"}, "does not show a-wrong and", false},
		"no such program": {whole + "{{output b}}\n", [2]string{"", "found"}, "there is no program b", false},
		"no such kind":    {whole + "{{shape a}}\n", [2]string{"", "found"}, "unknown directive", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := assemble(c.text, map[string]*program{
				"a":       {"package main\n\nimport \"fmt\"\n\n// f is f.\nfunc f() {}\n\nfunc g() {}\n", "out\n", c.findings[0]},
				"a-wrong": {"package main\n\n\n// f is g.\nfunc f() { g() }\n\nfunc g() {}\n", "out\n", c.findings[1]},
			})
			if c.ok != (err == nil) {
				t.Fatal("error:", err)
			}
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwithout\n%s", got, c.want)
			}
		})
	}
}
