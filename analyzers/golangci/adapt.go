package golangci

import (
	"fmt"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// adaptAll returns copies of the rules whose diagnostics are adapted. What
// the rules require stays as it is, so what they shared is still shared.
func adaptAll(rules []*analysis.Analyzer) []*analysis.Analyzer {
	var out []*analysis.Analyzer
	for _, rule := range rules {
		adapted := *rule
		adapted.Run = func(pass *analysis.Pass) (any, error) {
			view := *pass
			view.Report = func(d analysis.Diagnostic) { pass.Report(adapt(pass.Fset, d)) }
			return rule.Run(&view)
		}
		out = append(out, &adapted)
	}
	return out
}

// adapt makes d such that golangci-lint shows and mends it well:
//
//   - Related information would become issues of their own, which are counted,
//     stay after --fix, and are moved to the first position if they lie in
//     another file. The witness goes into the message.
//   - All alternative fixes would be applied at once, and of a fix that edits
//     other files only a part. At most one stays, within the file of d.
//   - A message is one line.
func adapt(fset *token.FileSet, d analysis.Diagnostic) analysis.Diagnostic {
	d.Message = oneLine(d.Message)
	if way := witness(fset, d); way != "" {
		d.Message += " (" + way + ")"
	}
	d.Related = nil
	d.SuggestedFixes = soleFix(fset, d)
	return d
}

// witness renders the related information of d in one line. Steps that read
// the same and follow each other are shown once.
func witness(fset *token.FileSet, d analysis.Diagnostic) string {
	var steps []string
	for _, r := range d.Related {
		step := oneLine(r.Message)
		if r.Pos.IsValid() {
			step = place(fset, d.Pos, r.Pos) + ": " + step
		}
		steps = append(steps, step)
	}
	return strings.Join(slices.Compact(steps), " -> ")
}

// place names file and line of pos. The path is as short as tells the file
// from others: the result is cached by golangci-lint and must not depend on
// where the module lies.
func place(fset *token.FileSet, from, pos token.Pos) string {
	posn := position(fset, pos)
	dir, name := filepath.Split(posn.Filename)
	if dir = filepath.Clean(dir); dir != filepath.Dir(position(fset, from).Filename) {
		name = path.Join(filepath.Base(dir), name)
	}
	return fmt.Sprintf("%s:%d", name, posn.Line)
}

// position returns where golangci-lint shows pos: what a line comment says
// counts only if it names a Go file.
func position(fset *token.FileSet, pos token.Pos) token.Position {
	posn := fset.Position(pos)
	if filepath.Ext(posn.Filename) != ".go" {
		posn = fset.PositionFor(pos, false)
	}
	return posn
}

// soleFix returns the first fix of d that edits only d's own file, if there
// is one.
func soleFix(fset *token.FileSet, d analysis.Diagnostic) []analysis.SuggestedFix {
	file := fset.File(d.Pos)
	outside := func(e analysis.TextEdit) bool {
		return fset.File(e.Pos) != file || e.End.IsValid() && fset.File(e.End) != file
	}
	for _, fix := range d.SuggestedFixes {
		if !slices.ContainsFunc(fix.TextEdits, outside) {
			return []analysis.SuggestedFix{fix}
		}
	}
	return nil
}

func oneLine(text string) string {
	return strings.Join(strings.Fields(text), " ")
}
