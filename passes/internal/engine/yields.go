package engine

import (
	"cmp"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// The producer's side of a sequence. The tracked object of such a search is
// one run of the loop over the sequence, and its handle is the function that
// the loop hands in: yield. It is active until a call of yield returns false,
// and exhausted from then on: no further call returns true. If the loop body
// panics, and that is recovered, it is failed. In the search for a summary a
// call after the end is no mistake yet, but a state, overrun.

const overrun = released

// Bounds of transfers: of all searches for lost yields of one package together,
// and of the search for what one function does with one callback.
const (
	yieldsBudget   = 1_500_000
	callbackBudget = 1000
)

// A YieldKind says in what way a yield is called again after it has returned
// false.
type YieldKind string

// The kinds of lost yields.
const (
	// Dropped: a call of yield, or of a function that tells what it returned,
	// is not heeded.
	Dropped YieldKind = "dropped"
	// Untold: a call is given yield and does not tell what it returned.
	Untold YieldKind = "untold"
	// Unheeded: a call is given yield, and itself goes on calling it.
	Unheeded YieldKind = "unheeded"
	// Recovered: yield is called after the loop body has panicked in a call.
	Recovered YieldKind = "recovered"
)

// A Yield is a call after which the loop over a sequence is over, and yield
// is called again all the same.
type Yield struct {
	Kind YieldKind
	// At is the call, and Param the yield.
	At    ssa.CallInstruction
	Param *types.Var
	// Direct reports whether At calls the yield itself.
	Direct bool
	// Heeding reports whether At stands in a callback of a function that stops
	// when that returns false, and Producer whether a return of the function
	// around At ends the run.
	Heeding, Producer bool
	// Again is the further call; of Recovered, the one that panicked.
	Again token.Pos
	Steps []Step
}

// A yieldSearch is what a search for lost yields finds.
type yieldSearch struct {
	param *ssa.Parameter
	// counting: the search is for a summary.
	counting bool
	// last is what yield returns when the run is over.
	last  bool
	calls map[ssa.CallInstruction]*endingCall
	found map[ssa.CallInstruction]*Yield

	lengths  map[place]int
	assigned map[*types.Var]int // fields, with how often; found when first asked for
	escapes  map[ssa.Instruction]*Escape
}

// An endingCall is what is known of a call that can end the run.
type endingCall struct {
	direct   bool     // it calls yield itself
	untold   bool     // it is given yield, and does not tell what that returned
	unheeded bool     // it is given yield, and calls that again after false
	mute     []*value // results of which it has been seen that they do not tell
	heeding  bool     // it stands in a callback of a function that heeds false
}

func (ys *yieldSearch) call(at ssa.CallInstruction) *endingCall {
	if ys.calls[at] == nil {
		ys.calls[at] = new(endingCall)
	}
	return ys.calls[at]
}

// Yields finds the calls of one package after which a yield is called again
// although it has returned false, and the instructions by which one leaves the
// run of its sequence, in source order. The parameters that are yields are
// those of the set.
func Yields(cfg Config, yields map[*types.Var]bool) ([]*Yield, []*Escape) {
	e, _ := newEngine(cfg)
	found, escapes := make(map[ssa.CallInstruction]*Yield), make(map[ssa.Instruction]*Escape)
	for _, fn := range cfg.Functions {
		for _, p := range paramsIn(fn, yields) {
			e.yieldsBy(p, found, escapes)
		}
	}
	out := make([]*Yield, 0, len(found))
	for _, y := range found {
		out = append(out, y)
	}
	slices.SortFunc(out, func(a, b *Yield) int { return cmp.Compare(a.At.Pos(), b.At.Pos()) })
	return out, sortedEscapes(escapes)
}

// paramsIn returns the parameters of fn and its literals that are in the set.
func paramsIn(fn *ssa.Function, set map[*types.Var]bool) []*ssa.Parameter {
	var out []*ssa.Parameter
	for _, p := range fn.Params {
		if v, ok := p.Object().(*types.Var); ok && set[v] {
			out = append(out, p)
		}
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, paramsIn(lit, set)...)
	}
	return out
}

