// Package golangci makes corolint's rules a linter of golangci-lint, as a
// module plugin. A build of golangci-lint that imports it has the linter
// corolint:
//
//	linters:
//	  enable: [corolint]
//	  settings:
//	    custom:
//	      corolint:
//	        type: module
//	        settings:
//	          preview: true
//
// golangci-lint mishandles part of what a diagnostic can hold, so the rules
// report differently there; see adapt.
package golangci

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/analyzers"
)

// Name is the name of the linter, under which its settings stand.
const Name = "corolint"

// golangci-lint finds its plugins by this call, at the start of the program.
func init() {
	register.Plugin(Name, New)
}

// settings are what stands under linters.settings.custom.corolint.settings.
// They are all that configures the plugin: golangci-lint's cache knows of no
// other file or variable.
type settings struct {
	Preview bool `json:"preview"`
}

// New returns the plugin with the given settings, the tree that
// golangci-lint read. A key that is not known is an error.
func New(conf any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[settings](conf)
	if err != nil {
		return nil, fmt.Errorf("%w; the only setting is preview, true or false", err)
	}
	return &plugin{analyzers.Config{Preview: s.Preview}}, nil
}

type plugin struct {
	config analyzers.Config
}

// BuildAnalyzers returns the rules, adapted to the host, all on one instance
// of the shared analysis.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return adaptAll(analyzers.New(p.config)), nil
}

// GetLoadMode asks for type information. Facts of dependencies come with it.
func (p *plugin) GetLoadMode() string {
	return register.LoadModeTypesInfo
}
