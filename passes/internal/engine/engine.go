// Package engine finds out what becomes of the sequences of a package.
//
// For each call that acquires an object of a protocol it follows that object
// by property simulation (Das, Lerner, Seigle, ESP, PLDI 2002): the abstract
// value at a point is a set of states, each the object's typestate with what
// is known on the paths that lead there. States of one typestate are kept
// apart while they are few, and joined when they are many; see package
// solver. A state knows of booleans, of nil, of small constants and of which
// register, variable or bound function leads to which handle, so that flags,
// nil tests and re-assigned handles are followed.
//
// Functions whose bodies are seen are interpreted in place, on the part of
// the state that they can get at, under canonical names; each such context
// is solved once. Functions of other packages act by their summaries. What is
// handed to code of which neither is known escapes, and corolint is silent.
//
// The package knows go/ssa and go/types, and nothing of drivers,
// diagnostics or files.
package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A Config says what to analyse.
type Config struct {
	Table *protocol.Table
	// Package is built; functions without a body are unknown code.
	Package *ssa.Package
	// Functions are the package's declared functions, in source order.
	Functions []*ssa.Function
	// Imports returns the summary of an imported function, or nil.
	Imports func(*types.Func) *Summary
	// Makers returns the functions of another package that make holders of
	// type t, which is of that package.
	Makers func(t types.Type) []*types.Func
	// NoReturn reports whether a function of the package never returns.
	NoReturn func(*types.Func) bool
	// Panics reports whether a function of the package always panics.
	Panics func(*types.Func) bool
	// TypeOf returns the type of an expression of the package.
	TypeOf func(ast.Expr) types.Type
	// Exported reports whether importers can call a function.
	Exported func(*types.Func) bool
}

// A Result is what is known of a package.
type Result struct {
	Findings  []*Finding // in source order
	Misuses   []*Misuse  // in source order
	Summaries map[*types.Func]*Summary
	Counters  Counters
}

// Counters count work, for tests of cost and for those who debug.
type Counters struct {
	Searches  int // objects followed
	Contexts  int // functions run on a state of entry
	Transfers int // states run through a block
	GivenUp   int // objects given up because a bound was passed
}

// Add adds d to c.
func (c *Counters) Add(d Counters) {
	c.Searches += d.Searches
	c.Contexts += d.Contexts
	c.Transfers += d.Transfers
	c.GivenUp += d.GivenUp
}

type engine struct {
	table    *protocol.Table
	pkg      *ssa.Package
	imports  func(*types.Func) *Summary
	makers   func(types.Type) []*types.Func
	noReturn func(*types.Func) bool
	panics   func(*types.Func) bool
	typeOf   func(ast.Expr) types.Type

	lattice      *lattice
	functions    map[*ssa.Function]*function
	summaries    map[*types.Func]*Summary
	imported     map[*types.Func]*Summary
	acquirements map[*types.Func]*acquirement
	panicking    map[*ssa.Function]bool
	ending       map[*ssa.Function]bool // may not return
	written      map[ssa.Value]bool
	usually      map[*ssa.Function]*value // what their calls return
	returning    map[*ssa.Function]bool
	signalsLeft  int // transfers
	holdersLeft  int
	declared     []*ssa.Function
	calledFrom   map[*ssa.Function][]*ssa.Function // found when first asked for
	advances     map[*ssa.Call]knownAdvance
	assigned     map[*ssa.Global]bool // package variables that functions assign to
	exported     func(*types.Func) bool
	holders      map[member]bool // structs whose fields are followed
	carriers     map[member]bool // likewise, for resources
	emitters     map[member]bool // likewise, for yields
	brought      map[*types.Func][]site
	readFields   map[*types.Var][]*ssa.Function // found when first asked for
	handleFields map[*types.Var]bool            // found when first asked for
	mailFields   map[*types.Var]bool            // likewise
	flagFields   map[*types.Var]bool            // channels that are flags
	flagVars     map[*ssa.Alloc]bool            // likewise, variables of functions
	started      map[*ssa.Function]bool         // found when first asked for
	holding      map[*types.Func]bool           // functions whose summary is for importers, which do not see the holder
	keeping      map[*types.Func][]site         // the objects that functions put where their callers find them
	names        map[*Derived]string
	retained     map[*ssa.Parameter]bool // parameters that are kept beyond the call
	counters     *Counters
}

