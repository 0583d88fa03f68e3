package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A channel that is made, closed and asked whether it is closed, and nothing
// else, is a flag: types that own an object keep in one whether they are
// closed. It is followed like a bool: false while it is open.

// isClosedFlag reports whether a field of a struct of the package, or a
// variable of a function, is nothing else than such a channel.
func (e *engine) isClosedFlag(addr ssa.Value) bool {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return e.flagField(fieldOf(addr))
	case *ssa.FreeVar:
		from := bindings(addr)
		return len(from) > 0 && !slices.ContainsFunc(from, func(b ssa.Value) bool { return !e.isClosedFlag(b) })
	case *ssa.Alloc:
		if !isChannel(pointee(addr)) {
			return false
		}
		known, ok := e.flagVars[addr]
		if !ok {
			known = e.flagsOnly(addrsOf(addr))
			e.flagVars[addr] = known
		}
		return known
	}
	return false
}

// flagField is isClosedFlag for a field.
func (e *engine) flagField(f *types.Var) bool {
	if !isChannel(f.Type()) || f.Exported() || f.Pkg() != e.pkg.Pkg {
		return false
	}
	known, ok := e.flagFields[f]
	if !ok {
		var addrs []ssa.Value
		for _, fn := range e.declared {
			for _, instr := range instructions(fn) {
				switch instr := instr.(type) {
				case *ssa.FieldAddr:
					if fieldOf(instr) == f {
						addrs = append(addrs, instr)
					}
				case *ssa.Field:
					if st, ok := instr.X.Type().Underlying().(*types.Struct); ok && st.Field(instr.Field).Origin() == f {
						addrs = append(addrs, instr)
					}
				}
			}
		}
		known = e.flagsOnly(addrs)
		e.flagFields[f] = known
	}
	return known
}

func isChannel(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	return ok && ch.Dir() == types.SendRecv
}

// addrsOf returns the names that a variable has in its function and in
// literals.
func addrsOf(addr ssa.Value) []ssa.Value {
	out := []ssa.Value{addr}
	for _, ref := range *addr.Referrers() {
		mc, ok := ref.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for i, b := range mc.Bindings {
			if b == addr {
				out = append(out, addrsOf(mc.Fn.(*ssa.Function).FreeVars[i])...)
			}
		}
	}
	return out
}

// flagsOnly reports whether the channel at the addresses is closed somewhere,
// but in no goroutine, and is used for nothing else than to ask for that.
func (e *engine) flagsOnly(addrs []ssa.Value) bool {
	closed := false
	for _, addr := range addrs {
		if f, ok := addr.(*ssa.Field); ok {
			if !e.asksOnly(f, &closed) {
				return false
			}
			continue
		}
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr != addr || !isNilConst(ref.Val) && !storedOnly(ref.Val) {
					return false
				}
			case *ssa.UnOp:
				if !e.asksOnly(ref, &closed) {
					return false
				}
			case *ssa.MakeClosure, *ssa.DebugRef:
			default:
				return false
			}
		}
	}
	return closed
}

// storedOnly reports whether v is a channel that is made and stored once.
func storedOnly(v ssa.Value) bool {
	if _, made := v.(*ssa.MakeChan); !made {
		return false
	}
	stores := 0
	for _, ref := range *v.Referrers() {
		switch ref.(type) {
		case *ssa.Store:
			stores++
		case *ssa.DebugRef:
		default:
			return false
		}
	}
	return stores == 1
}

// asksOnly reports whether the channel ch is only closed, received from or
// handed to what can only receive.
func (e *engine) asksOnly(ch ssa.Value, closed *bool) bool {
	for _, ref := range *ch.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Call:
			if !isBuiltin(ref, "close") || e.startedByGo(ref.Parent()) {
				return false
			}
			*closed = true
		case *ssa.Select:
			if slices.ContainsFunc(ref.States, func(st *ssa.SelectState) bool { return st.Chan == ch && st.Dir != types.RecvOnly }) {
				return false
			}
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.ChangeType:
			if to, ok := ref.Type().Underlying().(*types.Chan); !ok || to.Dir() != types.RecvOnly {
				return false
			}
		case *ssa.BinOp:
			if !isNilConst(ref.X) && !isNilConst(ref.Y) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// startedByGo reports whether a go statement of the package starts fn, or what
// fn stands in.
func (e *engine) startedByGo(fn *ssa.Function) bool {
	if e.started == nil {
		e.started = make(map[*ssa.Function]bool)
		for _, decl := range e.declared {
			for _, instr := range instructions(decl) {
				if start, ok := instr.(*ssa.Go); ok {
					if body := calledHere(start); body != nil {
						e.started[body] = true
					}
				}
			}
		}
	}
	for ; fn != nil; fn = fn.Parent() {
		if e.started[fn] {
			return true
		}
	}
	return false
}

// makesFlag reports whether an assignment makes a channel that is a flag.
func (e *engine) makesFlag(st *ssa.Store) bool {
	_, made := st.Val.(*ssa.MakeChan)
	return made && e.isClosedFlag(st.Addr)
}

// closes runs a call of close of a channel that is a flag.
func (c *context) closes(instr *ssa.Call, s *state) bool {
	load, ok := instr.Call.Args[0].(*ssa.UnOp)
	if !ok || load.Op != token.MUL || !c.isClosedFlag(load.X) {
		return false
	}
	c.store(s, s.eval(load.X), constOf(trueConst))
	return true
}

// selects reports whether a condition may have the given truth: a select that
// does not wait finds a channel that is closed, and none that is open.
func (c *context) selects(cond ssa.Value, truth bool, s *state) bool {
	op, ok := cond.(*ssa.BinOp)
	if !ok || op.Op != token.EQL {
		return true
	}
	x, ok := op.X.(*ssa.Extract)
	k, isConst := op.Y.(*ssa.Const)
	if !ok || !isConst || x.Index != 0 {
		return true
	}
	sel, ok := x.Tuple.(*ssa.Select)
	if !ok || sel.Blocking {
		return true
	}
	is := func(st *ssa.SelectState, flag constVal) bool {
		return st.Dir == types.RecvOnly && isChannel(st.Chan.Type()) && equal(s.eval(st.Chan), constOf(flag))
	}
	i := int(k.Int64())
	if truth {
		return !is(sel.States[i], falseConst)
	}
	return i < len(sel.States)-1 || !slices.ContainsFunc(sel.States, func(st *ssa.SelectState) bool { return is(st, trueConst) })
}
