package reusedseq

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "reusedseq"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(_ *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, r := range found.Reuses() {
			report(r.Diagnostic(message(r)))
		}
	})
}

// message says why nothing comes, and what to do.
func message(r *sequence.Reuse) string {
	seq, why := r.Seq, "it"
	if seq == "" {
		seq = "the sequence"
	}
	if r.Maker != "" {
		why = "what " + r.Maker + " returns"
	}
	when := "here"
	if r.Again {
		when = "after the first pass of the loop"
	}
	return fmt.Sprintf("%s is used up %s: %s can be ranged over only once; make it anew, or collect it first", seq, when, why)
}
