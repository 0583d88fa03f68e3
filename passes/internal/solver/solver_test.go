package solver_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/corolint/corolint/passes/internal/solver"
)

// A state of the tests is a typestate, which is never joined, and a set of
// letters, which joins to the union.
type state struct {
	typestate string
	seen      string // sorted letters
}

func (s state) String() string { return s.typestate + "{" + s.seen + "}" }

// add returns the state with a letter more.
func (s state) add(letter string) state {
	letters := strings.Split(s.seen+letter, "")
	slices.Sort(letters)
	return state{s.typestate, strings.Join(slices.Compact(letters), "")}
}

type lattice struct{}

func (lattice) Key(s state) string   { return s.String() }
func (lattice) Class(s state) string { return s.typestate }
func (lattice) Join(a, b state) state {
	for _, letter := range b.seen {
		a = a.add(string(letter))
	}
	return a
}

// A graph is drawn as lines "a -> b c", whose left sides are its places in
// order. A state that goes along an edge collects the letter of its target.
type graph struct {
	names string
	succs [][]int
}

func draw(picture string) *graph {
	g := new(graph)
	lines := strings.FieldsFunc(picture, func(r rune) bool { return r == '\n' })
	var targets []string
	for _, line := range lines {
		from, to, ok := strings.Cut(strings.TrimSpace(line), "->")
		if !ok {
			continue
		}
		g.names += strings.TrimSpace(from)
		targets = append(targets, to)
	}
	for _, to := range targets {
		var succs []int
		for _, name := range strings.Fields(to) {
			succs = append(succs, strings.Index(g.names, name))
		}
		g.succs = append(g.succs, succs)
	}
	return g
}

// wide are limits that no test graph reaches.
var wide = solver.Limits{Split: 100, Classes: 100, Visits: 10000}

// solve solves the graph from its first place, whose states are the given.
func (g *graph) solve(limits solver.Limits, initial ...state) *solver.Solver[state] {
	rank := make([]int, len(g.succs))
	for i := range rank {
		rank[i] = i
	}
	v := solver.New[state](lattice{}, limits, rank)
	for _, s := range initial {
		v.Add(0, s, nil)
	}
	v.Run(func(n *solver.Node[state]) {
		for _, to := range g.succs[n.Place] {
			v.Add(to, n.State.add(g.names[to:to+1]), n)
		}
	})
	return v
}

// at prints the states that reached a place.
func (g *graph) at(v *solver.Solver[state], name string) string {
	var out []string
	for _, n := range v.At(strings.Index(g.names, name)) {
		out = append(out, n.State.String())
	}
	return strings.Join(out, " ")
}

const (
	line = `
		a -> b
		b -> c
		c ->`
	diamond = `
		a -> b c
		b -> d
		c -> d
		d ->`
	loop = `
		a -> b
		b -> c d
		c -> b
		d ->`
	unreachable = `
		a -> c
		b -> c
		c ->`
	twoExits = `
		a -> b c
		b ->
		c -> d
		d ->`
	// ladder is five diamonds in a row: 32 paths.
	ladder = `
		a -> b c
		b -> d
		c -> d
		d -> e f
		e -> g
		f -> g
		g -> h i
		h -> j
		i -> j
		j -> k l
		k -> m
		l -> m
		m -> n o
		n -> p
		o -> p
		p ->`
)

func TestGraphs(t *testing.T) {
	tests := []struct {
		name, picture string
		limits        solver.Limits
		at            map[string]string
		visits        int
	}{
		{"line", line, wide, map[string]string{"a": "s{}", "b": "s{b}", "c": "s{bc}"}, 3},
		{"diamond", diamond, wide, map[string]string{"d": "s{bd} s{cd}"}, 5},
		{"diamond joined", diamond, solver.Limits{Split: 1, Classes: 1, Visits: 100},
			map[string]string{"b": "s{b}", "c": "s{c}", "d": "s{bcd}"}, 4},
		// b is visited with {}, then with {c}: then nothing is new.
		{"loop", loop, wide, map[string]string{"b": "s{b} s{bc}", "d": "s{bd} s{bcd}"}, 6},
		{"unreachable", unreachable, wide, map[string]string{"b": "", "c": "s{c}"}, 2},
		{"two exits", twoExits, wide, map[string]string{"b": "s{b}", "d": "s{cd}"}, 4},
		// Of 32 ways through the ladder, all are kept apart ...
		{"ladder", ladder, wide, map[string]string{}, 1 + 2 + 2 + 4 + 4 + 8 + 8 + 16 + 16 + 32 + 32},
		// ... or each place is visited once.
		{"ladder joined", ladder, solver.Limits{Split: 1, Classes: 1, Visits: 100},
			map[string]string{"p": "s{bcdefghijklmnop}"}, 16},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := draw(test.picture)
			v := g.solve(test.limits, state{typestate: "s"})
			if v.Exceeded {
				t.Error("a limit was passed")
			}
			for name, want := range test.at {
				if got := g.at(v, name); got != want {
					t.Errorf("at %s: %s, want %s", name, got, want)
				}
			}
			if v.Visits != test.visits {
				t.Errorf("%d visits, want %d", v.Visits, test.visits)
			}
		})
	}
}

