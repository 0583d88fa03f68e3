package yieldafterfalse

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "yieldafterfalse"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(pass *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, y := range found.Yields().Lost {
			report(y.Diagnostic(message(pass, y)))
		}
	})
}

// message says where yield is called again, and what to do.
func message(pass *analysis.Pass, y *sequence.Yield) string {
	where := "this line"
	if line := pass.Fset.Position(y.Again).Line; line != pass.Fset.Position(y.Pos).Line {
		where = fmt.Sprintf("line %d", line)
	}
	switch {
	case y.Kind == sequence.Untold:
		return fmt.Sprintf("%s does not tell whether %s returned false: %s may be called again on %s; range over the sequence and return when %s returns false", y.Call, y.Name, y.Name, where, y.Name)
	case y.Kind == sequence.Unheeded:
		return fmt.Sprintf("%s goes on calling %s after it has returned false; stop when it does", y.Call, y.Name)
	case y.Kind == sequence.Recovered:
		return fmt.Sprintf("%s is called although the loop body may have panicked, in the call on %s; recover only where %s is not called", y.Call, where, y.Name)
	case y.Direct:
		return fmt.Sprintf("the result of %s is lost: it may be called again on %s after it has returned false; return as soon as it does", y.Call, where)
	}
	return fmt.Sprintf("the result of %s is lost: %s may be called again on %s after it has returned false; return as soon as it does", y.Call, y.Name, where)
}
