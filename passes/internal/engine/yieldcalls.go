package engine

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// yieldCall runs a call that calls yield, or gives it to a function that is
// not seen; ok is false for any other.
func (c *context) yieldCall(n *solver.Node[*state], site callSite, s *state) (outs []callOut, ok bool) {
	if site.fn.is(protocol.Yield) {
		return c.yielded(site, s), true
	}
	fn := calleeOf(site)
	if fn != nil && len(fn.Blocks) > 0 {
		if site.static == nil || c.endingOf(object(fn)) == returns || !slices.ContainsFunc(site.args, func(a *value) bool { return s.reaches(a, isHandle) }) {
			return nil, false
		}
		return c.inPlace(site, fn, s), true // it does not come back, but may yield before
	}
	if s.ts == escaped || loopBody(site.args) != nil {
		return nil, false
	}
	if c.keptBy(site, s) {
		s.ts = escaped
		return nil, false
	}
	given := -1
	for i, a := range site.args {
		switch {
		case !s.reaches(a, isHandle):
		case given >= 0 || a.kind != kHandle && a.kind != kFunc:
			return c.unknown(site, s), true
		default:
			given = i
		}
	}
	switch {
	case given < 0:
		return nil, false
	case site.args[given].kind == kHandle:
		return c.forwarded(site, given, s), true
	}
	return c.givenCallback(n, site, given, s)
}

// yielded runs a call of yield itself.
func (c *context) yielded(site callSite, s *state) []callOut {
	if s.ts == escaped {
		return []callOut{{st: s, val: top}}
	}
	c.yields.call(site.instr).direct = true
	var outs []callOut
	if s.ts == active || s.ts == overrun {
		outs = append(outs, callOut{st: s.clone(), val: constOf(boolConst(!c.yields.last))})
	}
	if c.recoverable(s) && !c.yields.counting && !c.catchesOwn(c.root) {
		t := s.clone()
		c.over(t, site.instr)
		t.ts = failed
		outs = append(outs, callOut{st: t, panics: true})
	}
	c.over(s, site.instr)
	return append(outs, callOut{st: s, val: constOf(boolConst(c.yields.last))})
}

// catchesOwn reports whether fn, or a literal in it, tells a recovered panic of
// this package from others by its type, and so from one of the loop body.
func (e *engine) catchesOwn(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			assert, ok := instr.(*ssa.TypeAssert)
			if !ok {
				continue
			}
			call, ok := assert.X.(*ssa.Call)
			if !ok {
				continue
			}
			if bi, ok := call.Call.Value.(*ssa.Builtin); ok && bi.Name() == "recover" && packageOf(assert.AssertedType) == e.pkg.Pkg {
				return true
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, e.catchesOwn)
}

// entryOf returns what the summary of the callee says of its i-th parameter
// in that role, or nil.
func (c *context) entryOf(site callSite, i int, role protocol.Role) *Entry {
	fn := calleeOf(site)
	if fn == nil {
		return nil
	}
	sum := c.summaryOf(fn)
	if sum == nil {
		return nil
	}
	e := sum.entryFor("", []Bind{{i, role}})
	if e == nil || e.has(escaped) {
		return nil
	}
	return e
}

// -- yield itself is given away --

// forwarded runs a call of a function that is not seen and that is given
// yield as its i-th argument.
func (c *context) forwarded(site callSite, i int, s *state) []callOut {
	if e := c.entryOf(site, i, protocol.Yield); e != nil {
		return c.forwardedBy(e, site, s)
	}
	sig := site.instr.Common().Signature()
	silent := sig.Results().Len() == 0
	switch {
	case !silent && !isDropped(site):
		return c.orPanics(s) // the result may tell
	case !silent && !IsYield(sig), s.ts != active && !IsSequence(sig):
		return c.unknown(site, s)
	}
	c.yields.call(site.instr).untold = silent
	var outs []callOut
	if s.ts == active {
		outs = c.orPanics(s.clone())
	}
	c.over(s, site.instr)
	return append(outs, callOut{st: s, val: top})
}

