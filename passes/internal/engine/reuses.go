package engine

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A Reuse is a use of a sequence that can be ranged over only once, and has
// been ranged over to its end.
type Reuse struct {
	// At is the use, and First the earlier one, or the same in an earlier pass
	// of a loop.
	At, First ssa.CallInstruction
	// Made is the instruction that makes the sequence, and Maker the function
	// that it calls for that, or nil.
	Made  ssa.Instruction
	Maker *types.Func
	// Argument is the index of the sequence in the arguments of At, -1 if it
	// is what At calls.
	Argument int
}

// Reuses finds the reuses in one package, in source order.
func Reuses(cfg Config) []*Reuse {
	u := newUses(cfg)
	var out []*Reuse
	for _, fn := range cfg.Functions {
		out = append(out, u.reusesIn(fn)...)
	}
	slices.SortFunc(out, func(a, b *Reuse) int { return cmp.Compare(PosOf(a.At), PosOf(b.At)) })
	return out
}

// reusesIn looks for reuses in fn and its literals. The bodies of its loops
// are part of fn.
func (u *uses) reusesIn(fn *ssa.Function) []*Reuse {
	var out []*Reuse
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			v, ok := instr.(ssa.Value)
			if !ok {
				continue
			}
			made, single := u.maker(v)
			if !single || made == nil {
				continue
			}
			if _, converted := v.(*ssa.ChangeType); converted {
				continue // the uses of what it converts
			}
			if r := u.reuseOf(v, made); r != nil {
				out = append(out, r)
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, u.reusesIn(lit)...)
	}
	return out
}

// reuseOf returns the first reuse of the sequence seq.
func (u *uses) reuseOf(seq ssa.Value, made ssa.Instruction) *Reuse {
	all := u.usesOf(seq)
	slices.SortFunc(all, func(a, b use) int { return cmp.Compare(PosOf(a.call), PosOf(b.call)) })
	for _, second := range all {
		for _, first := range all {
			if first.drains && !second.asserts && u.follows(first, second, made) && !touched(first, second, made) {
				r := &Reuse{At: second.call, First: first.call, Made: made, Argument: second.argument}
				if call, ok := made.(*ssa.Call); ok {
					r.Maker = calledBy(call)
				}
				return r
			}
		}
	}
	return nil
}

// PosOf returns the place of a call; for one that runs a loop over a sequence
// that is its range.
func PosOf(call ssa.CallInstruction) token.Pos {
	if args := call.Common().Args; !call.Pos().IsValid() && len(args) == 1 {
		if body, ok := functionOf(args[0]); ok {
			return body.Pos()
		}
	}
	return call.Pos()
}

// A use is a call that ranges over a sequence.
type use struct {
	call *ssa.Call
	// at is where that is in the function that has the sequence: the call
	// itself, or the loop in the body of which the call is.
	at *ssa.Call
	// drains: the call reads all elements if it returns, and asserts: no
	// element may come.
	drains, asserts bool
	// argument is the index of the sequence in the arguments, -1 if it is what
	// is called.
	argument int
}

// usesOf returns the uses of a sequence in the function where it is made, and
// the bodies of that function's loops.
func (u *uses) usesOf(seq ssa.Value) []use {
	var out []use
	var follow func(v ssa.Value, at *ssa.Call)
	follow = func(v ssa.Value, at *ssa.Call) {
		for _, instr := range *v.Referrers() {
			switch instr := instr.(type) {
			case *ssa.ChangeType:
				follow(instr, at)
			case *ssa.Extract:
				if instr.Index == 0 {
					follow(instr, at)
				}
			case *ssa.Store:
				if cell, ok := instr.Addr.(*ssa.Alloc); ok && instr.Val == v && onlyStore(cell) != nil {
					followCell(cell, at, follow)
				}
			case *ssa.Call:
				if use := u.useBy(instr, v); use != nil {
					use.at = at
					if at == nil {
						use.at = instr
					}
					out = append(out, *use)
				}
			}
		}
	}
	follow(seq, nil)
	return out
}

