package driver

import (
	"cmp"
	"errors"
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// loadMode asks for the syntax and types of the packages and, because facts
// are computed from source, of everything that they import.
const loadMode = packages.LoadAllSyntax | packages.NeedModule | packages.NeedForTest

// A program is what was loaded.
type program struct {
	fset   *token.FileSet
	loaded []*packages.Package // as the patterns named them
	roots  []*packages.Package // what is analysed for findings
}

// load loads the packages that opts names. Errors in single packages are no
// error of load: see problems.
func load(opts *options, env []string) (*program, error) {
	cfg := &packages.Config{
		Mode:  loadMode,
		Dir:   opts.dir,
		Env:   slices.Concat(env, []string{"PWD=" + opts.dir}),
		Fset:  token.NewFileSet(),
		Tests: opts.test,
	}
	if opts.tags != "" {
		cfg.BuildFlags = []string{"-tags=" + opts.tags}
	}
	pkgs, err := packages.Load(cfg, literal(opts.patterns)...)
	if err != nil {
		return nil, fmt.Errorf("cannot load the packages: %s", goCommandReason(err))
	}
	if len(pkgs) == 0 {
		return nil, errors.New("no packages match " + strings.Join(opts.patterns, " "))
	}
	slices.SortFunc(pkgs, func(a, b *packages.Package) int { return cmp.Compare(a.ID, b.ID) })
	return &program{fset: cfg.Fset, loaded: pkgs, roots: chooseRoots(pkgs)}, nil
}

// literal keeps the loader from reading a query of its own, such as
// "file=name", into a pattern of the go command.
func literal(patterns []string) []string {
	var out []string
	for _, p := range patterns {
		out = append(out, "pattern="+p)
	}
	return out
}

// chooseRoots picks one variant of each package. As in go vet, a package with
// tests in it is analysed once, together with them, unless the tests are
// broken: then the package alone is analysed too, so that nothing is lost.
// Test mains and the variants that are rebuilt for another package's test are
// no one's source.
func chooseRoots(pkgs []*packages.Package) []*packages.Package {
	tested := make(map[string]bool) // package paths with a sound test variant
	for _, p := range pkgs {
		if p.ForTest == p.PkgPath && len(p.Errors) == 0 {
			tested[p.PkgPath] = true
		}
	}
	var roots []*packages.Package
	for _, p := range pkgs {
		switch {
		case len(p.Syntax) == 0 || isTestMain(p):
		case p.ForTest == "" && tested[p.PkgPath]:
		case p.ForTest != "" && p.PkgPath != p.ForTest && p.PkgPath != p.ForTest+"_test":
		default:
			roots = append(roots, p)
		}
	}
	return roots
}

// isTestMain reports whether p is the synthetic main package of a test.
func isTestMain(p *packages.Package) bool {
	return p.Name == "main" && strings.HasSuffix(p.ID, ".test") && p.PkgPath == p.ID
}

// goCommandReason is what the go command said, without how it was called.
func goCommandReason(err error) string {
	text := oneLine(err.Error())
	before, stderr, _ := strings.Cut(text, ": stderr:")
	if stderr = strings.TrimSpace(stderr); stderr == "" {
		return strings.TrimPrefix(before, "err: ")
	}
	return strings.TrimPrefix(stderr, "go: ")
}

// oneLine joins the lines of text, which come indented from the go command.
func oneLine(text string) string {
	return strings.Join(strings.Fields(text), " ")
}

// unmatched returns the patterns with a wildcard that matched no package,
// about which the go command only warns.
func (p *program) unmatched(opts *options) []string {
	var out []string
	for _, pattern := range opts.patterns {
		if strings.Contains(pattern, "...") && !p.matches(pattern, opts.dir) {
			out = append(out, pattern)
		}
	}
	return out
}

// matches reports whether pattern names a loaded package by its import path
// or, when it is local, by its directory. A pattern that the go command
// itself complains about stands among the packages under its own name.
func (p *program) matches(pattern, dir string) bool {
	local, full := isLocal(pattern), pattern
	if local {
		full = joinPattern(dir, pattern)
	}
	re := wildcard(full)
	return slices.ContainsFunc(p.loaded, func(pkg *packages.Package) bool {
		switch {
		case pkg.PkgPath == pattern:
			return true
		case local:
			return pkg.Dir != "" && re.MatchString(slashed(pkg.Dir))
		}
		return re.MatchString(pkg.PkgPath)
	})
}

// wildcard translates a pattern of the go command, in which "..." stands for
// any string and a final "/..." also for nothing.
func wildcard(pattern string) *regexp.Regexp {
	expr := regexp.QuoteMeta(pattern)
	expr = strings.ReplaceAll(expr, `\.\.\.`, `.*`)
	if rest, ok := strings.CutSuffix(expr, `/.*`); ok {
		expr = rest + `(/.*)?`
	}
	return regexp.MustCompile(`^` + expr + `$`)
}