// isDropped reports whether nothing can be decided by the results of a call:
// the program does not take them, or only yields them.
func isDropped(site callSite) bool {
	call, ok := site.instr.(*ssa.Call)
	return !ok || onlyYielded(call)
}

// onlyYielded reports whether the program does nothing with v but to yield it.
func onlyYielded(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Extract:
			if !onlyYielded(ref) {
				return false
			}
		case *ssa.Call:
			if common := ref.Common(); common.IsInvoke() || common.Value == v || !IsYield(common.Value.Type()) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// forwardedBy is forwarded for a function of which e says what it does.
func (c *context) forwardedBy(e *Entry, site callSite, s *state) []callOut {
	call := c.yields.call(site.instr)
	call.untold = site.instr.Common().Signature().Results().Len() == 0
	var outs []callOut
	for _, o := range e.Outcomes {
		t := s.clone()
		ts := typestateOf(o.State)
		if o.Panics || ts == active && s.ts != active {
			continue
		}
		if ts != active {
			c.over(t, site.instr)
		}
		if ts == overrun {
			call.unheeded = true
			c.over(t, site.instr)
		}
		val := o.values(c.proto, false)
		if ts == exhausted && mayTell(site, val) {
			t.ts = escaped
		}
		outs = append(outs, callOut{st: t, val: val})
	}
	return outs
}

// mayTell reports whether a call after which the run is over gives something,
// of which nothing is known, that may tell it.
func mayTell(site callSite, val *value) bool {
	unknown := val.kind == kTop || slices.ContainsFunc(val.elems, func(a *value) bool { return a.kind == kTop })
	return unknown && !saysNo(val) && !isDropped(site)
}

// -- a function that calls yield is given away --

// givenCallback runs a call of a function that is not seen and that is given
// a function that leads to yield as its i-th argument; ok is false if what is
// known of the callee says no more than how often it calls.
func (c *context) givenCallback(n *solver.Node[*state], site callSite, i int, s *state) (outs []callOut, ok bool) {
	cb := site.args[i]
	d := &driver{context: c, site: site, cb: cb, entry: c.entryOf(site, i, protocol.Yield)}
	if d.entry == nil && site.fn.kind != kFunc && site.recv == nil && IsSequence(site.instr.Common().Value.Type()) {
		d.entry = sequenceEntry
	}
	if until := c.entryOf(site, i, Until); until != nil {
		d.entry, d.last = until, true
	}
	counts := c.entryOf(site, i, Callback)
	d.once = counts != nil && !counts.has(exhausted)
	if d.entry == nil {
		told := cb.fn.Signature.Results().Len() > 0 && len(origin(cb.fn).Blocks) > 0 && c.tellsBack(site, cb, s)
		switch {
		case !told && counts != nil:
			return nil, false
		case !told:
			return c.unknown(site, s), true
		}
	}
	return d.run(s), true
}

// tellsBack reports whether what the function cb returns tells whether yield
// has returned false in it: it is an error then, or another value than one
// after which the run goes on.
func (c *context) tellsBack(site callSite, cb *value, s *state) bool {
	if s.ts != active {
		return true
	}
	outs := c.callOnce(site, s.clone(), cb)
	results := cb.fn.Signature.Results()
	isError := results.Len() == 1 && IsError(results.At(0).Type())
	for _, out := range outs {
		if !newlyOver(out, s.lost) {
			continue
		}
		told := isError && differ(out.val, constOf(nilConst)) || slices.ContainsFunc(outs, func(o callOut) bool {
			return !o.panics && o.st.ts == active && differ(out.val, o.val)
		})
		if !told {
			return false
		}
	}
	return true
}

// sequenceEntry says what a sequence does.
var sequenceEntry = &Entry{Outcomes: []Outcome{{State: active.String()}, {State: exhausted.String()}}}

// A driver is a function that is not seen and that calls cb.
type driver struct {
	*context
	site  callSite
	cb    *value
	entry *Entry // what it does; if nil, it stops when cb tells it to
	last  bool   // what cb returns for it to stop
	once  bool   // it calls at most once
	stop  *value // what cb has told it with, if that is always the same
}

// Places in the paths of a driver.
const (
	goingOn = iota // before a call and between two
	told           // cb has told that it wants no more
	onceCalled
	panicked
	driverPlaces
)

// run runs the calls of cb on s.
func (d *driver) run(s *state) []callOut {
	bounds := limits
	bounds.Visits = visits(driverPlaces)
	v := solver.New[*state](d.lattice, bounds, make([]int, driverPlaces))
	v.Add(goingOn, s.clone(), nil)
	goesOn := d.entry != nil && d.entry.has(overrun)
	v.Run(func(at *solver.Node[*state]) {
		if at.Place == goingOn || at.Place == told && goesOn && !d.once {
			d.calls(v, at)
		}
	})
	d.exceeded = d.exceeded || v.Exceeded
	var outs []callOut
	for _, place := range []int{goingOn, onceCalled, told} {
		for _, n := range v.At(place) {
			outs = append(outs, d.returns(n.State, place == told)...)
		}
	}
	for _, n := range v.At(panicked) {
		outs = append(outs, callOut{st: n.State.clone(), panics: true})
	}
	return outs
}

// calls runs one call of cb.
func (d *driver) calls(v *solver.Solver[*state], at *solver.Node[*state]) {
	for _, out := range d.callOnce(d.site, at.State.clone(), d.cb) {
		if out.panics {
			v.Add(panicked, out.st, at)
			continue
		}
		if newlyOver(out, at.State.lost) && out.st.lost != nil && out.st.lost.Parent() == d.cb.fn {
			d.yields.call(out.st.lost).heeding = d.entry != nil && !d.last && !d.entry.has(overrun)
		}
		more, stop := d.heeds(at.State, out)
		if stop {
			if d.stop == nil {
				d.stop = out.val
			} else if !equal(d.stop, out.val) {
				d.stop = top
			}
			v.Add(told, out.st, at)
		}
		switch {
		case more && d.once:
			v.Add(onceCalled, out.st, at)
		case more:
			v.Add(goingOn, out.st, at)
		}
	}
}

// heeds reports whether the driver may call again, and whether it may not.
func (d *driver) heeds(before *state, out callOut) (more, stop bool) {
	switch {
	case d.entry == nil:
		over := newlyOver(out, before.lost)
		return !over, over
	case isBoolConst(out.val):
		stop = out.val.c == boolConst(d.last)
		return !stop, stop
	}
	return true, true
}

// returns returns how the driver's call ends after the calls of cb.
func (d *driver) returns(s *state, told bool) []callOut {
	if d.entry == nil {
		t, val := s.clone(), top
		switch {
		case !told || isDropped(d.site):
		case d.handsBack():
			t.lost, val = d.site.instr, d.stop
		default:
			t.ts = escaped // its result may tell
		}
		return []callOut{{st: t, val: val}}
	}
	var outs []callOut
	for _, o := range d.entry.Outcomes {
		if !o.Panics && (typestateOf(o.State) != active) == told {
			t, val := s.clone(), o.values(d.proto, false)
			if told && mayTell(d.site, val) {
				t.ts = escaped
			}
			outs = append(outs, callOut{st: t, val: val})
		}
	}
	return outs
}

// handsBack reports whether the driver returns the error by which cb has told
// it that it wants no more: it cannot know that error.
func (d *driver) handsBack() bool {
	return d.site.static != nil && givesError(d.site.instr.Common().Signature()) && d.isPrivate(d.stop)
}

func givesError(sig *types.Signature) bool {
	return sig.Results().Len() == 1 && IsError(sig.Results().At(0).Type())
}

// isPrivate reports whether a is an error that this package has made and keeps
// in a package variable that is not exported.
func (e *engine) isPrivate(a *value) bool {
	name, own := strings.CutPrefix(a.c.s, e.pkg.Pkg.Path()+".")
	g := e.pkg.Var(name)
	if g == nil || a.kind != kConst || a.c.kind != constSentinel || !own || token.IsExported(name) {
		return false
	}
	for _, instr := range instructions(e.pkg.Func("init")) {
		st, ok := instr.(*ssa.Store)
		if !ok || st.Addr != ssa.Value(g) {
			continue
		}
		call, ok := st.Val.(*ssa.Call)
		return ok && e.madeHere(call)
	}
	return false
}
