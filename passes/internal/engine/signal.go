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

// A SignalKind says in what way the signal of an advance is ignored or
// misread.
type SignalKind string

// The kinds of ignored signals.
const (
	// WrongSentinel: the error is compared with another protocol's sentinel.
	WrongSentinel SignalKind = "wrong-sentinel"
	// Identity: it is compared by ==, but the library wraps the sentinel.
	Identity SignalKind = "identity"
	// Discarded: the error of an advance in a loop is dropped.
	Discarded SignalKind = "discarded"
	// UsedAtEnd: the value is used on a path on which there is none.
	UsedAtEnd SignalKind = "used-at-end"
	// UsedOnError: the value is used on a path on which the advance failed.
	UsedOnError SignalKind = "used-on-error"
	// Endless: after the end the loop goes on for ever.
	Endless SignalKind = "endless"
	// Spins: after a failure the loop goes on for ever.
	Spins SignalKind = "spins"
	// ErrorAsEnd: a failure ends the loop as the end does, and nobody learns
	// of it.
	ErrorAsEnd SignalKind = "error-as-end"
	// EndAsFailure: the end is reported as a failure.
	EndAsFailure SignalKind = "end-as-failure"
)

// signalOrder lists the kinds by which is told first.
var signalOrder = []SignalKind{WrongSentinel, Identity, Discarded, UsedAtEnd, UsedOnError, Endless, Spins, ErrorAsEnd, EndAsFailure}

// A Signal is the verdict on one advance whose signal is ignored.
type Signal struct {
	Kind     SignalKind
	Protocol *protocol.Protocol
	Advance  *protocol.Advance
	// At is the advance.
	At ssa.CallInstruction
	// Where is the place of the use, the comparison or the exit, if there is
	// one; Other names the wrong sentinel.
	Where token.Pos
	Other string
	// Tested reports whether the path to a use tests the signal.
	Tested bool
	Steps  []Step
}

// A signalSearch is what a search for ignored signals tracks and finds. The
// tracked object of such a search is the outcome of one advance: an element,
// the end, or a failure.
type signalSearch struct {
	call    *ssa.Call
	proto   *protocol.Protocol
	adv     *protocol.Advance
	loop    *ast.ForStmt // the innermost loop around the advance, if it is a for statement
	renewed bool         // each pass of the loop may advance another object
	memory  bool         // the source never fails
	blank   bool         // the program does not take the signal

	again map[typestate]bool // the advance ran again after that
	left  map[typestate]bool // the loop can be left after that
	exits map[typestate]exitKinds
	right bool // the error is compared with the right sentinel somewhere
	found []*Signal
}

// exitKinds are the ways in which the function around the advance returns.
type exitKinds struct {
	success bool // with no error, or nobody knows
	failure bool // with an error
	silent  bool // without an error, and the advance's was not looked at
	at      *solver.Node[*state]
	in      *context
	pos     token.Pos
}

// errOf returns the error of an advance that ended, or that failed.
func (e *engine) errOf(sig *protocol.Signal, end bool) *value {
	a := &value{kind: kHandle, role: protocol.Err, c: constVal{kind: constOther, s: sig.Sentinel}}
	if end {
		a.c = e.endSignal(sig).c
	}
	return a
}

// noValue returns what an advance gives where there is no element.
func noValue(t types.Type) *value {
	return &value{kind: kHandle, role: valueRole, neg: nilable(t)}
}

// -- sites --

// signals looks at the advances in fn and its literals.
func (e *engine) signals(fn *ssa.Function) []*Signal {
	var out []*Signal
	for _, call := range callsIn(fn) {
		p, adv := e.advanceOf(call)
		if p == nil || e.endingOf(calledBy(call)) != returns {
			continue
		}
		if sig := e.signalOf(fn, call, p, adv); sig != nil {
			out = append(out, sig)
		}
	}
	return out
}

// callsIn returns the calls in fn and its literals, in order.
func callsIn(fn *ssa.Function) []*ssa.Call {
	var out []*ssa.Call
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(*ssa.Call); ok {
				out = append(out, call)
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, callsIn(lit)...)
	}
	return out
}