// yieldsBy follows one yield through the function whose parameter it is.
func (e *engine) yieldsBy(p *ssa.Parameter, found map[ssa.CallInstruction]*Yield, escapes map[ssa.Instruction]*Escape) {
	if e.counters.Transfers > yieldsBudget {
		e.counters.GivenUp++
		return
	}
	s := e.search(p.Parent(), entryBudget)
	s.proto = callbacksOnly
	s.yields, s.fields = newYieldSearch(p), true
	s.runYield()
	if s.exceeded {
		e.counters.GivenUp++
		return
	}
	for at, y := range s.yields.found {
		if old := found[at]; old == nil || y.before(old) {
			found[at] = y
		}
	}
	maps.Copy(escapes, s.yields.escapes)
}

func newYieldSearch(p *ssa.Parameter) *yieldSearch {
	return &yieldSearch{
		param: p,
		calls: make(map[ssa.CallInstruction]*endingCall),
		found: make(map[ssa.CallInstruction]*Yield), lengths: make(map[place]int),
		escapes: make(map[ssa.Instruction]*Escape),
	}
}

// runYield solves the root, with the yield in its parameter.
func (s *search) runYield() {
	s.run([]Bind{{slices.Index(s.root.Params, s.yields.param), protocol.Yield}}, active, false)
}

// Until is the role of a parameter that is called until it returns true, as
// a yield is until it returns false.
const Until protocol.Role = "until"

// yieldEntries says of each parameter of fn that can be a yield how often it
// is called: active, as long as it returns true; exhausted, until it returns
// false; overrun, also after that. What overruns may heed true instead.
func (e *engine) yieldEntries(fn *ssa.Function) []Entry {
	var out []Entry
	for i, p := range fn.Params[:min(len(fn.Params), maxParams)] {
		if !IsYield(p.Type()) {
			continue
		}
		entry := e.yieldEntry(p, Bind{i, protocol.Yield})
		if entry == nil {
			continue
		}
		out = append(out, *entry)
		if !entry.has(overrun) {
			continue
		}
		if until := e.yieldEntry(p, Bind{i, Until}); until != nil && !until.has(overrun) {
			out = append(out, *until)
		}
	}
	return out
}

func (e *engine) yieldEntry(p *ssa.Parameter, bind Bind) *Entry {
	s := e.search(p.Parent(), callbackBudget)
	s.proto = callbacksOnly
	s.yields, s.fields = newYieldSearch(p), true
	s.yields.counting, s.yields.last = true, bind.Role == Until
	s.runYield()
	if s.exceeded {
		e.counters.GivenUp++
		return nil
	}
	entry := &Entry{Binds: []Bind{bind}, Outcomes: s.outcomes()}
	if entry.has(escaped) {
		return nil
	}
	return entry
}

func (e *Entry) has(ts typestate) bool {
	return slices.ContainsFunc(e.Outcomes, func(o Outcome) bool { return typestateOf(o.State) == ts })
}

// before orders the findings on one call.
func (y *Yield) before(z *Yield) bool {
	switch {
	case y.Producer != z.Producer:
		return !y.Producer // a fix must mend both
	case len(y.Steps) != len(z.Steps):
		return len(y.Steps) < len(z.Steps)
	}
	return y.Again < z.Again
}

// IsYield reports whether a value of type t can be a yield: a function with
// one result, which is a boolean.
func IsYield(t types.Type) bool {
	sig := SignatureOf(t)
	return sig != nil && sig.Results().Len() == 1 && isBool(sig.Results().At(0).Type())
}

// IsSequence reports whether a value of type t is a function that can be
// ranged over.
func IsSequence(t types.Type) bool {
	sig := SignatureOf(t)
	return sig != nil && sig.Results().Len() == 0 && sig.Params().Len() == 1 && !sig.Variadic() && IsYield(sig.Params().At(0).Type())
}