// States of different classes are never joined, however few may be apart.
func TestClassesStayApart(t *testing.T) {
	g := draw(diamond)
	v := g.solve(solver.Limits{Split: 1, Classes: 2, Visits: 100}, state{typestate: "s"}, state{typestate: "t"})
	if got, want := g.at(v, "d"), "s{bcd} t{bcd}"; got != want {
		t.Errorf("at d: %s, want %s", got, want)
	}
	if v.Visits != 8 || v.Exceeded {
		t.Errorf("%d visits, exceeded %t; want 8, false", v.Visits, v.Exceeded)
	}
}

// A class is split up to the limit, and joined as a whole beyond it.
func TestSplitThenJoin(t *testing.T) {
	g := draw("a ->")
	for n := 1; n <= 5; n++ {
		var initial []state
		for i := range n {
			initial = append(initial, state{"s", string(rune('b' + i))})
		}
		v := g.solve(solver.Limits{Split: 3, Classes: 1, Visits: 100}, initial...)
		want := []string{"s{b}", "s{b} s{c}", "s{b} s{c} s{d}", "s{bcde}", "s{bcdef}"}[n-1]
		if got := g.at(v, "a"); got != want {
			t.Errorf("%d states: %s, want %s", n, got, want)
		}
	}
}

// A joined class stays joined, and takes in what comes later.
func TestJoinedTakesLaterStates(t *testing.T) {
	v := solver.New[state](lattice{}, solver.Limits{Split: 1, Classes: 1, Visits: 100}, []int{0})
	var visited []string
	v.Add(0, state{"s", "b"}, nil)
	v.Add(0, state{"s", "c"}, nil)
	v.Run(func(n *solver.Node[state]) {
		visited = append(visited, n.State.String())
		if len(visited) == 1 {
			v.Add(0, state{"s", "b"}, n) // known
			v.Add(0, state{"s", "d"}, n) // new
		}
	})
	if want := []string{"s{bc}", "s{bcd}"}; !slices.Equal(visited, want) {
		t.Errorf("visited %q, want %q", visited, want)
	}
	if got := v.At(0); len(got) != 1 || got[0].State.String() != "s{bcd}" {
		t.Errorf("at the end %v", got)
	}
}

func TestSameStateTwiceIsVisitedOnce(t *testing.T) {
	g := draw(line)
	v := g.solve(wide, state{typestate: "s"}, state{typestate: "s"})
	if v.Visits != 3 {
		t.Errorf("%d visits, want 3", v.Visits)
	}
}

func TestLimits(t *testing.T) {
	s, u := state{typestate: "s"}, state{typestate: "u"}
	tests := []struct {
		name     string
		limits   solver.Limits
		initial  []state
		exceeded bool
		visits   int
	}{
		{"enough visits", solver.Limits{Split: 1, Classes: 1, Visits: 3}, []state{s}, false, 3},
		{"too few visits", solver.Limits{Split: 1, Classes: 1, Visits: 2}, []state{s}, true, 2},
		{"enough classes", solver.Limits{Split: 1, Classes: 2, Visits: 100}, []state{s, u}, false, 6},
		{"too few classes", solver.Limits{Split: 1, Classes: 1, Visits: 100}, []state{s, u}, true, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := draw(line).solve(test.limits, test.initial...)
			if v.Exceeded != test.exceeded || v.Visits != test.visits {
				t.Errorf("exceeded %t after %d visits; want %t, %d", v.Exceeded, v.Visits, test.exceeded, test.visits)
			}
		})
	}
}

// The cost of a long loop is bounded by the height of the lattice, not by
// the number of paths.
func TestCostIsLinear(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	cost := func(n int) int {
		// A ring of n places, each of which also leads to the first.
		var picture strings.Builder
		for i := range n {
			fmt.Fprintf(&picture, "%c -> %c a\n", letters[i], letters[(i+1)%n])
		}
		v := draw(picture.String()).solve(solver.Limits{Split: 2, Classes: 1, Visits: 1 << 20}, state{typestate: "s"})
		if v.Exceeded {
			t.Errorf("%d places: exceeded after %d visits", n, v.Visits)
		}
		return v.Visits
	}
	for _, n := range []int{5, 10, 20} {
		// Each place sees at most Split states and n joins.
		if got, bound := cost(n), n*(n+3); got > bound {
			t.Errorf("%d places: %d visits, more than %d", n, got, bound)
		}
	}
}

