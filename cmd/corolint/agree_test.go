package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// A reported is a diagnostic in the JSON of go vet.
type reported struct {
	Posn    string `json:"posn"`
	Message string `json:"message"`
}

// agree runs the command and go vet on the patterns and compares what they
// find: position, rule and message. It demands that there is something.
func (s *script) agree(patterns []string) error {
	own, err := s.reports("corolint", patterns)
	if err != nil {
		return err
	}
	vet, err := s.reports("vet", patterns)
	if err != nil {
		return err
	}
	if !slices.Equal(own, vet) {
		return fmt.Errorf("corolint finds\n%s\nbut go vet finds\n%s", strings.Join(own, "\n"), strings.Join(vet, "\n"))
	}
	if len(own) == 0 {
		return errors.New("both find nothing, which proves nothing")
	}
	return nil
}

// reports runs a command with -json and returns its findings, sorted.
func (s *script) reports(name string, patterns []string) ([]string, error) {
	if err := s.exec(name, append([]string{"-json"}, patterns...)); err != nil {
		return nil, err
	}
	found := make(map[string]bool)
	dec := json.NewDecoder(strings.NewReader(s.stdout)) // a stream in go vet
	for {
		var tree map[string]map[string][]reported
		if err := dec.Decode(&tree); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		for _, rules := range tree {
			for rule, list := range rules {
				for _, r := range list {
					found[fmt.Sprintf("%s: %s [%s]", r.Posn, r.Message, rule)] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}
