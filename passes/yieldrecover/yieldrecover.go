package yieldrecover

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "yieldrecover"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(pass *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, r := range found.Yields().Recovered {
			report(r.Diagnostic(message(pass, r)))
		}
	})
}

// message says what becomes of the panic, and what to do.
func message(pass *analysis.Pass, r *sequence.RecoveredYield) string {
	what := "recover stops"
	if r.Func != "" {
		what = r.Func + " recovers"
	}
	return fmt.Sprintf("%s panics of the loop body too, which runs in %s on line %d, and the loop cannot go on panicking; recover only where %s is not called",
		what, r.Call, pass.Fset.Position(r.Covered).Line, r.Name)
}
