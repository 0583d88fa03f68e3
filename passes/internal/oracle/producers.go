package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

const producersHeader = `package %s

import (
	"errors"
	"iter" //= iter "oracle.test/standin"

	"oracle.test/helpers"
	"oracle.test/opaque"
)

var (
	_ iter.Seq[int]
	_ = helpers.Emit
	_ = opaque.Use

	errStop = errors.New("stop")
)

type flags struct{ stop bool }`

// GenerateProducers writes n functions that return sequences. The same seed
// and n give the same program.
func GenerateProducers(seed uint64, n int) *Program {
	prog := &Program{producers: true}
	t := &turn{names: Producers(), r: rand.New(rand.NewPCG(seed, 1<<43))}
	for i := range n {
		if i%perPackage == 0 {
			name := fmt.Sprintf("p%d", i/perPackage)
			prog.packages = append(prog.packages, &source{name: name, lines: strings.Split(fmt.Sprintf(producersHeader, name), "\n")})
		}
		r := rand.New(rand.NewPCG(seed, 1<<44+uint64(i)))
		prog.add(produced(r, fmt.Sprintf("F%d", i), t.features(r)[:4]))
	}
	return prog
}

// Producers returns the names of the constructs of GenerateProducers.
func Producers() []string {
	var names []string
	for _, c := range (&producer{}).constructs() {
		names = append(names, c.name)
	}
	return names
}

// producer writes one function. It is used once.
type producer struct {
	*gen
	depth int
	loops int // around the statement, of this function
	calls []string
}

// construct is one way to yield: its name and what writes it.
type construct struct {
	name  string
	write func() outcome
}

func (s *producer) constructs() []construct {
	return []construct{
		{"plain", s.plain},
		{"unchecked", s.unchecked},
		{"kept", s.kept},
		{"inverted", s.inverted},
		{"and", s.and},
		{"or", s.or},
		{"loop", func() outcome { return s.loop("for range opaque.Int() {") }},
		{"loop-slice", func() outcome { return s.loop("for range opaque.Slice() {") }},
		{"loop-condition", func() outcome { return s.loop("for opaque.Cond() {") }},
		{"label", s.label},
		{"flag", func() outcome { return s.flag("false", " = true", "%s") }},
		{"int-flag", func() outcome { return s.flag("0", " = 1", "%s != 0") }},
		{"error-flag", func() outcome { return s.flag("error(nil)", " = errStop", "%s != nil") }},
		{"field-flag", func() outcome { return s.flag("&flags{}", ".stop = true", "%s.stop") }},
		{"element-flag", func() outcome { return s.flag("make([]bool, 1)", "[0] = true", "%s[0]") }},
		{"flag-condition", s.flagCondition},
		{"wrapper", s.wrapper},
		{"wrapper-remembers", s.wrapperRemembers},
		{"struct-tells", s.structTells},
		{"struct-remembers", s.structRemembers},
		{"struct-walks", s.structWalks},
		{"struct-visits", s.structVisits},
		{"helper", s.helper},
		{"helper-drops", s.helperDrops},
		{"helper-other-package", s.helperElsewhere},
		{"recursion", s.recursion},
		{"delegate", s.delegate},
		{"reyield", s.reyield},
		{"reyield-unchecked", func() outcome {
			s.in("for x := range opaque.Range() {", "}", func() { s.p("yield(x)") })
			return open
		}},
		{"visitor", s.visitor},
		{"visitor-all", s.visitorAll},
		{"visitor-ignores", s.visitorIgnores},
		{"once", s.once},
		{"once-told", s.onceTold},
		{"deferred", s.deferred},
		{"if", s.ifs},
		{"switch", s.switches},
		{"goto", s.jump},
		{"last", s.last},
	}
}

// producerDecision matches what takes a decision in a line of source.
const producerDecision = `opaque\.(Cond|Int|Slice|Range)\(|\byield\(|emit\d+\(|helpers\.|\bwalk|\bpush|\bsend`

const maxProducerCost = 10.5

