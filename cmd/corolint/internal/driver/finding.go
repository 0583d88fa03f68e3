package driver

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// A finding is a diagnostic with its positions resolved. An invalid position
// in it is the zero Position.
type finding struct {
	pkgPath  string // of the package, whatever its test variant
	rule     string
	category string
	posn     token.Position
	end      token.Position
	message  string
	related  []step
	fixes    []fix
}

// A step is one piece of related information.
type step struct {
	posn, end token.Position
	message   string
}

// A fix is a set of edits that belong together.
type fix struct {
	message string
	edits   []edit
}

// An edit replaces the bytes of a file from start to end.
type edit struct {
	filename   string
	start, end int
	text       string
}

func newFinding(act *checker.Action, d analysis.Diagnostic) finding {
	at := act.Package.Fset.Position
	f := finding{
		pkgPath:  act.Package.PkgPath,
		rule:     act.Analyzer.Name,
		category: d.Category,
		posn:     at(d.Pos),
		end:      at(cmp.Or(d.End, d.Pos)),
		message:  oneLine(d.Message),
	}
	for _, r := range d.Related {
		f.related = append(f.related, step{at(r.Pos), at(cmp.Or(r.End, r.Pos)), oneLine(r.Message)})
	}
	for _, sf := range d.SuggestedFixes {
		if editsSource(act.Package.Fset, sf) {
			f.fixes = append(f.fixes, newFix(act.Package.Fset, sf))
		}
	}
	return f
}

func newFix(fset *token.FileSet, sf analysis.SuggestedFix) fix {
	out := fix{message: sf.Message}
	for _, e := range sf.TextEdits {
		from := fset.Position(e.Pos)
		out.edits = append(out.edits, edit{
			filename: from.Filename,
			start:    from.Offset,
			end:      fset.Position(e.End).Offset,
			text:     string(e.NewText),
		})
	}
	return out
}

// editsSource reports whether the offsets of sf are those of the file that
// its positions name. Behind a //line comment, as in what cgo generates, they
// are not, and applying the fix would spoil the file.
func editsSource(fset *token.FileSet, sf analysis.SuggestedFix) bool {
	return !slices.ContainsFunc(sf.TextEdits, func(e analysis.TextEdit) bool {
		return fset.Position(e.Pos).Filename != fset.PositionFor(e.Pos, false).Filename
	})
}

// inOrder sorts findings by position and drops repetitions, which come from
// files that belong to several variants of a package.
func inOrder(findings []finding) []finding {
	slices.SortStableFunc(findings, compareFindings)
	return slices.CompactFunc(findings, func(a, b finding) bool { return compareFindings(a, b) == 0 })
}

func compareFindings(a, b finding) int {
	return cmp.Or(
		cmp.Compare(a.posn.Filename, b.posn.Filename),
		cmp.Compare(a.posn.Line, b.posn.Line),
		cmp.Compare(a.posn.Column, b.posn.Column),
		cmp.Compare(a.rule, b.rule),
		cmp.Compare(a.message, b.message),
	)
}

// generatedFiles remembers which files are generated, by name.
type generatedFiles map[string]bool

// contains reports whether pos is in a generated file of pkg. The file that
// counts is the one the user has: cgo's output is marked as generated, but
// the file it stands for need not be.
func (g generatedFiles) contains(pkg *packages.Package, pos token.Pos) bool {
	physical := pkg.Fset.PositionFor(pos, false).Filename
	if slices.Contains(pkg.GoFiles, physical) {
		i := slices.IndexFunc(pkg.Syntax, func(f *ast.File) bool { return f.FileStart <= pos && pos <= f.FileEnd })
		return i >= 0 && ast.IsGenerated(pkg.Syntax[i])
	}
	name := pkg.Fset.Position(pos).Filename
	answer, known := g[name]
	if !known {
		answer = isGenerated(name)
		g[name] = answer
	}
	return answer
}

// isGenerated reports whether the named file says that it is generated. A
// file that cannot be read does not say so.
func isGenerated(name string) bool {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly|parser.ParseComments)
	return err == nil && ast.IsGenerated(f)
}
