package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestDocsAreCurrent fails when a page no longer says what the code says.
func TestDocsAreCurrent(t *testing.T) {
	root := filepath.Join("..", "..")
	pages, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(p.file)))
		if err != nil {
			t.Error(err)
			continue
		}
		if string(got) != p.text {
			t.Errorf("%s is stale: run go run ./cmd/gendocs", p.file)
		}
	}
}
