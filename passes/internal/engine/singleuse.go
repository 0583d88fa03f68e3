package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// Sequences that can be ranged over only once. A literal is one if it moves
// something on that was made outside of it, and ends only where that ends or
// the loop over it does: what has been ranged over to its end stays there.

// uses knows which functions return such sequences, and which drain theirs.
type uses struct {
	*engine
	single map[*ssa.Function]bool
	drain  map[*ssa.Function][]int
}

func newUses(cfg Config) *uses {
	e, _ := newEngine(cfg)
	return &uses{engine: e, single: make(map[*ssa.Function]bool), drain: make(map[*ssa.Function][]int)}
}

// SingleUse sets in the summaries which functions of the package return a
// sequence that can be ranged over only once, and which of its parameters each
// drains.
func SingleUse(cfg Config, summary func(*types.Func) *Summary) {
	u := newUses(cfg)
	for _, fn := range cfg.Functions {
		obj := object(fn)
		if obj == nil || len(fn.Blocks) == 0 {
			continue
		}
		if u.returnsSingleUse(fn) {
			summary(obj).SingleUse = true
		}
		if drained := u.drained(fn); len(drained) > 0 {
			summary(obj).Drains = drained
		}
	}
}

// isSingleUse reports whether the first result of calls of fn, whose body is
// that of callee if it is seen, can be ranged over only once.
func (u *uses) isSingleUse(fn *types.Func, callee *ssa.Function) bool {
	if fn == nil {
		return false
	}
	if callee != nil && len(origin(callee).Blocks) > 0 {
		return u.returnsSingleUse(origin(callee))
	}
	if protocol.IsSingleUse(protocol.NameOf(fn)) {
		return true
	}
	s := u.summary(fn)
	return s != nil && s.SingleUse
}

// returnsSingleUse reports whether every sequence that fn returns first can be
// ranged over only once.
func (u *uses) returnsSingleUse(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	if results.Len() == 0 || !IsSequence(results.At(0).Type()) {
		return false
	}
	known, seen := u.single[fn]
	if seen {
		return known
	}
	u.single[fn] = false // one that calls itself may return anything
	some := false
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || isNilConst(ret.Results[0]) {
			continue
		}
		if _, made := u.maker(ret.Results[0]); !made {
			return false
		}
		some = true
	}
	u.single[fn] = some
	return some
}

func isNilConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// maker returns the instruction that makes the sequence v if it can be ranged
// over only once.
func (u *uses) maker(v ssa.Value) (ssa.Instruction, bool) {
	switch v := v.(type) {
	case *ssa.ChangeType:
		return u.maker(v.X)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return call, ok && v.Index == 0 && u.isSingleUse(calledBy(call), call.Call.StaticCallee())
	case *ssa.Call:
		return v, IsSequence(v.Type()) && u.isSingleUse(calledBy(v), v.Call.StaticCallee())
	case *ssa.MakeClosure:
		return v, u.isSingleUseLiteral(v.Fn.(*ssa.Function))
	}
	return nil, false
}

// isSingleUseLiteral reports whether the literal fn is a sequence that can be
// ranged over only once.
func (u *uses) isSingleUseLiteral(fn *ssa.Function) bool {
	if !IsSequence(fn.Signature) || fn.Parent() == nil || fn.Synthetic != "" || len(fn.Blocks) == 0 {
		return false
	}
	known, seen := u.single[fn]
	if !seen {
		u.single[fn] = false
		known = slices.ContainsFunc(u.advances(fn), func(a advance) bool {
			l := &literal{uses: u, fn: fn, yield: fn.Params[0], advance: a}
			return l.endsWithSource() && l.yieldsInOrder() && !l.disturbs(fn)
		}) || u.countsOn(fn)
		u.single[fn] = known
	}
	return known
}

// An advance is an instruction of a literal that moves on what was made
// outside of it.
type advance struct {
	at ssa.Instruction
	// handle is what moves on, and source the variable or value outside of
	// the literal that it is, belongs to or reads.
	handle, source ssa.Value
}

// advances returns the advances in the body of the literal fn, its own
// literals left out.
func (u *uses) advances(fn *ssa.Function) []advance {
	var out []advance
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			handle := u.movedOn(instr)
			if handle == nil {
				continue
			}
			if source := sourceOf(handle); source != nil && source.Parent() != nil && !isWithin(source.Parent(), fn) {
				out = append(out, advance{instr, handle, source})
			}
		}
	}
	return out
}