// Analyze finds the leaks and misuses of one package, and what its functions
// do.
func Analyze(cfg Config) *Result {
	e, res := newEngine(cfg)
	e.findExchanges()
	found := e.solve(cfg.Functions)
	for _, fn := range cfg.Functions {
		res.Findings = append(res.Findings, found[fn].leaks...)
		res.Misuses = append(res.Misuses, found[fn].misuses...)
		e.opener(fn)
		e.summarise(fn)
	}
	slices.SortStableFunc(res.Findings, func(a, b *Finding) int {
		return int(a.Acquire.Pos()) - int(b.Acquire.Pos())
	})
	res.Findings = slices.CompactFunc(res.Findings, func(a, b *Finding) bool { return a.Acquire == b.Acquire })
	slices.SortStableFunc(res.Misuses, (*Misuse).compare)
	res.Misuses = slices.CompactFunc(res.Misuses, func(a, b *Misuse) bool { return a.At == b.At && a.early() == b.early() })
	return res
}

// Signals finds the advances of one package whose end signal is ignored, in
// source order.
func Signals(cfg Config) []*Signal {
	e, _ := newEngine(cfg)
	e.solve(cfg.Functions) // finds which closures are advances
	var out []*Signal
	for _, fn := range cfg.Functions {
		out = append(out, e.signals(fn)...)
	}
	slices.SortStableFunc(out, func(a, b *Signal) int { return int(a.At.Pos()) - int(b.At.Pos()) })
	return out
}

func newEngine(cfg Config) (*engine, *Result) {
	res := &Result{Summaries: make(map[*types.Func]*Summary)}
	return &engine{
		table:        cfg.Table,
		pkg:          cfg.Package,
		imports:      cfg.Imports,
		makers:       cfg.Makers,
		keeping:      make(map[*types.Func][]site),
		names:        make(map[*Derived]string),
		noReturn:     cfg.NoReturn,
		panics:       cfg.Panics,
		typeOf:       cfg.TypeOf,
		lattice:      newLattice(),
		functions:    make(map[*ssa.Function]*function),
		summaries:    res.Summaries,
		imported:     make(map[*types.Func]*Summary),
		acquirements: make(map[*types.Func]*acquirement),
		panicking:    make(map[*ssa.Function]bool),
		ending:       make(map[*ssa.Function]bool),
		written:      make(map[ssa.Value]bool),
		usually:      make(map[*ssa.Function]*value),
		returning:    make(map[*ssa.Function]bool),
		declared:     cfg.Functions,
		advances:     make(map[*ssa.Call]knownAdvance),
		assigned:     assignedGlobals(cfg.Functions),
		exported:     cfg.Exported,
		holders:      make(map[member]bool),
		carriers:     make(map[member]bool),
		emitters:     make(map[member]bool),
		brought:      make(map[*types.Func][]site),
		holding:      make(map[*types.Func]bool),
		flagFields:   make(map[*types.Var]bool),
		flagVars:     make(map[*ssa.Alloc]bool),
		retained:     make(map[*ssa.Parameter]bool),
		counters:     &res.Counters,
		signalsLeft:  signalsBudget,
		holdersLeft:  holdersBudget,
	}, res
}

// solve follows the objects that the functions acquire.
func (e *engine) solve(fns []*ssa.Function) map[*ssa.Function]*verdicts {
	found := make(map[*ssa.Function]*verdicts)
	for _, scc := range components(fns) {
		e.solveComponent(scc, found)
	}
	return found
}

// maxRounds bounds the rounds in which mutually recursive functions learn
// what each of them acquires.
const maxRounds = 4

// solveComponent follows the objects that the functions of one strongly
// connected component acquire, until what they return is stable.
func (e *engine) solveComponent(scc []*ssa.Function, found map[*ssa.Function]*verdicts) {
	for range maxRounds {
		changed := false
		for _, fn := range scc {
			verdicts, acquires, news := e.solveFunction(fn)
			found[fn] = verdicts
			changed = e.learn(fn, acquires) || news || changed
		}
		if !changed || !recursive(scc) {
			return
		}
	}
}

