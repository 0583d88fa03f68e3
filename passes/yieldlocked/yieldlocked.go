package yieldlocked

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "yieldlocked"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(pass *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, y := range found.Yields().Locked {
			report(y.Diagnostic(message(pass, y)))
		}
	})
}

// message says who waits for the lock, and what to do.
func message(pass *analysis.Pass, y *sequence.LockedYield) string {
	if y.Seq != "" {
		return fmt.Sprintf("%s waits for ever for %s, which %s holds while this body runs; call it afterwards, or range over a copy", y.Call, y.Lock, y.Seq)
	}
	loop := pass.Fset.Position(y.Loop)
	where := fmt.Sprintf("on line %d", loop.Line)
	if loop.Filename != pass.Fset.Position(y.Pos).Filename {
		where = "in another file"
	}
	return fmt.Sprintf("%s is held while %s runs the loop body, and that of the loop %s calls %s, which waits for it for ever; unlock it before, or yield from a copy",
		y.Lock, y.Name, where, y.Call)
}
