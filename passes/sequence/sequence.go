// Package sequence is the analysis that all rules share: it follows the
// sequences that a package acquires, carries what its functions do with them
// to importers as facts, and gives the rules what it found.
//
// Every rule of a driver must be built on the same instance.
package sequence

import (
	"go/token"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// A Config configures the shared analysis.
type Config struct {
	// Protocols describes the sequences; nil stands for the built-in table.
	Protocols *protocol.Table
}

// Result is what the shared analysis knows of one package.
type Result struct {
	// Leaks are the objects that are neither released nor ended on some
	// path, in the order of their acquires.
	Leaks []*Leak
	// Misuses are the calls that a protocol does not allow where they stand,
	// in source order.
	Misuses []*Misuse
	// Signals returns the advances whose end signal is ignored, in source
	// order. They are found when they are first asked for: for a package that
	// is only imported nobody asks.
	Signals func() []*Signal
	// Yields returns what is wrong with the yields of the package's sequences.
	// That too is found when it is first asked for.
	Yields func() *Yields
	// Unused returns the calls that make a sequence and drop it, in source
	// order. They are found when they are first asked for.
	Unused func() []*UnusedSequence
	// Reyields returns the loops that only pass on another sequence, in source
	// order. They are found when they are first asked for.
	Reyields func() []*Reyield
	// Reuses returns the uses of sequences that are at their end for good, in
	// source order. They are found when they are first asked for.
	Reuses func() []*Reuse
	// Counters count the work.
	Counters Counters
}

// Counters count work, for tests of cost and for those who debug.
type Counters struct {
	Packages  int // always 1; sums over packages count them
	SSABuilt  int // packages that SSA was built for
	Bodies    int // functions whose bodies it was built from
	Searches  int // objects followed
	Contexts  int // functions run on a state of entry
	Transfers int // states run through a block
	GivenUp   int // objects given up because a bound was passed
	FactBytes int // size of the facts exported
}

// A Leak is an object whose obligation to be released is not met.
type Leak struct {
	// Kind says in what way.
	Kind LeakKind
	// Protocol is the protocol's name.
	Protocol string
	// Noun is what the protocol calls an object. Always reports whether it
	// must be released even after its end, and Receiver whether it is
	// released by a method.
	Noun             string
	Always, Receiver bool
	// Completing is the call that would complete the release, if it was
	// asked for; else it is empty.
	Completing string
	// Kept reports whether a loop that acquires keeps the object in a slice,
	// an array or a map.
	Kept bool
	// Pos and End span what is called to acquire the object.
	Pos, End token.Pos
	// Callee is the name of the function that acquires, as the caller writes
	// it: with its package if that is another one, or with the variable of
	// which it is a method.
	Callee string
	// Direct reports whether Callee is the protocol's own constructor.
	Direct bool
	// Release is how the program calls the handle that releases, empty if
	// it has no name there; Advance likewise.
	Release, Advance string
	// Discarded reports whether the program does not take the handle that
	// releases.
	Discarded bool
	// Partly reports whether it takes another function that the call returns.
	Partly bool
	// Holder is the type that keeps what is Forgotten in its field Field, and
	// Path is how its methods find what releases, if that is known.
	Holder, Field, Path string
	// Func names the function at whose exit the release is due.
	Func string
	// Panic is where the panic begins that a deferred call of that function
	// recovers, if the function is left so.
	Panic token.Pos
	// Steps lead from the acquire to the place where the release is due.
	Steps []Step
	// Fixes are the edits that mend the leak, if that is safe.
	Fixes []analysis.SuggestedFix
}

// LeakKind says in what way an object leaks.
type LeakKind string

// The kinds of leak.
const (
	AtExit        = LeakKind(engine.AtExit)
	AcquiredAgain = LeakKind(engine.AcquiredAgain)
	DeferInLoop   = LeakKind(engine.DeferInLoop)
	LazyRelease   = LeakKind(engine.LazyRelease)
	Buried        = LeakKind(engine.Buried)
	Forgotten     = LeakKind(engine.Forgotten)
)

// A Step is one step of a witness.
type Step struct {
	Pos  token.Pos
	Text string
}

// Analyzer is the shared analysis with the default configuration.
var Analyzer = New(Config{})

// New returns an instance of the shared analysis.
func New(cfg Config) *analysis.Analyzer {
	table := cfg.Protocols
	if table == nil {
		table = protocol.Builtin()
	}
	return &analysis.Analyzer{
		Name: "sequence",
		Doc: "follow iterators, generators and coroutines\n\n" +
			"The analysis that corolint's rules share. It reports nothing itself.",
		URL:              "https://pkg.go.dev/github.com/corolint/corolint/passes/sequence",
		RunDespiteErrors: true,
		ResultType:       reflect.TypeFor[*Result](),
		FactTypes:        []analysis.Fact{new(Summary), new(Holder)},
		Run: func(pass *analysis.Pass) (any, error) {
			return run(pass, table)
		},
	}
}

// run analyses one package. A package with errors of its own is left alone:
// go/ssa wants well-typed code. Its importers are still analysed.
func run(pass *analysis.Pass, table *protocol.Table) (*Result, error) {
	res := &Result{
		Counters: Counters{Packages: 1},
		Signals:  func() []*Signal { return nil },
		Yields:   func() *Yields { return new(Yields) },
		Unused:   func() []*UnusedSequence { return nil },
		Reyields: func() []*Reyield { return nil },
		Reuses:   func() []*Reuse { return nil },
	}
	if len(pass.TypeErrors) > 0 {
		return res, nil
	}
	imports := func(fn *types.Func) *engine.Summary {
		var fact Summary
		if fn.Pkg() == nil || !pass.ImportObjectFact(fn, &fact) {
			return nil
		}
		return &fact.Summary
	}
	facts := newSummaries(pass)
	endings, mayExit := findEndings(pass, imports)
	facts.addEndings(endings)
	for _, fn := range mayExit {
		facts.get(fn).MayExit = true
	}
	finder, lazy := findLazy(pass, imports)
	for _, fn := range lazy {
		facts.get(fn).Lazy = true
	}
	res.Unused = sync.OnceValue(func() []*UnusedSequence { return finder.unused(pass.Files) })
	rel := findRelevant(pass, table, imports)
	a := &analyser{pass: pass, table: table, imports: imports, endings: endings}
	if rel.any() {
		if err := a.analyse(rel, res, facts); err != nil {
			return nil, err
		}
	}
	if rel.signals {
		res.Signals = sync.OnceValue(a.signals)
	}
	res.Yields = sync.OnceValue(a.yields)
	res.Reyields = sync.OnceValue(a.reyields)
	a.summarizeUses(facts)
	a.summarizeLocks(facts)
	res.Reuses = sync.OnceValue(a.reuses)
	res.Counters.FactBytes = facts.export()
	return res, nil
}
