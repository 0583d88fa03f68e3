// Package analyzers is the suite of corolint's rules.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/pullleak"
	"github.com/corolint/corolint/passes/sequence"
)

// Default lists the rules that are on by default, in order of their names.
var Default = []*analysis.Analyzer{pullleak.Analyzer}

// Config selects and configures the rules of New.
type Config struct{}

// New returns the default rules, all on one shared instance built for config.
func New(config Config) []*analysis.Analyzer {
	shared := sequence.New(sequence.Config{})
	return []*analysis.Analyzer{pullleak.New(shared)}
}
