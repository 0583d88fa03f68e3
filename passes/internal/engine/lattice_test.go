package engine

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/corolint/corolint/passes/protocol"
)

// randomState returns a state over a few registers, variables and unknowns.
// All have the same references, so that they are of one class.
func randomState(r *rand.Rand, regs []ssa.Value) *state {
	s := newState()
	s.ts = active
	s.regs[regs[0]] = handleOf(protocol.Stop)
	choices := []*value{constOf(trueConst), constOf(falseConst), nonNil, {kind: kSym, sym: sym{n: 1}}}
	for _, v := range regs[1:] {
		if i := r.IntN(len(choices) + 1); i < len(choices) {
			s.regs[v] = choices[i]
		}
	}
	for n := range 3 {
		if i := r.IntN(len(choices) + 1); i < len(choices) {
			s.cells[cell{n: n}] = variable{val: choices[i], opaque: r.IntN(4) == 0, seen: r.IntN(4) == 0}
		}
	}
	for n := range 3 {
		switch r.IntN(3) {
		case 0:
			c := boolConst(r.IntN(2) == 0)
			s.facts[sym{n: n}] = fact{eq: &c}
		case 1:
			s.facts[sym{n: n}] = fact{ne: []constVal{nilConst}}
		}
	}
	return s
}

// parameters returns some registers.
func parameters(t *testing.T) []ssa.Value {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p; func f(a, b, c, d func()) {}", 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(new(types.Config), fset, types.NewPackage("p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []ssa.Value
	for _, p := range pkg.Func("f").Params {
		out = append(out, p)
	}
	return out
}

// TestLatticeLaws checks that the join is associative, commutative and
// idempotent, stays in the class, and gives a state that each operand is an
// instance of: joining an operand again changes nothing.
func TestLatticeLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	regs := parameters(t)
	l := newLattice()
	for range 2000 {
		a, b, c := randomState(r, regs), randomState(r, regs), randomState(r, regs)
		ab := l.Join(a, b)
		for _, law := range []struct {
			name string
			x, y *state
		}{
			{"commutative", ab, l.Join(b, a)},
			{"associative", l.Join(ab, c), l.Join(a, l.Join(b, c))},
			{"idempotent", l.Join(a, a), a},
			{"upper bound", l.Join(ab, a), ab},
		} {
			if l.Key(law.x) != l.Key(law.y) {
				t.Fatalf("join is not %s:\n%s\n%s\nof\n%s\n%s", law.name, l.Key(law.x), l.Key(law.y), l.Key(a), l.Key(b))
			}
		}
		if l.Class(ab) != l.Class(a) {
			t.Fatalf("the join leaves the class: %s is not %s", l.Class(ab), l.Class(a))
		}
	}
}

// TestAssume checks what a branch teaches, and that it rules out what
// contradicts what is known.
func TestAssume(t *testing.T) {
	x := &value{kind: kSym, sym: sym{n: 1}}
	isNil := &value{kind: kRel, sym: x.sym, c: nilConst}
	s := newState()
	null, other := s.assume(isNil, true), s.assume(isNil, false)
	if known, is := null.nilness(null.resolve(x)); !known || !is {
		t.Error("x == nil teaches nothing")
	}
	if known, is := other.nilness(x); !known || is {
		t.Error("x != nil teaches nothing")
	}
	if null.assume(isNil, false) != nil || other.assume(isNil, true) != nil {
		t.Error("a contradiction is not ruled out")
	}
	if yes := s.assume(negate(x), true); yes == nil || yes.assume(x, true) != nil {
		t.Error("!x teaches nothing of x")
	}
	if len(s.facts) != 0 {
		t.Error("assume changed its receiver")
	}
}
