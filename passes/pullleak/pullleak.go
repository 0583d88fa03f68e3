package pullleak

import (
	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

// Analyzer is the rule on the shared default instance of the sequence analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "pullleak",
		Doc:              "stub",
		Requires:         []*analysis.Analyzer{shared},
		RunDespiteErrors: true,
		Run:              func(pass *analysis.Pass) (any, error) { return nil, nil },
	}
}
