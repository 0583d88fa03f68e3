package engine

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// An EscapeKind says how a yield leaves the run of its sequence.
type EscapeKind string

// The kinds of escapes.
const (
	// Unawaited: a goroutine calls it for which nobody waits.
	Unawaited EscapeKind = "unawaited"
	// Concurrent: several goroutines call it.
	Concurrent EscapeKind = "concurrent"
	// Kept: it is stored where it outlives the run.
	Kept EscapeKind = "kept"
)

// An Escape is an instruction by which a yield leaves the run of its
// sequence.
type Escape struct {
	Kind  EscapeKind
	Param *types.Var
	At    ssa.Instruction
}

func sortedEscapes(found map[ssa.Instruction]*Escape) []*Escape {
	var out []*Escape
	for _, e := range found {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *Escape) int { return cmp.Compare(a.At.Pos(), b.At.Pos()) })
	return out
}

// leavesRun looks at an instruction that may take yield along. In a function
// that is not part of the sequence's source nothing is said, for its callers
// may wait.
func (c *context) leavesRun(instr ssa.Instruction, s *state) {
	ys := c.yields
	if ys.counting || ys.escapes[instr] != nil || !isWithin(instr.Parent(), c.root) {
		return
	}
	var kind EscapeKind
	switch instr := instr.(type) {
	case *ssa.Go:
		kind = c.startedBy(instr, s)
	case *ssa.Call:
		if fn := calledBy(instr); fn != nil && protocol.Starts(protocol.NameOf(fn)) {
			kind = c.startedBy(instr, s)
		}
	case *ssa.Store:
		kept := leads(s, instr.Val) || slices.ContainsFunc(appended(instr.Val), func(v ssa.Value) bool { return leads(s, v) })
		if kept && s.eval(instr.Addr).kind != kPtr && c.keeps(instr) {
			kind = Kept
		}
	case *ssa.MapUpdate:
		if leads(s, instr.Value) && c.keepsIn(instr) {
			kind = Kept
		}
	case *ssa.Send:
		if leads(s, instr.X) && !c.awaits(instr, []ssa.Value{baseOf(instr.Chan)}) {
			kind = Kept
		}
	}
	if kind != "" {
		ys.escapes[instr] = &Escape{Kind: kind, Param: ys.param.Object().(*types.Var), At: instr}
	}
}

// isWithin reports whether fn is root, or a literal in it.
func isWithin(fn, root *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == root {
			return true
		}
	}
	return false
}

func leads(s *state, v ssa.Value) bool { return s.reaches(s.eval(v), isHandle) }

// startedBy looks at a call that starts a goroutine.
func (c *context) startedBy(call ssa.CallInstruction, s *state) EscapeKind {
	common := call.Common()
	given := append([]ssa.Value{common.Value}, common.Args...)
	if !slices.ContainsFunc(given, func(v ssa.Value) bool { return leads(s, v) }) {
		return ""
	}
	var shared []ssa.Value
	for _, v := range given {
		if mc, ok := v.(*ssa.MakeClosure); ok {
			for _, b := range mc.Bindings {
				shared = append(shared, baseOf(b))
			}
			if locks(mc.Fn.(*ssa.Function)) {
				return ""
			}
			continue
		}
		shared = append(shared, baseOf(v))
	}
	switch {
	case c.repeats(call, shared), c.overlaps(call, shared):
		return Concurrent
	case !c.awaits(call, shared):
		return Unawaited
	}
	return ""
}

// locks reports whether fn, a literal in it, or a function by which it calls a
// yield, takes a lock.
func locks(fn *ssa.Function) bool {
	return locksIn(fn, make(map[*ssa.Function]bool))
}

func locksIn(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	var sent, received []ssa.Value
	for _, instr := range instructions(fn) {
		switch instr := instr.(type) {
		case ssa.CallInstruction:
			callee := calledBy(instr)
			if callee != nil && protocol.Locks(protocol.NameOf(callee)) {
				return true
			}
			if called := calledHere(instr); called != nil && callsYield(called) && locksIn(called, seen) {
				return true
			}
		case *ssa.Send:
			sent = append(sent, baseOf(instr.Chan))
		case *ssa.UnOp:
			if instr.Op == token.ARROW {
				received = append(received, baseOf(instr.X))
			}
		}
	}
	// A channel that it sends to and receives from is a lock too.
	return slices.ContainsFunc(sent, func(ch ssa.Value) bool { return slices.Contains(received, ch) })
}

