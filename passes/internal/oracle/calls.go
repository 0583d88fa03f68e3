package oracle

import "strings"

func (g *gen) helperKinds() []kind {
	return []kind{
		{"helper-stops", 2, false, g.helperStops},
		{"helper-drains", 2, false, g.helperDrains},
		{"helper-advances", 2, false, g.helperAdvances},
		{"helper-maybe-stops", 2, false, g.helperMaybe},
		{"helper-drops", 2, false, g.helperDrops},
		{"helper-recursive", 2, false, g.helperRecursive},
		{"helper-mutual", 2, false, g.helperMutual},
		{"helper-generated", 2, true, g.companion},
		{"helper-generic", 2, false, g.helperGeneric},
		{"method-value", 2, false, g.methodValue},
		{"goroutine", 2, true, g.goroutine},
	}
}

// named gives the name of a helper, here or in the other package.
func (g *gen) named(name string) string {
	if g.chance(50) {
		g.tag("helper-other-package")
		return "helpers." + name
	}
	g.tag("helper-same-package")
	if name == "Stop" {
		return "stopIt"
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// namedFor is named for what drains p: what becomes of the methods of a holder
// in another package need not be known.
func (g *gen) namedFor(p *pair, name string) string {
	if p.holder != "" {
		g.tag("helper-same-package")
		return strings.ToLower(name[:1]) + name[1:]
	}
	return g.named(name)
}

func (g *gen) helperStops(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	if p.guard == "nil" {
		p.touched = true
		g.p("%s(%s)", g.named("StopIfSet"), g.u(p.stop))
		return open
	}
	call := "%s(%s)"
	if p.loops == 0 && g.chance(30) {
		call = "defer %s(%s)"
	}
	g.when(p, func(q *pair) { g.p(call, g.named(g.oneOf("Stop", "StopIfSet")), g.u(q.stop)) })
	return open
}

func (g *gen) helperDrains(sc *scope) outcome {
	p := g.pickOrAcquire(sc, plain)
	g.when(p, func(q *pair) { g.p("%s(%s)", g.namedFor(q, "Drain"), g.u(q.next)) })
	return open
}

func (g *gen) helperAdvances(sc *scope) outcome {
	p := g.pickOrAcquire(sc, plain)
	g.when(p, func(q *pair) {
		call := g.namedFor(q, "Advance") + "(" + g.u(q.next) + ")"
		switch g.r.IntN(4) {
		case 0:
			g.in("for "+call+" {", "}", func() { g.p("opaque.Use()") })
		case 1:
			g.in("if "+call+" {", "}", func() { g.p("%s()", g.u(q.stop)) })
		case 2:
			g.in("if !"+call+" {", "}", func() {
				if g.exitHere(sc.inner()) == skipped {
					g.p("opaque.Use()")
				}
			})
		default:
			ok := g.fresh("ok")
			g.p("%s := %s", ok, call)
			g.p("opaque.Use(%s)", ok)
			if g.chance(70) {
				g.in("if "+ok+" {", "}", func() { g.p("%s()", g.u(q.stop)) })
			}
		}
	})
	return open
}

func (g *gen) helperMaybe(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) { g.p("%s(%s)", g.named("MaybeStop"), g.u(q.stop)) })
	return open
}

func (g *gen) helperDrops(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) { g.p("%s(%s)", g.named("Drop"), g.u(q.stop)) })
	return open
}

func (g *gen) helperRecursive(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	g.when(p, func(q *pair) { g.p("%s(%s)", g.oneOf("recurseStop", "recurseStop", "recurseMaybe"), g.u(q.stop)) })
	return open
}

func (g *gen) helperMutual(sc *scope) outcome {
	p := g.pickOrAcquire(sc, plain)
	g.when(p, func(q *pair) {
		switch g.r.IntN(3) {
		case 0:
			g.p("evenMaybe(%s)", g.u(q.stop))
		case 1:
			g.p("odd(%s, %s)", g.u(q.next), g.u(q.stop))
		default:
			g.p("even(%s, %s)", g.u(q.next), g.u(q.stop))
		}
	})
	return open
}