// movedOn returns what the instruction moves on, or nil.
func (u *uses) movedOn(instr ssa.Instruction) ssa.Value {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		if instr.Op == token.ARROW {
			return instr.X
		}
	case *ssa.Call:
		if fn := calledBy(instr); fn != nil && fn.Signature().Recv() != nil {
			if !u.table.MovesOn(fn) {
				return nil
			}
			switch {
			case instr.Call.IsInvoke():
				return instr.Call.Value
			case len(instr.Call.Args) > 0: // it is not a method value
				return instr.Call.Args[0]
			}
			return nil
		}
		if u.isNext(instr.Call.Value) {
			return instr.Call.Value
		}
	}
	return nil
}

// isNext reports whether v is the function that advances a pull iterator.
func (u *uses) isNext(v ssa.Value) bool {
	src := baseOf(v)
	if alloc, ok := src.(*ssa.Alloc); ok {
		src = onlyStore(alloc)
	}
	ex, ok := src.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := ex.Tuple.(*ssa.Call)
	if !ok || calledBy(call) == nil {
		return false
	}
	_, acq := u.table.Acquires(calledBy(call))
	if acq == nil {
		return false
	}
	i, ok := acq.Results[protocol.Next]
	return ok && i == ex.Index
}

// sourceOf returns the variable or value that v belongs to or reads, nil if it
// may be another one at another time.
func sourceOf(v ssa.Value) ssa.Value {
	v = baseOf(v)
	made := v
	if alloc, ok := v.(*ssa.Alloc); ok {
		if made = onlyStore(alloc); made == nil {
			return nil
		}
	}
	if call, ok := made.(*ssa.Call); ok {
		if fn := calledBy(call); fn != nil && protocol.ReadsOn(protocol.NameOf(fn)) {
			return sourceOf(call.Call.Args[0])
		}
	}
	switch v.(type) {
	case *ssa.Alloc, *ssa.Parameter, *ssa.Call, *ssa.Extract, *ssa.MakeChan:
		return v
	}
	return nil
}

// onlyStore returns what the only assignment to a variable assigns, or nil.
func onlyStore(v *ssa.Alloc) ssa.Value {
	var out ssa.Value
	n := 0
	eachReference(v, func(instr ssa.Instruction, as ssa.Value) {
		if st, ok := instr.(*ssa.Store); ok && st.Addr == as {
			out = st.Val
			n++
		}
	})
	if n != 1 {
		return nil
	}
	return out
}

// eachReference calls f for each instruction that refers to the variable, in
// the function that has it and in its literals, and the name it has there.
func eachReference(v ssa.Value, f func(instr ssa.Instruction, as ssa.Value)) {
	for _, instr := range *v.Referrers() {
		f(instr, v)
		mc, ok := instr.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for i, b := range mc.Bindings {
			if b == v {
				eachReference(mc.Fn.(*ssa.Function).FreeVars[i], f)
			}
		}
	}
}

// A literal is a sequence that may be one that can be ranged over only once.
type literal struct {
	*uses
	fn    *ssa.Function
	yield *ssa.Parameter
	advance
	cell *ssa.Alloc // the variable that it counts on in, in place of an advance
}

// endsWithSource reports whether the advance stands in a loop that is left
// only where its source is at its end, an error came, or yield has returned
// false.
func (l *literal) endsWithSource() bool {
	in := cycleOf(l.at.Block())
	if len(in) == 0 {
		return false
	}
	for b := range in {
		for _, next := range b.Succs {
			if in[next] {
				continue
			}
			cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
			if !ok || !l.tellsEnd(cond.Cond) {
				return false
			}
		}
	}
	return true
}

// cycleOf returns the blocks that b reaches and that reach b, none if it does
// not reach itself.
func cycleOf(b *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	ahead := reachedFrom(b, func(b *ssa.BasicBlock) []*ssa.BasicBlock { return b.Succs })
	back := reachedFrom(b, func(b *ssa.BasicBlock) []*ssa.BasicBlock { return b.Preds })
	for x := range ahead {
		if !back[x] {
			delete(ahead, x)
		}
	}
	return ahead
}

// reachedFrom returns what is reached from b in one or more steps.
func reachedFrom(b *ssa.BasicBlock, next func(*ssa.BasicBlock) []*ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	seen := make(map[*ssa.BasicBlock]bool)
	todo := slices.Clone(next(b))
	for len(todo) > 0 {
		x := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !seen[x] {
			seen[x] = true
			todo = append(todo, next(x)...)
		}
	}
	return seen
}

