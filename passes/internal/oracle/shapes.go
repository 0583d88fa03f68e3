package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A family is the objects of one library.
type family int

const (
	cursors    family = iota // database/sql.Rows
	iterators                // spanner's, which end with a sentinel
	coroutines               // dispatchrun's
	families
)

// source is the parameter from which objects are opened.
func (f family) source() string {
	return [...]string{"db *sql.DB", "client *spanner.Client", "start bool"}[f]
}

// argument is what a root passes for it.
func (f family) argument() string {
	return [...]string{"nil", "nil", "opaque.Cond()"}[f]
}

const shapesHeader = `package %s

import (
	"context" //= context "oracle.test/context"
	"database/sql" //= sql "oracle.test/sql"
	"errors"

	"cloud.google.com/go/spanner"
	"github.com/dispatchrun/coroutine"
	"google.golang.org/api/iterator"

	"oracle.test/helpers"
	"oracle.test/opaque"
	 //= "oracle.test/standin"
)

var (
	_ = context.Background
	_ = sql.ErrNoRows
	_ = errors.Is
	_ spanner.Row
	_ = coroutine.New[int, string]
	_ = iterator.Done
	_ = helpers.Body
	_ = opaque.Use
	 //= _ = standin.Main
)`

// GenerateShapes writes n functions over cursors, iterators and coroutines.
// The same seed and n give the same program.
func GenerateShapes(seed uint64, n int) *Program {
	prog := &Program{shapes: true}
	var turns [families]*turn
	for f := range families {
		turns[f] = &turn{names: shapesOf(f), r: rand.New(rand.NewPCG(seed, 1<<41+uint64(f)))}
	}
	for i := range n {
		if i%perPackage == 0 {
			name := fmt.Sprintf("p%d", i/perPackage)
			prog.packages = append(prog.packages, &source{name: name, lines: strings.Split(fmt.Sprintf(shapesHeader, name), "\n")})
		}
		r := rand.New(rand.NewPCG(seed, 1<<42+uint64(i)))
		f := family(i % int(families))
		prog.add(shaped(r, fmt.Sprintf("F%d", i), f, turns[f].features(r)))
	}
	return prog
}

// shaper writes one function. It is used once.
type shaper struct {
	*gen
	family family
	depth  int
}

// thing is the variables around one object.
type thing struct {
	name     string
	guard    string // condition under which there is one; empty means always
	loops    int
	lit      int
	deferred bool
	awaited  bool // a deferred call may refer to it
	kept     bool
	ended    bool // nothing more is to be written
}

// room is what a statement may refer to. Blocks get a copy.
type room struct {
	things   []*thing
	loops    int // of this literal
	lit      int
	brk, con bool
}

func (rm *room) inner() *room {
	c := *rm
	c.things = slices.Clip(c.things)
	return &c
}

func (rm *room) inLoop() *room {
	c := rm.inner()
	c.loops++
	c.brk, c.con = true, true
	return c
}

func (s *shaper) literalIn(rm *room) *room {
	c := rm.inner()
	s.lits++
	c.lit, c.loops = s.lits, 0
	c.brk, c.con = false, false
	return c
}

// shape is a construct: its name and what writes it.
type shape struct {
	name  string
	fits  []family // none means all
	write func(*room) outcome
}

func (s *shaper) shapes() []shape {
	return slices.Concat(s.commonShapes(), s.cursorShapes(), s.iteratorShapes(), s.coroutineShapes())
}

