package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// results is what a function returns.
type results int

const (
	noResult results = iota
	errResult
	namedErr
	intResult
	pairResult
	namedPair
	boolResult // of companions only
	ownerResult
	ownerErrResult
	importedOwnerResult
)

func (r results) String() string {
	return [...]string{"", " error", " (err error)", " int", " (func() (int, bool), func())",
		" (next func() (int, bool), stop func(), err error)", " bool",
		" *Cursor", " (*Cursor, error)", " *helpers.Cursor"}[r]
}

// ownerPackage qualifies the type of the holder that is returned.
func (r results) ownerPackage() string {
	if r == importedOwnerResult {
		return "helpers."
	}
	return ""
}

// Function is a generated function with its companions.
type Function struct {
	Name       string
	File       string // as in "p0/f.go"
	First      int    // its first and its last line
	Last       int
	Constructs []string // sorted

	lines []string
	calls []string // how it and its companions are run
}

// function writes one function; features are the constructs it is to have.
// One that would have too many paths is written anew, in the end with fewer.
func function(r *rand.Rand, name string, features []string) *Function {
	best := attempt(r, name, features)
	least := cost(best.lines)
	for try := 1; try < maxTries && least > maxCost; try++ {
		if try == maxTries*2/3 {
			features = features[1:]
		}
		f := attempt(r, name, features)
		if c := cost(f.lines); c < least {
			best, least = f, c
		}
	}
	return best
}

func attempt(r *rand.Rand, name string, features []string) *Function {
	g := &gen{r: r, name: name, used: map[string]bool{}, tags: map[string]bool{}, pending: features}
	g.budget = r.IntN(3)
	if g.chance(10) {
		g.budget += 4
	}
	g.careful = g.chance(85)
	call := g.whole()
	g.settle()
	f := &Function{Name: name, lines: append(g.lines, g.extra...), calls: append([]string{call}, g.calls...)}
	for t := range g.tags {
		f.Constructs = append(f.Constructs, t)
	}
	slices.Sort(f.Constructs)
	return f
}

// whole writes the function and returns a call of it.
func (g *gen) whole() string {
	sc := &scope{}
	params, args := g.parameters(sc)
	g.results = g.resultKind()
	sc.results = g.results
	head := fmt.Sprintf("func %s%s%s {", g.name, params, g.results)
	g.p("%s", head)
	g.indent++
	if g.results == namedPair {
		sc.pairs = append(sc.pairs, &pair{next: "next", stop: "stop", guard: "nil", elem: "int", vars: true})
		g.tag("named-result")
	}
	if !g.body(sc) && sc.results != noResult {
		g.ret(sc, g.careful)
	}
	g.indent--
	g.p("}")
	g.lines[0] = g.headed(head, g.results)
	return g.name + args
}

// headed is the first line of a function in both versions.
func (g *gen) headed(head string, r results) string {
	if r == namedPair {
		return fmt.Sprintf("%s%s%s defer iter.LeaveNamed(iter.Enter(%v), iter.Site(), &next, &stop)", head, twin, head, g.guarded)
	}
	return fmt.Sprintf("%s%s%s defer iter.Leave(iter.Enter(%v))", head, twin, head, g.guarded)
}

// parameters chooses the parameters; it returns them and arguments for them.
func (g *gen) parameters(sc *scope) (params, args string) {
	const generic = "generic-function"
	if slices.Contains(g.pending, generic) {
		g.generic = true
		g.pending = slices.DeleteFunc(slices.Clone(g.pending), func(f string) bool { return f == generic })
		g.tag(generic)
		return "[T any](seq iter.Seq[T])", "[int](opaque.Seq())"
	}
	if slices.Contains(g.pending, "owner-stored") {
		g.boxed = true
		return "(b *box)", "(new(box))"
	}
	if g.chance(15) {
		sc.flags = append(sc.flags, "flag")
		return "(flag bool)", "(opaque.Cond())"
	}
	return "()", "()"
}

func (g *gen) resultKind() results {
	if slices.Contains(g.pending, "named-result") {
		if g.chance(40) {
			return namedPair
		}
		return namedErr
	}
	if slices.Contains(g.pending, "owner-returned") {
		return ownerResult + results(g.r.IntN(3))
	}
	switch n := g.r.IntN(20); {
	case n < 11:
		return noResult
	case n < 13:
		return errResult
	case n < 15:
		return namedErr
	case n < 17:
		return intResult
	case n < 19:
		return pairResult
	}
	return namedPair
}

// body writes the statements of the function itself and reports whether control ends in them.
func (g *gen) body(sc *scope) bool {
	if g.block(sc, 1+g.budget/2) {
		return true
	}
	for len(g.pending) > 0 {
		if g.feature(sc) == closed {
			return true
		}
	}
	g.closeFrom(sc, 0, g.careful)
	return false
}

// block writes up to n statements and reports whether control ends in them.
func (g *gen) block(sc *scope, n int) bool {
	for range n {
		if g.statement(sc) == closed {
			return true
		}
		if g.budget <= 0 && g.chance(50) {
			break
		}
	}
	return false
}

// nested writes a block of its own scope, and at its end what it owes.
func (g *gen) nested(sc *scope, n int) bool {
	had := len(sc.pairs)
	if g.block(sc, n) {
		return true
	}
	g.closeFrom(sc, had, g.careful)
	return false
}

// statement writes one statement.
func (g *gen) statement(sc *scope) outcome {
	g.budget--
	if len(g.pending) > 0 && g.chance(55) {
		if o := g.feature(sc); o != skipped {
			return o
		}
	}
	all := g.kinds()
	total := 0
	for _, k := range all {
		total += k.weight
	}
	for range 20 {
		n := g.r.IntN(total)
		i := 0
		for n >= all[i].weight {
			n -= all[i].weight
			i++
		}
		if g.budget <= 0 && all[i].big {
			continue
		}
		if o := all[i].write(sc); o != skipped {
			g.tag(all[i].name)
			return o
		}
	}
	g.p("opaque.Use()")
	return open
}

// feature writes the next construct that is still to be put in.
func (g *gen) feature(sc *scope) outcome {
	name := g.pending[0]
	g.pending = g.pending[1:]
	all := g.kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.name == name })
	o := all[i].write(sc)
	if o != skipped {
		g.tag(name)
	}
	return o
}

// closeFrom releases the pairs from index n on, if it is meant to.
func (g *gen) closeFrom(sc *scope, n int, careful bool) {
	for _, p := range sc.pairs[min(n, len(sc.pairs)):] {
		odds := 20
		if careful {
			odds = 96
		}
		if p.dead || p.deferred || !g.chance(odds) {
			continue
		}
		g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
	}
}
