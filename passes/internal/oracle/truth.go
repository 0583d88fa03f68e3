package oracle

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Truth is what execution told.
type Truth struct {
	Leaks      map[string]string // the decisions of a leaking path, by "p0/f.go:12"
	Either     map[string]bool   // lines that may be reported, and need not be
	Reached    map[string]bool   // lines that acquired
	Incomplete map[string]bool   // functions with more paths than were tried
	Paths      int
	Nil        []string // what called a nil function: a fault of the generator, or of a hand-written program
}

// Execute runs every path of the program that was written below dir.
func (prog *Program) Execute(dir string) (*Truth, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Second)
	defer cancel()
	root := filepath.Join(dir, "exec")
	build := exec.CommandContext(ctx, "go", "build", "-gcflags=oracle.test/...=-l", "-ldflags=-w", "-o", "run.exe", ".")
	build.Dir = root
	build.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building the program: %v\n%s", err, out)
	}
	return run(ctx, root)
}

// Deepen runs the functions with these names again, with bounds that are
// far above those of Execute, and adds what is found to t: the bounds of
// Execute cut paths that go through one place often.
func (t *Truth) Deepen(dir string, names []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Second)
	defer cancel()
	deep, err := run(ctx, filepath.Join(dir, "exec"), append([]string{"6", "200000"}, names...)...)
	if err != nil {
		return err
	}
	maps.Copy(t.Leaks, deep.Leaks)
	maps.Copy(t.Either, deep.Either)
	maps.Copy(t.Reached, deep.Reached)
	maps.Copy(t.Incomplete, deep.Incomplete)
	return nil
}

// run runs the program that was built in root.
func run(ctx context.Context, root string, args ...string) (*Truth, error) {
	var out, errs bytes.Buffer
	run := exec.CommandContext(ctx, filepath.Join(root, "run.exe"), args...)
	run.Stdout, run.Stderr = &out, &errs
	if err := run.Run(); err != nil {
		return nil, fmt.Errorf("running the program: %v\n%s", err, errs.String())
	}
	return parseTruth(out.String())
}

func parseTruth(out string) (*Truth, error) {
	t := &Truth{Leaks: map[string]string{}, Either: map[string]bool{}, Reached: map[string]bool{}, Incomplete: map[string]bool{}}
	for line := range strings.Lines(out) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("the program printed %q", line)
		}
		switch f[0] {
		case "leak":
			if _, ok := t.Leaks[f[2]]; !ok {
				t.Leaks[f[2]] = f[3]
			}
		case "either":
			t.Either[f[2]] = true
		case "reached":
			t.Reached[f[2]] = true
		case "nil":
			t.Nil = append(t.Nil, f[1]+": "+f[2])
		case "done":
			var paths int
			if _, err := fmt.Sscan(f[2], &paths); err != nil {
				return nil, err
			}
			t.Paths += paths
			if f[3] == "true" {
				t.Incomplete[f[1]] = true
			}
		}
	}
	return t, nil
}
