package oracle

import (
	"fmt"
	"os"
	"regexp"
	"testing"
)

// TestTruth runs hand-written functions; a line that leaks says so.
func TestTruth(t *testing.T) {
	data, err := os.ReadFile("testdata/known.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	body := string(data)
	var calls []string
	for _, m := range regexp.MustCompile(`(?m)^func ((?:bad|ok)\w+)\(\)`).FindAllStringSubmatch(body, -1) {
		calls = append(calls, m[1]+"()")
	}
	prog := Handwritten(body, calls...)
	truth := execute(t, prog)
	f := prog.Functions[0]
	leak := regexp.MustCompile(`// leak$`)
	for i, line := range f.lines {
		lint, _ := split(line)
		at := fmt.Sprintf("%s:%d", f.File, f.First+i)
		if _, got := truth.Leaks[at]; got != leak.MatchString(lint) {
			t.Errorf("%s: leaks = %v: %s", at, got, lint)
		}
	}
	if len(truth.Nil) > 0 {
		t.Errorf("calls of nil functions: %v", truth.Nil)
	}
}