// tellsEnd reports whether a condition is what the advance or yield has
// returned, or looks at an error.
func (l *literal) tellsEnd(cond ssa.Value) bool {
	if call, ok := cond.(*ssa.Call); ok && baseOf(call.Call.Value) == ssa.Value(l.yield) {
		return true
	}
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		return l.tellsEnd(not.X)
	}
	if l.cell != nil {
		return l.comparesCell(cond)
	}
	switch v := cond.(type) {
	case *ssa.BinOp:
		return IsError(v.X.Type())
	case *ssa.Extract:
		return l.isAdvance(v.Tuple)
	case *ssa.Call:
		if fn := calledBy(v); fn != nil && protocol.ComparesErrors(protocol.NameOf(fn)) {
			return true
		}
		return l.isAdvance(v)
	}
	return false
}

// isAdvance reports whether v is what an advance of the source has returned.
func (l *literal) isAdvance(v ssa.Value) bool {
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	handle := l.movedOn(instr)
	return handle != nil && sourceOf(handle) == l.source
}

// yieldsInOrder reports whether yield is only called, and only with what comes
// after an advance, or with an error in place of that.
func (l *literal) yieldsInOrder() bool {
	for _, instr := range *l.yield.Referrers() {
		if _, ok := instr.(*ssa.DebugRef); ok {
			continue
		}
		call, ok := instr.(*ssa.Call)
		if !ok || call.Call.Value != ssa.Value(l.yield) || slices.Contains(call.Call.Args, ssa.Value(l.yield)) {
			return false
		}
		if dominates(l.at, call) {
			continue
		}
		args := call.Call.Args
		b := call.Block()
		if len(args) == 0 || !IsError(args[len(args)-1].Type()) || len(cycleOf(b)) > 0 ||
			reachedFrom(b, func(b *ssa.BasicBlock) []*ssa.BasicBlock { return b.Succs })[l.at.Block()] {
			return false
		}
	}
	return true
}

// dominates reports whether a has run wherever b runs.
func dominates(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	instrs := a.Block().Instrs
	return slices.Index(instrs, a) < slices.Index(instrs, b)
}

// disturbs reports whether fn, or a literal in it, does anything to the
// source that may set it back.
func (l *literal) disturbs(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if sourceOf(instr.Addr) == l.source || baseOf(instr.Addr) == l.source || sourceOf(instr.Val) == l.source && !l.isLocal(instr.Addr) {
					return true
				}
			case *ssa.Send, *ssa.MapUpdate:
				for _, op := range instr.Operands(nil) {
					if sourceOf(*op) == l.source {
						return true
					}
				}
			case ssa.CallInstruction:
				if l.mayRewind(instr) {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, l.disturbs)
}

// isLocal reports whether addr is a variable of the literal.
func (l *literal) isLocal(addr ssa.Value) bool {
	alloc, ok := addr.(*ssa.Alloc)
	return ok && isWithin(alloc.Parent(), l.fn)
}

// mayRewind reports whether a call is given the source, or what belongs to it,
// and is not known to leave its place alone.
func (l *literal) mayRewind(call ssa.CallInstruction) bool {
	common := call.Common()
	given := common.Args
	if common.IsInvoke() {
		given = append([]ssa.Value{common.Value}, given...)
	}
	fn := calledBy(call)
	for i, arg := range given {
		if sourceOf(arg) != l.source {
			continue
		}
		if fn == nil {
			if _, builtin := common.Value.(*ssa.Builtin); builtin {
				continue
			}
			return true
		}
		name := protocol.NameOf(fn)
		method := i == 0 && fn.Signature().Recv() != nil
		switch {
		case protocol.ReadsOn(name):
		case method && protocol.Closes(name):
		case method && l.table.MovesOn(fn):
		case method && l.isCursor(fn) && !protocol.Rewinds(name):
		default:
			return true
		}
	}
	return false
}

// isCursor reports whether fn is a method of the type of the handle.
func (l *literal) isCursor(fn *types.Func) bool {
	recv, _ := protocol.TypeName(fn.Signature().Recv().Type())
	cursor, _ := protocol.TypeName(l.handle.Type())
	return recv != nil && recv == cursor && !types.IsInterface(l.handle.Type())
}
