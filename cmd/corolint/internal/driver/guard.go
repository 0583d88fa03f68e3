package driver

import (
	"fmt"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A guard keeps an analyzer that panics or fails on one package from taking
// anything else with it. The checker would let a panic end the process, and
// would fail every importer of the package for want of facts. The guard's
// copies of the analyzers swallow the failure, so that importers go on
// without that package's facts, and record it.
//
// A panic in a goroutine that an analyzer starts itself is beyond it.
type guard struct {
	mu       sync.Mutex
	failures map[unit]string // reason, or "" for a failed prerequisite
}

// A unit is one application of an analyzer to a package.
type unit struct {
	analyzer *analysis.Analyzer
	pkg      *types.Package
}

func newGuard() *guard {
	return &guard{failures: make(map[unit]string)}
}

// run is a runner. It yields the zero result when a fails on the package; what
// was reported before the failure stays reported.
func (g *guard) run(a *analysis.Analyzer, pass *analysis.Pass) (any, error) {
	if g.lacksPrerequisite(a, pass.Pkg) {
		g.record(a, pass.Pkg, "")
		return zeroResult(a), nil
	}
	report := pass.Report
	pass.Report = func(d analysis.Diagnostic) { reportSound(report, d) }
	result, err := runRecovering(a, pass)
	if err != nil {
		g.record(a, pass.Pkg, oneLine(err.Error()))
		return zeroResult(a), nil
	}
	return result, nil
}

func (g *guard) lacksPrerequisite(a *analysis.Analyzer, pkg *types.Package) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, req := range a.Requires {
		if _, failed := g.failures[unit{req, pkg}]; failed {
			return true
		}
	}
	return false
}

func (g *guard) record(a *analysis.Analyzer, pkg *types.Package, reason string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.failures[unit{a, pkg}] = reason
}

// runRecovering runs a and turns a panic, or a result that is not of the
// declared type, into an error.
func runRecovering(a *analysis.Analyzer, pass *analysis.Pass) (result any, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	result, err = a.Run(pass)
	if got := reflect.TypeOf(result); err == nil && got != a.ResultType {
		err = fmt.Errorf("internal error: result of type %v, not %v", got, a.ResultType)
	}
	return result, err
}

// reportSound reports d, and if one of its fixes is malformed, which the
// checker answers with a panic, without its fixes.
func reportSound(report func(analysis.Diagnostic), d analysis.Diagnostic) {
	defer func() {
		if recover() != nil {
			d.SuggestedFixes = nil
			report(d)
		}
	}()
	report(d)
}

func zeroResult(a *analysis.Analyzer) any {
	if a.ResultType == nil {
		return nil
	}
	return reflect.Zero(a.ResultType).Interface()
}
