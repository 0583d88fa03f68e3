package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// -- what becomes of the signal of an advance --

// signalled runs the tracked advance: an element comes, the end, or a failure.
func (c *context) signalled(site callSite, s *state) []callOut {
	sig := c.signal
	c.reached = true
	c.escapeAll(s, site.args)
	switch s.ts {
	case element:
		return nil // what comes of the next one is seen on the other paths
	case exhausted, failed:
		sig.again[s.ts] = true
		if sig.renewed || !slices.Contains(sig.adv.Signal.Sticky, s.ts.signalState()) {
			sig.left[s.ts] = true
			return nil
		}
		return []callOut{c.signalOut(s, s.ts)}
	}
	outs := []callOut{c.signalOut(s.clone(), none), c.signalOut(s.clone(), element), c.signalOut(s.clone(), exhausted)}
	if sig.adv.Signal.Kind == "sentinel" && !sig.memory {
		outs = append(outs, c.signalOut(s.clone(), failed))
	}
	return outs
}

func (t typestate) signalState() protocol.State {
	if t == failed {
		return protocol.Failed
	}
	return protocol.Exhausted
}

// signalOut returns the outcome of the tracked advance in typestate ts.
func (c *context) signalOut(s *state, ts typestate) callOut {
	sig := c.signal
	s.ts, s.looked = ts, unseen
	results := sig.call.Call.Signature().Results()
	elems := make([]*value, results.Len())
	for i := range elems {
		elems[i] = top
		switch {
		case ts != exhausted && ts != failed:
		case !slices.Contains(sig.adv.Signal.Carries, ts.signalState()):
			elems[i] = noValue(results.At(i).Type())
		case sig.blank && isString(results.At(i).Type()):
			elems[i] = constOf(emptyString) // the next call gives nothing more
		}
	}
	i := sig.adv.Signal.Index(results.Len())
	switch {
	case sig.adv.Signal.Kind != "sentinel":
		elems[i] = &value{kind: kConst, c: boolConst((ts == exhausted) == sig.adv.Signal.End), neg: ts == exhausted}
	case ts == exhausted || ts == failed:
		elems[i] = c.errOf(&sig.adv.Signal, ts == exhausted)
	default:
		elems[i] = constOf(nilConst)
	}
	return callOut{st: s, val: result(elems)}
}

// leftBy notes that the loop can be left in state s.
func (c *context) leftBy(s *state) {
	if c.signal != nil && s.ts != none {
		c.signal.left[s.ts] = true
	}
}

// watchStep looks at an instruction before it runs in state s.
func (c *context) watchStep(n *solver.Node[*state], instr ssa.Instruction, s *state) {
	sig := c.signal
	if s.ts == none {
		return
	}
	if sig.loop != nil && c.f.fn == sig.call.Parent() && leaves(instr, sig.loop) {
		sig.left[s.ts] = true
	}
	if s.ts != exhausted && s.ts != failed {
		return
	}
	switch instr := instr.(type) {
	case *ssa.FieldAddr:
		c.deref(n, instr, instr.X, s)
	case *ssa.IndexAddr:
		c.deref(n, instr, instr.X, s)
	case *ssa.UnOp:
		if instr.Op == token.MUL {
			c.deref(n, instr, instr.X, s)
		}
	case *ssa.TypeAssert:
		if !instr.CommaOk {
			c.deref(n, instr, instr.X, s)
		}
	case ssa.CallInstruction:
		c.watchCall(n, instr, s)
	}
}

// settled reports whether nothing can come of state s any more: there is no
// loop to leave, and nothing refers to the value or the error.
func (c *context) settled(s *state) bool {
	switch s.ts {
	case element:
		return c.signal.loop == nil
	case exhausted, failed:
		return c.signal.loop == nil && len(c.stack) == 1 && !s.held() && s.pending() == nil && !s.keeps()
	}
	return false
}

// keeps reports whether a variable of the function holds a handle.
func (s *state) keeps() bool {
	for _, v := range s.cells {
		if s.reaches(v.val, isHandle) {
			return true
		}
	}
	return false
}

// asserted reports whether a call that is not seen asserts that there is no
// error: it is given the error and may not return, or it gives what the
// program asserts it by.
func (c *context) asserted(site callSite, s *state) bool {
	if s.ts != exhausted && s.ts != failed || calleeOf(site) != nil && len(calleeOf(site).Blocks) > 0 {
		return false
	}
	obj := calledBy(site.instr)
	call, isCall := site.instr.(*ssa.Call)
	if obj == nil || !isCall || !slices.ContainsFunc(passed(site.instr.Common()), func(a ssa.Value) bool {
		return s.eval(a).is(protocol.Err)
	}) {
		return false
	}
	sum := c.summary(obj)
	return sum != nil && sum.MayExit || givesObject(call) && used(call)
}

// givesObject reports whether the call has one result, which has methods.
func givesObject(call *ssa.Call) bool {
	t := call.Type()
	return !IsError(t) && types.NewMethodSet(t).Len() > 0
}

