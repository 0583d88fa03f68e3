package driver

import (
	"cmp"
	"fmt"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A breakage is why one package, in all its variants, is not fully analysed.
type breakage struct {
	pkgPath string
	errors  []packages.Error // the most telling first, never empty
	causes  []string         // broken packages that it imports directly, sorted
	std     bool             // of the standard library
	exists  bool             // has files, so that it can be mended
	tests   bool             // only the package's tests have errors
}

// problems returns one line for each package that has errors, and one for
// each pattern that matches nothing.
func (p *program) problems(opts *options, env []string, paths paths) []string {
	var lines []string
	for _, pattern := range p.unmatched(opts) {
		lines = append(lines, "corolint: no packages match "+pattern)
	}
	broken := p.broken()
	if release := p.newerToolchain(broken, opts.dir, env); release != "" {
		lines = append(lines, "corolint: "+tooOld(release))
		broken = slices.DeleteFunc(broken, breakage.fromRelease)
	}
	for _, b := range broken {
		lines = append(lines, b.line(opts.dir, paths))
	}
	return lines
}

// brokenPaths returns the paths of the packages that have errors.
func (p *program) brokenPaths() map[string]bool {
	out := make(map[string]bool)
	for _, b := range p.broken() {
		out[b.pkgPath] = true
	}
	return out
}

// broken returns the packages with errors of their own among the roots and
// what they import, sorted by path. A package that only cannot be found is
// left to its importers, which are the ones to mend, unless it was asked for.
func (p *program) broken() []breakage {
	byPath := make(map[string]breakage)
	asked := make(map[*packages.Package]bool)
	for _, pkg := range p.loaded {
		asked[pkg] = true
	}
	packages.Visit(p.loaded, nil, func(pkg *packages.Package) {
		if len(pkg.Errors) == 0 || isFolded(pkg) && !asked[pkg] || isTestMain(pkg) {
			return
		}
		if known, ok := byPath[pkg.PkgPath]; ok && len(known.errors) <= len(pkg.Errors) {
			return // the variant with fewer errors is the package without its tests
		}
		byPath[pkg.PkgPath] = newBreakage(pkg)
	})
	return slices.SortedFunc(maps.Values(byPath), func(a, b breakage) int {
		return cmp.Compare(a.pkgPath, b.pkgPath)
	})
}

// isMissing reports whether pkg stands for an import that was not found.
func isMissing(pkg *packages.Package) bool {
	return len(pkg.GoFiles)+len(pkg.CompiledGoFiles)+len(pkg.OtherFiles) == 0
}

// isFolded reports whether the errors of pkg are told as those of the packages
// that import it: it cannot be found, or is the part of cgo that every file
// with an import "C" imports as well, which fails where there is no C compiler.
func isFolded(pkg *packages.Package) bool {
	return isMissing(pkg) || pkg.PkgPath == cgoPath
}

const cgoPath = "runtime/cgo"

func newBreakage(pkg *packages.Package) breakage {
	b := breakage{
		pkgPath: pkg.PkgPath,
		std:     pkg.Module == nil && !strings.Contains(firstElement(pkg.PkgPath), "."),
		exists:  !isMissing(pkg),
		tests:   pkg.ForTest != "",
	}
	for path, imp := range pkg.Imports {
		if len(imp.Errors) > 0 && !isFolded(imp) {
			b.causes = append(b.causes, path)
		}
	}
	slices.Sort(b.causes)
	b.errors = tellingFirst(withImportErrors(pkg))
	return b
}

// withImportErrors returns the errors of pkg, where the type checker's "could
// not import" is replaced by what the go command says about that import.
func withImportErrors(pkg *packages.Package) []packages.Error {
	out := slices.Clone(pkg.Errors)
	for i, e := range out {
		path := importNamed(e.Msg)
		if path == "C" {
			path = cgoPath
		}
		if imp := pkg.Imports[path]; imp != nil && isFolded(imp) && len(imp.Errors) > 0 {
			out[i].Msg = strings.TrimPrefix(imp.Errors[0].Msg, "# "+path+"\n")
		}
	}
	return out
}

// importNamed extracts the import path from the type checker's message.
func importNamed(msg string) string {
	rest, ok := strings.CutPrefix(msg, "could not import ")
	if !ok {
		return ""
	}
	path, _, _ := strings.Cut(rest, " ")
	return path
}

// tellingFirst sorts errors by what is likely their cause (a file that does
// not parse makes the type checker say many things, and what has no type
// counts as unused), not what only says more of another, then by position. It keeps one error for each position,
// since some come from two sources, and none of the type checker's if there
// are others.
func tellingFirst(errs []packages.Error) []packages.Error {
	rank := func(e packages.Error) int {
		switch {
		case e.Kind != packages.TypeError:
			return 0
		case strings.Contains(e.Msg, "other declaration of "):
			return 3
		case strings.Contains(e.Msg, " and not used"):
			return 2
		}
		return 1
	}
	comparePositions := func(a, b packages.Error) int {
		x, y := parsePosition(a.Pos), parsePosition(b.Pos)
		return cmp.Or(cmp.Compare(filepath.Base(x.Filename), filepath.Base(y.Filename)),
			cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	}
	slices.SortStableFunc(errs, func(a, b packages.Error) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), comparePositions(a, b), cmp.Compare(a.Msg, b.Msg))
	})
	if i := slices.IndexFunc(errs, func(e packages.Error) bool { return rank(e) > 0 }); i > 0 {
		errs = errs[:i]
	}
	return slices.CompactFunc(errs, func(a, b packages.Error) bool { return comparePositions(a, b) == 0 })
}

