package oracle

func (g *gen) branchKinds() []kind {
	return []kind{
		{"if", 5, true, g.ifs},
		{"if-else", 2, true, g.ifElse},
		{"switch-tag", 2, true, g.switchTag},
		{"switch-tagless", 2, true, g.switchTagless},
		{"select", 2, true, g.selects},
		{"goto-out", 2, true, g.gotoOut},
		{"recovering-literal", 1, true, g.recoveringLiteral},
	}
}

// cond writes a condition.
func (g *gen) cond(sc *scope) string {
	one := func() string {
		not := g.oneOf("", "", "!")
		if not != "" {
			g.tag("not")
		}
		if len(sc.flags) > 0 && g.chance(50) {
			g.tag("flag")
			return not + sc.flags[g.r.IntN(len(sc.flags))]
		}
		if g.chance(10) {
			return "opaque.Err() != nil"
		}
		return not + "opaque.Cond()"
	}
	switch g.r.IntN(8) {
	case 0:
		g.tag("and")
		return one() + " && " + one()
	case 1:
		g.tag("or")
		return one() + " || " + one()
	}
	return one()
}

func (g *gen) ifs(sc *scope) outcome {
	g.in("if "+g.cond(sc)+" {", "}", func() { g.branch(sc) })
	return open
}

// branch writes the body of a branch, which often ends the function or the loop.
func (g *gen) branch(sc *scope) bool {
	in := sc.inner()
	if g.chance(35) {
		if g.exitHere(in) != skipped {
			return true
		}
	}
	return g.nested(in, 2)
}

func (g *gen) ifElse(sc *scope) outcome {
	p := g.pick(sc, nil)
	one := func() {
		if p != nil && g.chance(50) {
			g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
			return
		}
		g.branch(sc)
	}
	g.in("if "+g.cond(sc)+" {", "} else {", one)
	g.indent++
	one()
	g.indent--
	g.p("}")
	return open
}

// clauses writes the clauses of a switch or select.
func (g *gen) clauses(sc *scope, heads []string, fall bool) {
	in := sc.inner()
	in.brk = true
	p := g.pick(sc, nil)
	for i, head := range heads {
		g.p("%s", head)
		g.indent++
		ended := false
		if p != nil && g.chance(50) {
			g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
		} else {
			ended = g.branch(in)
		}
		if fall && !ended && i+1 < len(heads) && g.chance(35) {
			g.tag("fallthrough")
			g.p("fallthrough")
		}
		g.indent--
	}
	g.p("}")
}

func (g *gen) switchTag(sc *scope) outcome {
	g.p("switch opaque.Int() {")
	heads := []string{"case 0:", "case 1:"}
	if g.chance(60) {
		heads = append(heads, "default:")
	}
	g.clauses(sc, heads, true)
	return open
}

func (g *gen) switchTagless(sc *scope) outcome {
	g.p("switch {")
	heads := []string{"case " + g.cond(sc) + ":"}
	if g.chance(40) {
		heads = append(heads, "case "+g.cond(sc)+":")
	}
	if g.chance(60) {
		heads = append(heads, "default:")
	}
	g.clauses(sc, heads, true)
	return open
}

func (g *gen) selects(sc *scope) outcome {
	g.twin("select {", "switch iter.Choose(2) {")
	last := g.oneOf("case <-opaque.Chan():", "default:")
	g.clauses(sc, []string{"case <-opaque.Chan():" + twin + "case 0:", last + twin + "case 1:"}, false)
	return open
}

// gotoOut is a block that may be left by a goto.
func (g *gen) gotoOut(sc *scope) outcome {
	l := g.fresh("L")
	in := sc.inner()
	in.out = l
	g.in("{", "}", func() {
		g.in("if "+g.cond(sc)+" {", "}", func() { g.p("goto %s", l) })
		g.tag("goto")
		if g.chance(60) {
			g.loop(in, loopKind(g.r.IntN(int(loopKinds))), func(body *scope) bool {
				if g.chance(60) {
					g.in("if "+g.cond(body)+" {", "}", func() { g.p("goto %s", l) })
				}
				return g.nested(body, 1)
			})
			return
		}
		g.nested(in, 2)
	})
	g.p("%s:", l)
	g.p("opaque.Use()")
	return open
}

// recoveringLiteral is a literal that recovers, called where it stands.
func (g *gen) recoveringLiteral(sc *scope) outcome {
	g.inTwin("func() {", "func() { defer iter.Unguard(iter.Guard())", "}()", func() {
		g.inTwin("defer func() { recover() }()", "defer func() { iter.Caught(recover()) }()", "opaque.Use()", func() {})
		in := g.literal(sc)
		if g.chance(40) {
			g.p("if opaque.Cond() {")
			g.indent++
			g.p("panic(1)")
			g.indent--
			g.p("}")
			g.tag("panic")
		}
		g.release(in, 2)
	})
	g.tag("recover")
	return open
}
