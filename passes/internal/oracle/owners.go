package oracle

import "fmt"

// ownerKinds are constructs over types and literals that hold a pair. A pair
// that is held is used by the methods of its holder wherever another would be
// used by its variables.
func (g *gen) ownerKinds() []kind {
	return []kind{
		{"owner", 3, false, g.ownerOf("%sNewCursor()", "Cursor")},
		{"owner-error", 2, false, g.ownerErr},
		{"owner-value", 2, false, g.ownerOf("%sNewDuo()", "Duo")},
		{"owner-opened", 2, false, g.ownerOpened},
		{"owner-embedding", 2, false, g.ownerOf("%sNewEmbedding()", "Embedding")},
		{"owner-of-owner", 2, false, g.ownerOfOwner},
		{"owner-fields", 2, false, g.ownerFields},
		{"owner-literals", 2, false, g.ownerLiterals},
		{"owner-made", 2, false, g.ownerMade},
		{"owner-closed", 3, false, g.ownerClosed},
		{"owner-drained", 3, false, g.ownerDrained},
		{"owner-passed", 3, false, g.ownerPassed},
		{"owner-stored", 1, false, g.ownerStored},
		{"owner-returned", 2, false, g.ownerReturned},
	}
}

// handles are the expressions by which execution knows the pair.
func (p *pair) handles() (next, stop string) {
	if p.holder == "" {
		return p.next, p.stop
	}
	return "iter.Same(" + p.next + ", " + p.holder + ")", "iter.Same(" + p.stop + ", " + p.holder + ")"
}

// imported chooses between the types of this package and those of another.
func (g *gen) imported() string {
	if g.chance(50) {
		g.tag("owner-other-package")
		return "helpers."
	}
	g.tag("owner-same-package")
	return ""
}

// held puts a pair in scope that a variable of that type holds.
func (g *gen) held(sc *scope, name, typ string) *pair {
	p := g.newPair(sc)
	p.holder, p.typ = name, typ
	p.next, p.stop, p.elem, p.vars = name+".Next", name+".Close", "int", false
	return p
}

func (g *gen) ownerOf(call, typ string) func(*scope) outcome {
	return func(sc *scope) outcome {
		c, pkg := g.fresh("c"), g.imported()
		g.declare([]string{c}, fmt.Sprintf(call, pkg))
		return g.opened(sc, g.held(sc, c, pkg+typ))
	}
}

func (g *gen) ownerOfOwner(sc *scope) outcome {
	switch g.r.IntN(3) {
	case 0:
		g.tag("owner-same-package")
		c := g.fresh("c")
		g.declare([]string{c}, "NewClient()")
		return g.opened(sc, g.held(sc, c, "Client"))
	default:
		return g.ownerOf("%sNewOuter()", "Outer")(sc)
	}
}

// ownerErr is a constructor that may fail.
func (g *gen) ownerErr(sc *scope) outcome {
	pkg := g.imported()
	return g.mayFail(sc, pkg+g.oneOf("OpenCursor()", "ProbeCursor()"), pkg+"Cursor")
}

func (g *gen) mayFail(sc *scope, call, typ string) outcome {
	c, err := g.fresh("c"), g.fresh("err")
	g.declare([]string{c, g.u(err)}, call)
	p := g.held(sc, g.u(c), typ)
	g.p("_ = %s", c)
	if g.chance(65) {
		g.in("if "+err+" != nil {", "}", func() {
			if g.exitHere(sc.inner()) == skipped {
				g.p("opaque.Use()")
				p.guard = err + " == nil"
			}
		})
		return g.opened(sc, p)
	}
	p.guard = g.oneOf(err+" == nil", c+" != nil")
	g.p("_ = %s", err)
	return g.opened(sc, p)
}

// ownerMade calls a constructor of its own.
func (g *gen) ownerMade(sc *scope) outcome {
	name := g.fresh("make" + g.name + "x")
	pkg := g.imported()
	h := &gen{r: g.r, name: name, used: g.used, tags: g.tags, uniq: g.uniq + 20, careful: g.careful}
	head := "func " + name + "() (*" + pkg + "Cursor, error) {"
	h.p("")
	h.p("%s", head)
	h.indent++
	h.p("c := %sNewCursor()", pkg)
	if h.chance(20) {
		h.p("c.Next()")
	}
	h.in("if "+h.oneOf("opaque.Cond()", "_, ok := c.Next(); !ok", "_, ok := c.Next(); ok")+" {", "}", func() {
		if h.chance(80) {
			h.p("c.Close()")
		}
		h.p("return nil, errEmpty")
	})
	h.twin("return c, nil", "iter.GiveOwner(c); return c, nil")
	h.indent--
	h.p("}")
	h.lines[1] = h.headed(head, noResult)
	g.uniq = h.uniq
	g.extra = append(g.extra, h.lines...)
	g.calls = append(g.calls, name+"()")
	return g.mayFail(sc, name+"()", pkg+"Cursor")
}

