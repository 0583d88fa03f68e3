package useafterstop_test

import (
	"path/filepath"
	"testing"

	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/useafterstop"
)

func TestCases(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Run(t, dir, useafterstop.Analyzer, "useafterstop/...")
}

func TestExamples(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Examples(t, dir, useafterstop.Analyzer, "examples/useafterstop/...")
}
