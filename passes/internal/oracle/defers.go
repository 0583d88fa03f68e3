package oracle

// deferOrder defers a literal that releases and one that changes what the
// first looks at: it depends on their order whether the pair leaks.
func (g *gen) deferOrder(sc *scope) outcome {
	if len(sc.loops) > 0 {
		return skipped
	}
	p := g.pick(sc, func(p *pair) bool {
		return p.vars && !p.deferred && p.guard == "" && p.loops == 0 && p.lit == sc.lit
	})
	if p == nil {
		p = g.newPair(sc)
		g.declare([]string{p.next, p.stop}, g.source(p))
		sc.pairs = append(sc.pairs, p)
	}
	p.touched, p.deferred = true, true
	late := g.chance(50)
	first, second := g.releaseAndChange(sc, p, late)
	if !late {
		first, second = second, first
	}
	g.deferLiteral(first)
	if g.chance(25) {
		g.guardedExit(g.exitReturn)(sc)
	}
	g.deferLiteral(second)
	return open
}

// releaseAndChange gives the bodies of two literals: one that releases p and
// one that changes what the other looks at; late says that the release is to
// run after the change. Handles that a literal assigns at the end are not used
// any more.
func (g *gen) releaseAndChange(sc *scope, p *pair, late bool) (release, change func()) {
	s := g.u(p.stop)
	stop := func() { g.p("%s()", s) }
	released := func() { g.in("if "+s+" != nil {", "}", stop) }
	p.dead = true
	n := g.r.IntN(8)
	if n == 0 || n == 2 {
		g.p("_ = %s", g.u(p.next))
	}
	switch {
	case n == 0:
		return released, g.maybe(func() { g.p("%s, %s = nil, nil", p.next, s) })
	case n == 1:
		return stop, g.maybe(func() { g.p("%s = func() {}", s) })
	case n == 2:
		return stop, func() {
			if g.chance(70) {
				stop()
			}
			g.assign(p)
		}
	}
	p.dead = false
	if n < 5 && sc.results == namedErr && sc.lit == 0 {
		return func() { g.in("if err "+g.oneOf("!=", "==")+" nil {", "}", stop) },
			func() { g.p("err = %s", g.oneOf("nil", "nil", "opaque.Err()")) }
	}
	flag, was := g.fresh("flag"), g.chance(50)
	g.p("%s := %v", flag, was)
	sc.flags = append(sc.flags, flag)
	test := ""
	if right := g.careful && g.chance(75) || g.chance(30); (was == late) == right {
		test = "!"
	}
	return func() { g.in("if "+test+flag+" {", "}", stop) }, g.maybe(func() { g.p("%s = %v", flag, !was) })
}

// maybe is body, or body under a condition.
func (g *gen) maybe(body func()) func() {
	if g.chance(80) {
		return body
	}
	return func() { g.in("if opaque.Cond() {", "}", body) }
}
