package unusedseq_test

import (
	"path/filepath"
	"testing"

	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/unusedseq"
)

func TestCases(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Run(t, dir, unusedseq.Analyzer, "unusedseq/...")
}

func TestExamples(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Examples(t, dir, unusedseq.Analyzer, "examples/unusedseq/...")
}
