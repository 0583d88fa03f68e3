// Package driver is the command: it loads packages, runs a suite of analyzers
// on them inside this process, and reports what they find. The suite is an
// argument, so that nothing here knows any rule.
//
// Run is a function of its arguments and of the files below its directory: it
// reads no flags, environment or working directory of the process. Main wires
// it to the process, and hands over to the unit checker when the go command
// calls.
package driver

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// The exit statuses, which are the same in every output format.
const (
	exitClean    = 0 // everything was analysed, nothing was found
	exitFindings = 1 // everything was analysed, something was found
	exitFailure  = 2 // something could not be analysed, or the usage is wrong
)

// A Suite is the rules that the command knows.
type Suite struct {
	Default []*analysis.Analyzer // those that it applies
	Preview []*analysis.Analyzer // those that it applies if it is asked to
}

// rules returns the rules to apply.
func (s Suite) rules(preview bool) []*analysis.Analyzer {
	if !preview {
		return s.Default
	}
	rules := slices.Concat(s.Default, s.Preview)
	slices.SortFunc(rules, func(a, b *analysis.Analyzer) int { return strings.Compare(a.Name, b.Name) })
	return rules
}

// An Invocation is one call of the command.
type Invocation struct {
	Args   []string // without the program's name
	Dir    string   // absolute; paths are shown relative to it
	Env    []string // of the go command
	Stdout io.Writer
	Stderr io.Writer
}

// Main runs the command on the process's arguments and exits. The go command
// calls the same binary as a vet tool; that is told by the arguments.
func Main(suite Suite) {
	args := os.Args[1:]
	if isUnit(args) {
		os.Exit(runUnit(suite, args))
	}
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintf(os.Stderr, "corolint: no working directory: %v\n", err)
		os.Exit(exitFailure)
	}
	os.Exit(Run(suite, Invocation{
		Args:   args,
		Dir:    dir,
		Env:    os.Environ(),
		Stdout: os.Stdout,
		Stderr: os.Stderr,
	}))
}

// Run executes one call and returns its exit status. Findings go to Stdout;
// whatever keeps a package from being analysed goes to Stderr, one line for
// each package, and the other packages are analysed all the same.
func Run(suite Suite, call Invocation) int {
	opts, err := parseArgs(call)
	if err != nil {
		return call.fail(err)
	}
	if opts.action != nil {
		if err := opts.action(suite, call.Stdout); err != nil {
			return call.fail(err)
		}
		return exitClean
	}
	rules := suite.rules(opts.preview)
	if err := analysis.Validate(rules); err != nil {
		return call.fail(err)
	}
	prog, err := load(opts, call.Env)
	if err != nil {
		return call.fail(err)
	}
	res, err := analyze(rules, prog)
	if err != nil {
		return call.fail(err)
	}
	return call.report(opts, prog, res)
}

// report prints the findings and the problems, and returns the exit status.
func (call Invocation) report(opts *options, prog *program, res *results) int {
	paths := pathsFrom(opts.dir)
	problems := slices.Concat(prog.problems(opts, call.Env, paths), res.problems(prog))
	write := writeText
	if opts.json {
		write = writeJSON
	}
	if err := write(call.Stdout, res, paths); err != nil {
		return call.fail(fmt.Errorf("cannot write the findings: %w", err))
	}
	for _, line := range problems {
		fmt.Fprintln(call.Stderr, line)
	}
	switch {
	case len(problems) > 0:
		return exitFailure
	case len(res.findings) > 0:
		return exitFindings
	}
	return exitClean
}

// fail reports an error that ends the call.
func (call Invocation) fail(err error) int {
	fmt.Fprintf(call.Stderr, "corolint: %s\n", oneLine(err.Error()))
	return exitFailure
}
