package engine

import (
	"fmt"
	"go/token"
	"go/types"
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
	pruneEvery  = 64   // instructions of a block between two prunings

	// Transfers in all contexts of one object. Recursive functions that
	// call each other in many ways may be solved again and again; this is
	// what bounds them. An acquire is worth more than a summary.
	acquireBudget = 100_000
	entryBudget   = 40_000
)

var limits = solver.Limits{Split: 12, Classes: 96}

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
	acq   *acquirement
	proto *protocol.Protocol

	top         *context // of the root
	contexts    map[string]*context
	stack       []*context
	provisional []*context
	epoch       int

	budget   int  // transfers left
	reached  bool // the acquire was reached
	moved    bool // some path lets the object escape or returns it
	exceeded bool // a bound was passed: no finding can be trusted
	leaks    []*leak
}

// A leak is a place at which an obligation that is due has not been met.
type leak struct {
	kind LeakKind
	c    *context
	node *solver.Node[*state]
	at   ssa.Instruction
	wait *ssa.Defer // of a defer in a loop
}

// A context is one function run on one state of entry, under canonical
// names; it is solved once and serves every call that looks the same.
type context struct {
	*search
	f        *function
	entry    *state
	key      string
	recovers bool // a caller may recover what panics here
	solver   *solver.Solver[*state]

	index   int // on the stack, or -1
	low     int // the lowest context on the stack whose growing result was used
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
func (s *search) contextFor(fn *ssa.Function, entry *state, recovers bool) *context {
	if s.exceeded {
		return nil
	}
	f := s.function(fn)
	entry.prune(f.liveAt(fn.Blocks[0]))
	key := s.contextKey(fn, entry, recovers)
	c := s.contexts[key]
	if c == nil {
		if len(s.contexts) >= maxContexts {
			s.exceeded = true
			return nil
		}
		c = &context{search: s, f: f, entry: entry, key: key, recovers: recovers, index: -1}
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

func (s *search) contextKey(fn *ssa.Function, entry *state, recovers bool) string {
	key := fmt.Sprintf("%d:%s", s.lattice.num(fn), s.lattice.Key(entry))
	if recovers {
		key += "R"
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
	for {
		c.reenter = false
		before := c.outKeys
		c.run()
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

func (c *context) run() {
	rank := make([]int, len(c.f.rank), len(c.f.rank)+extraPlaces)
	copy(rank, c.f.rank)
	for range extraPlaces {
		rank = append(rank, len(rank))
	}
	bounds := limits
	bounds.Visits = visits(len(rank))
	c.solver = solver.New[*state](c.lattice, bounds, rank)
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
	if c.budget--; c.budget < 0 {
		c.exceeded = true
		return
	}
	b := c.f.fn.Blocks[n.Place]
	states := []*state{n.State.clone()}
	for i, instr := range b.Instrs {
		if _, phi := instr.(*ssa.Phi); phi {
			continue
		}
		var next []*state
		for _, s := range states {
			next = append(next, c.step(n, instr, s)...)
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
	if len(order) > limits.Classes {
		c.exceeded = true
		return nil
	}
	var out []*state
	for _, cl := range order {
		if len(cl.members) > limits.Split {
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
		c.unwind(n, s)
		return nil
	case *ssa.If:
		c.branch(n, instr, s)
		return nil
	case *ssa.Jump:
		c.edge(n, instr.Block(), instr.Block().Succs[0], 0, s)
		return nil
	default:
		c.simple(instr, s)
	}
	return []*state{s}
}

func (c *context) branch(n *solver.Node[*state], instr *ssa.If, s *state) {
	b := instr.Block()
	cond := s.eval(instr.Cond)
	for i, truth := range [2]bool{true, false} {
		if t := s.assume(cond, truth); t != nil {
			c.edge(n, b, b.Succs[i], i, t.clone())
		}
	}
}

// edge brings s, which it may change, from block b to its i-th successor.
func (c *context) edge(n *solver.Node[*state], b, to *ssa.BasicBlock, i int, s *state) {
	s.once = !c.f.cyclic[to.Index]
	c.phis(b, to, i, s)
	s.prune(c.f.liveAt(to))
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

// -- instructions that neither call nor branch --

func (c *context) simple(instr ssa.Instruction, s *state) {
	switch instr := instr.(type) {
	case *ssa.Alloc:
		x := cell{v: instr}
		if _, again := s.cells[x]; again {
			s.retire(func(y cell) bool { return y == x })
		}
		s.cells[x] = variable{val: zeroValue(pointee(instr))}
		s.set(instr, &value{kind: kPtr, cell: x})
	case *ssa.Store:
		addr := s.eval(instr.Addr)
		if addr.kind != kPtr && s.owed() && s.isSignal(instr.Val) {
			s.ts, c.moved = escaped, true // whether it has ended is known where the engine does not look
		}
		c.store(s, addr, s.eval(instr.Val))
	case *ssa.UnOp:
		s.set(instr, c.unop(s, instr))
	case *ssa.BinOp:
		s.set(instr, c.binop(s, instr))
	case *ssa.MakeClosure:
		s.set(instr, c.makeClosure(s, instr))
	case *ssa.ChangeType:
		s.set(instr, s.eval(instr.X))
	case *ssa.ChangeInterface:
		s.set(instr, s.eval(instr.X))
	case *ssa.MakeInterface:
		s.set(instr, boxed(s.eval(instr.X)))
	case *ssa.Extract:
		s.set(instr, extract(s.eval(instr.Tuple), instr.Index))
	case *ssa.DebugRef:
	default:
		c.opaque(instr, s)
	}
}

// opaque runs an instruction whose effect on values is not followed: what
// it is given escapes.
func (c *context) opaque(instr ssa.Instruction, s *state) {
	switch instr.(type) {
	case *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Field, *ssa.Index, *ssa.Lookup, *ssa.Slice:
		// They read, or make an address within something.
	default:
		var buf [8]*ssa.Value
		for _, op := range instr.Operands(buf[:0]) {
			if *op != nil {
				c.escape(s, s.eval(*op))
			}
		}
	}
	if v, ok := instr.(ssa.Value); ok {
		s.set(v, symOf(v))
	}
}

func boxed(a *value) *value {
	if a.kind == kConst || a.kind == kSym || a.kind == kTop || a.kind == kRel {
		return nonNil // an interface that holds nil is not nil
	}
	return a
}

func extract(a *value, i int) *value {
	if a.kind == kTuple && i < len(a.elems) {
		return a.elems[i]
	}
	return top
}

func (c *context) makeClosure(s *state, instr *ssa.MakeClosure) *value {
	elems := make([]*value, len(instr.Bindings))
	for i, b := range instr.Bindings {
		elems[i] = s.eval(b)
	}
	a := &value{kind: kFunc, fn: instr.Fn.(*ssa.Function), elems: elems}
	if depth(a) > maxDepth {
		c.escape(s, a)
		return nonNil
	}
	return a
}

// isSignal reports whether v is the end signal of an advance of the tracked
// object: no other call of an unknown function has a known boolean result.
func (s *state) isSignal(v ssa.Value) bool {
	x, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := x.Tuple.(*ssa.Call)
	if !ok || call.Call.StaticCallee() != nil {
		return false
	}
	a := s.eval(v)
	return a.kind == kConst && a.c.kind == constBool
}

func (c *context) store(s *state, addr, val *value) {
	if addr.kind != kPtr {
		c.escape(s, val)
		return
	}
	v := s.cells[addr.cell]
	if v.opaque || v.seen {
		c.escape(s, val)
	}
	if v.val = val; v.opaque {
		v.val = top
	}
	s.cells[addr.cell] = v
}

// load reads the variable at addr. An unknown content gets a name, so that
// reading it again gives the same value.
func (c *context) load(s *state, instr *ssa.UnOp) *value {
	addr := s.eval(instr.X)
	self := symOf(instr)
	if addr.kind != kPtr {
		if g, ok := instr.X.(*ssa.Global); ok && isSentinel(g) {
			return nonNil
		}
		return self
	}
	v, ok := s.cells[addr.cell]
	if !ok || v.opaque {
		return self
	}
	if v.val.kind == kTop {
		s.forget(func(x sym) bool { return x.v == instr })
		delete(s.regs, instr)
		v.val = self
		s.cells[addr.cell] = v
		return self
	}
	return s.resolve(v.val)
}

// isSentinel reports whether g is a package's variable of type error. Such a
// variable is taken for a sentinel, which is set once and is not nil.
func isSentinel(g *ssa.Global) bool {
	return types.Identical(g.Type().Underlying().(*types.Pointer).Elem(), types.Universe.Lookup("error").Type())
}

func (c *context) unop(s *state, instr *ssa.UnOp) *value {
	switch instr.Op {
	case token.MUL:
		return c.load(s, instr)
	case token.NOT:
		return negate(s.eval(instr.X))
	}
	return symOf(instr)
}

func negate(a *value) *value {
	switch a.kind {
	case kConst:
		return constOf(boolConst(a.c == falseConst))
	case kSym:
		return &value{kind: kRel, sym: a.sym, c: falseConst}
	case kRel:
		b := *a
		b.neg = !a.neg
		return &b
	}
	return top
}

func (c *context) binop(s *state, instr *ssa.BinOp) *value {
	x, y := s.eval(instr.X), s.eval(instr.Y)
	switch instr.Op {
	case token.EQL, token.NEQ:
		a := s.equality(x, y)
		if instr.Op == token.NEQ {
			a = negate(a)
		}
		return a
	}
	if x.kind == kConst && y.kind == kConst && x.c.kind == constInt && y.c.kind == constInt {
		if truth, ok := order(instr.Op, x.c.i, y.c.i); ok {
			return constOf(boolConst(truth))
		}
	}
	return symOf(instr)
}

func order(op token.Token, x, y int64) (truth, ok bool) {
	switch op {
	case token.LSS:
		return x < y, true
	case token.LEQ:
		return x <= y, true
	case token.GTR:
		return x > y, true
	case token.GEQ:
		return x >= y, true
	}
	return false, false
}

// equality returns the truth of x == y.
func (s *state) equality(x, y *value) *value {
	if x.kind == kConst && y.kind == kConst {
		return constOf(boolConst(x.c == y.c))
	}
	if x.kind == kConst {
		x, y = y, x
	}
	if y.kind != kConst {
		return top
	}
	if y.c == nilConst {
		if known, isNil := s.nilness(x); known {
			return constOf(boolConst(isNil))
		}
	}
	switch x.kind {
	case kSym:
		return s.resolve(&value{kind: kRel, sym: x.sym, c: y.c})
	case kRel:
		if y.c == falseConst {
			return negate(x)
		}
		return x
	}
	return top
}

// -- escaping --

// escape gives a away to code that the engine does not see. This is where
// corolint falls silent: a handle that escapes takes the object's
// obligation with it.
func (c *context) escape(s *state, a *value) {
	switch a.kind {
	case kHandle:
		if s.owed() {
			s.ts = escaped
		}
		c.moved = true
	case kPtr:
		c.escapeCell(s, a.cell, true)
	case kFunc:
		for i, e := range a.elems {
			if e.kind == kPtr {
				c.escapeCell(s, e.cell, i >= len(a.fn.FreeVars) || c.writes(a.fn.FreeVars[i]))
			} else {
				c.escape(s, e)
			}
		}
	case kTuple:
		for _, e := range a.elems {
			c.escape(s, e)
		}
	}
}

// escapeCell notes that unseen code may read x and, if it is written, write
// it at any time from here on.
func (c *context) escapeCell(s *state, x cell, written bool) {
	v, ok := s.cells[x]
	if !ok {
		v = variable{val: top}
	}
	if v.seen && (v.opaque || !written) {
		return
	}
	content := v.val
	v.seen = true
	if written {
		v.opaque = true
		v.val = top
	}
	s.cells[x] = v
	c.escape(s, content)
}

// writes reports whether code may assign to the variable that v refers to,
// or pass its address on.
func (e *engine) writes(v ssa.Value) bool {
	if known, ok := e.written[v]; ok {
		return known
	}
	e.written[v] = false
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.MakeClosure:
			for i, b := range ref.Bindings {
				if b == v && e.writes(ref.Fn.(*ssa.Function).FreeVars[i]) {
					e.written[v] = true
				}
			}
		default:
			e.written[v] = true
		}
	}
	return e.written[v]
}
