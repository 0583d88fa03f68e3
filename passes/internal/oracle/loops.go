package oracle

import "strings"

func (g *gen) loopKinds() []kind {
	return []kind{
		{"for-condition", 2, true, g.loopKind(forCond)},
		{"for-ever-select", 2, true, g.loopKind(forSelect)},
		{"for-ever", 1, true, g.loopKind(forEver)},
		{"for-counter", 1, true, g.loopKind(forCounter)},
		{"range-int", 2, true, g.loopKind(rangeInt)},
		{"range-slice", 2, true, g.loopKind(rangeSlice)},
		{"range-func", 4, true, g.loopKind(rangeFunc)},
		{"goto-loop", 1, true, g.loopKind(gotoLoop)},
		{"acquire-in-loop", 2, true, g.acquireInLoop},
		{"range-func-break", 1, true, g.rangeFuncWith(g.exitBreak)},
		{"range-func-continue", 1, true, g.rangeFuncWith(g.exitContinue)},
		{"range-func-return", 1, true, g.rangeFuncWith(g.exitReturn)},
		{"range-func-label", 1, true, g.rangeFuncLabel},
		{"range-func-goto", 1, true, g.rangeFuncWith(g.exitGoto)},
		{"range-func-defer", 1, true, g.rangeFuncDefer},
	}
}

// rangeFuncWith is a range over a function that may be left by the exit.
func (g *gen) rangeFuncWith(exit func(*scope) outcome) func(*scope) outcome {
	return func(sc *scope) outcome {
		in := sc.inner()
		in.out = g.fresh("L")
		at := len(g.lines)
		g.in("{", "}", func() { g.rangeFuncBody(in, exit) })
		g.endLabelled(at, in.out)
		return open
	}
}

// rangeFuncLabel leaves such a loop by the label of the loop around it.
func (g *gen) rangeFuncLabel(sc *scope) outcome {
	in := sc.inLoop(true)
	in.labels = []string{g.placeLabel()}
	head := "for range opaque.Slice() {"
	if g.chance(50) {
		head = "for range opaque.Range() {"
		in.loops[len(in.loops)-1].exempt = false
	}
	g.in(head, "}", func() { g.rangeFuncBody(in, g.exitLabel) })
	return open
}

func (g *gen) rangeFuncBody(sc *scope, exit func(*scope) outcome) {
	g.in("for range opaque.Range() {", "}", func() {
		body := sc.inLoop(false)
		had := len(body.pairs)
		if g.chance(40) {
			g.acquire(body)
		}
		g.guardedExit(exit)(body)
		g.closeFrom(body, had, g.careful)
	})
}

// endLabelled ends the block that begins at that line: with its label, if
// something jumps there.
func (g *gen) endLabelled(at int, label string) {
	for _, line := range g.lines[at:] {
		if strings.HasSuffix(line, "goto "+label) {
			g.p("%s:", label)
			g.p("opaque.Use()")
			return
		}
	}
}

// rangeFuncDefer defers in the body of a range over a function.
func (g *gen) rangeFuncDefer(sc *scope) outcome {
	return g.loop(sc, rangeFunc, func(in *scope) bool {
		g.acquire(in)
		p := in.pairs[len(in.pairs)-1]
		if p.deferred || !g.deferPair(in, p) {
			g.closeFrom(in, len(in.pairs)-1, g.careful)
		}
		if g.chance(60) {
			g.exitBreak(in)
			return true
		}
		return false
	})
}

type loopKind int

const (
	forCond loopKind = iota
	forSelect
	forEver
	forCounter
	rangeInt
	rangeSlice
	rangeFunc
	gotoLoop
	loopKinds
)

func (l loopKind) String() string {
	return [...]string{"for-condition", "for-ever-select", "for-ever", "for-counter", "range-int", "range-slice",
		"range-func", "goto-loop"}[l]
}

