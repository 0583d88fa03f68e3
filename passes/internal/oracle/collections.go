package oracle

// A collection is a slice or a map that keeps what a loop acquires: its name
// and type, how the loop acquires an element, keeps it and gives up the newest,
// and how another loop, over the variable e, advances and releases each.
type collection struct {
	name, typ, literal      string
	acquire, keep, giveUp   string
	first, advance, release string
}

func (g *gen) collectionKinds() []kind {
	return []kind{{"collected", 13, false, g.collected}}
}

func (g *gen) stops() collection {
	all, next, stop := g.fresh("all"), g.fresh("next"), g.fresh("stop")
	return collection{
		name: all, typ: "[]func()", literal: "[]func(){}",
		acquire: next + ", " + stop + " := iter.Pull(opaque.Seq())",
		keep:    all + " = append(" + all + ", " + stop + ")",
		giveUp:  stop + "()", first: next + "()", release: "e()",
	}
}

func (g *gen) owners() collection {
	all, c, pkg := g.fresh("all"), g.fresh("c"), g.imported()
	return collection{
		name: all, typ: "[]*" + pkg + "Cursor", literal: "make([]*" + pkg + "Cursor, 0, 2)",
		acquire: c + " := " + pkg + "NewCursor()",
		keep:    all + " = append(" + all + ", " + c + ")",
		giveUp:  c + ".Close()", first: c + ".Next()", advance: "e.Next()", release: "e.Close()",
	}
}

func (g *gen) stopsByKey() collection {
	c := g.stops()
	c.typ, c.literal = "map[int]func()", "make(map[int]func())"
	c.keep = c.name + "[i] = " + c.giveUp[:len(c.giveUp)-len("()")]
	return c
}

// collected acquires in a loop, keeps what it has, and lets other loops use
// and release it. The function may be left in between. Loops within loops are
// not written: the engine does not follow what those do with elements.
func (g *gen) collected(sc *scope) outcome {
	if len(sc.loops) > 0 || sc.lit != 0 {
		return skipped
	}
	first := g.uniq == 0
	c := []func() collection{g.stops, g.owners, g.stopsByKey}[g.r.IntN(3)]()
	if c.typ[0] == 'm' || g.chance(40) {
		g.p("%s := %s", c.name, c.literal)
	} else {
		g.p("var %s %s", c.name, c.typ)
	}
	deferred := g.chance(20) || g.careful && g.chance(30)
	if deferred {
		g.deferLiteral(func() { g.each(c, c.release) })
	}
	leave := func(sc *scope) {
		if !deferred && (g.careful || g.chance(40)) {
			g.each(c, c.release)
		}
		g.exitReturn(sc)
	}
	g.in("for i := range 2 {", "}", func() {
		g.p("%s", c.acquire)
		if g.chance(40) || c.advance == "" {
			g.p("%s", c.first)
		}
		if g.chance(40) {
			g.in("if "+g.cond(sc)+" {", "}", func() {
				if g.careful || g.chance(60) {
					g.p("%s", c.giveUp)
				}
				leave(sc.inner())
			})
		}
		g.p("%s", c.keep)
		g.p("_ = i")
	})
	if first && g.chance(60) { // it is not known that the loop runs, where another object is followed
		g.in("if len("+c.name+") == 0 {", "}", func() { g.exitReturn(sc.inner()) })
	}
	if c.advance != "" && g.chance(40) {
		g.each(c, c.advance)
	}
	if g.chance(30) {
		g.in("if "+g.cond(sc)+" {", "}", func() { leave(sc.inner()) })
	}
	if !deferred && (g.careful || g.chance(60)) {
		g.each(c, c.release)
	}
	return open
}

// each does something with all elements of a collection.
func (g *gen) each(c collection, what string) {
	if c.typ[0] == '[' && g.chance(30) {
		g.in("for i := 0; i < len("+c.name+"); i++ {", "}", func() { g.p("%s[i]%s", c.name, what[1:]) })
		return
	}
	g.in("for _, e := range "+c.name+" {", "}", func() { g.p("%s", what) })
}
