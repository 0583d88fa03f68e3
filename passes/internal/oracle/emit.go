package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// twin separates the two versions of a line.
const twin = " //= "

// gen writes one function. It is used once.
type gen struct {
	r       *rand.Rand
	lines   []string
	indent  int
	extra   []string        // the lines of companions, which follow the function
	calls   []string        // how they are run
	used    map[string]bool // names that occur in an expression
	decls   []decl
	labels  []label
	tags    map[string]bool
	pending []string // constructs that are still to be put in
	budget  int      // statements that may still be written
	uniq    int
	lits    int
	name    string
	guarded bool // a deferred function recovers
	careful bool // means to release what it acquires
	generic bool
	boxed   bool // has a parameter in which something can be stored
	stored  bool // something is
	results results
}

// decl is a line that declares names by :=, of which some may stay unused.
type decl struct {
	line  int
	names []string
}

// label is a line that stands for a label until it is known whether it is used.
type label struct {
	name string
	line int
}

func (g *gen) p(format string, args ...any) {
	g.lines = append(g.lines, strings.Repeat("\t", g.indent)+fmt.Sprintf(format, args...))
}

// twin writes a line that differs in the two versions.
func (g *gen) twin(lint, exec string) { g.p("%s%s%s", lint, twin, exec) }

// in writes a block: head, what body writes, tail.
func (g *gen) in(head, tail string, body func()) {
	g.p("%s", head)
	g.indent++
	body()
	g.indent--
	g.p("%s", tail)
}

// inTwin is in, with a head that differs in the two versions.
func (g *gen) inTwin(lint, exec, tail string, body func()) {
	g.in(lint+twin+exec, tail, body)
}

func (g *gen) fresh(prefix string) string {
	g.uniq++
	return fmt.Sprintf("%s%d", prefix, g.uniq)
}

// u marks a name as used, that of the variable if it has a field, and returns it.
func (g *gen) u(name string) string {
	variable, _, _ := strings.Cut(name, ".")
	g.used[variable] = true
	return name
}

func (g *gen) tag(names ...string) {
	for _, name := range names {
		g.tags[name] = true
	}
}

// chance is true n times in a hundred.
func (g *gen) chance(n int) bool { return g.r.IntN(100) < n }

func (g *gen) oneOf(s ...string) string { return s[g.r.IntN(len(s))] }

// declare writes a declaration by := whose unused names become blank.
func (g *gen) declare(names []string, rhs string) {
	g.decls = append(g.decls, decl{len(g.lines), names})
	g.p("%s := %s", strings.Join(names, ", "), rhs)
}

// placeLabel reserves a line for a label.
func (g *gen) placeLabel() string {
	name := g.fresh("L")
	g.labels = append(g.labels, label{name, len(g.lines)})
	g.p("//")
	return name
}

// settle blanks the names that were never used and sets the labels that were.
func (g *gen) settle() {
	for _, d := range g.decls {
		names := slices.Clone(d.names)
		for i, name := range names {
			if !g.used[name] {
				names[i] = "_"
			}
		}
		from := strings.Join(d.names, ", ") + " := "
		to := strings.Join(names, ", ") + " := "
		if strings.Trim(to, "_, :=") == "" {
			to = strings.Join(names, ", ") + " = "
		}
		g.lines[d.line] = strings.ReplaceAll(g.lines[d.line], from, to)
	}
	for _, l := range g.labels {
		if g.used[l.name] {
			g.lines[l.line] = strings.Replace(g.lines[l.line], "//", l.name+":", 1)
		}
	}
}

// split gives the version of a line for the linter and the one for execution.
func split(line string) (lint, exec string) {
	lint, exec, ok := strings.Cut(line, twin)
	if !ok {
		return line, line
	}
	return lint, exec
}
