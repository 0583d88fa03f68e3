package engine

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// Bounds of one analysis of one object. They are far above what code that
// people write needs; what passes them is given up and counted.
const (
	maxStack    = 300  // functions interpreted in place within each other
	maxCells    = 128  // variables that a callee can get at
	maxContexts = 3000 // contexts of one object
	maxRestless = 8    // rounds after which a recursion is made to settle
	pruneEvery  = 64   // instructions of a block between two prunings

	maxLocks = 8 // that a summary tells of

	// Transfers in all contexts of one object. Recursive functions that
	// call each other in many ways may be solved again and again; this is
	// what bounds them. An acquire is worth more than a summary.
	acquireBudget = 100_000
	entryBudget   = 40_000
	holderBudget  = 20_000    // of an object that is held in something
	holdersBudget = 150_000   // of all of those of one package together
	signalBudget  = 120_000   // of all advances of one function together
	signalsBudget = 1_500_000 // of all advances of one package together

	// How much is written of states, in variables, for what counts as a transfer
	// more: where states are large and many, transfers are slow.
	heavy        = 1000
	heavySummary = 50
)

var limits = solver.Limits{Split: 12, Classes: 96}

// limits returns the limits of a search. An object that is made in functions
// that are called, and is held in something, is seen in far more contexts.
func (s *search) limits() solver.Limits {
	l := limits
	if len(s.via) > 0 {
		l.Split = 3
	}
	return l
}

// visits returns the bound on the transfers through a body of n blocks: it
// is linear, and far above what bodies need.
func visits(n int) int { return 10000 + 100*n }

// A search follows one object through a root function: the one that a given
// call acquires, or the one that comes in by the root's parameters.
//
// The object of an acquire is one arbitrary of those that the call makes:
// each time the call runs, the path splits into one on which its result is
// the tracked object and one on which it is some other. So an object from
// an earlier pass of a loop is told from the newest by construction.
type search struct {
	*engine
	root  *ssa.Function
	site  ssa.CallInstruction // nil if the object comes in by parameters
	via   []ssa.CallInstruction
	acq   *acquirement
	hold  hold
	proto *protocol.Protocol

	top         *context // of the root
	contexts    map[string]*context
	stack       []*context
	provisional []*context
	epoch       int

	budget    int  // transfers left
	written   int  // by the lattice, when that was reckoned
	reached   bool // the acquire was reached
	moved     bool // some path lets the object escape or returns it
	exceeded  bool // a bound was passed: no finding can be trusted
	leaks     []*leak
	misuses   []misuse
	signal    *signalSearch   // of a search for ignored signals
	fields    bool            // the fields of structs are followed
	late      bool            // it looks for uses of a released object
	resource  bool            // the object is a resource
	elsewhere bool            // a goroutine releases the object, nobody knows when
	open      map[int]bool    // blocks of the root that return a literal while the object is not released
	exploring bool            // the search looks what the operations on a holder do
	derived   *Derived        // of a holder that another package makes
	outer     map[member]bool // what may hold it
	first     int             // its state where it comes in by a parameter
	stays     bool            // the root puts the object where its callers find it
	opens     bool            // what the root makes is to hold an object that its methods acquire
	brings    bool            // the root brings the object out within something
	exits     []*state        // in which it does
	given     []Outcome       // of the first call of via
	holder    *state          // after it; the results are what holds the object
	yields    *yieldSearch    // of a search for lost yields
	loopIDs   map[ssa.Value]int
	lifeline  map[any]bool // what stands for the contexts that end the object
	letGo     uint64       // the loops over collections that have given the object back or away
}

// A leak is a place at which an obligation that is due has not been met.
type leak struct {
	kind      LeakKind
	c         *context
	node      *solver.Node[*state]
	at        ssa.Instruction
	ts        typestate
	wait      *ssa.Defer    // of a defer in a loop
	lazy      *ssa.Function // the sequence to which the release is left
	buried    *ssa.Store
	forgotten *forgetting
	gathered  gathering
	turns     uint64
}

// A context is one function run on one state of entry, under canonical
// names; it is solved once and serves every call that looks the same.
type context struct {
	*search
	f        *function
	entry    *state
	key      string
	recovers bool // a caller may recover what panics here
	cleaning bool // deferred calls run, here or in a caller
	solver   *solver.Solver[*state]

	loose   bool // a loop takes elements out of a collection in ways that are not followed
	misused []misuse
	freed   freeing
	node    *solver.Node[*state]                     // whose block runs now
	thrown  map[*solver.Node[*state]]ssa.Instruction // what panicked first while the object was owed
	index   int                                      // on the stack, or -1
	low     int                                      // the lowest context on the stack whose growing result was used
	epoch   int
	done    bool
	reenter bool
	outs    []*solver.Node[*state]
	outKeys []string
}

// Places beyond a function's blocks.
const (
	returnPlace = iota
	panicPlace
	extraPlaces
)

