package sequence

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/ruledoc"
)

// NewRule returns a rule on the given instance of the shared analysis. The
// rule's manual page is cut out of doc, its doc.go; find hands over what the
// rule reports of a package.
func NewRule(shared *analysis.Analyzer, name, doc string, find func(pass *analysis.Pass, res *Result, report func(analysis.Diagnostic))) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             name,
		Doc:              ruledoc.MustExtract(doc, name),
		URL:              ruledoc.URL(name),
		Requires:         []*analysis.Analyzer{shared},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			find(pass, pass.ResultOf[shared].(*Result), func(d analysis.Diagnostic) {
				d.Category, d.URL = name, ruledoc.URL(name)
				pass.Report(d)
			})
			return nil, nil
		},
	}
}

// Diagnostic returns the leak as a rule reports it.
func (l *Leak) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(l.Pos, l.End, message, l.Steps, l.Fixes)
}

// Diagnostic returns the misuse as a rule reports it.
func (m *Misuse) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(m.Pos, m.End, message, m.Steps, nil)
}

// Diagnostic returns the signal as a rule reports it.
func (s *Signal) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(s.Pos, s.End, message, s.Steps, s.Fixes)
}

// Diagnostic returns the yield as a rule reports it.
func (y *Yield) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(y.Pos, y.End, message, y.Steps, y.Fixes)
}

// Diagnostic returns the yield as a rule reports it.
func (y *EscapedYield) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(y.Pos, y.End, message, nil, nil)
}

// Diagnostic returns the recover as a rule reports it.
func (y *RecoveredYield) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(y.Pos, y.End, message, y.Steps, nil)
}

// Diagnostic returns the yield as a rule reports it.
func (y *LockedYield) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(y.Pos, y.End, message, y.Steps, nil)
}

// Diagnostic returns the unused sequence as a rule reports it.
func (u *UnusedSequence) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(u.Pos, u.End, message, nil, nil)
}

// Diagnostic returns the loop as a rule reports it.
func (r *Reyield) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(r.Pos, r.End, message, nil, r.Fixes)
}

// Diagnostic returns the reuse as a rule reports it.
func (r *Reuse) Diagnostic(message string) analysis.Diagnostic {
	return diagnostic(r.Pos, r.End, message, r.Steps, nil)
}

func diagnostic(pos, end token.Pos, message string, steps []Step, fixes []analysis.SuggestedFix) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: pos, End: end, Message: message, SuggestedFixes: fixes}
	for _, s := range steps {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: s.Pos, Message: s.Text})
	}
	return d
}
