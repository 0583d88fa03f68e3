package driver

import (
	"golang.org/x/tools/go/analysis"
)

// A runner applies an analyzer to a pass in place of the analyzer's own Run.
// The pass is the analyzer's own view: it may be altered.
type runner func(a *analysis.Analyzer, pass *analysis.Pass) (any, error)

// rewire returns copies of the analyzers, and of all that they require, that
// are run by run. It is how the driver gets between the checker and the
// rules. The analyzers must have been validated, so that there is no cycle.
func rewire(analyzers []*analysis.Analyzer, run runner) []*analysis.Analyzer {
	copies := make(map[*analysis.Analyzer]*analysis.Analyzer)
	var copyAll func([]*analysis.Analyzer) []*analysis.Analyzer
	copyOne := func(a *analysis.Analyzer) *analysis.Analyzer {
		if c, ok := copies[a]; ok {
			return c
		}
		c := *a
		c.Requires = copyAll(a.Requires)
		c.Run = func(pass *analysis.Pass) (any, error) {
			return run(a, ownView(a, pass, copies))
		}
		copies[a] = &c
		return &c
	}
	copyAll = func(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
		var out []*analysis.Analyzer
		for _, a := range analyzers {
			out = append(out, copyOne(a))
		}
		return out
	}
	return copyAll(analyzers)
}

// ownView returns the pass of a copy of a as a would see it, with the results
// under the analyzers that a knows.
func ownView(a *analysis.Analyzer, pass *analysis.Pass, copies map[*analysis.Analyzer]*analysis.Analyzer) *analysis.Pass {
	view := *pass
	view.Analyzer = a
	view.ResultOf = make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		view.ResultOf[req] = pass.ResultOf[copies[req]]
	}
	return &view
}
