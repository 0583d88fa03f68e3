package yieldrecover_test

import (
	"path/filepath"
	"testing"

	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/yieldrecover"
)

func TestCases(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Run(t, dir, yieldrecover.Analyzer, "yieldrecover/...")
}

func TestExamples(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Examples(t, dir, yieldrecover.Analyzer, "examples/yieldrecover/...")
}
