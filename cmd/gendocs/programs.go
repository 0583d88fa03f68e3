package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// outputLines is how much of a program's output the page shows. A program that
// prints more is killed, since it may never end.
const outputLines = 10

// patience bounds a program that prints nothing and does not end.
const patience = time.Minute

// build builds corolint and the programs of the page on coroutines into bin,
// in one go: each has the name of its directory.
func build(root, bin string) error {
	cmd := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-s -w", "-o", bin+string(filepath.Separator),
		"./cmd/corolint", "./"+tutorialDir+"/...")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}

// lint runs corolint on the packages under dir and returns what it prints
// about each of their directories.
func lint(corolint, dir string) (map[string]string, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(corolint, "./...")
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil // there are findings
	}
	if err != nil {
		return nil, fmt.Errorf("corolint: %w\n%s", err, stderr.Bytes())
	}
	findings := make(map[string]string)
	for line := range strings.Lines(stdout.String()) {
		name, _, _ := strings.Cut(strings.TrimLeft(line, "\t"), "/")
		findings[name] += line
	}
	return findings, nil
}

// run returns the first lines of what a program prints.
func run(file string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, file)
	cmd.Stderr = &stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	var b strings.Builder
	lines := bufio.NewScanner(pipe)
	for n := 0; lines.Scan(); n++ {
		if n == outputLines {
			cancel()
			_ = cmd.Wait() // says that it was killed
			return b.String() + "...\n", nil
		}
		b.WriteString(lines.Text() + "\n")
	}
	if err := cmd.Wait(); err != nil {
		return "", fmt.Errorf("%w\n%s", errors.Join(err, ctx.Err()), stderr.Bytes())
	}
	return b.String(), lines.Err()
}
