package oracle

import "strings"

func (g *gen) acquireKinds() []kind {
	return []kind{
		{"acquire", 12, false, g.acquire},
		{"pull2", 2, false, g.acquire2},
		{"result-discarded", 1, false, g.discarded},
		{"result-dropped", 1, false, g.dropped},
		{"wrapper-local", 2, false, g.wrapperLocal},
		{"wrapper-other-package", 2, false, g.wrapperOther},
		{"wrapper-error", 3, false, g.wrapperErr},
		{"phi", 2, true, g.phi},
		{"opened-flag", 2, true, g.openedFlag},
		{"int-flag", 2, true, g.intFlag},
		{"nil-variable", 2, true, g.nilVariable},
		{"cell", 2, true, g.cell},
		{"reassigned", 3, false, g.reassigned},
		{"shadowed", 1, true, g.shadowed},
		{"reopened", 1, true, g.reopened},
	}
}

// newPair names the handles of an object that is not declared yet.
func (g *gen) newPair(sc *scope) *pair {
	p := &pair{next: g.fresh("next"), stop: g.fresh("stop"), elem: "int", loops: len(sc.loops), lit: sc.lit, vars: true}
	if g.generic && g.chance(80) {
		p.elem = "T"
	}
	return p
}

// source is a call that acquires for p.
func (g *gen) source(p *pair) string {
	switch {
	case p.two:
		return "iter.Pull2(opaque.Seq2())"
	case p.elem == "T":
		return "iter.Pull(seq)"
	}
	return "iter.Pull(opaque.Seq())"
}

// opened puts a new pair in scope and perhaps defers its release.
func (g *gen) opened(sc *scope, p *pair) outcome {
	sc.pairs = append(sc.pairs, p)
	if g.careful && p.guard == "" && g.chance(25) {
		g.deferPair(sc, p)
	}
	return open
}

func (g *gen) acquire(sc *scope) outcome {
	p := g.newPair(sc)
	g.declare([]string{p.next, p.stop}, g.source(p))
	return g.opened(sc, p)
}

func (g *gen) acquire2(sc *scope) outcome {
	p := g.newPair(sc)
	p.two = true
	g.declare([]string{p.next, p.stop}, g.source(p))
	return g.opened(sc, p)
}

func (g *gen) discarded(sc *scope) outcome {
	p := g.newPair(sc)
	if g.chance(12) {
		g.p("_, _ = %s", g.source(p))
		return open
	}
	if g.chance(60) {
		g.p("%s, _ := %s", g.u(p.next), g.source(p))
		if g.chance(75) {
			return g.drainLoop(p)
		}
		g.p("%s()", p.next)
		return open
	}
	g.p("_, %s := %s", g.u(p.stop), g.source(p))
	if g.chance(75) {
		g.p("%s()", p.stop)
	} else {
		g.p("_ = %s", p.stop)
	}
	return open
}

func (g *gen) dropped(sc *scope) outcome {
	g.p("%s", g.source(g.newPair(sc)))
	return open
}

func (g *gen) wrapperLocal(sc *scope) outcome { return g.wrapper(sc, "pair()") }

func (g *gen) wrapperOther(sc *scope) outcome { return g.wrapper(sc, "helpers.Pair()") }

func (g *gen) wrapper(sc *scope, call string) outcome {
	p := g.newPair(sc)
	p.elem = "int"
	g.declare([]string{p.next, p.stop}, call)
	return g.opened(sc, p)
}

func (g *gen) wrapperErr(sc *scope) outcome {
	p := g.newPair(sc)
	p.elem = "int"
	err := g.fresh("err")
	call := g.oneOf("pairErr()", "helpers.PairErr()")
	g.declare([]string{p.next, p.stop, g.u(err)}, call)
	if g.chance(60) {
		g.in("if "+err+" != nil {", "}", func() {
			if g.exitHere(sc.inner()) == skipped {
				g.p("opaque.Use()")
				p.guard = err + " == nil"
			}
		})
		return g.opened(sc, p)
	}
	p.guard = err + " == nil"
	if g.chance(30) {
		p.guard = "nil"
	}
	g.p("_ = %s", err)
	return g.opened(sc, p)
}

// variables declares the handles of p without acquiring.
func (g *gen) variables(p *pair) {
	switch {
	case p.two:
		g.p("var %s func() (int, int, bool)", p.next)
	default:
		g.p("var %s func() (%s, bool)", p.next, p.elem)
	}
	g.p("var %s func()", p.stop)
	g.p("_, _ = %s, %s", g.u(p.next), g.u(p.stop))
}

func (g *gen) assign(p *pair) {
	g.p("%s, %s = %s", p.next, p.stop, g.source(p))
}

func (g *gen) phi(sc *scope) outcome {
	p := g.newPair(sc)
	g.variables(p)
	g.p("if %s {", g.cond(sc))
	g.indent++
	g.assign(p)
	g.indent--
	g.p("} else {")
	g.indent++
	g.assign(p)
	g.indent--
	g.p("}")
	return g.opened(sc, p)
}