// -- the end, and after --

// over notes that the given call may end the run; if that is over already,
// the call that ended it is lost.
func (c *context) over(s *state, at ssa.CallInstruction) {
	if c.yields.counting {
		if s.ts != active {
			s.ts = overrun
			return
		}
		s.ts = exhausted
		return
	}
	if s.ts != active {
		c.calledAgain(s, at)
	}
	s.ts, s.lost = exhausted, at
}

// calledAgain notes that the given call may call yield again.
func (c *context) calledAgain(s *state, at ssa.CallInstruction) {
	ys := c.yields
	call := ys.call(s.lost)
	y := &Yield{Kind: Dropped, At: s.lost, Param: ys.param.Object().(*types.Var), Direct: call.direct, Heeding: call.heeding, Again: at.Pos()}
	y.Producer = stackOwner(s.lost.Parent()) == c.root && c.root.Signature.Results().Len() == 0
	switch {
	case s.ts == failed:
		y.Kind = Recovered
	case call.unheeded && s.lost == at:
		y.Kind = Unheeded
	case call.untold:
		y.Kind = Untold
	}
	if y.Kind == Recovered { // the recover is at fault, whichever call panicked
		y.At, y.Again, y.Direct, y.Heeding, y.Producer = at, s.lost.Pos(), ys.call(at).direct, false, false
	}
	way := &leak{c: c, node: c.node, at: at}
	y.Steps = append(way.branchesFrom(func(s *state) bool { return s.ts == active }), Step{Kind: CalledAgain, Pos: at.Pos()})
	if old := ys.found[y.At]; old == nil || y.before(old) {
		ys.found[y.At] = y
	}
}

// heard is where a false that is returned by a call of a function that is
// seen becomes the caller's business: if the results of the call tell.
func (c *context) heard(instr *ssa.Call, before ssa.CallInstruction, outs []callOut) {
	if instr.Call.Signature().Results().Len() == 0 || !instr.Pos().IsValid() {
		return
	}
	call := c.yields.call(instr)
	for _, out := range outs {
		same := func(a *value) bool { return equal(a, out.val) }
		switch {
		case !newlyOver(out, before) || slices.ContainsFunc(call.mute, same):
		case tells(out.val, outs):
			out.st.lost = instr
		case out.val.kind != kConst && isMeasured(instr):
			out.st.ts = escaped
		default: // for good, so that the fixpoint ends
			call.mute = append(call.mute, out.val)
		}
	}
}

func newlyOver(out callOut, before ssa.CallInstruction) bool {
	return !out.panics && out.st.ts == exhausted && out.st.lost != before
}

// tells reports whether val, which a call gave that ended the run, tells that:
// it is false, or an error, and not each call that did not gives that, or none
// gives it.
func tells(val *value, outs []callOut) bool {
	goesOn := func(o callOut, other bool) bool {
		return !o.panics && o.st.ts == active && differ(val, o.val) == other
	}
	if saysNo(val) && slices.ContainsFunc(outs, func(o callOut) bool { return goesOn(o, true) }) {
		return true
	}
	return !slices.ContainsFunc(outs, func(o callOut) bool { return goesOn(o, false) })
}

// saysNo reports whether a result, or one of several, is false or an error.
func saysNo(a *value) bool {
	return a.kind == kConst && (a.c == falseConst || a.c.kind >= constSentinel) || slices.ContainsFunc(a.elems, saysNo)
}

// differ reports whether a and b are known to be different values.
func differ(a, b *value) bool {
	if a.kind == kTuple && b.kind == kTuple && len(a.elems) == len(b.elems) {
		for i := range a.elems {
			if differ(a.elems[i], b.elems[i]) {
				return true
			}
		}
		return false
	}
	if a.kind == kConst && b.kind == kConst {
		return a.c != b.c
	}
	none := new(state)
	knownA, nilA := none.nilness(a)
	knownB, nilB := none.nilness(b)
	return knownA && knownB && nilA != nilB
}