func produced(r *rand.Rand, name string, features []string) *Function {
	best := producedOnce(r, name, features)
	least := costBy(producerDecision, best.lines)
	for try := 1; try < maxShapeTries && least > maxProducerCost; try++ {
		next := producedOnce(r, name, features)
		if c := costBy(producerDecision, next.lines); c < least {
			best, least = next, c
		}
	}
	return best
}

func producedOnce(r *rand.Rand, name string, features []string) *Function {
	s := &producer{gen: &gen{r: r, name: name, used: map[string]bool{}, tags: map[string]bool{}, pending: slices.Clone(features)}}
	s.careful = s.chance(58)
	s.budget = s.r.IntN(3)
	s.in(fmt.Sprintf("func %s() iter.Seq[int] {", name), "}", func() {
		s.in("return func(yield func(int) bool) {", "}", func() {
			for len(s.pending) > 0 {
				if s.statement() == closed {
					return
				}
			}
		})
	})
	fn := &Function{Name: name, lines: append(s.lines, s.extra...), calls: []string{fmt.Sprintf("standin.Produce(%s())", name)}}
	for t := range s.tags {
		fn.Constructs = append(fn.Constructs, t)
	}
	slices.Sort(fn.Constructs)
	return fn
}

// n is an element.
func (s *producer) n() int { return s.r.IntN(9) }

func (s *producer) statement() outcome {
	if len(s.pending) > 0 {
		name := s.pending[0]
		s.pending = s.pending[1:]
		all := s.constructs()
		s.tag(name)
		return all[slices.IndexFunc(all, func(c construct) bool { return c.name == name })].write()
	}
	if s.chance(40) {
		s.p("opaque.Use()")
		return open
	}
	return s.plain()
}

// block writes what stands in a block, and reports whether control ends there.
func (s *producer) block() bool {
	s.depth++
	defer func() { s.depth-- }()
	for range 1 + s.r.IntN(2) {
		if s.depth > 2 {
			return s.plain() == closed
		}
		if s.statement() == closed {
			return true
		}
	}
	return false
}

// call returns something that yields and tells what yield returned.
func (s *producer) call() string {
	if len(s.calls) > 0 && s.chance(40) {
		return fmt.Sprintf("%s(%d)", s.calls[s.r.IntN(len(s.calls))], s.n())
	}
	if s.chance(15) {
		return fmt.Sprintf("helpers.Emit(yield, %d)", s.n())
	}
	return fmt.Sprintf("yield(%d)", s.n())
}

// leave writes what is done after a false.
func (s *producer) leave() {
	if s.loops > 0 && s.chance(25) {
		s.p("break")
		return
	}
	s.p("return")
}

// check writes a call and a test of what it returns, or none.
func (s *producer) check(call string) {
	if odds := 25; s.careful && s.chance(96) || s.chance(100-odds) {
		s.in("if !"+call+" {", "}", s.leave)
		return
	}
	s.p("%s", call)
}

func (s *producer) plain() outcome {
	s.check(s.call())
	return open
}

func (s *producer) unchecked() outcome {
	s.p("yield(%d)", s.n())
	if s.careful {
		s.p("return")
		return closed
	}
	return open
}

func (s *producer) kept() outcome {
	ok := s.fresh("ok")
	s.p("%s := %s", ok, s.call())
	if s.chance(30) {
		s.p("opaque.Use()")
	}
	if !s.careful && s.chance(30) {
		s.p("yield(%d)", s.n())
	}
	s.in("if !"+ok+" {", "}", s.leave)
	return open
}

func (s *producer) inverted() outcome {
	s.in("if "+s.call()+" {", "}", func() { s.p("return") })
	if s.careful {
		s.p("return")
		return closed
	}
	return open
}

func (s *producer) and() outcome {
	cond := s.call() + " && " + s.call()
	if s.careful || s.chance(50) {
		s.in("if !("+cond+") {", "}", func() { s.p("return") })
		return open
	}
	s.p("_ = %s", cond)
	return open
}

