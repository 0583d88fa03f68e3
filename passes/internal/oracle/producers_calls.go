package oracle

import (
	"fmt"
)

// Sequences that hand their yield, or a literal over it, to a function.

func (s *producer) wrapper() outcome {
	emit := s.fresh("emit")
	s.in(emit+" := func(x int) bool {", "}", func() {
		s.p("opaque.Use()")
		s.p("return yield(x)")
	})
	s.check(emit + "(1)")
	if s.depth == 0 {
		s.calls = append(s.calls, emit)
	}
	return open
}

// wrapperRemembers makes a function that yields no more after a false.
func (s *producer) wrapperRemembers() outcome {
	f, emit := s.fresh("stop"), s.fresh("emit")
	s.p("%s := false", f)
	s.in(emit+" := func(x int) {", "}", func() {
		s.in("if !"+f+" && !yield(x) {", "}", func() { s.p("%s = true", f) })
	})
	s.p("%s(1)", emit)
	s.p("%s(2)", emit)
	if s.careful || s.chance(50) {
		s.in("if "+f+" {", "}", func() { s.p("return") })
	}
	return open
}

// companion writes a function beside this one.
func (s *producer) companion(write func()) {
	lines, indent := s.lines, s.indent
	s.lines, s.indent = nil, 0
	s.p("")
	write()
	s.extra = append(s.extra, s.lines...)
	s.lines, s.indent = lines, indent
}

func (s *producer) helper() outcome {
	name := s.fresh("send" + s.name + "x")
	two := s.chance(50)
	s.companion(func() {
		s.in(fmt.Sprintf("func %s(yield func(int) bool) bool {", name), "}", func() {
			if two {
				s.p("return yield(1) && yield(2)")
				return
			}
			s.in("if opaque.Cond() {", "}", func() { s.p("return yield(3)") })
			s.p("return true")
		})
	})
	s.check(name + "(yield)")
	return open
}

func (s *producer) helperDrops() outcome {
	name := s.fresh("push" + s.name + "x")
	s.companion(func() {
		s.in(fmt.Sprintf("func %s(yield func(int) bool) {", name), "}", func() {
			s.in("if opaque.Cond() {", "}", func() { s.p("yield(4)") })
		})
	})
	s.p("%s(yield)", name)
	if s.careful {
		s.p("return")
		return closed
	}
	return open
}

func (s *producer) helperElsewhere() outcome {
	switch {
	case !s.careful && s.chance(40):
		s.p("helpers.Push(yield)")
	case s.chance(50):
		s.check("helpers.EmitAll(yield)")
	default:
		s.check(fmt.Sprintf("helpers.Emit(yield, %d)", s.n()))
	}
	return open
}

func (s *producer) recursion() outcome {
	name := s.fresh("walk" + s.name + "x")
	s.companion(func() {
		s.in(fmt.Sprintf("func %s(n int, yield func(int) bool) bool {", name), "}", func() {
			s.in("if n == 0 {", "}", func() { s.p("return true") })
			if s.careful || s.chance(50) {
				s.p("return %s(n-1, yield) && yield(n)", name)
				return
			}
			s.p("%s(n-1, yield)", name)
			s.p("return yield(n)")
		})
	})
	s.check(name + "(2, yield)")
	return open
}

func (s *producer) delegate() outcome {
	s.p("opaque.Range()(yield)")
	if s.careful {
		s.p("return")
		return closed
	}
	return open
}

func (s *producer) reyield() outcome {
	s.in("for x := range opaque.Range() {", "}", func() {
		s.in("if !yield(x) {", "}", func() {
			if !s.careful && s.chance(40) {
				s.p("break")
			} else {
				s.p("return")
			}
		})
	})
	return open
}

// visitor hands a literal to what heeds its result.
func (s *producer) visitor() outcome {
	f := s.fresh("stop")
	s.p("%s := false", f)
	s.in("helpers.Each(func(x int) bool {", "})", func() {
		if s.careful || s.chance(50) {
			s.p("%s = !yield(x)", f)
			s.p("return !%s", f)
		} else {
			s.p("%s = !yield(x)", f)
			s.p("return true")
		}
	})
	s.in("if "+f+" {", "}", func() { s.p("return") })
	return open
}

// visitorAll hands a literal to what calls it for all elements.
func (s *producer) visitorAll() outcome {
	f := s.fresh("stop")
	s.p("%s := false", f)
	s.in("helpers.EachDo(func(x int) {", "})", func() {
		if s.careful || s.chance(50) {
			s.in("if !"+f+" {", "}", func() { s.p("%s = !yield(x)", f) })
		} else {
			s.p("%s = !yield(x)", f)
		}
	})
	s.in("if "+f+" {", "}", func() { s.p("return") })
	return open
}

// visitorIgnores hands a literal to what does not heed its result.
func (s *producer) visitorIgnores() outcome {
	f := s.fresh("stop")
	s.p("%s := false", f)
	s.in("helpers.EachAnyway(func(x int) bool {", "})", func() {
		if s.careful || s.chance(40) {
			s.in("if "+f+" {", "}", func() { s.p("return false") })
		}
		s.p("%s = !yield(x)", f)
		s.p("return !%s", f)
	})
	s.in("if "+f+" {", "}", func() { s.p("return") })
	return open
}

func (s *producer) onceTold() outcome {
	f := s.fresh("ok")
	s.p("%s := true", f)
	s.in("helpers.OnceWith(func(x int) bool {", "})", func() {
		s.p("%s = yield(x)", f)
		s.p("return %s", f)
	})
	if s.careful || s.chance(50) {
		s.in("if !"+f+" {", "}", func() { s.p("return") })
	} else {
		s.p("opaque.Use(%s)", f)
	}
	return open
}

func (s *producer) once() outcome {
	f := s.fresh("stop")
	s.p("%s := false", f)
	s.in("helpers.Once(func() {", "})", func() { s.p("%s = !yield(5)", f) })
	if s.careful || s.chance(50) {
		s.in("if "+f+" {", "}", func() { s.p("return") })
	} else {
		s.p("opaque.Use(%s)", f)
	}
	return open
}
