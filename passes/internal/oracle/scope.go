package oracle

import (
	"slices"
	"strings"
)

// outcome says how writing a statement ended.
type outcome int

const (
	skipped outcome = iota // it does not fit here, nothing was written
	open                   // control may go on after it
	closed                 // control does not go on after it
)

// pair is the handles of one object, or of the objects that share variables.
type pair struct {
	next, stop string
	guard      string // condition under which it is open; empty means always
	two        bool   // from Pull2
	elem       string // type of its elements
	loops      int    // loops of its literal around its declaration
	lit        int    // the literal that declares it
	vars       bool   // variables that may be assigned again
	touched    bool   // something other than an advance was written
	dead       bool   // nothing more is to be written
	deferred   bool   // a deferred release was written
	late       bool   // it reads the variable when it runs
	holder     string // the variable that holds it, if its handles are methods of that
	typ        string // its type
}

// loop is what the policy for a defer in a loop needs to know of one.
type loop struct{ exempt bool }

// scope is what a statement may refer to. Blocks get a copy.
type scope struct {
	pairs    []*pair
	flags    []string
	calls    []string // literals without parameters
	labels   []string // of enclosing loops
	out      string   // label behind the enclosing block
	loops    []loop   // of this literal
	atLoop   int      // pairs that were there when the innermost loop began
	lit      int      // 0 is the function itself
	brk, con bool
	results  results
}

// inner returns a copy for a block.
func (sc *scope) inner() *scope {
	c := *sc
	c.pairs = slices.Clip(c.pairs)
	c.flags = slices.Clip(c.flags)
	c.calls = slices.Clip(c.calls)
	c.labels = slices.Clip(c.labels)
	c.loops = slices.Clip(c.loops)
	return &c
}

// inLoop returns a copy for the body of a loop.
func (sc *scope) inLoop(exempt bool) *scope {
	c := sc.inner()
	c.loops = append(c.loops, loop{exempt})
	c.brk, c.con = true, true
	c.atLoop = len(c.pairs)
	return c
}

// literal returns a copy for the body of a function literal.
func (g *gen) literal(sc *scope) *scope {
	c := sc.inner()
	g.lits++
	c.lit = g.lits
	c.loops, c.labels, c.out = nil, nil, ""
	c.brk, c.con = false, false
	c.results = noResult
	return c
}

// pick chooses a live pair, nil if there is none that is wanted.
func (g *gen) pick(sc *scope, want func(*pair) bool) *pair {
	var live []*pair
	for _, p := range sc.pairs {
		if !p.dead && (want == nil || want(p)) {
			live = append(live, p)
		}
	}
	if len(live) == 0 {
		return nil
	}
	return live[g.r.IntN(len(live))]
}

// pickOrAcquire is pick, but acquires where there is nothing to choose.
func (g *gen) pickOrAcquire(sc *scope, want func(*pair) bool) *pair {
	if p := g.pick(sc, want); p != nil && g.chance(85) {
		return p
	}
	p := g.newPair(sc)
	if want != nil && !want(p) {
		p.two, p.elem = false, "int"
	}
	g.declare([]string{p.next, p.stop}, g.source(p))
	sc.pairs = append(sc.pairs, p)
	return p
}

// when writes body under the guard of p, if it has one.
func (g *gen) when(p *pair, body func(q *pair)) {
	p.touched = true
	if p.guard == "" {
		body(p)
		return
	}
	g.in("if "+g.guardOf(p)+" {", "}", func() {
		q := *p
		q.guard, q.vars = "", false
		body(&q)
	})
}

// guardOf returns the condition under which p is open.
func (g *gen) guardOf(p *pair) string {
	if p.guard == "nil" {
		if g.chance(30) {
			g.tag("nil-next")
			return g.u(p.next) + " != nil"
		}
		g.tag("nil-stop")
		return g.u(p.stop) + " != nil"
	}
	return p.guard
}

// plain reports whether p has elements of type int, one at a time.
func plain(p *pair) bool { return !p.two && p.elem == "int" }

// nilable reports whether the handles of p are variables, which may be nil.
func nilable(p *pair) bool { return p.holder == "" }

// inStruct reports whether fields that this package sees hold p: a goroutine
// may take them along.
func (p *pair) inStruct() bool {
	if p.holder != "" {
		return !strings.HasPrefix(p.typ, "helpers.")
	}
	return strings.Contains(p.next, ".")
}
