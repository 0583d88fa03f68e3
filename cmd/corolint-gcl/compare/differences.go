package main

import (
	"fmt"
	"maps"
	"os"
	"strings"
)

// A difference is a finding that a host is known to have more or less than
// the reference.
type difference struct {
	host  string
	count int // +1 or -1
	finding
}

// readDifferences reads lines of four columns with tabs between: host, + or
// -, file:line, rule. A corpus need not have the file.
func readDifferences(name string) ([]difference, error) {
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var known []difference
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 4 || columns[1] != "+" && columns[1] != "-" {
			return nil, fmt.Errorf("%s:%d: want host, + or -, file:line and rule", name, i+1)
		}
		d := difference{host: columns[0], count: 1}
		if columns[1] == "-" {
			d.count = -1
		}
		d.file, d.line = splitPosn(columns[2])
		d.rule = columns[3]
		known = append(known, d)
	}
	return known, nil
}

// expected returns what a host is to find where the reference finds want.
func expected(want findings, known []difference, host string) findings {
	out := maps.Clone(want)
	for _, d := range known {
		if d.host == host {
			out[d.finding] += d.count
		}
	}
	return out
}
