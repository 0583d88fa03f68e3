package main

import (
	"flag"
	"os"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/analyzers"
	"github.com/corolint/corolint/cmd/corolint/internal/driver"
)

// suiteVariable makes the test binary be the command, with the suite that the
// variable names; so the scripts need no build.
const suiteVariable = "COROLINT_TEST_SUITE"

func TestMain(m *testing.M) {
	name := os.Getenv(suiteVariable)
	if name == "" {
		os.Exit(m.Run())
	}
	// The unit checker lists and parses this set, which has the test's flags.
	flag.CommandLine = flag.NewFlagSet(os.Args[0], flag.ExitOnError)
	driver.Main(suiteNamed(name))
}

func suiteNamed(name string) driver.Suite {
	if name == "leak" {
		return driver.Suite{Default: []*analysis.Analyzer{leakcallAnalyzer()}}
	}
	return driver.Suite{Default: analyzers.Default, Preview: analyzers.Preview}
}