// ownerOpened is a method that pulls into the fields of its receiver.
func (g *gen) ownerOpened(sc *scope) outcome {
	l := g.fresh("l")
	p := g.held(sc, l, "Lazy")
	if g.chance(30) {
		pkg := g.imported()
		p.typ = pkg + "Lazy"
		g.declare([]string{l}, pkg+"NewLazy()")
		return g.opened(sc, p)
	}
	g.p("%s", g.oneOf(l+" := &Lazy{}", "var "+l+" Lazy"))
	g.u(l)
	if g.lines[len(g.lines)-1][g.indent] == 'v' {
		p.holder = "&" + l
	}
	if g.chance(60) {
		g.p("%s.Open()", l)
		return g.opened(sc, p)
	}
	if g.chance(40) {
		g.p("%s.First()", l)
		return g.opened(sc, p)
	}
	g.in("if _, ok := "+l+".First(); "+g.oneOf("", "!")+"ok {", "}", func() {
		if g.chance(40) {
			g.p("%s.Close()", l)
		}
		if g.exitHere(sc.inner()) == skipped {
			g.p("opaque.Use()")
		}
	})
	return g.opened(sc, p)
}

// ownerFields acquires into the fields of a variable.
func (g *gen) ownerFields(sc *scope) outcome {
	d := g.fresh("d")
	p := g.newPair(sc)
	p.elem = "int"
	typ := g.oneOf("Duo", "Duo", "Cursor", "Lazy")
	p.next, p.stop = d+".next", d+".stop"
	g.u(d)
	switch {
	case g.chance(50):
		g.p("var %s %s", d, typ)
		g.p("_ = %s.stop", d)
		g.assign(p)
	case g.chance(50):
		g.p("%s := new(%s)", d, typ)
		g.assign(p)
	default:
		n, s := g.fresh("next"), g.fresh("stop")
		g.p("%s, %s := %s", n, s, g.source(p))
		g.p("%s := %s%s{next: %s, stop: %s}", d, g.oneOf("", "&"), typ, n, s)
		g.p("_ = %s.stop", d)
	}
	return g.opened(sc, p)
}

// ownerLiterals is a function that gives literals over a pair.
func (g *gen) ownerLiterals(sc *scope) outcome {
	p := g.newPair(sc)
	p.elem = "int"
	g.declare([]string{p.next, p.stop}, g.imported()+g.oneOf("Mapped()", "Limited(opaque.Int())"))
	return g.opened(sc, p)
}

// pickHeld chooses a pair that is held, and makes one where there is none.
func (g *gen) pickHeld(sc *scope, want func(*pair) bool) *pair {
	isHeld := func(p *pair) bool { return p.holder != "" && (want == nil || want(p)) }
	if p := g.pick(sc, isHeld); p != nil {
		return p
	}
	g.ownerOf("%sNewCursor()", "Cursor")(sc)
	return sc.pairs[len(sc.pairs)-1]
}

func (p *pair) isCursor() bool { return p.typ == "Cursor" || p.typ == "helpers.Cursor" }

func (g *gen) ownerClosed(sc *scope) outcome {
	p := g.pickHeld(sc, nil)
	deferred := ""
	if p.loops == 0 && len(sc.loops) == 0 && g.chance(40) {
		deferred = "defer "
		p.deferred = true
	}
	g.when(p, func(q *pair) {
		g.u(q.stop)
		n := g.r.IntN(6)
		switch {
		case n == 0:
			f := g.fresh("f")
			g.p("%s := %s", f, q.stop)
			g.p("%s%s()", deferred, f)
		case n == 1 && q.typ == "Cursor":
			stop := q.holder + ".stop"
			g.twin(deferred+stop+"()", deferred+"iter.Mighty("+stop+")()")
		case n == 2 && deferred != "":
			g.deferLiteral(func() { g.p("%s()", q.stop) })
		case n < 4 && (q.typ == "Outer" || q.typ == "helpers.Outer"):
			if deferred != "" || g.chance(40) {
				g.p("%s%s.Shut()", deferred, q.holder)
				return
			}
			err := g.fresh("err")
			g.in("if "+err+" := "+q.holder+".Shut(); "+err+" != nil {", "}", func() { g.exitHere(sc.inner()) })
		default:
			g.p("%s%s()", deferred, q.stop)
		}
	})
	return open
}