// leaves reports whether the instruction stands outside the loop.
func leaves(instr ssa.Instruction, loop *ast.ForStmt) bool {
	switch instr.(type) {
	case *ssa.DebugRef, *ssa.Phi:
		return false
	}
	pos := instr.Pos()
	return pos.IsValid() && (pos < loop.Pos() || pos >= loop.End())
}

// deref notes that what x points to is used, if it is no element.
func (c *context) deref(n *solver.Node[*state], instr ssa.Instruction, x ssa.Value, s *state) {
	if a := s.eval(x); a.is(valueRole) && a.neg {
		c.useNoted(n, instr, s)
	}
}

// useNoted notes a use of the value where there is none. What the program
// does not look at on purpose is not held against it.
func (c *context) useNoted(n *solver.Node[*state], instr ssa.Instruction, s *state) {
	if c.signal.blank || c.signal.adv.Signal.Kind != "sentinel" && s.looked != unseen {
		return // an assertion got the boolean
	}
	kind := UsedAtEnd
	if s.ts == failed {
		kind = UsedOnError
	}
	c.note(kind, n, instr, s)
}

func (c *context) note(kind SignalKind, n *solver.Node[*state], instr ssa.Instruction, s *state) *Signal {
	sig := c.signal
	f := &Signal{Kind: kind, Protocol: sig.proto, Advance: sig.adv, At: sig.call, Tested: s.looked == lookedInto}
	if instr != nil {
		f.Where = posOf(instr)
	}
	if n != nil {
		f.Steps = (&leak{c: c, node: n}).branches()
	}
	sig.found = append(sig.found, f)
	return f
}

// posOf returns the place of an instruction, or of the call around it.
func posOf(instr ssa.Instruction) token.Pos {
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	if v, ok := instr.(ssa.Value); ok {
		for _, ref := range *v.Referrers() {
			if ref.Pos().IsValid() {
				return ref.Pos()
			}
		}
	}
	return instr.Pos()
}

// watchCall looks at what a call is given where there is no element.
func (c *context) watchCall(n *solver.Node[*state], call ssa.CallInstruction, s *state) {
	common := call.Common()
	if call == ssa.CallInstruction(c.signal.call) {
		return
	}
	if _, ok := common.Value.(*ssa.Builtin); ok {
		return // append, len and the like take what they get
	}
	if common.IsInvoke() {
		c.deref(n, call, common.Value, s)
	}
	c.watchLog(n, call, s)
	value, signal := false, false
	for _, a := range passed(common) {
		switch v := s.eval(a); {
		case v.is(valueRole) && (!v.neg || !c.seesBody(common)):
			value = true
		case v.is(protocol.Err), isBooleanSignal(v):
			signal = true
		}
		if a == receiverOf(c.signal.call) {
			c.touches(call, s)
		}
	}
	switch {
	case signal:
		s.looked = max(s.looked, handedOn)
	case value && !c.complains(call) && c.minds(call, s):
		c.useNoted(n, call, s)
	}
}

// complains reports whether a call makes an error, fails a test, or ends it or
// the program: what it is told of does no harm.
func (c *context) complains(call ssa.CallInstruction) bool {
	obj := calledBy(call)
	return obj != nil && (protocol.NeverNil(obj.FullName()) || protocol.FailsTest(obj.FullName()) || c.endingOf(obj) != returns)
}

// watchLog notes that the end is logged, though nobody told it from a
// failure.
func (c *context) watchLog(n *solver.Node[*state], call ssa.CallInstruction, s *state) {
	obj := calledBy(call)
	if s.ts != exhausted || s.looked == lookedInto || obj == nil || !protocol.Logs(protocol.NameOf(obj)) {
		return
	}
	for _, a := range passed(call.Common()) {
		if s.eval(a).is(protocol.Err) {
			c.note(EndLogged, n, call, s)
			return
		}
	}
}

// touches notes that the object goes to a call which may do anything to it.
func (c *context) touches(call ssa.CallInstruction, s *state) {
	if obj := calledBy(call); obj != nil && obj.Signature().Recv() != nil {
		op := protocol.Op{Call: obj.Name()}
		if c.signal.proto.AdvanceBy(op) != nil || c.signal.proto.TestBy(op) != nil {
			return
		}
	}
	c.leftBy(s)
}

// seesBody reports whether the body of the callee is there to be followed.
func (c *context) seesBody(common *ssa.CallCommon) bool {
	callee := common.StaticCallee()
	return callee != nil && len(origin(callee).Blocks) > 0
}

// minds reports whether a call that is given the value uses it: a nil pointer
// may be a fine argument, and be it of a method, unless the method's type
// comes with the iterator.
func (c *context) minds(call ssa.CallInstruction, s *state) bool {
	for i, a := range passed(call.Common()) {
		v := s.eval(a)
		if !v.is(valueRole) {
			continue
		}
		if !v.neg {
			return true
		}
		obj := calledBy(call)
		if i == 0 && obj != nil && obj.Signature().Recv() != nil && obj.Pkg() == packageOf(receiverOf(c.signal.call).Type()) {
			return true
		}
	}
	return false
}

