package driver

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// options is what the arguments ask for.
type options struct {
	dir      string // absolute working directory, after -C
	patterns []string
	json     bool
	test     bool
	preview  bool
	tags     string

	// action, when not nil, is done instead of an analysis.
	action func(suite Suite, out io.Writer) error
}

// parseArgs reads the arguments of a call. Its errors are the user's.
func parseArgs(call Invocation) (*options, error) {
	opts := &options{dir: call.Dir}
	var chdir string
	var version bool
	flags := opts.flagSet(&chdir, &version)
	if err := flags.Parse(call.Args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			opts.action = printUsage
			return opts, nil
		}
		return nil, fmt.Errorf(`%v; "corolint -h" lists the flags`, err)
	}
	if version {
		opts.action = printVersion
		return opts, nil
	}
	if flags.Arg(0) == "help" {
		opts.action = helpOn(flags.Args()[1:])
		return opts, nil
	}
	opts.patterns = flags.Args()
	if len(opts.patterns) == 0 {
		opts.patterns = []string{"./..."}
	}
	if err := checkPatterns(opts.patterns); err != nil {
		return nil, err
	}
	return opts, opts.chdir(chdir)
}

// flagSet describes the flags and binds them to opts and to the two that are
// consumed while parsing.
func (opts *options) flagSet(chdir *string, version *bool) *flag.FlagSet {
	flags := flag.NewFlagSet("corolint", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(chdir, "C", "", "change to `dir` first, as the go command does")
	flags.BoolVar(&opts.json, "json", false, "print the findings as the JSON of go vet -json")
	flags.BoolVar(&opts.test, "test", true, "analyse the packages' tests too")
	flags.StringVar(&opts.tags, "tags", "", "comma-separated `list` of build tags")
	flags.BoolVar(&opts.preview, previewFlag, false, "apply the rules of the preview too")
	flags.BoolVar(version, "version", false, "print the version and exit")
	return flags
}

// previewFlag asks for the rules whose precision has not been shown yet.
const previewFlag = "preview"

// chdir makes dir, taken relative to the working directory, the working
// directory of the call.
func (opts *options) chdir(dir string) error {
	if dir == "" {
		return nil
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(opts.dir, dir)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("-C: %w", err)
	}
	if !info.IsDir() {
		return fmt.Errorf("-C: %s is not a directory", dir)
	}
	opts.dir = filepath.Clean(dir)
	return nil
}

// checkPatterns refuses what would be mistaken for a pattern.
func checkPatterns(patterns []string) error {
	for _, p := range patterns {
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("flag %s stands after a package; flags come first", p)
		}
		if p == "" || strings.Contains(p, "=") {
			return fmt.Errorf("%q is not a package pattern", p)
		}
	}
	return nil
}

// printUsage prints the flags and the rules.
func printUsage(suite Suite, out io.Writer) error {
	fmt.Fprint(out, "usage: corolint [flags] [packages]\n"+
		"       corolint help [rule]\n\n"+
		"Corolint finds misuse of iterators, generators and coroutines.\n"+
		"Without packages it analyses ./...\n"+
		"Exit status: 0 clean, 1 findings, 2 something could not be analysed.\n\nFlags:\n")
	flags := new(options).flagSet(new(string), new(bool))
	flags.SetOutput(out)
	flags.PrintDefaults()
	fmt.Fprint(out, "\nRules:\n")
	printTitles(suite.Default, out)
	if len(suite.Preview) > 0 {
		fmt.Fprint(out, "\nRules of the preview, whose precision on real programs has not been shown yet:\n")
		printTitles(suite.Preview, out)
	}
	return nil
}

func printTitles(rules []*analysis.Analyzer, out io.Writer) {
	for _, a := range rules {
		title, _, _ := strings.Cut(a.Doc, "\n")
		fmt.Fprintf(out, "  %-18s %s\n", a.Name, title)
	}
}

// helpOn returns the action of "help" with the given arguments.
func helpOn(args []string) func(Suite, io.Writer) error {
	if len(args) == 0 {
		return printUsage
	}
	return func(suite Suite, out io.Writer) error {
		for _, name := range args {
			if err := printRule(suite.rules(true), name, out); err != nil {
				return err
			}
		}
		return nil
	}
}

// printRule prints the manual page of one rule.
func printRule(rules []*analysis.Analyzer, name string, out io.Writer) error {
	i := slices.IndexFunc(rules, func(a *analysis.Analyzer) bool { return a.Name == name })
	if i < 0 {
		return fmt.Errorf(`no rule is named %q; "corolint help" lists the rules`, name)
	}
	fmt.Fprintf(out, "%s: %s\n", name, strings.TrimSpace(rules[i].Doc))
	if url := rules[i].URL; url != "" {
		fmt.Fprintf(out, "\n%s\n", url)
	}
	return nil
}

// printVersion prints the module's version and the Go release that built it,
// which bounds the releases whose programs can be analysed.
func printVersion(_ Suite, out io.Writer) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	fmt.Fprintf(out, "corolint %s (built with %s)\n", version, builtWith())
	return nil
}
