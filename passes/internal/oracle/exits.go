package oracle

func (g *gen) exitKinds() []kind {
	return []kind{
		{"return", 2, false, g.guardedExit(g.exitReturn)},
		{"break", 2, false, g.guardedExit(g.exitBreak)},
		{"continue", 2, true, g.continues},
		{"label", 2, false, g.guardedExit(g.exitLabel)},
		{"goto", 1, false, g.guardedExit(g.exitGoto)},
		{"panic", 2, false, g.guardedExit(g.exitPanic)},
		{"no-return", 2, false, g.guardedExit(g.exitNoReturn)},
		{"recover", 2, false, g.recovers},
		{"named-result", 2, true, g.namedResult},
		{"deferred-result", 2, false, g.deferredResult},
		{"panic-through", 2, true, g.panicThrough},
	}
}

// continues puts a continue in a loop, which it writes where there is none.
func (g *gen) continues(sc *scope) outcome {
	exit := g.guardedExit(g.exitContinue)
	if sc.con {
		return exit(sc)
	}
	return g.loop(sc, loopKind(g.r.IntN(int(gotoLoop))), func(in *scope) bool {
		exit(in)
		return g.nested(in, 1)
	})
}

// guardedExit puts an exit under a condition.
func (g *gen) guardedExit(exit func(*scope) outcome) func(*scope) outcome {
	return func(sc *scope) outcome {
		at := len(g.lines)
		o := skipped
		g.in("if "+g.cond(sc)+" {", "}", func() { o = exit(sc.inner()) })
		if o == skipped {
			g.lines = g.lines[:at]
			return skipped
		}
		return open
	}
}

// exitHere writes an exit that fits, without a condition.
func (g *gen) exitHere(sc *scope) outcome {
	exits := []func(*scope) outcome{g.exitReturn, g.exitReturn, g.exitBreak, g.exitContinue, g.exitLabel, g.exitGoto,
		g.exitPanic, g.exitNoReturn}
	for range 6 {
		if o := exits[g.r.IntN(len(exits))](sc); o != skipped {
			return o
		}
	}
	return g.exitReturn(sc)
}

func (g *gen) exitReturn(sc *scope) outcome {
	g.tag("return")
	if sc.lit == 0 {
		g.ret(sc, g.careful)
		return closed
	}
	for i, p := range sc.pairs {
		if p.lit == sc.lit {
			g.closeFrom(sc, i, g.careful)
			break
		}
	}
	g.p("return")
	return closed
}

// ret releases what is in scope, if it is meant to, and returns from the function.
func (g *gen) ret(sc *scope, careful bool) {
	if sc.results == pairResult || sc.results == namedPair {
		g.retPair(sc, careful)
		return
	}
	if sc.results >= ownerResult {
		g.retOwner(sc, careful)
		return
	}
	g.closeFrom(sc, 0, careful)
	switch sc.results {
	case noResult:
		g.p("return")
	case errResult:
		g.p("%s", g.oneOf("return nil", "return opaque.Err()"))
	case namedErr:
		g.p("%s", g.oneOf("return nil", "return opaque.Err()", "return err", "return"))
	case intResult:
		g.p("return 0")
	case boolResult:
		g.p("return %s", g.oneOf("true", "false", "opaque.Cond()"))
	}
}

// retPair returns a pair, which hands it to the caller, or nothing.
func (g *gen) retPair(sc *scope, careful bool) {
	out := g.pick(sc, func(p *pair) bool { return plain(p) && !p.deferred && (p.guard == "" || p.next == "next") })
	if out == nil || g.chance(25) {
		g.closeFrom(sc, 0, careful)
		if sc.results == namedPair {
			g.p("return nil, nil, opaque.Err()")
		} else {
			g.p("return nil, nil")
		}
		return
	}
	g.tag("returns-pair")
	rest := sc.inner()
	rest.pairs = nil
	for _, p := range sc.pairs {
		if p != out {
			rest.pairs = append(rest.pairs, p)
		}
	}
	g.closeFrom(rest, 0, careful)
	n, s := g.u(out.next), g.u(out.stop)
	next, stop := out.handles()
	switch {
	case sc.results == pairResult:
		g.twin("return "+n+", "+s, "return iter.Give("+next+", "+stop+")")
	case out.holder != "":
		g.twin("return "+n+", "+s+", nil", "return "+next+", "+stop+", nil")
	case n == "next" && g.chance(50):
		g.p("return")
	default:
		g.p("return %s, %s, %s", n, s, g.oneOf("nil", "nil", "err"))
	}
}