// learn records what fn acquires for its callers, and reports whether that
// is news.
func (e *engine) learn(fn *ssa.Function, acq *acquirement) bool {
	obj := object(fn)
	if obj == nil || acq == nil {
		return false
	}
	sum := e.summaries[obj]
	if sum == nil {
		sum = new(Summary)
		e.summaries[obj] = sum
	}
	same := sum.Protocol == acq.proto.Name && sum.Like == acq.like && sum.Context == acq.context && slices.EqualFunc(sum.Acquires, acq.outcomes,
		func(a, b Outcome) bool { return a.compare(b) == 0 })
	sum.Protocol, sum.Acquires, sum.Like, sum.Context = acq.proto.Name, acq.outcomes, acq.like, acq.context
	if sum.Derived = (Derived{}); acq.derived != nil {
		sum.Derived = *acq.derived
	}
	delete(e.acquirements, obj)
	return !same
}

// solveFunction follows each object that fn, or a literal within it,
// acquires; acq is what fn's results bring out, or nil.
func (e *engine) solveFunction(fn *ssa.Function) (found *verdicts, acq *acquirement, news bool) {
	found = new(verdicts)
	var brought, kept []site
	for _, site := range e.sites(fn, fn) {
		s := e.follow(fn, site)
		if s.exceeded {
			e.counters.GivenUp++
			continue
		}
		forgotten := s.brings && s.root == fn && s.forgets()
		if f := s.finding(); f != nil {
			found.leaks = append(found.leaks, f)
		}
		found.misuses = append(found.misuses, s.misused()...)
		if s.root != fn || s.resource {
			continue
		}
		if forgotten {
			continue // clients can do nothing about it
		}
		if s.brings {
			brought = append(brought, site)
			if s.stays && !s.hold.caller {
				kept = append(kept, site)
			}
			e.export(s)
			continue // callers follow the object itself
		}
		acq = joinAcquirement(acq, s)
	}
	if obj := object(fn); obj != nil && len(kept) > 0 {
		e.keeping[obj] = kept
	}
	return found, acq, e.brings(fn, brought)
}

// verdicts are what is wrong with the objects of one function.
type verdicts struct {
	leaks   []*Finding
	misuses []*Misuse
}

// joinAcquirement adds the outcomes of a search to what its root is known
// to acquire. An outcome in which nothing comes out stands beside those in
// which something does.
func joinAcquirement(acq *acquirement, s *search) *acquirement {
	outs := s.outcomes()
	if !slices.ContainsFunc(outs, Outcome.carries) {
		return acq
	}
	if acq == nil {
		acq = &acquirement{proto: s.proto, derived: s.derived}
	}
	if acq.proto != s.proto || acq.derived != s.derived {
		return acq
	}
	acq.like = acq.like || s.acq.like
	acq.context = acq.context || s.hold.caller
	acq.outcomes = append(acq.outcomes, outs...)
	slices.SortFunc(acq.outcomes, Outcome.compare)
	acq.outcomes = slices.CompactFunc(acq.outcomes, func(a, b Outcome) bool { return a.compare(b) == 0 })
	return acq
}

// outcomes returns how the root ends, as its callers see it.
func (s *search) outcomes() []Outcome {
	var outs []Outcome
	root := s.top
	if root == nil {
		return nil
	}
	for _, n := range root.outs {
		out := n.State.outcome(s.root.Signature.Results())
		out.Panics = n.Place == root.place(panicPlace)
		outs = append(outs, out)
	}
	slices.SortFunc(outs, Outcome.compare)
	return slices.CompactFunc(outs, func(a, b Outcome) bool { return a.compare(b) == 0 })
}

// site is a call that acquires.
type site struct {
	instr ssa.CallInstruction
	acq   *acquirement
	// via are the calls from the function to the one that acquires, if that
	// is another.
	via []ssa.CallInstruction
}

// sites returns the calls in fn and its literals that acquire, in order;
// outermost is the function in which they stand.
func (e *engine) sites(outermost, fn *ssa.Function) []site {
	var out []site
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			if acq := e.acquirementOf(calledBy(call)); acq != nil && slices.ContainsFunc(acq.outcomes, Outcome.carries) {
				out = append(out, site{instr: call, acq: acq})
			}
			if res, ok := e.resourceSite(call, outermost); ok {
				out = append(out, res)
			}
			out = append(out, e.broughtBy(call)...)
		}
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, e.sites(outermost, lit)...)
	}
	return out
}

