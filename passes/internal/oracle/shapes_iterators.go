package oracle

import "fmt"

func (s *shaper) iteratorShapes() []shape {
	only := []family{iterators}
	return []shape{
		{"it-loop-both", only, s.itLoop(0)},
		{"it-loop-switch", only, s.itLoop(1)},
		{"it-loop-tagless", only, s.itLoop(2)},
		{"it-loop-any-error", only, s.itLoop(3)},
		{"it-loop-only-done", only, s.itLoop(4)},
		{"it-loop-continue", only, s.itLoop(5)},
		{"it-loop-end-continues", only, s.itLoop(6)},
		{"it-while-nil", only, s.itWhileNil},
		{"it-straight", only, s.itStraight},
		{"it-row-nil", only, s.itRowNil},
		{"it-blank-error", only, s.itBlank},
		{"it-do", only, s.itDo},
		{"it-finish-helper", only, s.itFinish},
	}
}

// row is the variables that an advance fills.
type row struct{ name, err string }

// nextRow declares what an advance gives.
func (s *shaper) nextRow(t *thing) row {
	v := row{s.fresh("row"), s.fresh("err")}
	s.advanceTo(t, v, ":=")
	return v
}

func (s *shaper) advanceTo(t *thing, v row, op string) {
	s.u(v.err)
	lint := fmt.Sprintf("%s, %s %s %s.Next()", v.name, v.err, op, s.u(t.name))
	exec := fmt.Sprintf("%s, %s %s %s.NextTo(%q)", v.name, v.err, op, t.name, v.name)
	if op == ":=" {
		s.decls = append(s.decls, decl{len(s.lines), []string{v.name, v.err}})
	}
	s.twin(lint, exec)
}

// use looks into the row.
func (s *shaper) use(v row) {
	as := fmt.Sprintf("standin.As(%q, %s)", v.name, s.u(v.name))
	switch s.r.IntN(6) {
	case 0:
		s.tag("it-looked-by-helper")
		s.twin(fmt.Sprintf("_ = Columns(%s)", v.name), fmt.Sprintf("_ = Columns(%s)", as))
	case 1:
		s.p("_ = %sLook(%s)", s.oneOf("", "helpers."), v.name)
	case 2:
		err := s.fresh("err")
		s.twin(fmt.Sprintf("if %s := %s.Columns(); %s != nil {", err, v.name, err), fmt.Sprintf("if %s := %s.Columns(); %s != nil {", err, as, err))
		s.p("\topaque.Use(%s)", err)
		s.p("}")
	default:
		s.twin(fmt.Sprintf("_ = %s.Columns()", v.name), fmt.Sprintf("_ = %s.Columns()", as))
	}
}

func (s *shaper) isDone(err string) string {
	return s.oneOf(err+" == iterator.Done", "errors.Is("+err+", iterator.Done)", "iterator.Done == "+err)
}

// stopHere leaves the loop or the function.
func (s *shaper) stopHere(rm *room) {
	if s.chance(60) {
		s.p("break")
		return
	}
	if s.careful && s.chance(70) {
		s.closeFrom(rm, 0)
	}
	s.leave(rm)
}

// itLoop is a loop that ends in one of several ways, not all of which are right.
func (s *shaper) itLoop(way int) func(*room) outcome {
	return func(rm *room) outcome {
		return s.with(rm, func(t *thing) {
			in := rm.inLoop()
			s.loop("for {", func() {
				v := s.nextRow(t)
				if s.itTests(in, v, way) {
					return
				}
				if way != 6 || s.chance(50) {
					s.use(v)
				}
				if s.chance(30) {
					s.nested(in, 1)
				}
			})
		})
	}
}

// itTests writes the tests of an advance and reports whether no row is used behind them.
func (s *shaper) itTests(in *room, v row, way int) bool {
	stop := func() { s.stopHere(in) }
	switch way {
	case 0:
		s.in("if "+s.isDone(v.err)+" {", "}", stop)
		s.in("if "+v.err+" != nil {", "}", stop)
	case 1:
		s.p("switch %s {", v.err)
		in.brk = false
		heads := []string{"case iterator.Done:", "case nil:", "default:"}
		for _, h := range heads {
			s.p("%s", h)
			s.indent++
			switch {
			case h == "case nil:":
				s.use(v)
			case h == "default:" && s.chance(25):
				s.p("opaque.Use(%s)", v.err)
			default:
				s.leave(in)
			}
			s.indent--
		}
		s.p("}")
		return s.chance(85)
	case 2:
		s.p("switch {")
		s.p("case %s:", s.isDone(v.err))
		s.p("\topaque.Use()")
		s.indent++
		s.leave(in)
		s.indent--
		if s.chance(75) {
			s.p("case %s != nil:", v.err)
			s.indent++
			s.leave(in)
			s.indent--
		}
		s.p("}")
	case 3:
		s.in("if "+v.err+" != nil {", "}", stop)
	case 4:
		s.in("if "+s.isDone(v.err)+" {", "}", stop)
	case 5:
		s.in("if "+s.isDone(v.err)+" {", "}", stop)
		s.in("if "+v.err+" != nil {", "}", func() {
			if s.chance(30) {
				s.in("if "+s.cond()+" {", "}", stop)
			}
			s.p("continue")
		})
	default:
		s.in("if "+v.err+" != nil {", "}", func() {
			if s.chance(40) {
				s.in("if !"+"errors.Is("+v.err+", iterator.Done) {", "}", stop)
			}
			if s.chance(20) {
				s.in("if "+s.cond()+" {", "}", stop)
			}
			s.p("continue")
		})
	}
	return false
}

func (s *shaper) itWhileNil(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		v := s.nextRow(t)
		s.u(v.name)
		in := rm.inLoop()
		in.con = false
		s.loop("for "+v.err+s.oneOf(" == nil {", " == nil {", " != iterator.Done {"), func() {
			s.use(v)
			if s.chance(40) {
				s.nested(in, 1)
			}
			s.advanceTo(t, v, "=")
		})
		if s.chance(70) {
			s.in("if "+v.err+" != iterator.Done {", "}", func() { s.exit(rm.inner()) })
		}
	})
}

func (s *shaper) itStraight(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		v := s.nextRow(t)
		switch s.r.IntN(4) {
		case 0:
			s.in("if "+s.isDone(v.err)+" {", "}", func() { s.exit(rm.inner()) })
		case 1:
			s.p("opaque.Use(%s)", v.err)
		case 2:
			s.in("if "+v.err+" == nil {", "}", func() { s.use(v) })
			return
		default:
			s.in("if "+v.err+" != nil {", "}", func() { s.exit(rm.inner()) })
		}
		s.use(v)
	})
}

func (s *shaper) itRowNil(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		v := s.nextRow(t)
		s.p("opaque.Use(%s)", v.err)
		s.in("if "+s.u(v.name)+s.oneOf(" != nil {", " == nil {"), "}", func() { s.use(v) })
	})
}

func (s *shaper) itBlank(rm *room) outcome {
	if rm.loops > 0 {
		return skipped
	}
	return s.with(rm, func(t *thing) {
		name := s.fresh("row")
		s.p("%s, _ := %s.Next()", name, s.u(t.name))
		s.p("_ = %s.Columns()", name)
	})
}

func (s *shaper) itDo(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		s.in("_ = "+s.u(t.name)+".Do(func(r *spanner.Row) error {", "})", func() {
			if s.chance(40) {
				s.in("if "+s.cond()+" {", "}", func() { s.p("return opaque.Err()") })
			}
			s.p("return r.Columns()")
		})
		t.ended = s.chance(50)
	})
}

func (s *shaper) itFinish(rm *room) outcome {
	return s.with(rm, func(t *thing) { s.p("_ = %sFinishIt(%s)", s.oneOf("", "helpers."), s.u(t.name)) })
}