// instructions returns those of fn and its literals.
func instructions(fn *ssa.Function) []ssa.Instruction {
	var out []ssa.Instruction
	for _, b := range fn.Blocks {
		out = append(out, b.Instrs...)
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, instructions(lit)...)
	}
	return out
}

// calledHere returns the function whose body a call runs, or nil.
func calledHere(call ssa.CallInstruction) *ssa.Function {
	if fn := call.Common().StaticCallee(); fn != nil {
		return origin(fn)
	}
	if fn, ok := literalIn(call.Common().Value); ok {
		return fn
	}
	return nil
}

// callsYield reports whether fn or a literal in it calls what may be a yield.
func callsYield(fn *ssa.Function) bool {
	return slices.ContainsFunc(instructions(fn), func(instr ssa.Instruction) bool {
		call, ok := instr.(ssa.CallInstruction)
		if !ok || call.Common().IsInvoke() || call.Common().StaticCallee() != nil {
			return false
		}
		return IsYield(call.Common().Value.Type())
	})
}

// keeps reports whether what st stores outlives the run: it is put into a
// package variable, or into a field of something that the sequence was given
// and neither uses afterwards nor mends.
func (c *context) keeps(st *ssa.Store) bool {
	base := baseOf(st.Addr)
	if alloc, ok := base.(*ssa.Alloc); ok && isWithin(alloc.Parent(), c.root) {
		return false
	}
	switch addr := st.Addr.(type) {
	case *ssa.Global:
	case *ssa.FieldAddr:
		if c.assigns(addr) > 1 {
			return false
		}
	default:
		return false
	}
	return !c.awaits(st, []ssa.Value{base})
}

// appended returns the elements that v, the result of an append, has more than
// its first argument.
func appended(v ssa.Value) []ssa.Value {
	call, ok := v.(*ssa.Call)
	if !ok || !isBuiltin(call, "append") {
		return nil
	}
	part, ok := call.Call.Args[1].(*ssa.Slice)
	if !ok {
		return nil
	}
	array, ok := part.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var elems []ssa.Value
	for _, ref := range *array.Referrers() {
		if addr, ok := ref.(*ssa.IndexAddr); ok {
			for _, use := range *addr.Referrers() {
				if st, ok := use.(*ssa.Store); ok && st.Addr == ssa.Value(addr) {
					elems = append(elems, st.Val)
				}
			}
		}
	}
	return elems
}

// keepsIn reports whether what is put into a map outlives the run: the sequence
// was given the map, and takes nothing out of it.
func (c *context) keepsIn(up *ssa.MapUpdate) bool {
	base := baseOf(up.Map)
	if made, ok := base.(ssa.Instruction); ok && isWithin(made.Parent(), c.root) {
		return false
	}
	for _, instr := range instructions(c.root) {
		call, ok := instr.(ssa.CallInstruction)
		if !ok {
			continue
		}
		b, ok := call.Common().Value.(*ssa.Builtin)
		if ok && (b.Name() == "delete" || b.Name() == "clear") && baseOf(call.Common().Args[0]) == base {
			return false
		}
	}
	return !c.awaits(up, []ssa.Value{base})
}

// assigns counts the assignments to the field in the sequence.
func (c *context) assigns(addr *ssa.FieldAddr) int {
	c.storesTo(fieldOf(addr))
	return c.yields.assigned[fieldOf(addr)]
}

// baseOf returns the variable or value that v is part of or was read from.
func baseOf(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return v
			}
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.FreeVar:
			bound := bindings(x)
			if len(bound) != 1 {
				return v
			}
			v = bound[0]
		default:
			return v
		}
	}
}

// -- waiting --

// awaits reports whether, after the instruction, the sequence may wait for
// who has one of the values.
func (c *context) awaits(at ssa.Instruction, shared []ssa.Value) bool {
	for fn := at.Parent(); ; fn = fn.Parent() {
		found := false
		after(at, func(instr ssa.Instruction) bool {
			found = found || c.waits(instr, shared)
			return !found
		})
		if found || c.deferred(fn, shared) {
			return true
		}
		if fn == c.root {
			return false
		}
		if at = makes(fn); at == nil {
			return true // who knows
		}
	}
}

