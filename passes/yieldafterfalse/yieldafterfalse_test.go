package yieldafterfalse_test

import (
	"path/filepath"
	"testing"

	"github.com/corolint/corolint/passes/internal/ruletest"
	"github.com/corolint/corolint/passes/yieldafterfalse"
)

func TestCases(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Run(t, dir, yieldafterfalse.Analyzer, "yieldafterfalse/...")
}

func TestExamples(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Examples(t, dir, yieldafterfalse.Analyzer, "examples/yieldafterfalse/...")
}
