package sequence

import (
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// Result is what the rules read.
type Result struct{}

// Config configures the shared analysis.
type Config struct{}

// Analyzer is the shared analysis with the default configuration.
var Analyzer = New(Config{})

// New returns an instance of the shared analysis.
func New(cfg Config) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "sequence",
		Doc:              "stub",
		RunDespiteErrors: true,
		ResultType:       reflect.TypeFor[*Result](),
		Run:              func(pass *analysis.Pass) (any, error) { return new(Result), nil },
	}
}
