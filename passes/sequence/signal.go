package sequence

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
)

// A Signal is an advance whose end signal is ignored or misread.
type Signal struct {
	// Kind says in what way.
	Kind SignalKind
	// Protocol is the protocol's name.
	Protocol string
	// Pos and End span what is called, and Call is how the program calls it.
	Pos, End token.Pos
	Call     string
	// Sentinel is the error that signals the end, as programs write it; it
	// is empty if a boolean does. Other is the wrong one.
	Sentinel, Other string
	// Where is the place of the use or of the exit, if there is one.
	Where token.Pos
	// Ends reports whether the end leads out of the loop.
	Ends bool
	// Tested reports whether the way to a use looks at the signal.
	Tested bool
	// Steps lead from the advance to Where.
	Steps []Step
	// Fixes are the edits that mend it, if that is safe.
	Fixes []analysis.SuggestedFix
}

// SignalKind says in what way an end signal is ignored.
type SignalKind string

// The kinds of ignored signals.
const (
	WrongSentinel = SignalKind(engine.WrongSentinel)
	Identity      = SignalKind(engine.Identity)
	Discarded     = SignalKind(engine.Discarded)
	UsedAtEnd     = SignalKind(engine.UsedAtEnd)
	UsedOnError   = SignalKind(engine.UsedOnError)
	Endless       = SignalKind(engine.Endless)
	Spins         = SignalKind(engine.Spins)
	ErrorAsEnd    = SignalKind(engine.ErrorAsEnd)
	EndAsFailure  = SignalKind(engine.EndAsFailure)
	EndLogged     = SignalKind(engine.EndLogged)
)

func newSignal(pass *analysis.Pass, f *engine.Signal) *Signal {
	s := &Signal{
		Kind: SignalKind(f.Kind), Protocol: f.Protocol.Name, Pos: f.At.Pos(), End: f.At.Pos(), Call: f.Advance.Op.String(),
		Sentinel: shortName(f.Advance.Signal.Sentinel), Other: shortName(f.Other), Where: f.Where, Ends: f.Ends, Tested: f.Tested,
	}
	for _, step := range f.Steps {
		s.Steps = append(s.Steps, Step{step.Pos, stepText(step, "")})
	}
	if f.Where.IsValid() {
		s.Steps = append(s.Steps, Step{f.Where, whereText(f)})
	}
	if path := pathTo(pass, f.At); path != nil {
		call := path[0].(*ast.CallExpr)
		s.Pos, s.End = call.Fun.Pos(), call.Fun.End()
		s.Call = exprName(call.Fun, s.Call)
		if fix := signalFix(pass, f, path); fix != nil {
			s.Fixes = []analysis.SuggestedFix{*fix}
		}
	}
	return s
}

func whereText(f *engine.Signal) string {
	switch f.Kind {
	case engine.UsedAtEnd, engine.UsedOnError:
		return "the value is used here"
	case engine.ErrorAsEnd, engine.EndAsFailure:
		return "the function returns here"
	}
	return "it is logged here"
}

// shortName returns "pkg.Name" for "path/of/pkg.Name".
func shortName(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }
