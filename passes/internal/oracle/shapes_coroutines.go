package oracle

func (s *shaper) coroutineShapes() []shape {
	only := []family{coroutines}
	return []shape{
		{"co-loop", only, s.coLoop},
		{"co-loop-sends-first", only, s.coSendsFirst},
		{"co-if-next", only, s.coIfNext},
		{"co-send", only, s.coSend},
		{"co-send-late", only, s.coSendLate},
		{"co-done-loop", only, s.coDone},
		{"co-push", only, s.coPush},
		{"co-run", only, s.coRun},
		{"co-ask", only, s.coAsk},
		{"co-ask-step", only, s.coAskStep},
		{"co-ask-helper", only, s.helper("%s", "", "", "AskCo")},
		{"co-primed-flag", only, s.coPrimed},
	}
}

// push sends.
func (s *shaper) push(t *thing) { s.p("%s.Send(\"x\")", s.u(t.name)) }

func (s *shaper) coLoop(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		in := rm.inLoop()
		s.loop("for "+s.u(t.name)+".Next() {", func() {
			s.push(t)
			switch {
			case s.chance(30):
				s.in("if "+t.name+".Recv() < opaque.Int() {", "}", func() { s.exit(in) })
			case s.chance(40):
				s.nested(in, 1)
			}
		})
	})
}

func (s *shaper) coSendsFirst(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		in := rm.inLoop()
		s.loop("for {", func() {
			s.push(t)
			s.in("if !"+t.name+".Next() {", "}", func() {
				if s.chance(60) {
					s.p("break")
					return
				}
				s.leave(in)
			})
			if s.chance(30) {
				s.nested(in, 1)
			}
		})
	})
}

func (s *shaper) coIfNext(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		not := s.oneOf("", "", "!")
		s.in("if "+not+s.u(t.name)+".Next() {", "}", func() {
			if not == "" || s.chance(20) {
				s.push(t)
			}
			if s.chance(60) {
				s.branch(rm.inner())
			}
		})
	})
}

func (s *shaper) coSend(rm *room) outcome { return s.with(rm, s.push) }

func (s *shaper) coSendLate(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		if s.chance(50) {
			s.p("%s.Stop()", s.u(t.name))
			s.push(t)
			s.p("%s.Next()", t.name)
			return
		}
		s.loop("for "+s.u(t.name)+".Next() {", func() { s.p("opaque.Use(%s.Recv())", t.name) })
		s.push(t)
	})
}

func (s *shaper) coDone(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		s.p("%s.Next()", s.u(t.name))
		s.loop("for !"+t.name+".Done() {", func() {
			if s.chance(50) {
				s.push(t)
			}
			s.p("%s.Next()", t.name)
		})
	})
}

// coPush sends by a literal.
func (s *shaper) coPush(rm *room) outcome {
	t := s.some(rm)
	f := s.fresh("push")
	s.in(f+" := func(v string) {", "}", func() { s.p("%s.Send(v)", s.u(t.name)) })
	if s.chance(60) {
		s.p("%s.Next()", t.name)
	}
	s.p("%s(\"x\")", f)
	return open
}

func (s *shaper) coRun(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		s.p("coroutine.Run(%s, func(int) string { return \"x\" })", s.u(t.name))
	})
}

func (s *shaper) coAsk(rm *room) outcome {
	return s.with(rm, func(t *thing) { s.p("%s.Stop()", s.u(t.name)) })
}

// coAskStep leaves the second step of the release to a helper.
func (s *shaper) coAskStep(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		s.p("%s.Stop()", s.u(t.name))
		s.p("%s%s(%s)", s.oneOf("", "helpers.", "helpers."), s.oneOf("StepCo", "DrainCo"), t.name)
	})
}

func (s *shaper) coPrimed(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		flag := s.fresh("prime")
		s.p("%s := %s", flag, s.cond())
		s.in("if "+flag+" {", "}", func() { s.p("%s.Next()", s.u(t.name)) })
		if s.chance(70) {
			s.in("if "+flag+" {", "}", func() { s.push(t) })
		} else {
			s.push(t)
		}
	})
}