func (s *producer) or() outcome {
	if s.careful || s.chance(50) {
		s.in("if !"+s.call()+" || !"+s.call()+" {", "}", func() { s.p("return") })
		return open
	}
	s.in("if "+s.call()+" || "+s.call()+" {", "}", func() { s.p("return") })
	return open
}

func (s *producer) loop(head string) outcome {
	s.in(head, "}", func() {
		s.loops++
		s.block()
		s.loops--
	})
	return open
}

func (s *producer) label() outcome {
	l := s.fresh("L")
	s.p("%s:", l)
	inner := "for opaque.Cond() {"
	if !s.careful && s.chance(70) {
		inner = "for range 2 {" // less to try out, so that it is not passed over
	}
	s.in("for range 2 {", "}", func() {
		s.in(inner, "}", func() {
			out := "break " + l
			if !s.careful && s.chance(85) {
				out = "continue " + l
			}
			s.in("if !yield(3) {", "}", func() { s.p("%s", out) })
		})
	})
	if s.careful {
		s.p("return")
		return closed
	}
	return open
}

// flag notes the false in a variable, which is tested behind a loop.
func (s *producer) flag(zero, set, test string) outcome {
	// A false that is kept in an element is taken to be heeded: knownMissElement.
	element := strings.HasPrefix(set, "[")
	if element && s.tags["deferred"] {
		return s.plain()
	}
	f := s.fresh("flag")
	s.p("%s := %s", f, zero)
	s.in("for range opaque.Int() {", "}", func() {
		s.in("if !"+s.call()+" {", "}", func() {
			s.p("%s%s", f, set)
			s.p("break")
		})
	})
	s.in("if "+fmt.Sprintf(test, f)+" {", "}", func() {
		if s.careful || element || s.chance(60) {
			s.p("return")
		} else {
			s.p("opaque.Use()")
		}
	})
	return open
}

func (s *producer) flagCondition() outcome {
	f := s.fresh("stop")
	s.p("%s := false", f)
	s.in(fmt.Sprintf("for i := 0; i < 3 && !%s; i++ {", f), "}", func() { s.p("%s = !%s", f, s.call()) })
	if s.careful || s.chance(50) {
		s.in("if "+f+" {", "}", func() { s.p("return") })
	}
	return open
}

func (s *producer) deferred() outcome {
	if s.loops > 0 {
		s.p("opaque.Use()")
		return open
	}
	f := s.fresh("over")
	s.p("%s := false", f)
	s.in("defer func() {", "}()", func() {
		if s.careful || s.chance(50) {
			s.in("if !"+f+" {", "}", func() { s.p("yield(8)") })
		} else {
			s.p("opaque.Use(%s)", f)
			s.p("yield(8)")
		}
	})
	s.in("if !yield(7) {", "}", func() {
		s.p("%s = true", f)
		s.p("return")
	})
	if s.careful {
		s.p("return")
		return closed
	}
	return open
}

func (s *producer) ifs() outcome {
	s.in("if opaque.Cond() {", "}", func() { s.block() })
	if s.chance(40) {
		s.lines = s.lines[:len(s.lines)-1]
		s.in("} else {", "}", func() { s.block() })
	}
	return open
}

func (s *producer) switches() outcome {
	loops := s.loops
	s.loops = 0 // a break would leave the switch
	s.p("switch opaque.Int() {")
	for _, head := range []string{"case 0:", "case 1:", "default:"} {
		s.p("%s", head)
		s.indent++
		s.plain()
		s.indent--
	}
	s.p("}")
	s.loops = loops
	return open
}

func (s *producer) jump() outcome {
	l := s.fresh("L")
	i := s.fresh("i")
	if s.depth > 0 {
		return s.plain()
	}
	s.in("{", "}", func() {
		s.p("%s := 0", i)
		s.lines = append(s.lines, l+":")
		s.check(s.call())
		s.p("%s++", i)
		s.in(fmt.Sprintf("if %s < 2 {", i), "}", func() { s.p("goto %s", l) })
	})
	return open
}

func (s *producer) last() outcome {
	s.p("yield(6)")
	if s.careful || s.chance(60) {
		s.p("return")
		return closed
	}
	return open
}
