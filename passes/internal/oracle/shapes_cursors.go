package oracle

import (
	"fmt"
	"strings"
)

func (s *shaper) cursorShapes() []shape {
	only := []family{cursors}
	return []shape{
		{"rows-error-unequal", only, func(rm *room) outcome { return s.query(rm, 0) }},
		{"rows-error-equal", only, func(rm *room) outcome { return s.query(rm, 1) }},
		{"rows-error-is", only, func(rm *room) outcome { return s.query(rm, 2) }},
		{"rows-error-switch", only, func(rm *room) outcome { return s.query(rm, 3) }},
		{"rows-not-nil", only, func(rm *room) outcome { return s.query(rm, 4) }},
		{"rows-opener", only, s.opener},
		{"rows-context", only, s.contextual},
		{"rows-dropped", only, s.rowsDropped},
		{"rows-loop", only, s.rowsLoop},
		{"rows-loop-for-ever", only, s.rowsForEver},
		{"rows-loop-flag", only, s.rowsFlag},
		{"rows-first", only, s.rowsFirst},
		{"rows-sets", only, s.rowsSets},
		{"rows-scan", only, s.rowsScan},
	}
}

// open opens an object of the family.
func (s *shaper) open(rm *room) outcome {
	switch s.family {
	case cursors:
		return s.query(rm, s.r.IntN(6))
	case iterators:
		return s.add(rm, "it", s.oneOf(`client.Query("q")`, `client.Query("q")`, "OpenIt(client)", "helpers.OpenIt(client)"))
	}
	return s.add(rm, "co", s.oneOf("coroutine.New[int, string](Body)", "coroutine.New[int, string](Body)", "OpenCo()", "helpers.OpenCo()"))
}

// add declares an object for which there is no error.
func (s *shaper) add(rm *room, prefix, source string) outcome {
	t := s.thing(rm, prefix)
	s.declare([]string{t.name}, source)
	return open
}

func (s *shaper) thing(rm *room, prefix string) *thing {
	t := &thing{name: s.fresh(prefix), loops: rm.loops, lit: rm.lit}
	rm.things = append(rm.things, t)
	return t
}

// query opens a cursor and looks at the error in one of several ways.
func (s *shaper) query(rm *room, way int) outcome {
	return s.queryBy(rm, `db.Query("q")`, way)
}

func (s *shaper) queryBy(rm *room, source string, way int) outcome {
	t, err := s.thing(rm, "rows"), s.fresh("err")
	if way == 2 || way == 3 {
		source = strings.Replace(source, `"q"`, `"none"`, 1)
	}
	before := rm.inner()
	before.things = before.things[:len(before.things)-1]
	s.declare([]string{t.name, s.u(err)}, source)
	leave := func() { s.failed(before) }
	switch way {
	case 1:
		t.guard = s.oneOf(err+" == nil", "nil == "+err)
		s.p("opaque.Use(%s)", err)
	case 2:
		s.in(fmt.Sprintf("if errors.Is(%s, sql.ErrNoRows) {", err), "}", leave)
		if s.chance(80) {
			s.in("if "+err+" != nil {", "}", leave)
		} else {
			t.guard = err + " == nil"
		}
	case 3:
		s.cases(err, s.chance(50), leave)
	case 4:
		t.guard = t.name + " != nil"
		s.p("opaque.Use(%s)", err)
	default:
		s.in("if "+err+" != nil {", "}", leave)
	}
	return open
}

// failed ends a branch in which there is no object.
func (s *shaper) failed(rm *room) {
	s.closeFrom(rm, 0)
	s.leave(rm)
}

// cases writes the clauses of a switch over the error of an opening.
func (s *shaper) cases(err string, tagless bool, leave func()) {
	head := "switch {"
	clauses := []string{"case errors.Is(" + err + ", sql.ErrNoRows):", "case " + err + " != nil:"}
	if !tagless {
		head = "switch " + err + " {"
		clauses = []string{"case sql.ErrNoRows:", "case nil:", "default:"}
	}
	s.p("%s", head)
	for _, c := range clauses {
		s.p("%s", c)
		s.indent++
		if c == "case nil:" {
			s.p("opaque.Use()")
		} else {
			leave()
		}
		s.indent--
	}
	s.p("}")
}