func (g *gen) openedFlag(sc *scope) outcome {
	p := g.newPair(sc)
	flag := g.fresh("open")
	g.p("%s := false", flag)
	g.p("_ = %s", flag)
	g.variables(p)
	g.in("if "+g.cond(sc)+" {", "}", func() {
		g.assign(p)
		g.p("%s = true", flag)
	})
	p.guard, p.vars = flag, false
	return g.opened(sc, p)
}

// intFlag keeps in an integer whether the pair is open.
func (g *gen) intFlag(sc *scope) outcome {
	p := g.newPair(sc)
	state := g.fresh("state")
	g.p("%s := 0", state)
	g.p("_ = %s", state)
	g.variables(p)
	g.in("if "+g.cond(sc)+" {", "}", func() {
		g.assign(p)
		g.p("%s = 2", state)
	})
	if g.chance(20) {
		g.in("if "+g.cond(sc)+" {", "}", func() { g.p("%s = 1", state) })
	}
	p.guard, p.vars = g.oneOf(state+" == 2", state+" > 1", state+" != 0"), false
	return g.opened(sc, p)
}

func (g *gen) nilVariable(sc *scope) outcome {
	p := g.newPair(sc)
	g.variables(p)
	g.in("if "+g.cond(sc)+" {", "}", func() { g.assign(p) })
	p.guard = "nil"
	return g.opened(sc, p)
}

// cell lets a literal assign the handles that are used outside it.
func (g *gen) cell(sc *scope) outcome {
	p := g.newPair(sc)
	g.variables(p)
	f := g.fresh("openIt")
	g.in(f+" := func() {", "}", func() { g.assign(p) })
	if g.chance(50) {
		g.p("%s()", f)
	} else {
		g.in("if "+g.cond(sc)+" {", "}", func() { g.p("%s()", f) })
		p.guard = "nil"
	}
	return g.opened(sc, p)
}

// reassigned acquires again into the handles of a pair.
func (g *gen) reassigned(sc *scope) outcome {
	p := g.pick(sc, func(p *pair) bool { return p.vars && p.guard == "" && p.loops == len(sc.loops) && p.lit == sc.lit })
	if p == nil {
		return skipped
	}
	p.touched = true
	g.u(p.next)
	g.u(p.stop)
	way := g.r.IntN(4)
	if _, allowed := deferPolicy(sc, p); !allowed && way != 3 {
		way = 0
	}
	switch way {
	case 0:
		g.p("%s()", p.stop)
	case 1:
		g.tag("defer-bound")
		g.waiting(sc, p)
		g.p("defer %s()", p.stop)
	case 2:
		g.tag("defer-variable")
		g.deferLiteral(func() { g.p("%s()", p.stop) })
		p.late = true
	}
	if p.deferred && g.chance(60) {
		p.deferred = false
	}
	g.assign(p)
	if p.late {
		g.waiting(sc, p)
	}
	g.p("_, _ = %s, %s", p.next, p.stop)
	return open
}

func (g *gen) shadowed(sc *scope) outcome {
	p := g.pick(sc, func(p *pair) bool { return p.vars && p.next != "next" && !strings.Contains(p.next, ".") })
	if p == nil {
		g.acquire(sc)
		p = sc.pairs[len(sc.pairs)-1]
	}
	g.p("_, _ = %s, %s", g.u(p.next), g.u(p.stop))
	g.in("{", "}", func() {
		in := sc.inner()
		q := *p
		q.guard, q.touched, q.deferred = "", false, false
		q.loops, q.lit = len(sc.loops), sc.lit
		g.p("%s, %s := %s", p.next, p.stop, g.source(p))
		g.p("_, _ = %s, %s", g.u(p.next), g.u(p.stop))
		in.pairs = nil
		in.atLoop = 0
		for _, other := range sc.pairs {
			if other != p {
				in.pairs = append(in.pairs, other)
			}
		}
		in.pairs = append(in.pairs, &q)
		if !g.block(in, 1) {
			g.closeFrom(in, len(in.pairs)-1, g.careful)
		}
	})
	return open
}

// reopened is the long-running loop that opens when it is not open.
func (g *gen) reopened(sc *scope) outcome {
	p := g.newPair(sc)
	g.variables(p)
	g.in("for "+g.loopCond(sc)+" {", "}", func() {
		g.in("if "+p.next+" == nil {", "}", func() { g.assign(p) })
		g.tag("nil-next")
		v := g.fresh("ok")
		g.p("if %s := %s(); !%s {", g.results1(p, v), p.next, v)
		g.indent++
		if g.chance(85) {
			g.p("%s()", p.stop)
		}
		g.p("%s, %s = nil, nil", p.next, p.stop)
		g.indent--
		g.p("}")
	})
	p.guard = "nil"
	return g.opened(sc, p)
}

// results1 is the left side of an advance whose last result is ok.
func (g *gen) results1(p *pair, ok string) string {
	if p.two {
		return "_, _, " + ok
	}
	return "_, " + ok
}