// line says where the first error is, what it is, how many there are, and
// what to do.
func (b breakage) line(dir string, paths paths) string {
	first := b.errors[0]
	where, msg := "corolint", oneLine(first.Msg)
	if posn := parsePosition(first.Pos); posn.IsValid() {
		if !filepath.IsAbs(posn.Filename) {
			posn.Filename = filepath.Join(dir, posn.Filename)
		}
		where = paths.position(posn)
	}
	if !b.exists {
		msg = strings.TrimPrefix(msg, "pattern "+b.pkgPath+": ")
		if strings.Contains(msg, "does not contain main module") {
			msg += "; run corolint in a directory of a module, below its go.mod"
		}
		return fmt.Sprintf("%s: cannot load %s: %s", where, b.pkgPath, msg)
	}
	what := b.pkgPath
	if b.tests {
		what = "the test variant of " + what
	}
	return fmt.Sprintf("%s: %s%s; %s is not analysed: %s", where, msg, more(len(b.errors)-1), what, b.remedy())
}

func more(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return " (and 1 more error)"
	}
	return fmt.Sprintf(" (and %d more errors)", n)
}

func (b breakage) remedy() string {
	if len(b.causes) > 0 {
		return "mend " + strings.Join(b.causes, " and ") + " first, which it imports"
	}
	return fmt.Sprintf(`"go vet %s" shows all there is to mend`, b.pkgPath)
}

// fromRelease reports whether b can come from a toolchain that is newer than
// this binary.
func (b breakage) fromRelease() bool {
	return b.std || slices.ContainsFunc(b.errors, func(e packages.Error) bool {
		return strings.Contains(e.Msg, "requires newer Go version")
	})
}

// newerToolchain returns the release in use when it explains breakages, and
// "" otherwise. The go command is asked only when something points that way.
func (p *program) newerToolchain(broken []breakage, dir string, env []string) string {
	if !slices.ContainsFunc(broken, breakage.fromRelease) {
		return ""
	}
	if release := toolchain(dir, env); newerThan(release, builtWith()) {
		return release
	}
	return ""
}

// errorPosition splits "file:line:col", "file:line" or "file".
var errorPosition = regexp.MustCompile(`^(.*?)(?::(\d+))?(?::(\d+))?$`)

// parsePosition reads the position of a loader's error; "" and "-" give the
// zero Position.
func parsePosition(pos string) token.Position {
	m := errorPosition.FindStringSubmatch(pos)
	if m == nil || m[1] == "" || m[1] == "-" {
		return token.Position{}
	}
	line, _ := strconv.Atoi(m[2]) // absent: 0, which makes the position invalid
	col, _ := strconv.Atoi(m[3])
	return token.Position{Filename: m[1], Line: line, Column: col}
}

func firstElement(path string) string {
	first, _, _ := strings.Cut(path, "/")
	return first
}