// opener opens by a helper.
func (s *shaper) opener(rm *room) outcome {
	return s.queryBy(rm, s.oneOf("", "helpers.")+s.oneOf("OpenRows(db)", "OpenRowsChecked(db)"), s.r.IntN(5))
}

// contextual opens under a context that ends.
func (s *shaper) contextual(rm *room) outcome {
	if rm.loops > 0 {
		return skipped
	}
	ctx, cancel := s.fresh("ctx"), s.fresh("cancel")
	s.p("%s, %s := context.WithCancel(context.Background())", ctx, cancel)
	if s.chance(60) {
		s.p("defer %s()", cancel)
	}
	s.queryBy(rm, fmt.Sprintf("db.QueryContext(%s, \"q\")", ctx), s.r.IntN(5))
	if s.chance(50) {
		s.in("if "+s.cond()+" {", "}", func() { s.p("%s()", cancel) })
	}
	s.p("_ = %s", cancel)
	return open
}

func (s *shaper) rowsDropped(rm *room) outcome {
	err := s.fresh("err")
	s.p("_, %s := db.Query(\"q\")", err)
	s.p("opaque.Use(%s)", err)
	return open
}

// scan writes what a loop does with an element.
func (s *shaper) scan(rm *room, t *thing) {
	if s.chance(50) {
		s.p("_ = %s.Scan(nil)", t.name)
	} else if s.chance(50) {
		err := s.fresh("err")
		s.in(fmt.Sprintf("if %s := %s.Scan(); %s != nil {", err, t.name, err), "}", func() { s.exit(rm) })
	}
	if s.chance(40) {
		s.nested(rm, 1)
	}
}

func (s *shaper) rowsLoop(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		s.loop("for "+s.u(t.name)+".Next() {", func() { s.scan(rm.inLoop(), t) })
		if s.chance(40) {
			s.in("if "+t.name+".Err() != nil {", "}", func() { s.exit(rm.inner()) })
		}
	})
}

func (s *shaper) rowsForEver(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		s.loop("for {", func() {
			in := rm.inLoop()
			s.in("if !"+s.u(t.name)+".Next() {", "}", func() {
				if s.chance(70) {
					s.p("break")
				} else {
					s.leave(in)
				}
			})
			s.scan(in, t)
		})
	})
}

func (s *shaper) rowsFlag(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		ok := s.fresh("ok")
		s.p("%s := %s.Next()", ok, s.u(t.name))
		s.loop("for "+ok+" {", func() {
			in := rm.inLoop()
			in.con = false
			s.scan(in, t)
			s.p("%s = %s.Next()", ok, t.name)
		})
	})
}

func (s *shaper) rowsFirst(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		not := s.oneOf("", "!")
		s.in("if "+not+s.u(t.name)+".Next() {", "}", func() {
			in := rm.inner()
			if not == "" && s.chance(60) {
				s.release(t)
			}
			s.exit(in)
		})
	})
}

func (s *shaper) rowsSets(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		if s.chance(40) {
			s.in("if "+s.u(t.name)+".NextResultSet() {", "}", func() { s.branch(rm) })
			return
		}
		s.loop("for {", func() {
			s.loop("for "+s.u(t.name)+".Next() {", func() { s.p("opaque.Use()") })
			s.in("if !"+t.name+".NextResultSet() {", "}", func() { s.p("break") })
		})
	})
}

func (s *shaper) rowsScan(rm *room) outcome {
	return s.with(rm, func(t *thing) {
		s.in("if "+s.u(t.name)+".Next() {", "}", func() { s.scan(rm.inner(), t) })
	})
}