// advanceOf returns the protocol and the advance that a call is, or nil: a
// method of an object by its type, a closure as the search for its object
// has found it to be.
func (e *engine) advanceOf(call *ssa.Call) (*protocol.Protocol, *protocol.Advance) {
	if known, ok := e.advances[call]; ok {
		return known.proto, known.adv
	}
	obj := calledBy(call)
	if obj == nil || obj.Signature().Recv() == nil {
		return nil, nil
	}
	recv := receiverOf(call)
	if recv == nil {
		return nil, nil
	}
	p := e.table.Of(recv.Type())
	if p == nil {
		return nil, nil
	}
	adv := p.AdvanceBy(protocol.Op{Call: obj.Name()})
	if adv == nil {
		return nil, nil
	}
	return p, adv
}

// receiverOf returns the object on which a call is an operation: the receiver
// of a method, or the closure that is called.
func receiverOf(call *ssa.Call) ssa.Value {
	if call.Call.IsInvoke() || call.Call.StaticCallee() == nil {
		return call.Call.Value
	}
	if len(call.Call.Args) == 0 {
		return nil
	}
	return call.Call.Args[0]
}

// signalOf follows the outcome of one advance, from the outermost function
// as follow does.
func (e *engine) signalOf(outermost *ssa.Function, call *ssa.Call, p *protocol.Protocol, adv *protocol.Advance) *Signal {
	sig := &signalSearch{call: call, proto: p, adv: adv}
	sig.loop, _ = innermost(call).(*ast.ForStmt)
	loose := adv.Signal.Carries || adv.Signal.Forwarded || e.resultCount(call) < 2
	if sig.loop == nil && loose {
		return nil
	}
	sig.renewed = sig.loop != nil && renewed(receiverOf(call), sig.loop)
	sig.memory = e.fromMemory(p, receiverOf(call), 0)
	sig.blank = !takes(call, e.signalIndex(call, adv))
	var s *search
	for _, root := range rootsOf(outermost, call.Parent()) {
		sig.reset()
		s = e.search(root, max(acquireBudget, 8*visits(len(root.Blocks))))
		s.signal, s.proto = sig, callbacksOnly
		s.run(nil, none, false)
		if s.reached || s.exceeded {
			break
		}
		if next := further(root, call.Parent()); next != nil && !s.makes(next) {
			break
		}
	}
	if s.exceeded {
		e.counters.GivenUp++
		return nil
	}
	return sig.verdict()
}

func (sig *signalSearch) reset() {
	sig.again, sig.left = make(map[typestate]bool), make(map[typestate]bool)
	sig.exits = make(map[typestate]exitKinds)
	sig.found, sig.right = nil, false
}

func (e *engine) resultCount(call *ssa.Call) int { return call.Call.Signature().Results().Len() }

// signalIndex returns the index of the result that is the signal.
func (e *engine) signalIndex(call *ssa.Call, adv *protocol.Advance) int {
	i := adv.Signal.Result
	if i < 0 {
		i += e.resultCount(call)
	}
	return i
}

// innermost returns the innermost loop statement around the call, or nil.
func innermost(call *ssa.Call) ast.Stmt {
	loops := loopsAround(stackOwner(call.Parent()).Syntax(), call.Pos())
	var in ast.Stmt
	for _, l := range loops {
		if in == nil || l.Pos() > in.Pos() {
			in = l
		}
	}
	if f, ok := in.(*ast.ForStmt); ok && f.Init != nil && f.Init.Pos() <= call.Pos() && call.Pos() < f.Init.End() {
		return nil // it runs once
	}
	return in
}

// renewed reports whether each pass of the loop may advance another object
// than the last one.
func renewed(recv ssa.Value, loop *ast.ForStmt) bool {
	inside := func(pos token.Pos) bool { return loop.Pos() <= pos && pos < loop.End() }
	switch v := recv.(type) {
	case *ssa.UnOp:
		return stored(v.X, inside)
	case *ssa.ChangeInterface:
		return renewed(v.X, loop)
	case *ssa.MakeInterface:
		return renewed(v.X, loop)
	case *ssa.ChangeType:
		return renewed(v.X, loop)
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(e ssa.Value) bool {
			instr, ok := e.(ssa.Instruction)
			return ok && inside(instr.Pos())
		})
	case *ssa.FieldAddr:
		return renewed(v.X, loop)
	case *ssa.Alloc, *ssa.Extract, *ssa.Call, *ssa.Lookup, *ssa.TypeAssert, *ssa.Next, *ssa.Field, *ssa.Index, *ssa.IndexAddr:
		return inside(v.(ssa.Instruction).Pos()) || inside(position(v))
	}
	return false
}

