package driver

import (
	"fmt"
	"go/version"
	"os/exec"
	"runtime"
	"strings"
)

// builtWith is the Go release that built this binary, such as "go1.26.8".
func builtWith() string {
	release, _, _ := strings.Cut(runtime.Version(), " ")
	return release
}

// newerThan reports whether the release or language version needed is beyond
// what a binary built with the release built can analyse: the type checker
// refuses newer language versions, and newer standard libraries use what it
// does not know.
func newerThan(needed, built string) bool {
	return version.IsValid(needed) && version.IsValid(built) &&
		version.Compare(version.Lang(needed), version.Lang(built)) > 0
}

// tooOld is the one line for a binary that is older than what it should
// analyse.
func tooOld(needed string) string {
	return fmt.Sprintf("corolint was built with %s and cannot analyse programs for %s: "+
		"install it again with that toolchain", builtWith(), needed)
}

// toolchain asks the go command of the environment for its release, and
// returns "" when it does not answer.
func toolchain(dir string, env []string) string {
	cmd := exec.Command("go", "env", "GOVERSION")
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	release, _, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	return release
}