func (g *gen) ownerDrained(sc *scope) outcome {
	p := g.pickHeld(sc, nil)
	g.when(p, func(q *pair) {
		if g.chance(60) {
			g.drainLoop(q)
			return
		}
		g.drainUntil(sc, q)
	})
	return open
}

// ownerPassed hands the holder to a function.
func (g *gen) ownerPassed(sc *scope) outcome {
	p := g.pickHeld(sc, nil)
	g.when(p, func(q *pair) {
		g.u(q.stop)
		if !q.isCursor() || g.chance(20) {
			g.p("CloseAny(%s)", q.holder)
			return
		}
		pkg := q.typ[:len(q.typ)-len("Cursor")]
		switch g.r.IntN(6) {
		case 0:
			g.p("%sMaybeCloseCursor(%s)", pkg, q.holder)
		case 1:
			g.p("%sDrainCursor(%s)", pkg, q.holder)
		case 2:
			g.in("for "+pkg+"AdvanceCursor("+q.holder+") {", "}", func() { g.p("opaque.Use()") })
		case 3:
			g.in("if "+pkg+"AdvanceCursor("+q.holder+") {", "}", func() { g.p("%s()", q.stop) })
		case 4:
			g.p("%sDropCursor(%s)", pkg, q.holder)
		default:
			g.p("%sCloseCursor(%s)", pkg, q.holder)
		}
	})
	return open
}

// ownerStored stores the holder, or its method, in what the caller has: once,
// for a second one would lose the first.
func (g *gen) ownerStored(sc *scope) outcome {
	if !g.boxed || g.stored || sc.lit != 0 || len(sc.loops) > 0 {
		return skipped
	}
	g.stored = true
	p := g.pickHeld(sc, func(p *pair) bool { return p.loops == 0 && p.lit == 0 })
	g.when(p, func(q *pair) {
		g.u(q.stop)
		_, stop := q.handles()
		store := "b.stop = " + q.stop
		switch {
		case q.typ == "Cursor" && g.chance(70):
			store = "b.local = " + q.holder
		case q.typ == "helpers.Cursor" && g.chance(70):
			store = "b.other = " + q.holder
		}
		keep := func() { g.twin(store, store+"; iter.Escape("+stop+")") }
		if g.chance(50) {
			g.in("if "+g.cond(sc)+" {", "}", keep)
			return
		}
		keep()
		p.deferred = g.chance(70)
	})
	return open
}

// ownerReturned returns a holder under a condition.
func (g *gen) ownerReturned(sc *scope) outcome {
	if sc.results < ownerResult || sc.lit != 0 {
		return skipped
	}
	g.pickReturned(sc)
	g.in("if "+g.cond(sc)+" {", "}", func() { g.ret(sc.inner(), g.careful) })
	return open
}

// pickReturned makes sure that there is a holder to return.
func (g *gen) pickReturned(sc *scope) {
	if g.returnable(sc) == nil {
		pkg := sc.results.ownerPackage()
		c := g.fresh("c")
		g.declare([]string{c}, pkg+"NewCursor()")
		g.opened(sc, g.held(sc, c, pkg+"Cursor"))
	}
}

func (g *gen) returnable(sc *scope) *pair {
	typ := sc.results.ownerPackage() + "Cursor"
	return g.pick(sc, func(p *pair) bool { return p.typ == typ && !p.deferred && p.guard == "" })
}

// retOwner returns a holder, which hands it to the caller, or nothing.
func (g *gen) retOwner(sc *scope, careful bool) {
	out := g.returnable(sc)
	if out == nil || g.chance(25) {
		g.closeFrom(sc, 0, careful)
		if sc.results == ownerErrResult {
			g.p("return nil, errEmpty")
		} else {
			g.p("return nil")
		}
		return
	}
	rest := sc.inner()
	rest.pairs = nil
	for _, p := range sc.pairs {
		if p != out {
			rest.pairs = append(rest.pairs, p)
		}
	}
	g.closeFrom(rest, 0, careful)
	back := "return " + g.u(out.holder)
	if sc.results == ownerErrResult {
		back += ", nil"
	}
	g.twin(back, "iter.GiveOwner("+out.holder+"); "+back)
}
