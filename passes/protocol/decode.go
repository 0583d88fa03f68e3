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

// A Table finds protocols by what a program calls. It is immutable.
type Table struct {
	list    []*Protocol
	acquire map[string]entry
}

type entry struct {
	protocol *Protocol
	acquire  *Acquire
}

// NewTable indexes the protocols of list. Two protocols that acquire by the
// same call are an error.
func NewTable(list []*Protocol) (*Table, error) {
	t := &Table{list: list, acquire: make(map[string]entry)}
	names := make(map[string]bool)
	for _, p := range list {
		if names[p.Name] {
			return nil, fmt.Errorf("two protocols have the name %s", p.Name)
		}
		names[p.Name] = true
		for i := range p.Acquire {
			call := p.Acquire[i].Call
			if old, dup := t.acquire[call]; dup {
				return nil, fmt.Errorf("protocols %s and %s both acquire by %s", old.protocol.Name, p.Name, call)
			}
			t.acquire[call] = entry{p, &p.Acquire[i]}
		}
	}
	return t, nil
}

// Protocols returns the table's protocols in order.
func (t *Table) Protocols() []*Protocol { return t.list }

// Acquires returns the protocol and the acquire of the package-level
// function with the given package path and name, or nil, nil.
func (t *Table) Acquires(pkgPath, name string) (*Protocol, *Acquire) {
	e := t.acquire[pkgPath+"."+name]
	return e.protocol, e.acquire
}

// ByName returns the protocol of that name, or nil.
func (t *Table) ByName(name string) *Protocol {
	for _, p := range t.list {
		if p.Name == name {
			return p
		}
	}
	return nil
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
