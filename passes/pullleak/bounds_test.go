package pullleak_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBounds runs the rule on functions of shapes that make a careless
// analysis take exponential time or space. Each leaks, or does not, in a way
// that is to be found all the same.
func TestBounds(t *testing.T) {
	many := func(n int, line func(int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	const pull = "func f(seq iter.Seq[int]) {\n next, stop := iter.Pull(seq)\n"
	for _, test := range []struct {
		name, body string
		leaks      bool
	}{
		{"branches", pull + many(2000, func(i int) string {
			return fmt.Sprintf(" if cond(%d) { next() }\n", i)
		}) + " if cond(0) { return }\n stop()\n}\n", true},
		{"returns", pull + many(2000, func(i int) string {
			return fmt.Sprintf(" if cond(%d) { stop(); return }\n", i)
		}) + " next()\n stop()\n}\n", false},
		{"flags", pull + many(100, func(i int) string {
			return fmt.Sprintf(" b%d := cond(%d)\n", i, i)
		}) + many(200, func(i int) string {
			return fmt.Sprintf(" if b%d { next() }\n", i%100)
		}) + " stop()\n}\n", false},
		{"literals", pull + strings.Repeat("func() {\n", 100) + "if cond(1) { stop() }\nnext()\n" +
			strings.Repeat("}()\n", 100) + "}\n", true},
		{"calls", many(200, func(i int) string {
			return fmt.Sprintf("func g%d(stop func()) { g%d(stop) }\n", i, i+1)
		}) + "func g200(stop func()) { stop() }\n" + pull + " next()\n g0(stop)\n}\n", false},
		{"recursion", many(12, func(i int) string {
			return fmt.Sprintf("func g%d(stop func()) { if cond(%d) { g%d(stop); g%d(stop) } else { stop() } }\n", i, i, (i+1)%12, (i+5)%12)
		}) + pull + " next()\n g0(stop)\n}\n", false},
		{"loops", pull + strings.Repeat("for cond(1) {\n", 40) + "next()\n" + strings.Repeat("}\n", 40) + " _ = stop\n}\n", true},
		{"lines", pull + strings.Repeat(" next()\n", 3000) + " _ = stop\n}\n", true},
		{"signals", pull + many(1000, func(i int) string {
			return fmt.Sprintf(" if v, ok := next(); ok { cond(v) } else if cond(%d) { return }\n", i)
		}) + " _ = stop\n}\n", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			src := "package p\n\nimport \"iter\"\n\nvar cond func(int) bool\n\n" + test.body
			for file, text := range map[string]string{"go.mod": "module p\n\ngo 1.26\n", "p.go": src} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			found, err := verdict(dir)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(found) > 0; got != test.leaks {
				t.Errorf("found a leak: %t, want %t: %v", got, test.leaks, found)
			}
		})
	}
}
