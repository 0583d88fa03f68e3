package reusedseq_test

import (
	"path/filepath"
	"testing"

	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/reusedseq"
)

func TestCases(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Run(t, dir, reusedseq.Analyzer, "reusedseq/...")
}

func TestExamples(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Examples(t, dir, reusedseq.Analyzer, "examples/reusedseq/...")
}