// position returns the place of an instruction that has none of its own.
func position(v ssa.Value) token.Pos {
	if x, ok := v.(*ssa.Extract); ok {
		return x.Tuple.Pos()
	}
	return v.Pos()
}

// stored reports whether the variable at addr is assigned to at a place that
// inside selects.
func stored(addr ssa.Value, inside func(token.Pos) bool) bool {
	var fn *ssa.Function
	field := -1
	base := addr
	switch a := addr.(type) {
	case *ssa.FieldAddr:
		fn, field, base = a.Parent(), a.Field, a.X
	case *ssa.FreeVar:
		fn = a.Parent()
	case *ssa.Alloc:
		fn = a.Parent()
	case *ssa.IndexAddr:
		return true
	default:
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok || !inside(st.Pos()) && !inside(st.Val.Pos()) {
				continue
			}
			if st.Addr == addr {
				return true
			}
			if f, ok := st.Addr.(*ssa.FieldAddr); ok && field >= 0 && f.Field == field && types.Identical(f.X.Type(), base.Type()) {
				return true
			}
		}
	}
	return false
}

// fromMemory reports whether the object was made from a value of a type that
// never fails.
func (e *engine) fromMemory(p *protocol.Protocol, v ssa.Value, depth int) bool {
	if len(p.Memory) == 0 || depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		return slices.ContainsFunc(v.Call.Args, func(a ssa.Value) bool { return e.fromMemory(p, a, depth+1) })
	case *ssa.MakeInterface:
		return p.IsMemory(v.X.Type())
	case *ssa.ChangeInterface:
		return e.fromMemory(p, v.X, depth+1)
	case *ssa.UnOp:
		return e.onlyStore(v.X, func(a ssa.Value) bool { return e.fromMemory(p, a, depth+1) })
	}
	return false
}

// onlyStore reports whether the local variable at addr is assigned once, a
// value that is selects.
func (e *engine) onlyStore(addr ssa.Value, is func(ssa.Value) bool) bool {
	alloc, ok := addr.(*ssa.Alloc)
	if free, isFree := addr.(*ssa.FreeVar); isFree {
		for _, b := range bindings(free) {
			return e.onlyStore(b, is)
		}
	}
	if !ok {
		return false
	}
	n, fits := 0, false
	for _, ref := range *alloc.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == alloc {
			n++
			fits = is(st.Val)
		}
	}
	return n == 1 && fits
}

// takes reports whether the program does anything with the i-th result.
func takes(call *ssa.Call, i int) bool {
	if call.Call.Signature().Results().Len() == 1 {
		return used(call)
	}
	for _, ref := range *call.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i && used(x) {
			return true
		}
		if _, ok := ref.(*ssa.Return); ok {
			return true
		}
	}
	return false
}

func used(v ssa.Value) bool {
	return slices.ContainsFunc(*v.Referrers(), func(i ssa.Instruction) bool {
		_, debug := i.(*ssa.DebugRef)
		return !debug
	})
}

// -- running --

// outcome runs the tracked advance: an element comes, the end, or a failure.
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
		if (ts == exhausted || ts == failed) && !sig.adv.Signal.Carries {
			elems[i] = noValue(results.At(i).Type())
		}
	}
	i := c.signalIndex(sig.call, sig.adv)
	switch {
	case sig.adv.Signal.Kind != "sentinel":
		elems[i] = constOf(boolConst((ts == exhausted) == sig.adv.Signal.End))
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
		if _, slice := instr.X.Type().Underlying().(*types.Slice); !slice {
			c.deref(n, instr, instr.X, s)
		}
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
	if a := s.eval(x); a.kind == kHandle && a.role == valueRole && a.neg {
		c.useNoted(n, instr, s)
	}
}

