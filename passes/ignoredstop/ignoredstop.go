package ignoredstop

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "ignoredstop"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(pass *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, s := range found.Signals() {
			report(s.Diagnostic(message(pass, s)))
		}
	})
}

// message says what is wrong with how the end is looked for, and what to do.
func message(pass *analysis.Pass, s *sequence.Signal) string {
	line := pass.Fset.Position(s.Where).Line
	switch s.Kind {
	case sequence.WrongSentinel:
		return fmt.Sprintf("the error of %s is compared with %s, but its end is %s", s.Call, s.Other, s.Sentinel)
	case sequence.Identity:
		return fmt.Sprintf("%s wraps %s, so that == does not see its end; compare with errors.Is", s.Call, s.Sentinel)
	case sequence.Discarded:
		if s.Ends {
			return fmt.Sprintf("the error of %s is dropped in a loop, so a failure looks like the end; look at the error", s.Call)
		}
		return fmt.Sprintf("the error of %s is dropped in a loop, so neither its end nor a failure is seen; leave the loop on any error", s.Call)
	case sequence.UsedAtEnd:
		return usedAtEnd(s, line)
	case sequence.UsedOnError:
		return fmt.Sprintf("the value of %s is used on line %d also when it fails: an error other than %s is not handled; leave before that", s.Call, line, s.Sentinel)
	case sequence.Endless:
		if s.Sentinel == "" {
			return fmt.Sprintf("the loop cannot end: nothing in it looks whether %s has come to its end", s.Call)
		}
		return fmt.Sprintf("the loop goes on for ever once %s has returned %s; leave it then", s.Call, s.Sentinel)
	case sequence.Spins:
		if !s.Ends {
			return fmt.Sprintf("the loop goes on for ever once %s fails: every further call returns the same error; leave it on any error", s.Call)
		}
		return fmt.Sprintf("the loop goes on for ever once %s fails: every further call returns the same error, and only %s ends the loop; leave it on any error", s.Call, s.Sentinel)
	case sequence.ErrorAsEnd:
		return fmt.Sprintf("every error of %s is taken for the end, and the function returns nil on line %d; return the error unless it is %s", s.Call, line, s.Sentinel)
	case sequence.EndAsFailure:
		return fmt.Sprintf("the end of %s is returned as a failure on line %d; test for %s first", s.Call, line, s.Sentinel)
	case sequence.EndLogged:
		return fmt.Sprintf("the end of %s is logged as a failure on line %d; test for %s first", s.Call, line, s.Sentinel)
	}
	panic("internal error: unknown kind of signal: " + string(s.Kind))
}

func usedAtEnd(s *sequence.Signal, line int) string {
	switch {
	case s.Sentinel != "" && s.Tested:
		return fmt.Sprintf("the value of %s is used on line %d although the error is %s there; leave before that", s.Call, line, s.Sentinel)
	case s.Sentinel != "":
		return fmt.Sprintf("the value of %s is used on line %d whatever the error is; test it first", s.Call, line)
	}
	return fmt.Sprintf("the value of %s is used on line %d also when there is none: its last result is not heeded there", s.Call, line)
}