func (g *gen) loopKind(l loopKind) func(*scope) outcome {
	return func(sc *scope) outcome {
		return g.loop(sc, l, func(in *scope) bool { return g.nested(in, 2) })
	}
}

func (g *gen) anyLoop(sc *scope, body func(*scope) bool) outcome {
	l := loopKind(g.r.IntN(int(loopKinds)))
	if g.chance(25) {
		l = rangeFunc
	}
	g.tag(l.String())
	return g.loop(sc, l, body)
}

// exemptLoop is a loop in which a defer is fine.
func (g *gen) exemptLoop(sc *scope, body func(*scope) bool) outcome {
	l := rangeInt
	if g.chance(50) {
		l = rangeSlice
	}
	g.tag(l.String())
	return g.loop(sc, l, body)
}

func (g *gen) acquireInLoop(sc *scope) outcome {
	return g.anyLoop(sc, func(in *scope) bool {
		had := len(in.pairs)
		g.acquire(in)
		if g.block(in, 1) {
			return true
		}
		g.closeFrom(in, had, g.careful)
		return false
	})
}

// loop writes a loop of kind l; body reports whether control ends in it.
func (g *gen) loop(sc *scope, l loopKind, body func(*scope) bool) outcome {
	if l == gotoLoop {
		return g.gotoLoop(sc, body)
	}
	in := sc.inLoop(l == rangeInt || l == rangeSlice)
	if l != forSelect && g.chance(35) {
		in.labels = append(in.labels, g.placeLabel())
	}
	switch l {
	case forCond:
		g.in("for "+g.loopCond(sc)+" {", "}", func() { body(in) })
	case forSelect:
		g.selectLoop(in, body)
	case forEver:
		g.in("for {", "}", func() {
			g.in("if "+g.loopCond(in)+" {", "}", func() { g.p("break") })
			body(in)
		})
	case forCounter:
		i := g.fresh("i")
		n := g.fresh("n")
		g.in("for "+i+", "+n+" := 0, opaque.Int(); "+i+" < "+n+"; "+i+"++ {", "}", func() { body(in) })
	case rangeInt:
		g.in("for range opaque.Int() {", "}", func() { body(in) })
	case rangeSlice:
		g.in("for range opaque.Slice() {", "}", func() { body(in) })
	case rangeFunc:
		g.in("for range opaque.Range() {", "}", func() { body(in) })
	}
	return open
}

// selectLoop is the loop of a long-running goroutine.
func (g *gen) selectLoop(sc *scope, body func(*scope) bool) {
	l := g.placeLabel()
	in := sc.inner()
	in.labels = append(in.labels, l)
	g.in("for {", "}", func() {
		g.twin("select {", "switch iter.Choose(2) {")
		g.twin("case <-opaque.Chan():", "case 0:")
		g.indent++
		if g.chance(50) || g.exitHere(in) == skipped {
			g.tag("label")
			g.p("break %s", g.u(l))
		}
		g.indent--
		g.twin(g.oneOf("case <-opaque.Chan():", "default:"), "case 1:")
		g.indent++
		body(in)
		g.indent--
		g.p("}")
	})
}

func (g *gen) gotoLoop(sc *scope, body func(*scope) bool) outcome {
	l := g.placeLabel()
	g.tag("goto")
	in := sc.inner()
	in.loops = append(in.loops, loop{})
	in.atLoop = len(in.pairs)
	in.brk, in.con = false, false
	g.in("if "+g.loopCond(sc)+" {", "}", func() {
		if !body(in) {
			g.p("goto %s", g.u(l))
		}
	})
	return open
}

// loopCond is a condition of a loop: it always takes a decision, so that every path ends.
func (g *gen) loopCond(sc *scope) string {
	c := g.oneOf("opaque.Cond()", "opaque.Cond()", "!opaque.Cond()")
	if g.chance(15) {
		c += g.oneOf(" && ", " || ") + g.cond(sc)
	}
	return c
}
