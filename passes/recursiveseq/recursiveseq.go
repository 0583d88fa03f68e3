package recursiveseq

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "recursiveseq"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(_ *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, r := range found.Reyields() {
			report(r.Diagnostic(message(r)))
		}
	})
}

// message says what the loop costs, and what to do.
func message(r *sequence.Reyield) string {
	if r.Recursive {
		return fmt.Sprintf("%s ranges over itself, so that each element is yielded once for each level above it; hand %s to a helper that returns its result", r.Func, r.Yield)
	}
	seq := r.Seq
	if seq == "" {
		seq = "the sequence"
	}
	return fmt.Sprintf("the loop only yields the elements of %s; call it with %s", seq, r.Yield)
}
