// Corolint finds misuse of iterators, generators and coroutines in Go
// programs.
//
//	corolint [flags] [packages]
//
// Run "corolint help" for the flags and the rules. The same binary is a tool
// for "go vet -vettool".
package main

import (
	"github.com/corolint/corolint/analyzers"
	"github.com/corolint/corolint/cmd/corolint/internal/driver"
)

func main() {
	driver.Main(driver.Suite{Default: analyzers.Default, Preview: analyzers.Preview})
}
