package oracle

import "strings"

// changeResults defers what changes the handles that are named results. It
// reports whether they may be nil although err is nil.
func (g *gen) changeResults(next, stop string) (nils bool) {
	g.u(next)
	g.u(stop)
	release := func() {
		if g.chance(80) {
			g.in("if "+stop+" != nil {", "}", func() { g.p("%s()", stop) })
		}
	}
	g.deferLiteral(func() {
		switch g.r.IntN(4) {
		case 0:
			g.in("if err != nil {", "}", func() {
				release()
				g.p("%s, %s = nil, nil", next, stop)
			})
		case 1:
			nils = true
			g.in("if "+g.oneOf("opaque.Cond()", "err == nil", "opaque.Err() != nil")+" {", "}", func() {
				release()
				g.p("%s, %s = nil, nil", next, stop)
			})
		case 2:
			g.in("if err != nil && "+stop+" != nil {", "}", func() {
				g.p("%s()", stop)
				if g.chance(50) {
					g.p("%s, %s = nil, nil", next, stop)
				}
			})
		default:
			release()
			g.p("%s, %s = iter.Pull(opaque.Seq())", next, stop)
		}
	})
	return nils
}

// deferredResult calls a function of its own whose deferred literal changes
// the handles that it returns.
func (g *gen) deferredResult(sc *scope) outcome {
	name := g.fresh("give" + g.name + "x")
	h := &gen{r: g.r, name: name, used: g.used, tags: g.tags, uniq: g.uniq + 20, careful: g.careful}
	head := "func " + name + "()" + namedPair.String() + " {"
	h.p("")
	h.p("%s", head)
	h.indent++
	nils := h.changeResults("next", "stop")
	if h.chance(25) {
		h.guarded = true
		h.twin("defer func() { recover() }()", "defer func() { iter.Caught(recover()) }()")
	}
	if h.chance(30) {
		h.in("if opaque.Cond() {", "}", func() { h.p("return nil, nil, opaque.Err()") })
	}
	h.p("next, stop = iter.Pull(opaque.Seq())")
	body := strings.Join(h.lines, "\n")
	always := nils && !strings.Contains(body, "opaque.Err") && !strings.Contains(body, "opaque.Cond")
	if h.chance(40) || always { // or the handles were nil on all paths
		h.p("err = opaque.Err()")
	}
	switch h.r.IntN(3) {
	case 0:
		h.p("return")
	case 1:
		h.p("return next, stop, err")
	default:
		h.p("return next, stop, %s", h.oneOf("nil", "opaque.Err()"))
	}
	h.indent--
	h.p("}")
	h.lines[1] = h.headed(head, namedPair)
	h.settle()
	g.uniq = h.uniq
	g.extra = append(append(g.extra, h.lines...), h.extra...)
	g.calls = append(g.calls, name+"()")
	p := g.newPair(sc)
	p.elem, p.guard = "int", "nil"
	err := "_"
	if !nils && g.chance(30) {
		err = g.fresh("err")
		p.guard = g.u(err) + " == nil"
	}
	g.declare([]string{p.next, p.stop, err}, name+"()")
	if err != "_" {
		g.p("_ = %s", err)
	}
	return g.opened(sc, p)
}

// panicThrough lets a panic go on through a function whose deferred call
// does not recover, up to a literal that does.
func (g *gen) panicThrough(sc *scope) outcome {
	p := g.pickOrAcquire(sc, plain)
	g.when(p, func(q *pair) {
		s := g.u(q.stop)
		inner, done := "", ""
		if g.chance(40) {
			inner = g.fresh("throw" + g.name + "x")
			h := &gen{r: g.r, name: inner, used: g.used, tags: g.tags, uniq: g.uniq + 20}
			head := "func " + inner + "(next func() (int, bool), stop func()) {"
			h.p("")
			h.p("%s", head)
			h.indent++
			h.throws("next", "stop", "")
			h.indent--
			h.p("}")
			h.lines[1] = h.headed(head, noResult)
			g.extra = append(g.extra, h.lines...)
			g.calls = append(g.calls, inner+"(standin.Loose())")
			g.uniq = h.uniq
		}
		if inner == "" {
			done = g.fresh("done")
			g.p("%s := opaque.Cond()", done)
			g.p("_ = %s", done)
		}
		g.inTwin("func() {", "func() { defer iter.Unguard(iter.Guard())", "}()", func() {
			g.twin("defer func() { recover() }()", "defer func() { iter.Caught(recover()) }()")
			if inner != "" {
				g.p("%s(%s, %s)", inner, g.u(q.next), s)
			} else {
				g.in("func() {", "}()", func() { g.throws(q.next, s, done) })
			}
			if g.chance(85) {
				g.p("%s()", s)
			} else {
				g.p("_ = %s", s)
			}
		})
	})
	g.tag("recover", "panic")
	p.deferred = p.deferred || g.chance(45)
	return open
}

// throws defers a call that does not recover, and perhaps panics. What the
// deferred call does is mostly decided before: one that may panic itself would
// let a panic go on whether or not it ended the first.
func (g *gen) throws(next, stop, done string) {
	switch n := g.r.IntN(8); {
	case n < 4 && done != "":
		g.deferLiteral(func() {
			g.in("if "+g.oneOf("", "!")+done+" {", "}", func() { g.p("%s()", stop) })
		})
	case n < 5:
		g.deferLiteral(func() { g.p("%s()", g.u(next)) })
	case n < 6:
		g.p("defer %s(%s)", g.named("MaybeStop"), stop)
	case n < 7:
		g.p("defer %s()", stop)
	default:
		g.deferLiteral(func() {
			g.in("if opaque.Cond() {", "}", func() { g.p("%s()", stop) })
		})
	}
	if g.chance(75) {
		g.in("if opaque.Cond() {", "}", func() { g.p("panic(1)") })
	} else {
		g.p("opaque.Use()")
	}
	if g.chance(30) {
		g.p("%s()", g.u(next))
	}
}
