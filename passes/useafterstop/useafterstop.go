package useafterstop

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/protocol"
	"github.com/corolint/corolint/passes/sequence"
)

const name = "useafterstop"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(_ *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, m := range found.Misuses {
			if m.State == protocol.Exhausted || m.State == protocol.Released {
				report(m.Diagnostic(message(m)))
			}
		}
	})
}

// message says what the call does, and what to do.
func message(m *sequence.Misuse) string {
	if m.Handle {
		return fmt.Sprintf("%s returns %s of the %s that it has released; leave the release to the caller", m.Func, m.Call, m.Noun)
	}
	if m.Returned {
		failure := ""
		if m.Failure != "" {
			failure = ": it fails with " + m.Failure
		}
		return fmt.Sprintf("%s is called in what %s returns, after %s has released the %s%s; release in the literal instead", m.Call, m.Func, m.Func, m.Noun, failure)
	}
	when := "its end"
	if m.State == protocol.Released {
		when = "its release"
	}
	return fmt.Sprintf("%s is called on the %s after %s: %s", m.Call, m.Noun, when, effect(m))
}

func effect(m *sequence.Misuse) string {
	switch m.Effect {
	case protocol.Panic:
		return "it panics"
	case protocol.Hang:
		return "it waits for ever"
	case protocol.Error:
		return "it returns an error"
	}
	if m.Send {
		return "nobody gets the value"
	}
	return "it does nothing"
}