// packageOf returns the package of the type that t is, or points to, or nil.
func packageOf(t types.Type) *types.Package {
	if name, _ := protocol.TypeName(t); name != nil {
		return name.Pkg()
	}
	return nil
}

// isBooleanSignal reports whether v is the boolean signal of the tracked
// advance.
func isBooleanSignal(v *value) bool { return v.kind == kConst && v.neg && v.c.kind == constBool }

// passed returns what a call is given, also as variadic arguments.
func passed(common *ssa.CallCommon) []ssa.Value {
	var out []ssa.Value
	for _, a := range common.Args {
		out = append(out, a)
		slice, ok := a.(*ssa.Slice)
		if !ok {
			continue
		}
		alloc, ok := slice.X.(*ssa.Alloc)
		if !ok || alloc.Comment != "varargs" {
			continue
		}
		for _, ref := range *alloc.Referrers() {
			if at, ok := ref.(*ssa.IndexAddr); ok {
				out = append(out, storedAt(at)...)
			}
		}
	}
	return out
}

func storedAt(at *ssa.IndexAddr) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *at.Referrers() {
		st, ok := ref.(*ssa.Store)
		if !ok {
			continue
		}
		v := st.Val
		if box, ok := v.(*ssa.MakeInterface); ok {
			v = box.X
		}
		if box, ok := v.(*ssa.ChangeInterface); ok {
			v = box.X
		}
		out = append(out, v)
	}
	return out
}

// testedBySignal returns the result of a test of the object whose advance is
// tracked, if it is known.
func (c *context) testedBySignal(site callSite, s *state) *value {
	call, ok := site.instr.(*ssa.Call)
	obj := calledBy(site.instr)
	if !ok || s.ts != exhausted && s.ts != failed || obj == nil || obj.Signature().Recv() == nil {
		return nil
	}
	test := c.signal.proto.TestBy(protocol.Op{Call: obj.Name()})
	if test == nil || !sameObject(receiverOf(call), receiverOf(c.signal.call)) {
		return nil
	}
	truth, known := test.In[s.ts.signalState()]
	if !known {
		return nil
	}
	return constOf(boolConst(truth))
}

// compared looks at a comparison of the tracked error with another.
func (c *context) compared(s *state, x, y *value, identity bool) {
	if c.signal == nil {
		return
	}
	if !x.is(protocol.Err) {
		x, y = y, x
	}
	if !x.is(protocol.Err) || y.kind != kConst || y.c == nilConst {
		return
	}
	s.looked = lookedInto
	sig := c.signal
	switch {
	case y.c.s == sig.adv.Signal.Sentinel:
		if identity && sig.adv.Signal.Wrapped {
			if s.ts == exhausted {
				c.note(Identity, c.node, nil, s)
			}
			return
		}
		sig.right = true
	case s.ts == exhausted && c.table.IsSentinel(y.c.s):
		c.note(WrongSentinel, c.node, nil, s).Other = y.c.s
	}
}

// An attention is what the program has done with the error of the tracked
// advance.
type attention uint8

const (
	unseen     attention = iota
	handedOn             // somebody may look at it, as one who logs it
	lookedInto           // it was told from other errors, or may have been
)

// attend notes that a call gets the tracked error, as it is.
func (c *context) attend(site callSite, s *state) {
	if c.signal == nil {
		return
	}
	wraps := false
	if obj := calledBy(site.instr); obj != nil {
		wraps = protocol.WrapsError(protocol.NameOf(obj))
	}
	for _, a := range site.args {
		switch {
		case !a.is(protocol.Err):
		case wraps:
			s.looked = max(s.looked, handedOn)
		default:
			s.looked = lookedInto
		}
	}
}

// returned looks at a return of the function around the advance.
func (c *context) returned(n *solver.Node[*state], s *state, results []*value, place int) {
	sig := c.signal
	if s.ts == none || c.f.fn != sig.call.Parent() {
		return
	}
	sig.left[s.ts] = true
	if place == panicPlace {
		return
	}
	k := sig.exits[s.ts]
	k.at, k.in, k.pos = n, c, posOf(c.f.fn.Blocks[n.Place].Instrs[len(c.f.fn.Blocks[n.Place].Instrs)-1])
	last := len(results) - 1
	sigs := c.f.fn.Signature.Results()
	if last < 0 || !IsError(sigs.At(last).Type()) {
		k.success = true
		sig.exits[s.ts] = k
		return
	}
	known, isNil := s.nilness(results[last])
	switch {
	case known && isNil:
		k.success = true
		k.silent = k.silent || s.looked == unseen
	case known && s.looked != lookedInto:
		k.failure = true
	default:
		k.success = true // nobody knows
	}
	sig.exits[s.ts] = k
}