func (c *context) place(extra int) int { return len(c.f.fn.Blocks) + extra }

// contextFor returns the solved context of fn on entry, or nil if a bound
// was passed.
func (s *search) contextFor(fn *ssa.Function, entry *state, recovers, cleaning bool) *context {
	if s.exceeded {
		return nil
	}
	f := s.function(fn)
	entry.prune(f.liveAt(fn.Blocks[0]))
	key := s.contextKey(fn, entry, recovers, cleaning)
	c := s.contexts[key]
	if c == nil {
		if len(s.contexts) >= maxContexts {
			s.exceeded = true
			return nil
		}
		c = &context{search: s, f: f, entry: entry, key: key, recovers: recovers, cleaning: cleaning, index: -1}
		s.contexts[key] = c
		s.counters.Contexts++
	}
	switch {
	case c.done:
	case c.index >= 0: // it runs: use what is known of it by now
		c.reenter = true
		s.used(c.index)
	case c.epoch == s.epoch && c.outs != nil:
		s.used(c.low)
	default:
		s.solve(c)
		if c.low < c.index0() {
			s.used(c.low)
		}
	}
	return c
}

// index0 returns the index that a context just solved had on the stack.
func (c *context) index0() int { return len(c.search.stack) }

// used notes that the running context depends on one that is not finished.
func (s *search) used(low int) {
	if n := len(s.stack); n > 0 {
		top := s.stack[n-1]
		top.low = min(top.low, low)
	}
}

func (s *search) contextKey(fn *ssa.Function, entry *state, recovers, cleaning bool) string {
	key := fmt.Sprintf("%d:%s", s.lattice.num(fn), s.lattice.Key(entry))
	if recovers {
		key += "R"
	}
	if cleaning {
		key += "C"
	}
	return key
}

// solve brings c to its fixpoint. A context that is entered again while it
// runs is solved until what it returns no longer grows; contexts that were
// solved on the way with what was known at the time are solved again.
func (s *search) solve(c *context) {
	c.index = len(s.stack)
	c.low = c.index
	s.stack = append(s.stack, c)
	mark := len(s.provisional)
	for round := 0; ; round++ {
		c.reenter = false
		before := c.outKeys
		c.run(round > maxRestless)
		if s.exceeded || !c.reenter || slices.Equal(before, c.outKeys) {
			break
		}
		s.epoch++
	}
	s.stack = s.stack[:c.index]
	c.epoch = s.epoch
	if c.low < c.index {
		s.provisional = append(s.provisional, c)
	} else {
		c.done = true
		for _, p := range s.provisional[mark:] {
			p.done = true
		}
		s.provisional = s.provisional[:mark]
	}
	c.index = -1
}

// run solves c with what is known by now. To settle, it keeps what it returned
// before, and joins what it can: where states are kept apart while they are
// few, what a recursion returns may go back and forth.
func (c *context) run(settle bool) {
	rank := make([]int, len(c.f.rank), len(c.f.rank)+extraPlaces)
	copy(rank, c.f.rank)
	for range extraPlaces {
		rank = append(rank, len(rank))
	}
	bounds := c.limits()
	bounds.Visits = visits(len(rank))
	if settle {
		bounds.Split = 1
	}
	c.solver = solver.New[*state](c.lattice, bounds, rank)
	if settle {
		for _, n := range c.outs {
			c.solver.Add(n.Place, n.State, n.Preds[0])
		}
	}
	c.solver.Add(0, c.entry.clone(), nil)
	c.solver.Run(c.transfer)
	c.counters.Transfers += c.solver.Visits
	if c.solver.Exceeded {
		c.exceeded = true
	}
	c.outs = []*solver.Node[*state]{}
	c.outKeys = nil
	for _, n := range append(c.solver.At(c.place(returnPlace)), c.solver.At(c.place(panicPlace))...) {
		c.outs = append(c.outs, n)
		c.outKeys = append(c.outKeys, n.Key())
	}
	slices.Sort(c.outKeys)
}

// -- one block --

// transfer runs the states of node n through its block.
func (c *context) transfer(n *solver.Node[*state]) {
	if n.Place >= len(c.f.fn.Blocks) || c.exceeded {
		return
	}
	unit := heavy
	if c.site == nil && c.signal == nil {
		unit = heavySummary
	}
	c.budget -= 1 + (c.lattice.written-c.written)/unit
	c.written = c.lattice.written
	if c.budget < 0 {
		c.exceeded = true
		return
	}
	b := c.f.fn.Blocks[n.Place]
	c.node = n
	states := []*state{n.State.clone()}
	for i, instr := range b.Instrs {
		if _, phi := instr.(*ssa.Phi); phi {
			continue
		}
		var next []*state
		for _, s := range states {
			before, owed := s.turn, s.owed()
			after := c.step(n, instr, s)
			c.notes(before, owed, after)
			next = append(next, after...)
		}
		if len(next) > len(states) || i%pruneEvery == pruneEvery-1 {
			next = c.distinct(next, c.f.liveAfter(b, i))
		}
		states = next
		if c.exceeded {
			return
		}
	}
}

