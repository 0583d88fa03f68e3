package oracle

import "fmt"

func (s *shaper) commonShapes() []shape {
	return []shape{
		{"several", nil, func(rm *room) outcome { return s.open(rm) }},
		{"close", nil, s.closes},
		{"if", nil, s.ifs},
		{"if-else", nil, s.ifElse},
		{"switch", nil, s.switches},
		{"loop", nil, s.rangeLoop},
		{"early-return", nil, s.earlyReturn},
		{"defer-close", nil, s.deferClose},
		{"defer-literal", nil, s.deferLiteral},
		{"defer-condition", nil, s.deferCondition},
		{"helper-closes", nil, s.helper("%s", "CloseRows", "StopIt", "EndCo")},
		{"helper-drains", nil, s.helper("%s", "DrainRows", "DrainIt", "DrainCo")},
		{"helper-maybe", nil, s.helper("%s", "MaybeRows", "MaybeIt", "MaybeCo")},
		{"helper-drops", nil, s.helper("%s", "DropRows", "DropIt", "DropCo")},
		{"helper-steps", nil, s.helper("%s", "StepRows", "StepIt", "StepCo")},
		{"closure", nil, s.closure},
		{"method-value", nil, s.methodValue},
		{"flag", nil, s.flagged},
		{"kept", nil, s.keeps},
		{"block", nil, s.literalBlock},
		{"advance", nil, s.advances},
		{"endless", nil, s.endless},
		{"reopened", nil, s.reopened},
	}
}

func (s *shaper) closes(rm *room) outcome { return s.with(rm, s.release) }

func (s *shaper) advances(rm *room) outcome { return s.with(rm, s.step) }

// cond writes a condition.
func (s *shaper) cond() string {
	return s.oneOf("opaque.Cond()", "opaque.Cond()", "!opaque.Cond()", "opaque.Err() != nil")
}

// branch writes the body of a branch, which often ends the function or the loop.
func (s *shaper) branch(rm *room) {
	in := rm.inner()
	if s.chance(40) {
		s.exit(in)
		return
	}
	if t := s.pick(in); t != nil && s.chance(40) {
		s.when(t, func() { s.release(t) })
		return
	}
	s.nested(in, 1)
}

func (s *shaper) ifs(rm *room) outcome {
	s.in("if "+s.cond()+" {", "}", func() { s.branch(rm) })
	return open
}

func (s *shaper) ifElse(rm *room) outcome {
	s.in("if "+s.cond()+" {", "} else {", func() { s.branch(rm) })
	s.indent++
	s.branch(rm)
	s.indent--
	s.p("}")
	return open
}

func (s *shaper) switches(rm *room) outcome {
	in := rm.inner()
	in.brk = true
	heads := []string{"case 0:", "case 1:", "default:"}
	head := "switch opaque.Int() {"
	if s.chance(40) {
		heads = []string{"case " + s.cond() + ":", "case " + s.cond() + ":"}
		head = "switch {"
	}
	s.p("%s", head)
	for _, h := range heads {
		s.p("%s", h)
		s.indent++
		s.branch(in)
		s.indent--
	}
	s.p("}")
	return open
}

func (s *shaper) rangeLoop(rm *room) outcome {
	head := s.oneOf("for range opaque.Int() {", "for opaque.Cond() {", "for range opaque.Slice() {")
	s.loop(head, func() { s.nested(rm.inLoop(), 2) })
	return open
}

func (s *shaper) earlyReturn(rm *room) outcome {
	s.in("if "+s.cond()+" {", "}", func() { s.exit(rm.inner()) })
	return open
}

// deferrable is an object that may wait for a deferred release here: in a
// loop there would be one for each pass.
func (s *shaper) deferrable(rm *room) *thing {
	if rm.loops > 0 {
		return nil
	}
	t := s.some(rm)
	if t.lit != rm.lit {
		return nil
	}
	t.deferred = t.deferred || s.chance(80)
	return t
}

func (s *shaper) deferClose(rm *room) outcome {
	t := s.deferrable(rm)
	if t == nil {
		return skipped
	}
	s.when(t, func() {
		s.u(t.name)
		switch {
		case s.chance(40):
			s.p("defer %s%s(%s)", s.oneOf("", "helpers."), [...]string{"CloseRows", "StopIt", "EndCo"}[s.family], t.name)
		case s.family == cursors:
			s.p("defer %s.Close()", t.name)
		case s.family == iterators:
			s.p("defer %s.Stop()", t.name)
		case s.chance(50):
			s.p("defer %s.Next()", t.name)
			s.p("defer %s.Stop()", t.name)
		default:
			s.p("defer %s.Stop()", t.name)
			s.p("defer %s.Next()", t.name)
		}
	})
	return open
}

