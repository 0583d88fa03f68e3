// Package silenced has findings that are silenced for golangci-lint.
package silenced

import "iter"

func All(seq iter.Seq[int]) { iter.Pull(seq) } //nolint

func Linter(seq iter.Seq[int]) { iter.Pull(seq) } //nolint:corolint

func Other(seq iter.Seq[int]) { iter.Pull(seq) } //nolint:errcheck

func Rule(seq iter.Seq[int]) { iter.Pull(seq) } //nolint:pullleak