// followCell calls follow for each place where the variable is read, in its
// function and in the bodies of that function's loops.
func followCell(cell ssa.Value, at *ssa.Call, follow func(v ssa.Value, at *ssa.Call)) {
	for _, instr := range *cell.Referrers() {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			follow(instr, at)
		case *ssa.MakeClosure:
			body := instr.Fn.(*ssa.Function)
			loop := loopOver(instr)
			if loop == nil {
				continue
			}
			inner := at
			if inner == nil {
				inner = loop
			}
			for i, b := range instr.Bindings {
				if b == cell {
					followCell(body.FreeVars[i], inner, follow)
				}
			}
		}
	}
}

// loopOver returns the call that runs the loop of which mc is the body, or nil.
func loopOver(mc *ssa.MakeClosure) *ssa.Call {
	if !isLoopBody(mc.Fn.(*ssa.Function)) {
		return nil
	}
	for _, instr := range *mc.Referrers() {
		if call, ok := instr.(*ssa.Call); ok {
			return call
		}
	}
	return nil
}

// useBy returns what the call does with the sequence v, or nil.
func (u *uses) useBy(call *ssa.Call, v ssa.Value) *use {
	if !call.Call.IsInvoke() && call.Call.Value == v {
		use := &use{call: call, argument: -1}
		if body, ok := functionOf(call.Call.Args[0]); ok {
			use.drains, use.asserts = returnsTrue(body), !u.comesBack(body)
		}
		return use
	}
	fn := calledBy(call)
	if fn == nil {
		return nil
	}
	i := slices.Index(call.Call.Args, v)
	if i < 0 {
		return nil
	}
	if protocol.Drains(protocol.NameOf(fn)) || slices.Contains(u.drainedBy(fn, call.Call.StaticCallee()), i) {
		return &use{call: call, drains: true, argument: i}
	}
	return nil
}

// functionOf returns the function with a body that v is.
func functionOf(v ssa.Value) (*ssa.Function, bool) {
	if mc, ok := v.(*ssa.MakeClosure); ok {
		v = mc.Fn
	}
	fn, ok := v.(*ssa.Function)
	return fn, ok && len(fn.Blocks) > 0
}

// returnsTrue reports whether fn returns nothing but true.
func returnsTrue(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			c, isConst := ret.Results[0].(*ssa.Const)
			if !isConst || !constant.BoolVal(c.Value) {
				return false
			}
		}
	}
	return true
}

// drainedBy returns the parameters that are drained by each call of fn, whose
// body is that of callee if it is seen.
func (u *uses) drainedBy(fn *types.Func, callee *ssa.Function) []int {
	if callee != nil && len(origin(callee).Blocks) > 0 {
		return u.drained(origin(callee))
	}
	if s := u.summary(fn); s != nil {
		return s.Drains
	}
	return nil
}

// drained returns the parameters of fn that are sequences and that are drained
// wherever fn returns.
func (u *uses) drained(fn *ssa.Function) []int {
	known, seen := u.drain[fn]
	if seen {
		return known
	}
	u.drain[fn] = nil
	var out []int
	for i, p := range fn.Params {
		if IsSequence(p.Type()) && slices.ContainsFunc(u.usesOf(p), func(use use) bool {
			return use.drains && use.call == use.at && alwaysRuns(use.at)
		}) {
			out = append(out, i)
		}
	}
	u.drain[fn] = out
	return out
}

// alwaysRuns reports whether the call has run wherever its function returns.
func alwaysRuns(call *ssa.Call) bool {
	for _, b := range call.Parent().Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != call.Parent().Recover && !dominates(call, ret) {
			return false
		}
	}
	return true
}

// -- one after the other --

// follows reports whether the second use is one after the first, of what was
// made by the same run of made: each run of one goes with a run of the other.
func (u *uses) follows(first, second use, made ssa.Instruction) bool {
	if first.call == second.call {
		return repeatsIn(first, made)
	}
	if first.at == second.at || first.call != first.at {
		return false // in a loop that may have no pass
	}
	passed, missed := false, false
	after(first.at, func(instr ssa.Instruction) bool {
		if instr == ssa.Instruction(second.at) {
			passed = true
			return false
		}
		_, ret := instr.(*ssa.Return)
		over := ret || instr == made || u.ends(instr)
		missed = missed || over
		return !over
	})
	return passed && (dominates(first.at, second.at) || !missed && second.call == second.at)
}