// -- order --

// The place of lowest rank goes first, then the state that came first.
func TestOrder(t *testing.T) {
	v := solver.New[state](lattice{}, wide, []int{0, 3, 1, 2, 2})
	var order []int
	v.Add(0, state{typestate: "s"}, nil)
	v.Run(func(n *solver.Node[state]) {
		order = append(order, n.Place)
		if n.Place == 0 {
			for _, to := range []int{1, 4, 3, 2} {
				v.Add(to, n.State, n)
			}
		}
	})
	if want := []int{0, 2, 4, 3, 1}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
}

// A queue of many gives them back in order.
func TestOrderOfMany(t *testing.T) {
	const n = 200
	rank := make([]int, n+1)
	for i := range n {
		rank[i+1] = 1 + i*77%31
	}
	v := solver.New[state](lattice{}, wide, rank)
	v.Add(0, state{typestate: "s"}, nil)
	type visit struct{ rank, place int }
	var visits []visit
	v.Run(func(at *solver.Node[state]) {
		if at.Place > 0 {
			visits = append(visits, visit{rank[at.Place], at.Place})
			return
		}
		for to := 1; to <= n; to++ {
			v.Add(to, at.State, at)
		}
	})
	if len(visits) != n {
		t.Fatalf("%d visits, want %d", len(visits), n)
	}
	if !slices.IsSortedFunc(visits, func(a, b visit) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return a.place - b.place
	}) {
		t.Errorf("out of order: %v", visits)
	}
}

// -- predecessors --

func TestPreds(t *testing.T) {
	g := draw(diamond)
	v := g.solve(solver.Limits{Split: 1, Classes: 1, Visits: 100}, state{typestate: "s"})
	d := v.At(3)
	if len(d) != 1 {
		t.Fatalf("%d nodes at d", len(d))
	}
	var preds string
	for _, p := range d[0].Preds {
		preds += g.names[p.Place : p.Place+1]
	}
	if preds != "bc" {
		t.Errorf("d comes from %q, want bc", preds)
	}
	if a := v.At(0)[0]; len(a.Preds) != 0 {
		t.Errorf("the initial state has %d predecessors", len(a.Preds))
	}
	if d[0].Key() != "s{bcd}" {
		t.Errorf("key %q", d[0].Key())
	}
}

// From every node that is reached a way leads back to an initial one.
func TestPredsLeadBack(t *testing.T) {
	for _, picture := range []string{line, diamond, loop, twoExits, ladder} {
		for split := 1; split <= 4; split++ {
			g := draw(picture)
			v := g.solve(solver.Limits{Split: split, Classes: 1, Visits: 1000}, state{typestate: "s"})
			for place := range g.succs {
				for _, n := range v.At(place) {
					if !leadsBack(n) {
						t.Errorf("split %d: no way back from %v at %c", split, n.State, g.names[place])
					}
				}
			}
		}
	}
}

func leadsBack(n *solver.Node[state]) bool {
	seen := map[*solver.Node[state]]bool{n: true}
	for queue := []*solver.Node[state]{n}; len(queue) > 0; queue = queue[1:] {
		if at := queue[0]; at.Place == 0 && len(at.Preds) == 0 {
			return true
		}
		for _, p := range queue[0].Preds {
			if !seen[p] {
				seen[p] = true
				queue = append(queue, p)
			}
		}
	}
	return false
}

// Two runs visit the same states in the same order, with the same
// predecessors in the same order.
func TestDeterminism(t *testing.T) {
	trace := func() string {
		var b strings.Builder
		g := draw(ladder)
		v := g.solve(solver.Limits{Split: 3, Classes: 2, Visits: 1000}, state{typestate: "s"}, state{typestate: "t"})
		for place := range g.succs {
			for _, n := range v.At(place) {
				fmt.Fprintf(&b, "%c %v:", g.names[place], n.State)
				for _, p := range n.Preds {
					fmt.Fprintf(&b, " %c %v", g.names[p.Place], p.State)
				}
				b.WriteByte('\n')
			}
		}
		return b.String()
	}
	first := trace()
	for range 10 {
		if again := trace(); again != first {
			t.Fatalf("two runs differ:\n%s\n%s", first, again)
		}
	}
}