// deferred reports whether fn defers a call that may wait.
func (c *context) deferred(fn *ssa.Function, shared []ssa.Value) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && isGiven(d.Common(), shared) {
				return true
			}
		}
	}
	return false
}

// makes returns the instruction that makes the literal fn.
func makes(fn *ssa.Function) ssa.Instruction {
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == ssa.Value(fn) {
				return mc
			}
		}
	}
	return nil
}

// repeats reports whether the instruction may run again before the sequence
// waits for who has one of the values. The body of a range-over-func loop runs
// again when it has returned.
func (c *context) repeats(at ssa.Instruction, shared []ssa.Value) bool {
	again := false
	after(at, func(instr ssa.Instruction) bool {
		_, ret := instr.(*ssa.Return)
		again = again || instr == at || ret && isLoopBody(at.Parent())
		return !again && !c.waits(instr, shared)
	})
	return again
}

// overlaps reports whether the sequence may run its loop body, or start another
// goroutine that does, before it waits for who has one of the values.
func (c *context) overlaps(at ssa.Instruction, shared []ssa.Value) bool {
	found := false
	after(at, func(instr ssa.Instruction) bool {
		call, ok := instr.(ssa.CallInstruction)
		found = found || ok && c.runsYieldNow(call)
		return !found && !c.waits(instr, shared)
	})
	return found
}

// runsYieldNow reports whether the loop body may run in a call, or in a
// goroutine that it starts.
func (c *context) runsYieldNow(call ssa.CallInstruction) bool {
	seen := make(map[*ssa.Function]bool)
	if now, ok := call.(*ssa.Call); ok && runsYield(now, c.yields.param, seen) {
		return true
	}
	callee := calledBy(call)
	if _, ok := call.(*ssa.Go); !ok && (callee == nil || !protocol.Starts(protocol.NameOf(callee))) {
		return false
	}
	common := call.Common()
	return slices.ContainsFunc(append([]ssa.Value{common.Value}, common.Args...), func(v ssa.Value) bool {
		fn, ok := literalIn(v)
		return ok && runsYieldIn(fn, c.yields.param, seen)
	})
}

// after visits the instructions that may run after the given one, for as long
// as visit returns true on the way there.
func after(at ssa.Instruction, visit func(ssa.Instruction) bool) {
	seen := make(map[*ssa.BasicBlock]bool)
	var walk func(instrs []ssa.Instruction, b *ssa.BasicBlock)
	walk = func(instrs []ssa.Instruction, b *ssa.BasicBlock) {
		for _, instr := range instrs {
			if !visit(instr) {
				return
			}
		}
		for _, next := range b.Succs {
			if !seen[next] {
				seen[next] = true
				walk(next.Instrs, next)
			}
		}
	}
	b := at.Block()
	walk(b.Instrs[slices.Index(b.Instrs, at)+1:], b)
}

// waits reports whether an instruction may wait for who has one of the
// values: it receives or sends, or calls a function that is given one, or of
// which nothing is known.
func (c *context) waits(instr ssa.Instruction, shared []ssa.Value) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Select, *ssa.Send:
		return true
	case *ssa.Call:
		if fn := calledBy(instr); fn != nil && (protocol.Starts(protocol.NameOf(fn)) || protocol.GoesOn(protocol.NameOf(fn))) {
			return false
		}
		common := instr.Common()
		if _, builtin := common.Value.(*ssa.Builtin); builtin {
			return false
		}
		dynamic := !common.IsInvoke() && common.StaticCallee() == nil
		return dynamic && baseOf(common.Value) != baseOf(c.yields.param) && !IsYield(common.Value.Type()) || isGiven(common, shared)
	}
	return false
}

// isGiven reports whether a call is given one of the values, or a literal
// that has one.
func isGiven(common *ssa.CallCommon, shared []ssa.Value) bool {
	given := common.Args
	if common.IsInvoke() {
		given = append([]ssa.Value{common.Value}, given...)
	}
	if mc, ok := common.Value.(*ssa.MakeClosure); ok {
		given = append(mc.Bindings[:len(mc.Bindings):len(mc.Bindings)], given...)
	}
	return slices.ContainsFunc(given, func(v ssa.Value) bool { return slices.Contains(shared, baseOf(v)) })
}