// ends reports whether the instruction is a call that does not return.
func (u *uses) ends(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	return ok && u.endingOf(calledBy(call)) != returns
}

// repeatsIn reports whether the use runs in each pass of a loop around it, and
// made does not.
func repeatsIn(u use, made ssa.Instruction) bool {
	if u.call != u.at {
		body := u.call.Parent()
		return loopOf(body) == u.at && alwaysRuns(u.call)
	}
	b := u.at.Block()
	for head := b; head != nil; head = head.Idom() {
		in, latches := loopAt(head)
		if in[b] {
			return !in[made.Block()] && !slices.ContainsFunc(latches, func(l *ssa.BasicBlock) bool { return !b.Dominates(l) })
		}
	}
	return false
}

// loopOf returns the call that runs the loop of which fn is the body.
func loopOf(fn *ssa.Function) *ssa.Call {
	if mc, ok := makes(fn).(*ssa.MakeClosure); ok {
		return loopOver(mc)
	}
	return nil
}

// loopAt returns the blocks of the loop with that head, and those from which
// it goes back there.
func loopAt(head *ssa.BasicBlock) (in map[*ssa.BasicBlock]bool, latches []*ssa.BasicBlock) {
	in = make(map[*ssa.BasicBlock]bool)
	for _, p := range head.Preds {
		if head.Dominates(p) {
			latches = append(latches, p)
		}
	}
	todo := slices.Clone(latches)
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !in[b] {
			in[b] = true
			if b != head {
				todo = append(todo, b.Preds...)
			}
		}
	}
	return in, latches
}

// touched reports whether between the two uses the function does anything with
// what the sequence was made from, or waits: that may set it back, or fill it
// again.
func touched(first, second use, made ssa.Instruction) bool {
	sources := sourcesOf(made)
	if len(sources) == 0 {
		return false
	}
	found := false
	visit := func(instr ssa.Instruction) bool {
		if instr == ssa.Instruction(second.at) && first.call != second.call {
			return false
		}
		found = found || instr != made && setsBack(instr, first, sources)
		return !found
	}
	after(first.at, visit)
	if second.call != second.at { // the body of a loop
		found = found || slices.ContainsFunc(second.call.Parent().Blocks, func(b *ssa.BasicBlock) bool {
			return slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool { return setsBack(i, first, sources) })
		})
	}
	return found
}

// setsBack is touched for one instruction. Any call may do something with a
// package variable.
func setsBack(instr ssa.Instruction, first use, sources []ssa.Value) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		if instr.Op == token.ARROW {
			return true
		}
	case *ssa.Select:
		return true
	case *ssa.Call:
		_, builtin := instr.Call.Value.(*ssa.Builtin)
		global := slices.ContainsFunc(sources, func(v ssa.Value) bool { _, ok := v.(*ssa.Global); return ok })
		if fn := calledBy(instr); fn != nil && protocol.Pauses(protocol.NameOf(fn)) || global && !builtin && instr != first.call {
			return true
		}
	}
	return mentions(instr, sources)
}

// sourcesOf returns the variables and values from which a sequence is made and
// that can change.
func sourcesOf(made ssa.Instruction) []ssa.Value {
	var given []ssa.Value
	switch made := made.(type) {
	case *ssa.Call:
		given = made.Call.Args
		if made.Call.IsInvoke() {
			given = append([]ssa.Value{made.Call.Value}, given...)
		}
	case *ssa.MakeClosure:
		given = made.Bindings
	}
	var out []ssa.Value
	for _, v := range given {
		base := baseOf(v)
		if _, ok := base.(*ssa.Const); !ok && !isPlain(v.Type()) {
			out = append(out, base)
		}
	}
	return out
}

// isPlain reports whether a value of type t has no place that could be set
// back.
func isPlain(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Slice:
		return isPlain(t.Elem())
	}
	return false
}

// mentions reports whether an instruction has one of the values.
func mentions(instr ssa.Instruction, values []ssa.Value) bool {
	if _, debug := instr.(*ssa.DebugRef); debug {
		return false
	}
	return slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool {
		return *op != nil && slices.Contains(values, baseOf(*op))
	})
}
