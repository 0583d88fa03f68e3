package protocol

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

//go:embed builtin/*.json
var builtin embed.FS

// Decode reads a list of protocols from JSON. Unknown keys, unknown words
// and contradictions are errors; name, which may be a file's, stands at the
// head of each.
func Decode(name string, data []byte) ([]*Protocol, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var list []*Protocol
	if err := dec.Decode(&list); err != nil {
		return nil, fmt.Errorf("%s: %v", name, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("%s: more than one JSON value", name)
	}
	if err := checkKeys(json.NewDecoder(bytes.NewReader(data))); err != nil {
		return nil, fmt.Errorf("%s: %v", name, err)
	}
	for i, p := range list {
		if p == nil {
			return nil, fmt.Errorf("%s: entry %d is null", name, i)
		}
		if err := p.Validate(); err != nil {
			return nil, fmt.Errorf("%s: %v", name, err)
		}
	}
	return list, nil
}

// checkKeys finds what encoding/json lets pass: a key that is there twice,
// or that is spelled in another case than the schema's.
func checkKeys(dec *json.Decoder) error {
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('['):
		for dec.More() {
			if err := checkKeys(dec); err != nil {
				return err
			}
		}
	case json.Delim('{'):
		seen := make(map[string]bool)
		for dec.More() {
			tok, err := dec.Token()
			if err != nil {
				return err
			}
			key, _ := tok.(string)
			if seen[key] {
				return fmt.Errorf("key %q is there twice", key)
			}
			if key != strings.ToLower(key) {
				return fmt.Errorf("unknown key %q (keys are in lower case)", key)
			}
			seen[key] = true
			if err := checkKeys(dec); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = dec.Token() // the closing delimiter
	return err
}

// Builtin returns the table of the descriptions that are built in.
func Builtin() *Table {
	var all []*Protocol
	files, err := fs.Glob(builtin, "builtin/*.json") // sorted
	if err != nil {
		panic("internal error: " + err.Error())
	}
	for _, file := range files {
		data, err := builtin.ReadFile(file)
		if err != nil {
			panic("internal error: " + err.Error())
		}
		list, err := Decode(strings.TrimPrefix(file, "builtin/"), data)
		if err != nil {
			panic("internal error: " + err.Error())
		}
		all = append(all, list...)
	}
	t, err := NewTable(all)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return t
}
