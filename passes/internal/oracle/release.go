package oracle

func (g *gen) releaseKinds() []kind {
	return []kind{
		{"stop", 8, false, g.stop},
		{"advance", 4, false, g.advance},
		{"advance-ok", 4, false, g.advanceOK},
		{"drain-loop", 4, false, g.drain},
		{"drain-interrupted", 3, false, g.drainInterrupted},
		{"alias", 1, false, g.alias},
		{"blank-stop", 1, false, g.blankStop},
		{"nil-stop", 2, false, g.nilStop},
		{"nil-next", 1, false, g.nilNext},
		{"set-nil", 1, false, g.setNil},
		{"defer-bound", 5, false, g.deferStop},
		{"defer-variable", 2, false, g.deferVariable},
		{"defer-in-loop", 2, true, g.deferInLoop},
		{"defer-order", 2, true, g.deferOrder},
		{"flag", 2, false, g.flag},
		{"flag-tested-twice", 2, true, g.flagTwice},
		{"escape", 1, false, g.escape},
	}
}

func (g *gen) stop(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
	return open
}

func (g *gen) advance(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) {
		for range 1 + g.r.IntN(2) {
			g.p("%s()", g.u(q.next))
		}
	})
	return open
}

func (g *gen) advanceOK(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) {
		ok := g.fresh("ok")
		g.p("%s := %s()", g.results1(q, ok), g.u(q.next))
		test := g.oneOf("", "!")
		g.in("if "+test+ok+" {", "}", func() {
			if test == "" && g.chance(70) {
				g.p("%s()", g.u(q.stop))
			}
			if g.chance(60) {
				g.exitHere(sc.inner())
			} else {
				g.p("opaque.Use()")
			}
		})
	})
	return open
}

// drainLoop advances until the end.
func (g *gen) drainLoop(p *pair) outcome {
	ok := g.fresh("ok")
	lhs := g.results1(p, ok)
	if g.chance(50) {
		g.in("for {", "}", func() {
			g.p("%s := %s()", lhs, g.u(p.next))
			g.in("if !"+ok+" {", "}", func() { g.p("break") })
			g.p("opaque.Use()")
		})
		return open
	}
	again := g.results1(p, ok)
	g.in("for "+lhs+" := "+g.u(p.next)+"(); "+ok+"; "+again+" = "+p.next+"() {", "}", func() { g.p("opaque.Use()") })
	return open
}

func (g *gen) drain(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) { g.drainLoop(q) })
	return open
}

// drainInterrupted may leave the loop before the end.
func (g *gen) drainInterrupted(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) { g.drainUntil(sc, q) })
	return open
}

func (g *gen) drainUntil(sc *scope, p *pair) {
	ok := g.fresh("ok")
	g.in("for {", "}", func() {
		g.p("%s := %s()", g.results1(p, ok), g.u(p.next))
		g.in("if !"+ok+" {", "}", func() { g.p("break") })
		g.in("if "+g.cond(sc)+" {", "}", func() {
			if g.careful && g.chance(70) {
				g.p("%s()", g.u(p.stop))
			}
			in := sc.inLoop(false)
			if g.exitHere(in) == skipped {
				g.p("break")
			}
		})
	})
}

func (g *gen) alias(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	s := g.fresh("alias")
	p.touched = true
	g.p("%s := %s", s, g.u(p.stop))
	if p.guard != "" {
		g.in("if "+s+" != nil {", "}", func() { g.p("%s()", s) })
		return open
	}
	if g.chance(75) {
		g.p("%s()", s)
	} else {
		g.p("_ = %s", s)
	}
	return open
}

func (g *gen) blankStop(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.p("_ = %s", g.u(p.stop))
	return open
}

func (g *gen) nilStop(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nilable)
	p.touched = true
	g.in("if "+g.u(p.stop)+" != nil {", "}", func() { g.p("%s()", p.stop) })
	return open
}

func (g *gen) nilNext(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nilable)
	p.touched = true
	g.in("if "+g.u(p.next)+" == nil {", "}", func() {
		if g.exitHere(sc.inner()) == skipped {
			g.p("opaque.Use()")
		}
	})
	if p.guard == "nil" && g.chance(50) {
		g.in("if "+p.next+" != nil {", "}", func() { g.p("%s()", g.u(p.stop)) })
	}
	return open
}

func (g *gen) setNil(sc *scope) outcome {
	p := g.pick(sc, func(p *pair) bool { return p.guard == "nil" && p.vars })
	if p == nil {
		g.nilVariable(sc)
		p = sc.pairs[len(sc.pairs)-1]
	}
	p.touched = true
	if g.chance(70) {
		g.in("if "+g.u(p.stop)+" != nil {", "}", func() { g.p("%s()", p.stop) })
	}
	g.p("%s, %s = nil, nil", g.u(p.next), g.u(p.stop))
	g.p("_, _ = %s, %s", p.next, p.stop)
	return open
}

// loopPolicy says what a deferred release of p means here: marked in a loop
// that the policy is about, plain elsewhere, and whether it may be written.
func loopPolicy(sc *scope, p *pair) (marked, allowed bool) {
	if p.lit != sc.lit || p.loops == 0 {
		return false, true
	}
	if p.loops != len(sc.loops) || p.touched || p.guard != "" {
		return false, false
	}
	exempt := 0
	for _, l := range sc.loops {
		if l.exempt {
			exempt++
		}
	}
	if exempt == len(sc.loops) {
		return false, true
	}
	return true, exempt == 0
}

// deferPolicy says the same where it does not matter what else was written.
func deferPolicy(sc *scope, p *pair) (marked, allowed bool) {
	q := *p
	q.touched = false
	return loopPolicy(sc, &q)
}

