package yieldescape

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "yieldescape"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(_ *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, y := range found.Yields().Escaped {
			report(y.Diagnostic(message(y)))
		}
	})
}

// message says where the yield goes, and what to do.
func message(y *sequence.EscapedYield) string {
	switch y.Kind {
	case sequence.Unawaited:
		return fmt.Sprintf("%s is called from a goroutine that the sequence does not wait for; call it here, with what the goroutine sends", y.Name)
	case sequence.Concurrent:
		return fmt.Sprintf("%s is called from several goroutines at once; call it here, with what the goroutines send", y.Name)
	}
	return fmt.Sprintf("%s is kept beyond the sequence, which must not call it after it has returned; call it before", y.Name)
}
