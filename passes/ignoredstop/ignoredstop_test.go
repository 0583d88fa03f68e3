package ignoredstop_test

import (
	"path/filepath"
	"testing"

	"github.com/corolint/corolint/passes/ignoredstop"
	"github.com/corolint/corolint/passes/internal/ruletest"
)

func TestCases(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Run(t, dir, ignoredstop.Analyzer, "ignoredstop/...")
}

func TestExamples(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Examples(t, dir, ignoredstop.Analyzer, "examples/ignoredstop/...")
}