// Shapes returns the names of the constructs of GenerateShapes.
func Shapes() []string {
	var names []string
	for f := range families {
		for _, name := range shapesOf(f) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func shapesOf(f family) []string {
	var names []string
	for _, sh := range (&shaper{}).shapes() {
		if sh.fits == nil || slices.Contains(sh.fits, f) {
			names = append(names, sh.name)
		}
	}
	return names
}

// shapeDecision matches what takes a decision in a line of source.
const shapeDecision = `opaque\.(Cond|Err|Int|Slice)\(|\.Next\w*\(|Query|OpenRows|\.(Scan|Err)\(\)|Done\(|Do\(|Run\(|Maybe|Drain|Finish|Step|EndCo`

const (
	maxShapeCost  = 8.5
	maxShapeTries = 60
)

func shaped(r *rand.Rand, name string, f family, features []string) *Function {
	best := shapedOnce(r, name, f, features)
	least := costBy(shapeDecision, best.lines)
	for try := 1; try < maxShapeTries && least > maxShapeCost; try++ {
		next := shapedOnce(r, name, f, features)
		if c := costBy(shapeDecision, next.lines); c < least {
			best, least = next, c
		}
	}
	return best
}

func shapedOnce(r *rand.Rand, name string, f family, features []string) *Function {
	g := &gen{r: r, name: name, used: map[string]bool{}, tags: map[string]bool{}, pending: features}
	s := &shaper{gen: g, family: f}
	g.careful = g.chance(70)
	g.budget = g.r.IntN(3)
	if f == cursors && g.chance(30) {
		g.results = errResult
	}
	rm := &room{}
	s.in(fmt.Sprintf("func %s(%s)%s {", name, f.source(), g.results), "}", func() {
		if s.open(rm); !s.block(rm, 1) {
			for len(g.pending) > 0 {
				if s.next(rm) == closed {
					return
				}
			}
			s.closeFrom(rm, 0)
			if g.results == errResult {
				g.p("return opaque.Err()")
			}
		}
	})
	g.settle()
	fn := &Function{Name: name, lines: append(g.lines, g.extra...), calls: []string{name + "(" + f.argument() + ")"}}
	for t := range g.tags {
		fn.Constructs = append(fn.Constructs, t)
	}
	slices.Sort(fn.Constructs)
	return fn
}

// block writes up to n statements and reports whether control ends in them.
func (s *shaper) block(rm *room, n int) bool {
	for range n {
		if s.statement(rm) == closed {
			return true
		}
	}
	return false
}

// nested writes a block of its own scope, and at its end what it owes.
func (s *shaper) nested(rm *room, n int) bool {
	s.depth++
	defer func() { s.depth-- }()
	had := len(rm.things)
	if s.block(rm, n) {
		return true
	}
	s.closeFrom(rm, had)
	return false
}

func (s *shaper) statement(rm *room) outcome {
	s.budget--
	if len(s.pending) > 0 && s.depth < 3 && s.chance(60) {
		if o := s.next(rm); o != skipped {
			return o
		}
	}
	if s.budget > 0 && s.depth < 2 && s.chance(50) {
		all := s.shapes()
		if sh := all[s.r.IntN(len(all))]; sh.fits == nil || slices.Contains(sh.fits, s.family) {
			if o := sh.write(rm); o != skipped {
				s.tag(sh.name)
				return o
			}
		}
	}
	if t := s.pick(rm); t != nil && s.chance(30) {
		s.when(t, func() { s.step(t) })
		return open
	}
	s.p("opaque.Use()")
	return open
}

// next writes the next construct that is still to be put in.
func (s *shaper) next(rm *room) outcome {
	name := s.pending[0]
	s.pending = s.pending[1:]
	all := s.shapes()
	o := all[slices.IndexFunc(all, func(sh shape) bool { return sh.name == name })].write(rm)
	if o != skipped {
		s.tag(name)
	}
	return o
}

// pick chooses an object, nil if there is none.
func (s *shaper) pick(rm *room) *thing {
	var live []*thing
	for _, t := range rm.things {
		if !t.ended {
			live = append(live, t)
		}
	}
	if len(live) == 0 {
		return nil
	}
	return live[s.r.IntN(len(live))]
}

// some chooses an object, and opens one where there is nothing to choose.
func (s *shaper) some(rm *room) *thing {
	if t := s.pick(rm); t != nil && s.chance(85) {
		return t
	}
	s.open(rm)
	return rm.things[len(rm.things)-1]
}

// when writes body under the guard of t, if it has one.
func (s *shaper) when(t *thing, body func()) {
	if t.guard == "" {
		body()
		return
	}
	if strings.HasPrefix(t.guard, t.name) {
		s.u(t.name)
	}
	s.in("if "+t.guard+" {", "}", body)
}

// with writes body for some object.
func (s *shaper) with(rm *room, body func(t *thing)) outcome {
	t := s.some(rm)
	s.when(t, func() { body(t) })
	return open
}

// closeFrom releases the objects from index n on, if it is meant to.
func (s *shaper) closeFrom(rm *room, n int) {
	for _, t := range rm.things[min(n, len(rm.things)):] {
		odds := 30
		if s.careful {
			odds = 92
		}
		if !t.deferred && !t.kept && s.chance(odds) {
			s.when(t, func() { s.release(t) })
		}
	}
}

// loop writes a loop, and behind it that it was left.
func (s *shaper) loop(head string, body func()) {
	first := len(s.lines)
	s.in(head, "}", body)
	s.twin("//", fmt.Sprintf("standin.Left(%d)", len(s.lines)-first))
}

// release writes what gives t back.
func (s *shaper) release(t *thing) {
	name := s.u(t.name)
	switch s.family {
	case cursors:
		switch s.r.IntN(4) {
		case 0:
			s.p("_ = %s.Close()", name)
		case 1:
			err := s.fresh("err")
			s.in(fmt.Sprintf("if %s := %s.Close(); %s != nil {", err, name, err), "}", func() { s.p("opaque.Use(%s)", err) })
		default:
			s.p("%s.Close()", name)
		}
	case iterators:
		s.p("%s.Stop()", name)
	default:
		s.p("%s.Stop()", name)
		s.p("%s.Next()", name)
	}
}

// step writes an advance whose signal nobody takes.
func (s *shaper) step(t *thing) {
	if s.family == iterators {
		err := s.fresh("err")
		s.p("_, %s := %s.Next()", err, s.u(t.name))
		s.p("opaque.Use(%s)", err)
		return
	}
	s.p("%s.Next()", s.u(t.name))
}

// exit leaves the function or the loop.
func (s *shaper) exit(rm *room) outcome {
	n := s.r.IntN(10)
	switch {
	case rm.brk && n < 3:
		s.p("break")
	case rm.con && n < 4:
		s.p("continue")
	case n == 9:
		s.p("opaque.Exit()")
		s.tag("os-exit")
		fallthrough
	default:
		if n < 9 && s.careful && s.chance(60) {
			s.closeFrom(rm, 0)
		}
		s.tag("return")
		if rm.lit == 0 && s.results == errResult {
			s.p("return opaque.Err()")
		} else {
			s.p("return")
		}
	}
	return closed
}