// calledBy returns the declared function, or the method of an interface, that
// a call names, or nil.
func calledBy(call ssa.CallInstruction) *types.Func {
	common := call.Common()
	if common.IsInvoke() {
		return common.Method
	}
	if callee := common.StaticCallee(); callee != nil {
		return object(callee)
	}
	return nil
}

// follow follows the object of one acquire. It starts at the outermost
// function, for the variables that hold the handles may be anyone's; where
// that does not lead to the acquire, since a literal on the way is run by
// code that is not seen, it starts one literal further in; but not in a
// literal that no path makes.
func (e *engine) follow(outermost *ssa.Function, at site) *search {
	var s *search
	for _, root := range rootsOf(outermost, at.outer().Parent()) {
		s = e.search(root, max(acquireBudget, 8*visits(len(root.Blocks))))
		if len(at.via) > 0 {
			s.budget = min(holderBudget, e.holdersLeft)
		}
		s.site, s.via, s.acq, s.proto, s.fields = at.instr, at.via, at.acq, at.acq.proto, true
		s.derived, s.hold, s.resource = at.acq.derived, s.holdOf(), s.proto.Resource()
		before := s.budget
		s.run(nil, none, false)
		if len(at.via) > 0 {
			e.holdersLeft -= before - s.budget
		}
		if s.reached || s.exceeded {
			break
		}
		if next := further(root, at.outer().Parent()); next != nil && !s.makes(next) {
			break
		}
	}
	return s
}

// further returns the outermost literal that is not the body of a loop,
// stands in root, and has fn in it.
func further(root, fn *ssa.Function) *ssa.Function {
	var lit *ssa.Function
	for ; fn != nil && fn != root; fn = fn.Parent() {
		if !isLoopBody(fn) {
			lit = fn
		}
	}
	return lit
}

// makes reports whether a state reached a block that mentions the literal.
func (s *search) makes(lit *ssa.Function) bool {
	var buf [8]*ssa.Value
	for _, c := range s.contexts {
		if c.f.fn != lit.Parent() {
			continue
		}
		for _, b := range c.f.fn.Blocks {
			if len(c.solver.At(b.Index)) == 0 {
				continue
			}
			for _, instr := range b.Instrs {
				for _, op := range instr.Operands(buf[:0]) {
					if *op == ssa.Value(lit) {
						return true
					}
				}
			}
		}
	}
	return false
}

// rootsOf returns the functions around fn, outermost first. The body of a
// range-over-func loop is no root: its function is.
func rootsOf(outermost, fn *ssa.Function) []*ssa.Function {
	var roots []*ssa.Function
	for ; fn != nil; fn = fn.Parent() {
		if !isLoopBody(fn) {
			roots = append(roots, fn)
		}
		if fn == outermost {
			break
		}
	}
	slices.Reverse(roots)
	return roots
}

func (e *engine) search(root *ssa.Function, budget int) *search {
	e.counters.Searches++
	return &search{engine: e, root: root, budget: budget, contexts: make(map[string]*context), open: make(map[int]bool), outer: make(map[member]bool)}
}

// run solves the root, with the object in state ts and its handles in the
// parameters that binds name; recovers says whether a caller may recover a
// panic, so that it matters in what state the object is then.
func (s *search) run(binds []Bind, ts typestate, recovers bool) {
	if len(s.root.Blocks) == 0 {
		return
	}
	entry := newState()
	entry.ts, entry.at = ts, s.first
	for _, b := range binds {
		entry.regs[s.root.Params[b.Param]] = handleOf(b.Role)
	}
	for i, v := range s.root.FreeVars {
		c := cell{n: i}
		entry.regs[v] = &value{kind: kPtr, cell: c}
		entry.cells[c] = variable{val: top, opaque: true, seen: true}
	}
	if s.fields {
		s.shareParams(entry)
	}
	s.written = s.lattice.written
	s.top = s.contextFor(s.root, entry, recovers, false)
}

func (e *engine) function(fn *ssa.Function) *function {
	f := e.functions[fn]
	if f == nil {
		f = newFunction(fn)
		e.functions[fn] = f
	}
	return f
}

func pointee(a *ssa.Alloc) types.Type { return a.Type().Underlying().(*types.Pointer).Elem() }
