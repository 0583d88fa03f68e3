package oracle

import "fmt"

// Sequences that keep their yield in a struct.

// sink writes a type that holds a yield and one method of it, whose body is
// what write writes, and returns the name of a variable of that type. The
// method's parameters are x int.
func (s *producer) sink(result string, write func(method string)) (name, method string) {
	typ := s.fresh("sink" + s.name + "x")
	method = s.fresh("emit")
	s.companion(func() {
		s.in(fmt.Sprintf("type %s struct {", typ), "}", func() {
			s.p("yield   func(int) bool")
			s.p("stopped bool")
		})
		s.p("")
		s.in(fmt.Sprintf("func (s *%s) %s(x int)%s {", typ, method, result), "}", func() { write(method) })
	})
	name = s.fresh("sink")
	switch s.r.IntN(3) {
	case 0:
		s.p("%s := &%s{yield: yield}", name, typ)
	case 1:
		s.p("var %s %s", name, typ)
		s.p("%s.yield = yield", name)
	default:
		s.p("%s := %s{yield, false}", name, typ)
	}
	return name, method
}

// structTells calls a method that returns what yield returned.
func (s *producer) structTells() outcome {
	two := s.chance(50)
	name, method := s.sink(" bool", func(string) {
		if two {
			s.p("return s.yield(x) && s.yield(-x)")
		} else {
			s.p("return s.yield(x)")
		}
	})
	s.check(fmt.Sprintf("%s.%s(%d)", name, method, s.n()))
	if s.depth == 0 {
		s.calls = append(s.calls, name+"."+method)
	}
	return open
}

// structRemembers calls a method that notes the false, and may heed that.
func (s *producer) structRemembers() outcome {
	heeds := s.careful || s.chance(50)
	name, method := s.sink("", func(string) {
		if heeds {
			s.in("if s.stopped {", "}", func() { s.p("return") })
		}
		s.in("if !s.yield(x) {", "}", func() { s.p("s.stopped = true") })
	})
	s.p("%s.%s(1)", name, method)
	if heeds && s.chance(50) {
		s.p("%s.%s(2)", name, method)
	}
	if s.careful || s.chance(50) {
		s.in("if "+name+".stopped {", "}", func() { s.p("return") })
	}
	return open
}

// structWalks calls a method that calls itself.
func (s *producer) structWalks() outcome {
	drops := !s.careful && s.chance(50)
	name, method := s.sink(" bool", func(method string) {
		s.in("if x == 0 {", "}", func() { s.p("return true") })
		if drops {
			s.p("s.%s(x - 1)", method)
			s.p("return s.yield(x)")
		} else {
			s.p("return s.%s(x-1) && s.yield(x)", method)
		}
	})
	s.check(fmt.Sprintf("%s.%s(2)", name, method))
	return open
}

// structVisits hands a method to what heeds its result.
func (s *producer) structVisits() outcome {
	tells := s.careful || s.chance(50)
	name, method := s.sink(" bool", func(string) {
		s.p("s.stopped = !s.yield(x)")
		if tells {
			s.p("return !s.stopped")
		} else {
			s.p("return true")
		}
	})
	s.p("helpers.Each(%s.%s)", name, method)
	s.in("if "+name+".stopped {", "}", func() { s.p("return") })
	return open
}
