// Corolint-gcl is golangci-lint with corolint as one of its linters. It is
// what "golangci-lint custom" builds, from the module proxy alone.
//
//	go build -o corolint-gcl .
//	corolint-gcl run ./...
//
// It is a module of its own, so that golangci-lint's dependencies do not
// become those of corolint.
package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/corolint/corolint/analyzers/golangci"
)

func main() {
	info, err := buildInfo()
	if err == nil {
		err = commands.Execute(info)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "The command is terminated due to an error: %v\n", err)
		os.Exit(exitcodes.Failure)
	}
}

// buildInfo tells golangci-lint what it is. Its cache of results is keyed by
// the version, which must therefore differ between any two builds that may
// find different things, or one shows what the other found.
func buildInfo() (commands.BuildInfo, error) {
	plugin, err := pluginVersion()
	if err != nil {
		return commands.BuildInfo{}, err
	}
	info := commands.BuildInfo{GoVersion: "unknown", Commit: "(unknown)", Date: "(unknown)"}
	host := "unknown"
	build, ok := debug.ReadBuildInfo()
	if ok {
		info.GoVersion = build.GoVersion
		for _, m := range build.Deps {
			if m.Path == "github.com/golangci/golangci-lint/v2" {
				host = strings.TrimPrefix(m.Version, "v")
				info.Commit = fmt.Sprintf("(mod sum: %q)", m.Sum)
			}
		}
	}
	info.Version = host + "-corolint-" + plugin
	return info, nil
}

// pluginVersion identifies this build by its contents: versions of modules
// say nothing where corolint is built from a checkout.
func pluginVersion() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(exe)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6]), nil
}
