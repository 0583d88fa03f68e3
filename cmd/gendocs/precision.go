package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/corolint/corolint/cmd/internal/ledger"
)

// precisionPage makes the table of the precision of each rule.
func precisionPage(root string) (string, error) {
	verdicts, err := ledger.Read(filepath.Join(root, "docs", "ledger.tsv"))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(generated + "# Precision\n\n" +
		"corolint runs on the modules of [corpus.txt](corpus.txt); each finding was judged by reading the code, and verdict and reason stand in\n" +
		"[ledger.tsv](ledger.tsv). `go run ./cmd/corpus -check docs/ledger.tsv` runs it again and fails where the two differ. A grey finding is\n" +
		"right by the protocol, but of no consequence where it stands, as in an example with a TODO; it is left out of the precision. A mended one was a false alarm; it is a case now.\n\n" +
		"| rule | true | false | grey | precision | modules with findings | mended |\n|---|---|---|---|---|---|---|\n")
	for _, p := range ledger.Count(verdicts) {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %s | %d | %d |\n", p.Rule, p.True, p.False, p.Grey, p.Share(), p.Modules, p.Mended)
	}
	return b.String(), nil
}
