// Package resource has one function in which a file matters.
package resource

import (
	"io"
	"os"
)

// Reader returns what reads the file.
func Reader(name string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return func() ([]byte, error) { return io.ReadAll(f) }, nil
}

// Content reads the file.
func Content(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
