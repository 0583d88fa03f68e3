package sendbeforenext

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/protocol"
	"github.com/corolint/corolint/passes/sequence"
)

const name = "sendbeforenext"

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
			if m.Send && m.State == protocol.Fresh {
				report(m.Diagnostic(message(m)))
			}
		}
	})
}

// message says what becomes of the value, and what to do.
func message(m *sequence.Misuse) string {
	if m.Advance == "" {
		return fmt.Sprintf("%s comes before the first advance, so the value %s; advance first, and send while the %s waits at a yield",
			m.Call, effect(m, "the first advance discards it"), m.Noun)
	}
	if m.Call == m.Advance {
		return fmt.Sprintf("the first %s starts the %s, and the value %s; start it with a zero value and send from the second call on", m.Call, m.Noun, effect(m, "the body has no use for it"))
	}
	return fmt.Sprintf("%s comes before the first %s, so the value %s; call %s first, and send while the %s waits at a yield",
		m.Call, m.Advance, effect(m, "the first "+m.Advance+" discards it"), m.Advance, m.Noun)
}

func effect(m *sequence.Misuse, why string) string {
	switch m.Effect {
	case protocol.Panic:
		return "makes it panic"
	case protocol.Hang:
		return "makes it wait for ever"
	case protocol.Error:
		return "is refused with an error"
	}
	return "is lost: " + why
}