// useNoted notes a use of the value where there is none. What the program
// does not look at on purpose is not held against it.
func (c *context) useNoted(n *solver.Node[*state], instr ssa.Instruction, s *state) {
	if c.signal.blank {
		return
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
	value, signal := false, false
	for _, a := range passed(common) {
		switch v := s.eval(a); {
		case v.kind == kHandle && v.role == valueRole && (!v.neg || !c.seesBody(common)):
			value = true
		case v.kind == kHandle && v.role == protocol.Err, c.isSignalOf(a):
			signal = true
		}
		if a == receiverOf(c.signal.call) {
			c.touches(call, s)
		}
	}
	if value && !signal && c.minds(call, s) {
		c.useNoted(n, call, s)
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
		if v.kind != kHandle || v.role != valueRole {
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

func packageOf(t types.Type) *types.Package {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Pkg()
	}
	return nil
}

// isSignalOf reports whether a is the boolean signal of the tracked advance.
func (c *context) isSignalOf(a ssa.Value) bool {
	x, ok := a.(*ssa.Extract)
	return ok && x.Tuple == ssa.Value(c.signal.call) && x.Index == c.signalIndex(c.signal.call, c.signal.adv)
}

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

// sameObject reports whether x and y read the same variable, or are the same
// value.
func sameObject(x, y ssa.Value) bool {
	if x == y {
		return true
	}
	switch x := x.(type) {
	case *ssa.UnOp:
		y, ok := y.(*ssa.UnOp)
		return ok && x.Op == y.Op && sameObject(x.X, y.X)
	case *ssa.FieldAddr:
		y, ok := y.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && sameObject(x.X, y.X)
	}
	return false
}

// compared looks at a comparison of the tracked error with another.
func (c *context) compared(s *state, x, y *value, identity bool) {
	if c.signal == nil {
		return
	}
	if x.kind != kHandle || x.role != protocol.Err {
		x, y = y, x
	}
	if x.kind != kHandle || x.role != protocol.Err || y.kind != kConst || y.c == nilConst {
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
		case a.kind != kHandle || a.role != protocol.Err:
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
	if last < 0 || !isError(sigs.At(last).Type()) {
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

// -- the verdict --

func (sig *signalSearch) verdict() *Signal {
	if sig.loop != nil {
		sig.judgeLoop()
	}
	var best *Signal
	for _, f := range sig.found {
		if sig.right && f.Kind == WrongSentinel {
			continue
		}
		if best == nil || f.before(best) {
			best = f
		}
	}
	return best
}

// before orders the findings on one advance.
func (f *Signal) before(g *Signal) bool {
	if a, b := slices.Index(signalOrder, f.Kind), slices.Index(signalOrder, g.Kind); a != b {
		return a < b
	}
	if len(f.Steps) != len(g.Steps) {
		return len(f.Steps) < len(g.Steps)
	}
	return f.Where < g.Where
}

// judgeLoop adds what is wrong with the loop around the advance.
func (sig *signalSearch) judgeLoop() {
	add := func(kind SignalKind, k exitKinds) {
		f := &Signal{Kind: kind, Protocol: sig.proto, Advance: sig.adv, At: sig.call, Where: k.pos}
		if k.at != nil {
			f.Steps = (&leak{c: k.in, node: k.at}).branches()
		}
		sig.found = append(sig.found, f)
	}
	sentinel := sig.adv.Signal.Kind == "sentinel"
	bounded := sig.loop.Cond != nil && sig.loop.Post != nil
	stuck := func(ts typestate) bool { return sig.again[ts] && !sig.left[ts] && !sig.renewed }
	switch {
	case sentinel && sig.blank && !bounded && !sig.renewed && !(sig.memory && !stuck(exhausted)):
		add(Discarded, exitKinds{})
	case stuck(exhausted):
		add(Endless, exitKinds{})
	case stuck(failed):
		add(Spins, exitKinds{})
	}
	if !sentinel || sig.adv.Signal.Forwarded || sig.blank || bounded || sig.renewed {
		return
	}
	if k := sig.exits[failed]; k.silent && takesValue(sig) {
		add(ErrorAsEnd, k)
	}
	if k := sig.exits[exhausted]; k.failure && !k.success && !sig.exits[element].success {
		add(EndAsFailure, k)
	}
}

// takesValue reports whether the program uses the elements.
func takesValue(sig *signalSearch) bool {
	results := sig.call.Call.Signature().Results().Len()
	for i := range results {
		j := sig.adv.Signal.Result
		if j < 0 {
			j += results
		}
		if i != j && takes(sig.call, i) {
			return true
		}
	}
	return false
}