// distinct prunes the states, drops those that are then equal, and joins
// those of a class that has too many.
func (c *context) distinct(states []*state, live func(ssa.Value) bool) []*state {
	type class struct {
		members []*state
	}
	seen := make(map[string]bool)
	classes := make(map[string]*class)
	var order []*class
	for _, s := range states {
		s.prune(live)
		if key := c.lattice.Key(s); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		name := c.lattice.Class(s)
		cl := classes[name]
		if cl == nil {
			cl = new(class)
			classes[name] = cl
			order = append(order, cl)
		}
		cl.members = append(cl.members, s)
	}
	if len(order) > c.limits().Classes {
		c.exceeded = true
		return nil
	}
	var out []*state
	for _, cl := range order {
		if len(cl.members) > c.limits().Split {
			out = append(out, c.joinAll(cl.members))
		} else {
			out = append(out, cl.members...)
		}
	}
	return out
}

func (c *context) joinAll(states []*state) *state {
	j := states[0]
	for _, s := range states[1:] {
		j = c.lattice.Join(j, s)
	}
	return j.clone()
}

// step runs one instruction on s, which it may change, and returns the
// states in which the next instruction runs.
func (c *context) step(n *solver.Node[*state], instr ssa.Instruction, s *state) []*state {
	s.once = !c.f.cyclic[instr.Block().Index]
	if c.signal != nil {
		c.watchStep(n, instr, s)
	}
	if c.yields != nil {
		c.leavesRun(instr, s)
		c.keepsEnd(instr, s)
	}
	switch instr := instr.(type) {
	case *ssa.Call:
		return c.callInstr(n, instr, s)
	case *ssa.Defer:
		c.deferInstr(instr, s)
	case *ssa.Go:
		return c.goInstr(instr, s)
	case *ssa.RunDefers:
		return c.runDefers(n, s)
	case *ssa.Return:
		c.returnInstr(n, instr, s)
		return nil
	case *ssa.Panic:
		c.unwind(n, instr, s)
		return nil
	case *ssa.If:
		c.branch(n, instr, s)
		return nil
	case *ssa.Jump:
		c.edge(n, instr.Block(), instr.Block().Succs[0], 0, s)
		return nil
	case *ssa.IndexAddr:
		return c.indexAddr(instr, s)
	case *ssa.Next:
		return c.mapNext(instr, s)
	default:
		c.simple(instr, s)
	}
	return []*state{s}
}

func (c *context) branch(n *solver.Node[*state], instr *ssa.If, s *state) {
	b := instr.Block()
	cond := s.eval(instr.Cond)
	if c.yields != nil && s.ts == exhausted && cond.kind != kConst && (measuresBuffer(instr.Cond) || measuresLoop(instr.Cond, s.lost)) {
		s.ts = escaped
	}
	for i, truth := range [2]bool{true, false} {
		if t := s.assume(cond, truth); t != nil && c.selects(instr.Cond, truth, s) {
			t = t.clone()
			if c.seesEnd(instr.Cond, truth, t) {
				t.ts = escaped
			}
			c.edge(n, b, b.Succs[i], i, t)
		}
	}
}

// edge brings s, which it may change, from block b to its i-th successor.
func (c *context) edge(n *solver.Node[*state], b, to *ssa.BasicBlock, i int, s *state) {
	s.once = !c.f.cyclic[to.Index]
	if !c.loopEdge(b, to, i, s) {
		return
	}
	c.phis(b, to, i, s)
	s.prune(c.f.liveAt(to))
	if c.signal != nil && c.settled(s) {
		return
	}
	c.solver.Add(to.Index, s, n)
}

// phis assigns the phis of a block at once, as on the edge from b.
func (c *context) phis(b, to *ssa.BasicBlock, succ int, s *state) {
	pred := predIndex(b, to, succ)
	var phis []*ssa.Phi
	var vals []*value
	changed := make(map[ssa.Value]bool)
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		a := s.eval(phi.Edges[pred])
		if a.kind == kSym && a.sym == (sym{v: phi}) {
			continue // it keeps its value
		}
		phis, vals = append(phis, phi), append(vals, a)
		changed[phi] = true
	}
	old := func(x sym) bool { return x.v != nil && x.n == 0 && changed[x.v] }
	vals = s.withoutAll(vals, old)
	for i, phi := range phis {
		s.set(phi, vals[i])
	}
}

// predIndex returns which of to's predecessors the succ-th edge of b is:
// both edges of a branch may lead to one block.
func predIndex(b, to *ssa.BasicBlock, succ int) int {
	nth := 0
	for _, t := range b.Succs[:succ] {
		if t == to {
			nth++
		}
	}
	for i, p := range to.Preds {
		if p == b {
			if nth == 0 {
				return i
			}
			nth--
		}
	}
	panic("internal error: not a predecessor: " + b.String())
}