// deferPair defers the release of p and reports whether it did.
func (g *gen) deferPair(sc *scope, p *pair) bool {
	marked, allowed := loopPolicy(sc, p)
	if !allowed || p.guard != "" {
		return false
	}
	p.touched, p.deferred = true, true
	if marked {
		p.dead = true
		g.mark("Deferring", p)
		g.tag("defer-in-loop")
	} else if p.loops > 0 && p.lit == sc.lit {
		g.mark("Waiting", p)
		g.tag("defer-in-loop")
	}
	n := g.r.IntN(5)
	if n == 1 && p.typ == "Duo" {
		n = 2
	}
	switch n {
	case 0:
		p.late = true
		g.deferLiteral(func() { g.p("%s()", g.u(p.stop)) })
		g.tag("defer-variable")
	case 1:
		g.tag("method-value")
		if g.chance(50) {
			g.p("defer closer(%s).Close()", g.u(p.stop))
			break
		}
		c := g.fresh("c")
		g.p("%s := closer(%s)", c, g.u(p.stop))
		g.p("defer %s.Close()", c)
	default:
		g.p("defer %s()", g.u(p.stop))
		g.tag("defer-bound")
	}
	return true
}

// waiting marks what p holds now as deferred in a loop, if it is.
func (g *gen) waiting(sc *scope, p *pair) {
	if p.lit != sc.lit || p.loops == 0 {
		return
	}
	mark := "Waiting"
	for _, l := range sc.loops {
		if !l.exempt {
			mark = "Deferring"
		}
	}
	g.mark(mark, p)
}

// mark tells execution of the deferred release.
func (g *gen) mark(how string, p *pair) {
	g.u(p.stop)
	_, stop := p.handles()
	g.twin("//", "iter."+how+"("+stop+")")
}

// deferLiteral writes a deferred literal.
func (g *gen) deferLiteral(body func()) {
	g.inTwin("defer func() {", "defer func() { defer iter.Cleaned(iter.Clean())", "}()", body)
}

func (g *gen) deferStop(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	if p.guard != "" && p.loops == 0 {
		g.when(p, func(q *pair) { g.p("defer %s()", g.u(q.stop)) })
		return open
	}
	if !g.deferPair(sc, p) {
		return g.stop(sc)
	}
	return open
}

// deferVariable defers a literal that reads the variable when it runs.
func (g *gen) deferVariable(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	if marked, allowed := loopPolicy(sc, p); marked || !allowed {
		return g.stop(sc)
	}
	p.touched, p.deferred, p.late = true, true, true
	g.waiting(sc, p)
	g.deferLiteral(func() {
		g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
	})
	return open
}

// deferInLoop is a loop that acquires and defers the release.
func (g *gen) deferInLoop(sc *scope) outcome {
	loop := g.anyLoop
	if g.chance(50) {
		loop = g.exemptLoop
	}
	return loop(sc, func(in *scope) bool {
		p := g.newPair(in)
		g.declare([]string{p.next, p.stop}, g.source(p))
		in.pairs = append(in.pairs, p)
		if g.chance(40) {
			g.p("%s()", g.u(p.next))
		}
		if !g.deferPair(in, p) {
			g.p("%s()", g.u(p.stop))
		}
		if g.chance(30) {
			return g.block(in, 1)
		}
		return false
	})
}

func (g *gen) flag(sc *scope) outcome {
	if len(sc.flags) > 0 && sc.flags[0] != "flag" && g.chance(50) {
		g.p("%s = %s", sc.flags[g.r.IntN(len(sc.flags))], g.oneOf("true", "false", "opaque.Cond()"))
		return open
	}
	f := g.fresh("done")
	g.p("%s := %s", f, g.oneOf("false", "true", "opaque.Cond()"))
	g.p("_ = %s", f)
	sc.flags = append(sc.flags, f)
	return open
}

// flagTwice tests one variable in two places.
func (g *gen) flagTwice(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	f := g.fresh("done")
	g.p("%s := opaque.Cond()", f)
	test := g.oneOf("", "!")
	g.when(p, func(q *pair) {
		g.in("if "+test+f+" {", "}", func() { g.p("%s()", g.u(q.stop)) })
	})
	in := sc.inner()
	in.flags = append(in.flags, f)
	if g.chance(60) {
		in.pairs = nil
		in.atLoop = 0
		g.in("if opaque.Cond() {", "}", func() {
			g.nested(in, 1)
		})
	}
	other := map[string]string{"": "!", "!": ""}[test]
	if g.chance(25) {
		other = test
	}
	g.when(p, func(q *pair) {
		g.in("if "+other+f+" {", "}", func() { g.p("%s()", g.u(q.stop)) })
	})
	p.deferred = true
	return open
}

// escape hands a stop to something that keeps it.
func (g *gen) escape(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) {
		s := g.u(q.stop)
		_, stop := q.handles()
		keep := "iter.Escape(" + stop + ")"
		switch g.r.IntN(6) {
		case 0:
			g.twin("opaque.Sink = append(opaque.Sink, "+s+")", keep)
		case 1:
			g.twin("opaque.Keep.Stop = "+s, keep)
		case 2:
			g.twin("opaque.Out <- "+s, keep)
		case 3:
			g.twin("opaque.Cleanup("+s+")", "opaque.Cleanup("+stop+")")
		case 4:
			g.twin("context.AfterFunc(context.Background(), "+s+")", keep)
		default:
			g.twin("runtime.AddCleanup(new(int), func(f func()) { f() }, "+s+")", keep)
		}
	})
	p.deferred = true
	return open
}
