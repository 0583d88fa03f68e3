package driver

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// isUnit reports whether the go command is calling, as it calls the tool of
// "go vet -vettool" and "go fix -fixtool".
func isUnit(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(args[len(args)-1], ".cfg")
}

// runUnit serves the go command. Where the unit checker takes over it does
// not return.
func runUnit(suite Suite, args []string) int {
	if err := checkRelease(args); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailure
	}
	if args[0] == "-V=full" {
		if err := printIdentity(suite.rules(true), os.Stdout); err != nil {
			fmt.Fprintf(os.Stderr, "corolint: %v\n", err)
			return exitFailure
		}
		return exitClean
	}
	rules := suite.rules(suite.asksForPreview(args))
	if err := analysis.Validate(rules); err != nil {
		fmt.Fprintf(os.Stderr, "corolint: %v\n", err)
		return exitFailure
	}
	flag.Bool(previewFlag, false, "apply the rules of the preview too")
	unitchecker.Main(rewire(rules, runUnitPass)...)
	panic("unreachable")
}

// asksForPreview looks, before the unit checker parses the flags, whether it
// needs the rules of the preview for that.
func (s Suite) asksForPreview(args []string) bool {
	return args[0] == "-flags" || switchedOn(args, previewFlag) ||
		slices.ContainsFunc(s.Preview, func(a *analysis.Analyzer) bool { return switchedOn(args, a.Name) })
}

// switchedOn reports whether the boolean flag is set.
func switchedOn(args []string, flag string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		name, value, given := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		on, err := strconv.ParseBool(value)
		return arg != name && name == flag && (!given || on && err == nil)
	})
}

// checkRelease refuses to work for a toolchain that is newer than this
// binary. The unit checker would fail on each package of the standard library
// without saying why. The handshake comes first and stops the go command at
// once; the unit is looked at in case another go command did the handshake.
func checkRelease(args []string) error {
	needed := unitRelease(args[len(args)-1])
	if args[0] == "-V=full" {
		needed = toolchain("", nil)
	}
	if newerThan(needed, builtWith()) {
		return fmt.Errorf("corolint: %s", tooOld(needed))
	}
	return nil
}

// unitRelease returns the language version that a unit's package needs, or ""
// when name is no readable unit, which the unit checker reports.
func unitRelease(name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	var cfg unitchecker.Config
	if err := json.Unmarshal(data, &cfg); err != nil {
		return ""
	}
	return cfg.GoVersion
}

// printIdentity answers the handshake: the line is part of the key under
// which the go command keeps results. It covers the suite too, since one
// executable can run several.
func printIdentity(rules []*analysis.Analyzer, out io.Writer) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(exe)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	for _, a := range rules {
		fmt.Fprintf(h, "\x00%s", a.Name)
	}
	fmt.Fprintf(out, "corolint version devel buildID=%02x\n", h.Sum(nil))
	return nil
}

// runUnitPass is a runner which, like the rest of the driver, reports nothing
// in generated files and turns a panic into an error, so that every host
// agrees. Messages stay as they are: the go command prints them, without the
// rule.
func runUnitPass(a *analysis.Analyzer, pass *analysis.Pass) (any, error) {
	report := pass.Report
	pass.Report = func(d analysis.Diagnostic) {
		if !generatedIn(pass, d) {
			report(d)
		}
	}
	return runRecovering(a, pass)
}

// generatedIn reports whether d lies in a generated file of pass.
func generatedIn(pass *analysis.Pass, d analysis.Diagnostic) bool {
	i := slices.IndexFunc(pass.Files, func(f *ast.File) bool { return f.FileStart <= d.Pos && d.Pos <= f.FileEnd })
	if i < 0 || !ast.IsGenerated(pass.Files[i]) {
		return false
	}
	shown := pass.Fset.Position(d.Pos).Filename
	return shown == pass.Fset.PositionFor(d.Pos, false).Filename || isGenerated(shown)
}