func (g *gen) helperGeneric(sc *scope) outcome {
	p := g.pickOrAcquire(sc, func(p *pair) bool { return !p.two })
	g.when(p, func(q *pair) {
		if g.chance(50) {
			g.p("%s(%s)", g.namedFor(q, "DrainAny"), g.u(q.next))
			return
		}
		g.p("%s(%s)", g.named("StopAny"), g.u(q.stop))
	})
	return open
}

func (g *gen) methodValue(sc *scope) outcome {
	p := g.pickOrAcquire(sc, nil)
	deferred := ""
	if p.loops == 0 && g.chance(40) {
		deferred = "defer "
	}
	g.when(p, func(q *pair) {
		c := g.fresh("c")
		switch g.r.IntN(4) {
		case 0:
			g.p("%scloser(%s).Close()", deferred, g.u(q.stop))
		case 1:
			g.p("%s := closer(%s).Close", c, g.u(q.stop))
			if g.chance(25) {
				g.in("if opaque.Cond() {", "}", func() { g.p("%s()", c) })
				return
			}
			g.p("%s%s()", deferred, c)
		case 2:
			g.p("%s := closer(%s)", c, g.u(q.stop))
			g.p("%s%s.Close()", deferred, c)
		default:
			g.p("%s := &holder{}", c)
			g.p("%s%s.release(%s)", deferred, c, g.u(q.stop))
		}
	})
	return open
}

// companion writes a helper of its own and calls it.
func (g *gen) companion(sc *scope) outcome {
	p := g.pickOrAcquire(sc, plain)
	name := g.fresh("help" + g.name + "x")
	out := g.oneOf("", " bool")
	h := &gen{r: g.r, name: name, used: g.used, tags: g.tags, uniq: g.uniq + 20, budget: 1 + g.r.IntN(3), careful: g.careful}
	in := &scope{pairs: []*pair{{next: "next", stop: "stop", elem: "int"}}}
	head := "func " + name + "(next func() (int, bool), stop func())" + out + " {"
	h.p("")
	h.p("%s", head)
	h.indent++
	if out != "" {
		in.results = boolResult
	}
	if !h.block(in, 2) {
		h.closeFrom(in, 0, g.careful)
		if out != "" {
			h.p("%s", h.oneOf("return opaque.Cond()", "_, ok := next(); return ok", "return true"))
		}
	}
	h.indent--
	h.p("}")
	h.lines[1] = h.headed(head, in.results)
	h.settle()
	g.uniq = h.uniq
	g.extra = append(append(g.extra, h.lines...), h.extra...)
	g.calls = append(append(g.calls, name+"(standin.Loose())"), h.calls...)
	g.when(p, func(q *pair) {
		call := name + "(" + g.u(q.next) + ", " + g.u(q.stop) + ")"
		if out == "" || g.chance(30) {
			g.p("%s", call)
			return
		}
		g.in("if "+g.oneOf("", "!")+call+" {", "}", func() { g.p("%s()", g.u(q.stop)) })
	})
	return open
}

// goroutine releases on all paths of its body, or on none. What it captures
// is not assigned again: a linter that sees that keeps silent.
func (g *gen) goroutine(sc *scope) outcome {
	p := g.pickOrAcquire(sc, func(p *pair) bool { return p.loops == len(sc.loops) && p.lit == sc.lit && p.next != "next" })
	p.vars = false
	g.when(p, func(q *pair) {
		if _, stop := q.handles(); q.inStruct() {
			g.u(q.stop)
			g.twin("//", "iter.Doubtful("+stop+")")
		}
		g.inTwin("go func() {", "iter.Go(func() {", "}()"+twin+"})", func() {
			switch g.r.IntN(4) {
			case 0:
				g.p("defer %s()", g.u(q.stop))
				g.p("%s()", g.u(q.next))
			case 1:
				g.p("opaque.Use()")
				g.p("%s()", g.u(q.stop))
			case 2:
				g.drainLoop(q)
			default:
				g.p("%s()", g.u(q.next))
			}
		})
	})
	p.deferred = g.chance(70)
	return open
}