func (s *shaper) deferLiteral(rm *room) outcome {
	t := s.deferrable(rm)
	if t == nil {
		return skipped
	}
	t.awaited = true
	s.in("defer func() {", "}()", func() { s.when(t, func() { s.release(t) }) })
	return open
}

func (s *shaper) deferCondition(rm *room) outcome {
	t := s.deferrable(rm)
	if t == nil {
		return skipped
	}
	t.deferred, t.awaited = false, true
	s.in("defer func() {", "}()", func() {
		s.in("if "+s.cond()+" {", "}", func() { s.when(t, func() { s.release(t) }) })
	})
	return open
}

func (s *shaper) helper(form string, names ...string) func(*room) outcome {
	return func(rm *room) outcome {
		return s.with(rm, func(t *thing) {
			pkg := ""
			if s.chance(50) {
				pkg = "helpers."
				s.tag("helper-other-package")
			} else {
				s.tag("helper-same-package")
			}
			s.p(form, fmt.Sprintf("%s%s(%s)", pkg, names[s.family], s.u(t.name)))
		})
	}
}

func (s *shaper) closure(rm *room) outcome {
	t := s.some(rm)
	f := s.fresh("f")
	s.in(f+" := func() {", "}", func() { s.when(t, func() { s.release(t) }) })
	if s.chance(50) {
		s.p("%s()", f)
	} else {
		s.in("if "+s.cond()+" {", "}", func() { s.p("%s()", f) })
		s.p("_ = %s", f)
	}
	return open
}

func (s *shaper) methodValue(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		f := s.fresh("f")
		s.p("%s := %s.%s", f, s.u(t.name), [...]string{"Close", "Stop", "Stop"}[s.family])
		if s.chance(60) {
			s.p("%s()", f)
		} else {
			s.in("if "+s.cond()+" {", "}", func() { s.p("%s()", f) })
		}
		if s.family == coroutines && s.chance(80) {
			n := s.fresh("f")
			s.p("%s := %s.Next", n, t.name)
			s.p("%s()", n)
		}
	})
}

// flagged releases if a flag says so, which may change in between.
func (s *shaper) flagged(rm *room) outcome {
	t := s.some(rm)
	flag := s.fresh("done")
	s.p("%s := %s", flag, s.cond())
	s.in("if "+flag+" {", "}", func() {
		s.when(t, func() { s.release(t) })
		if s.chance(40) {
			s.exit(rm.inner())
		}
	})
	if s.chance(60) {
		s.in("if !"+flag+" {", "}", func() { s.when(t, func() { s.release(t) }) })
	}
	return open
}

func (s *shaper) keeps(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		keep := func() {
			s.twin(fmt.Sprintf("opaque.Take(%s)", s.u(t.name)), fmt.Sprintf("%s.Object().Escaped()", t.name))
		}
		if s.chance(60) {
			s.in("if "+s.cond()+" {", "}", keep)
			return
		}
		keep()
		t.kept = s.chance(60)
	})
}

// literalBlock is a literal that is called where it stands.
func (s *shaper) literalBlock(rm *room) outcome {
	s.in("func() {", "}()", func() { s.nested(s.literalIn(rm), 2) })
	return open
}

// endless is a loop that no end of the object ends.
func (s *shaper) endless(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		in := rm.inLoop()
		s.loop("for {", func() {
			s.step(t)
			if s.chance(60) {
				s.in("if "+s.cond()+" {", "}", func() {
					if s.chance(50) {
						s.p("break")
						s.used["break"] = true
					} else {
						s.exit(in)
					}
				})
			}
		})
	})
}

// reopened assigns another object to the variable.
func (s *shaper) reopened(rm *room) outcome {
	t := s.pick(rm)
	if t == nil || t.guard != "" || t.deferred || t.awaited || t.lit != rm.lit || t.loops != rm.loops {
		return skipped
	}
	if s.chance(85) {
		s.release(t)
	}
	switch s.family {
	case cursors:
		err := s.fresh("err")
		s.p("var %s error", err)
		s.p("%s, %s = db.Query(\"q\")", s.u(t.name), err)
		s.in("if "+err+" != nil {", "}", func() { s.leave(rm) })
	case iterators:
		s.p("%s = client.Query(\"q\")", s.u(t.name))
	default:
		s.p("%s = coroutine.New[int, string](Body)", s.u(t.name))
	}
	s.p("_ = %s", t.name)
	return open
}

// leave returns from the function.
func (s *shaper) leave(rm *room) {
	if rm.lit == 0 && s.results == errResult {
		s.p("return opaque.Err()")
		return
	}
	s.p("return")
}
