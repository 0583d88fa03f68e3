package oracle

func (g *gen) closureKinds() []kind {
	return []kind{
		{"closure-called", 2, true, g.closureCalled},
		{"closure-deferred", 2, true, g.closureDeferred},
		{"closure-immediate", 2, true, g.immediate},
		{"closure-parameter", 1, false, g.closureParameter},
		{"closure-passed", 2, true, g.passedLocal},
		{"closure-passed-other-package", 2, true, g.passedOther},
		{"closure-never-called", 1, false, g.neverCalled},
		{"closure-recursive", 2, true, g.recursiveClosure},
		{"closure-again", 1, false, g.calledAgain},
	}
}

// release writes the release of a pair, or a random block.
func (g *gen) release(sc *scope, n int) {
	if p := g.pick(sc, nil); p != nil && g.chance(60) {
		g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
		return
	}
	g.nested(sc, n)
}

// closureCalled calls a literal, or defers it where no loop does so again.
func (g *gen) closureCalled(sc *scope) outcome {
	f := g.fresh("f")
	g.in(f+" := func() {", "}", func() { g.release(g.literal(sc), 2) })
	switch n := g.r.IntN(4); {
	case n == 0:
		g.in("if "+g.cond(sc)+" {", "}", func() { g.p("%s()", f) })
	case n == 1 && len(sc.loops) == 0:
		g.p("defer %s()", f)
	default:
		g.p("%s()", f)
	}
	sc.calls = append(sc.calls, f)
	return open
}

func (g *gen) calledAgain(sc *scope) outcome {
	if len(sc.calls) == 0 {
		g.closureCalled(sc)
	}
	g.p("%s()", sc.calls[g.r.IntN(len(sc.calls))])
	return open
}

// closureDeferred defers a literal; in a loop it keeps off the pairs of the loop.
func (g *gen) closureDeferred(sc *scope) outcome {
	in := g.literal(sc)
	in.pairs = nil
	in.atLoop = 0
	for _, p := range sc.pairs {
		if p.loops == 0 || p.lit != sc.lit {
			in.pairs = append(in.pairs, p)
		}
	}
	g.deferLiteral(func() { g.release(in, 2) })
	return open
}

func (g *gen) immediate(sc *scope) outcome {
	g.in("func() {", "}()", func() { g.release(g.literal(sc), 2) })
	return open
}

func (g *gen) closureParameter(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	s := g.fresh("s")
	g.when(p, func(q *pair) {
		g.in("func("+s+" func()) {", "}("+g.u(q.stop)+")", func() {
			switch g.r.IntN(4) {
			case 0:
				g.in("if opaque.Cond() {", "}", func() { g.p("%s()", s) })
			case 1:
				g.p("defer %s()", s)
				g.p("opaque.Use()")
			default:
				g.p("%s()", s)
			}
		})
	})
	return open
}

func (g *gen) passedLocal(sc *scope) outcome {
	return g.passed(sc, g.oneOf("do", "do", "maybe", "each"))
}

func (g *gen) passedOther(sc *scope) outcome {
	return g.passed(sc, "helpers."+g.oneOf("Do", "Do", "Maybe", "Each"))
}

func (g *gen) passed(sc *scope, to string) outcome {
	if g.chance(25) {
		p := g.pickOrAcquire(sc, nil)
		g.when(p, func(q *pair) { g.p("%s(%s)", to, g.u(q.stop)) })
		return open
	}
	if g.chance(35) {
		p := g.pickOrAcquire(sc, nil)
		g.in(to+"(func() {", "})", func() { g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) }) })
		return open
	}
	g.in(to+"(func() {", "})", func() { g.release(g.literal(sc), 2) })
	return open
}

func (g *gen) neverCalled(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	f := g.fresh("f")
	g.in(f+" := func() {", "}", func() { g.p("%s()", g.u(p.stop)) })
	g.p("_ = %s", f)
	return open
}

func (g *gen) recursiveClosure(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	walk := g.fresh("walk")
	g.p("var %s func(int)", walk)
	g.in(walk+" = func(n int) {", "}", func() {
		atEnd := g.chance(50)
		g.in("if opaque.Cond() {", "}", func() {
			if atEnd {
				g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
			}
			g.p("return")
		})
		if !atEnd && g.chance(50) {
			g.when(p, func(q *pair) { g.p("%s()", g.u(q.next)) })
		} else if g.chance(40) {
			g.p("opaque.Use(n)")
		}
		g.p("%s(n - 1)", walk)
		if !atEnd && g.chance(50) {
			g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
		}
	})
	g.p("%s(3)", walk)
	return open
}
