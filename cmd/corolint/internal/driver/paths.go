package driver

import (
	"go/token"
	"path/filepath"
	"strings"
)

// A paths shows file names relative to a working directory.
type paths struct {
	dir, realDir string // the directory as named and without symbolic links
}

func pathsFrom(dir string) paths {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		real = dir
	}
	return paths{dir: dir, realDir: real}
}

// show returns name relative to the directory, with slashes. What lies
// outside is shown whichever way is shorter, so that a neighbouring module
// stays readable and the module cache stays absolute.
func (p paths) show(name string) string {
	if !filepath.IsAbs(name) {
		return filepath.ToSlash(name)
	}
	best := name
	for _, dir := range []string{p.dir, p.realDir} {
		if rel, err := filepath.Rel(dir, name); err == nil && len(rel) < len(best) {
			best = rel
		}
	}
	return filepath.ToSlash(best)
}

// position shows a position; an invalid one is "-".
func (p paths) position(posn token.Position) string {
	if posn.Filename != "" {
		posn.Filename = p.show(posn.Filename)
	}
	return posn.String()
}

// isLocal reports whether a pattern names directories rather than import
// paths.
func isLocal(pattern string) bool {
	return strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") ||
		pattern == "..." || filepath.IsAbs(pattern)
}

// joinPattern makes a local pattern absolute, with slashes.
func joinPattern(dir, pattern string) string {
	if filepath.IsAbs(pattern) {
		return slashed(pattern)
	}
	return slashed(filepath.Join(dir, pattern))
}

// slashed is the comparable form of a path: no links, forward slashes.
func slashed(name string) string {
	head, tail, wild := strings.Cut(name, "...")
	if real, err := filepath.EvalSymlinks(filepath.Clean(head)); err == nil {
		if wild && strings.HasSuffix(head, string(filepath.Separator)) {
			real += "/"
		}
		head = real
	}
	if wild {
		head += "..." + tail
	}
	return filepath.ToSlash(head)
}
