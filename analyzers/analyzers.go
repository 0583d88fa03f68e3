// Package analyzers is the suite of corolint's rules, for drivers that take a
// list:
//
//	multichecker.Main(analyzers.New(analyzers.Config{})...)
//
// Each rule is also exported by its own package, as Analyzer. All rules of a
// driver must come from one source, either the lists and those packages or
// one call of New, because they share one analysis.
package analyzers

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/ignoredstop"
	"github.com/corolint/corolint/passes/pullleak"
	"github.com/corolint/corolint/passes/recursiveseq"
	"github.com/corolint/corolint/passes/reusedseq"
	"github.com/corolint/corolint/passes/sendbeforenext"
	"github.com/corolint/corolint/passes/sequence"
	"github.com/corolint/corolint/passes/unusedseq"
	"github.com/corolint/corolint/passes/useafterstop"
	"github.com/corolint/corolint/passes/yieldafterfalse"
	"github.com/corolint/corolint/passes/yieldescape"
	"github.com/corolint/corolint/passes/yieldlocked"
	"github.com/corolint/corolint/passes/yieldrecover"
)

// Default lists the rules that are on by default, in order of their names.
var Default = []*analysis.Analyzer{
	ignoredstop.Analyzer,
	pullleak.Analyzer,
	sendbeforenext.Analyzer,
	useafterstop.Analyzer,
	yieldafterfalse.Analyzer,
}

// Preview lists the rules that are off unless asked for, because their
// precision on real programs has not been shown yet, in order of their names.
var Preview = []*analysis.Analyzer{
	recursiveseq.Analyzer,
	reusedseq.Analyzer,
	unusedseq.Analyzer,
	yieldescape.Analyzer,
	yieldlocked.Analyzer,
	yieldrecover.Analyzer,
}

// Config selects and configures the rules of New. The zero value means the
// rules of Default as they are.
type Config struct {
	Preview bool // include the rules of Preview
}

// New returns rules in order of their names, all on one new instance of the
// shared analysis.
func New(config Config) []*analysis.Analyzer {
	shared := sequence.New(sequence.Config{})
	rules := []*analysis.Analyzer{
		ignoredstop.New(shared),
		pullleak.New(shared),
		sendbeforenext.New(shared),
		useafterstop.New(shared),
		yieldafterfalse.New(shared),
	}
	if config.Preview {
		rules = append(rules, recursiveseq.New(shared), reusedseq.New(shared), unusedseq.New(shared), yieldescape.New(shared), yieldlocked.New(shared), yieldrecover.New(shared))
	}
	slices.SortFunc(rules, func(a, b *analysis.Analyzer) int { return strings.Compare(a.Name, b.Name) })
	return rules
}
