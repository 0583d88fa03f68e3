package driver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// writeText writes each finding as a line "path:line:col: message [rule]",
// with its steps on indented lines below.
func writeText(out io.Writer, res *results, paths paths) error {
	var buf bytes.Buffer
	for _, f := range res.findings {
		fmt.Fprintf(&buf, "%s: %s [%s]\n", paths.position(f.posn), f.message, f.rule)
		for _, s := range f.related {
			fmt.Fprintf(&buf, "\t%s: %s\n", paths.position(s.posn), s.message)
		}
	}
	_, err := out.Write(buf.Bytes())
	return err
}

// The JSON tree is that of go vet -json: package path, rule, and a list of
// findings or an error.
type (
	jsonTree map[string]map[string]any

	jsonError struct {
		Err string `json:"error"`
	}

	jsonFinding struct {
		Category       string     `json:"category,omitempty"`
		Posn           string     `json:"posn"`
		End            string     `json:"end"`
		Message        string     `json:"message"`
		SuggestedFixes []jsonFix  `json:"suggested_fixes,omitempty"`
		Related        []jsonStep `json:"related,omitempty"`
	}

	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}

	jsonEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}

	jsonStep struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
)

// writeJSON writes the tree. Its positions are absolute, as those of go vet
// are; a package with test variants has one entry, under its path.
func writeJSON(out io.Writer, res *results, _ paths) error {
	tree := make(jsonTree)
	lists := make(map[[2]string][]jsonFinding)
	for _, f := range res.findings {
		key := [2]string{f.pkgPath, f.rule}
		lists[key] = append(lists[key], f.json())
	}
	for key, list := range lists {
		tree.add(key[0], key[1], list)
	}
	for _, f := range res.failures {
		if _, listed := lists[[2]string{f.pkgPath, f.rule}]; !listed {
			tree.add(f.pkgPath, f.rule, jsonError{f.reason})
		}
	}
	data, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n", data)
	return err
}

func (t jsonTree) add(pkgPath, rule string, value any) {
	if t[pkgPath] == nil {
		t[pkgPath] = make(map[string]any)
	}
	t[pkgPath][rule] = value
}

func (f finding) json() jsonFinding {
	out := jsonFinding{Category: f.category, Posn: f.posn.String(), End: f.end.String(), Message: f.message}
	for _, fix := range f.fixes {
		edits := make([]jsonEdit, 0, len(fix.edits))
		for _, e := range fix.edits {
			edits = append(edits, jsonEdit{e.filename, e.start, e.end, e.text})
		}
		out.SuggestedFixes = append(out.SuggestedFixes, jsonFix{fix.message, edits})
	}
	for _, s := range f.related {
		out.Related = append(out.Related, jsonStep{s.posn.String(), s.end.String(), s.message})
	}
	return out
}
