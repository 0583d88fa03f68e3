package unusedseq

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "unusedseq"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(_ *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, u := range found.Unused() {
			report(u.Diagnostic(fmt.Sprintf("the sequence that %s returns is dropped, so nothing of it runs; range over it, or remove the call", u.Call)))
		}
	})
}
