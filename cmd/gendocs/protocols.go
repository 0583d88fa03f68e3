package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/corolint/corolint/passes/protocol"
)

//go:embed protocols.md
var protocolsText string

// protocolsPage makes the page on protocols: the text, with the description
// of iter.Pull and the table of what is built in.
func protocolsPage(root string) (string, error) {
	data, err := os.ReadFile(filepath.Join(root, "passes", "protocol", "builtin", "iter.json"))
	if err != nil {
		return "", err
	}
	text := strings.Replace(protocolsText, "{{json iter.Pull}}", strings.TrimSpace(string(data)), 1)
	return generated + strings.Replace(text, "{{table}}\n", table(), 1), nil
}

// table lists the protocols that are built in.
func table() string {
	var b strings.Builder
	b.WriteString("| protocol | read in | advance | end | release |\n|---|---|---|---|---|\n")
	for _, p := range protocol.Builtin().Protocols() {
		var advances, ends, releases []string
		for _, a := range p.Advance {
			advances = append(advances, a.Op.String())
			if end := endOf(a.Signal); len(ends) == 0 || ends[len(ends)-1] != end {
				ends = append(ends, end)
			}
		}
		for _, r := range p.Release {
			how := r.Op.String() + ", " + string(r.Obligation)
			if r.Completed != (protocol.Op{}) {
				how += ", completed by " + r.Completed.String()
			}
			releases = append(releases, how)
		}
		fmt.Fprintf(&b, "| %s | %s %s | %s | %s | %s |\n", p.Name, p.Evidence.Module, p.Evidence.Version,
			strings.Join(advances, ", "), strings.Join(ends, ", "), strings.Join(releases, "; "))
	}
	return b.String()
}

func endOf(s protocol.Signal) string {
	if s.Kind == "sentinel" {
		return s.Sentinel[strings.LastIndexByte(s.Sentinel, '/')+1:]
	}
	return fmt.Sprint(s.End)
}