func (g *gen) exitBreak(sc *scope) outcome {
	if !sc.brk {
		return skipped
	}
	g.tag("break")
	g.closeFrom(sc, max(sc.atLoop, 0), g.careful && len(sc.loops) > 0)
	g.p("break")
	return closed
}

func (g *gen) exitContinue(sc *scope) outcome {
	if !sc.con {
		return skipped
	}
	g.tag("continue")
	g.closeFrom(sc, sc.atLoop, g.careful)
	g.p("continue")
	return closed
}

func (g *gen) exitLabel(sc *scope) outcome {
	if len(sc.labels) == 0 {
		return skipped
	}
	g.tag("label")
	g.closeFrom(sc, sc.atLoop, g.careful)
	g.p("%s %s", g.oneOf("break", "continue"), g.u(sc.labels[g.r.IntN(len(sc.labels))]))
	return closed
}

func (g *gen) exitGoto(sc *scope) outcome {
	if sc.out == "" {
		return skipped
	}
	g.tag("goto")
	g.closeFrom(sc, sc.atLoop, g.careful)
	g.p("goto %s", sc.out)
	return closed
}

func (g *gen) exitPanic(sc *scope) outcome {
	g.tag("panic")
	g.twin(`panic("x")`, `panic(iter.Thrown("x"))`)
	return closed
}

// exitNoReturn calls what never returns; some of it the compiler does not know.
func (g *gen) exitNoReturn(sc *scope) outcome {
	g.tag("no-return")
	switch g.r.IntN(5) {
	case 0:
		g.p("opaque.Exit()")
	case 1:
		g.p("exit()")
	case 2:
		g.twin("os.Exit(1)", "iter.Exit()")
	case 3:
		g.twin(`log.Fatal("x")`, "iter.Exit()")
	default:
		g.twin("runtime.Goexit()", "iter.Exit()")
	}
	if sc.lit != 0 {
		g.p("return")
		return closed
	}
	return g.bareReturn(sc)
}

// bareReturn ends a path that control does not reach.
func (g *gen) bareReturn(sc *scope) outcome {
	switch sc.results {
	case noResult:
		g.p("return")
	case errResult, namedErr:
		g.p("return nil")
	case intResult:
		g.p("return 0")
	case boolResult:
		g.p("return true")
	case pairResult, ownerErrResult:
		g.p("return nil, nil")
	case ownerResult, importedOwnerResult:
		g.p("return nil")
	case namedPair:
		g.p("return nil, nil, nil")
	}
	return closed
}

// recovers defers a literal that recovers, and perhaps releases.
func (g *gen) recovers(sc *scope) outcome {
	if sc.lit != 0 {
		return skipped
	}
	g.guarded = true
	p := g.pick(sc, func(p *pair) bool { return p.loops == 0 && p.lit == 0 })
	if p == nil || g.chance(60) {
		g.twin("defer func() { recover() }()", "defer func() { iter.Caught(recover()) }()")
		return open
	}
	g.deferLiteral(func() {
		g.in("if r := recover(); r != nil {"+twin+"if r := iter.Caught(recover()); r != nil {", "}", func() {
			g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
		})
	})
	return open
}

// namedResult defers what reads or writes the named result.
func (g *gen) namedResult(sc *scope) outcome {
	if sc.results != namedErr && sc.results != namedPair || sc.lit != 0 {
		return skipped
	}
	if sc.results == namedPair && g.chance(50) {
		g.changeResults("next", "stop")
		return open
	}
	p := g.pick(sc, func(p *pair) bool { return p.loops == 0 && p.lit == 0 })
	if p == nil && sc.results == namedErr {
		p = g.pickOrAcquire(sc, nil)
	}
	if p == nil || p.loops > 0 || g.chance(20) {
		g.deferLiteral(func() { g.p("err = opaque.Err()") })
		return open
	}
	g.deferLiteral(func() {
		g.in("if err "+g.oneOf("!=", "==")+" nil {", "}", func() {
			g.when(p, func(q *pair) { g.p("%s()", g.u(q.stop)) })
		})
	})
	return open
}
