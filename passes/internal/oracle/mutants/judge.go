package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/corolint/corolint/passes/internal/oracle"
)

// patience is how long a mutant may take to give its verdict.
const patience = 3 * time.Minute

// A kind is one kind of generated programs, and the test that gives the
// verdict on one.
type kind struct {
	generate   func(seed uint64, n int) *oracle.Program
	compare    func(prog *oracle.Program, truth *oracle.Truth, found map[string][]string) map[string][]oracle.Disagreement // by rule
	pkg        string
	test, flag string
}

// kinds are the kinds by the names of their flags, and of the folders of their
// patches.
var kinds = map[string]kind{
	"": {
		generate: oracle.Generate,
		compare: func(prog *oracle.Program, truth *oracle.Truth, found map[string][]string) map[string][]oracle.Disagreement {
			return map[string][]oracle.Disagreement{"pullleak": prog.Compare(truth, found)}
		},
		pkg: "./passes/pullleak", test: "TestOracleVerdict", flag: "oracle.dir",
	},
	"shapes": {
		generate: oracle.GenerateShapes,
		compare: func(prog *oracle.Program, truth *oracle.Truth, found map[string][]string) map[string][]oracle.Disagreement {
			return prog.CompareRules(truth, found, "pullleak", "ignoredstop", "sendbeforenext", "useafterstop")
		},
		pkg: "./passes/ignoredstop", test: "TestShapesVerdict", flag: "shapes.dir",
	},
	"producers": {
		generate: oracle.GenerateProducers,
		compare: func(prog *oracle.Program, truth *oracle.Truth, found map[string][]string) map[string][]oracle.Disagreement {
			const rule = "yieldafterfalse"
			return map[string][]oracle.Disagreement{rule: prog.CompareGroups(truth.Of(rule), found)}
		},
		pkg: "./passes/yieldafterfalse", test: "TestProducersVerdict", flag: "producers.dir",
	},
}

// judge knows the truth about some functions, and where the engine as it is
// disagrees with it.
type judge struct {
	dir      string
	kind     kind
	prog     *oracle.Program
	truth    *oracle.Truth
	baseline map[string]bool
}

func newJudge(dir string, k kind, n int, seed uint64) (*judge, error) {
	j := &judge{dir: dir, kind: k, prog: k.generate(seed, n)}
	if err := j.prog.Write(dir); err != nil {
		return nil, err
	}
	var err error
	if j.truth, err = j.prog.Execute(dir); err != nil {
		return nil, err
	}
	bin, err := j.build("")
	if err != nil {
		return nil, err
	}
	found, ok := j.verdict(bin)
	if !ok {
		return nil, errors.New("the engine as it is gives no verdict")
	}
	j.baseline = map[string]bool{}
	for _, d := range j.disagreements(found) {
		j.baseline[d] = true
	}
	return j, nil
}

// try returns what tells m from the engine as it is, or "" if nothing does.
func (j *judge) try(m mutant) (evidence string, err error) {
	src, err := m.mutated()
	if err != nil {
		return "", err
	}
	overlay, err := j.overlay(m.file, src)
	if err != nil {
		return "", err
	}
	bin, err := j.build(overlay)
	if err != nil {
		return "", err
	}
	found, ok := j.verdict(bin)
	if !ok {
		return "it crashes or does not end", nil
	}
	news := 0
	for _, d := range j.disagreements(found) {
		if !j.baseline[d] {
			news++
			evidence = d
		}
	}
	if news > 0 {
		evidence = fmt.Sprintf("%d new, such as %s", news, evidence)
	}
	return evidence, nil
}

func (j *judge) disagreements(found map[string][]string) []string {
	var all []string
	for rule, ds := range j.kind.compare(j.prog, j.truth, found) {
		for _, d := range ds {
			all = append(all, rule+": "+d.Kind+" at "+d.Line)
		}
	}
	slices.Sort(all)
	return all
}

// overlay writes what lays src over file.
func (j *judge) overlay(file, src string) (string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	patched := filepath.Join(j.dir, "patched.go")
	if err := os.WriteFile(patched, []byte(src), 0o666); err != nil {
		return "", err
	}
	data, err := json.Marshal(map[string]map[string]string{"Replace": {abs: patched}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(j.dir, "overlay.json")
	return overlay, os.WriteFile(overlay, data, 0o666)
}

// build builds the test of the rule.
func (j *judge) build(overlay string) (string, error) {
	bin := filepath.Join(j.dir, "verdict.exe")
	args := []string{"test", "-c", "-o", bin}
	if overlay != "" {
		args = append(args, "-overlay="+overlay)
	}
	if out, err := exec.Command("go", append(args, j.kind.pkg)...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("the test does not compile:\n%s", out)
	}
	return bin, nil
}

// verdict runs the test and returns the lines that it reports.
func (j *judge) verdict(bin string) (found map[string][]string, ok bool) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, "-test.run=^"+j.kind.test+"$", "-"+j.kind.flag+"="+filepath.Join(j.dir, "lint"))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return nil, false
	}
	found = map[string][]string{}
	for line := range strings.Lines(out.String()) {
		if at, isLine := strings.CutPrefix(line, "found\t"); isLine {
			at = strings.TrimSpace(at)
			found[at] = append(found[at], "reported")
		}
	}
	return found, true
}
