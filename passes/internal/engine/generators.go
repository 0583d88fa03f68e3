package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A type of the program may be a generator that takes values: its Send puts a
// value into a field, and the body of the sequence that it pulls reads the
// field, but only after it has yielded. Until the first advance nobody waits
// for the value.

// mailboxes returns the fields of the package that only bodies of pulled
// sequences read, and only after a yield.
func (e *engine) mailboxes() map[*types.Var]bool {
	if e.mailFields != nil {
		return e.mailFields
	}
	e.mailFields = make(map[*types.Var]bool)
	elsewhere := make(map[*types.Var]bool)
	bodies := make(map[*ssa.Function]bool)
	for _, fn := range e.declared {
		e.scanPulled(fn, bodies)
	}
	if len(bodies) == 0 {
		return e.mailFields
	}
	for _, fn := range e.declared {
		scanMail(fn, bodies, e.mailFields, elsewhere)
	}
	for f := range elsewhere {
		delete(e.mailFields, f)
	}
	return e.mailFields
}

// scanPulled adds the functions that fn and its literals hand to a call that
// acquires closures.
func (e *engine) scanPulled(fn *ssa.Function, bodies map[*ssa.Function]bool) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || len(call.Call.Args) == 0 {
				continue
			}
			obj := calledBy(call)
			if obj == nil {
				continue
			}
			p, _ := e.table.Acquires(obj)
			if p == nil || len(p.Closures) == 0 {
				continue
			}
			if body := bodyOf(call.Call.Args[0]); body != nil {
				bodies[body] = true
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		e.scanPulled(lit, bodies)
	}
}

// bodyOf returns the function that v is: a literal, a function, or a method
// that is bound to its receiver.
func bodyOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.ChangeType:
		return bodyOf(v.X)
	case *ssa.Function:
		return origin(v)
	case *ssa.MakeClosure:
		fn := v.Fn.(*ssa.Function)
		if fn.Synthetic == "" {
			return origin(fn)
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(*ssa.Call); ok && call.Call.StaticCallee() != nil {
					return origin(call.Call.StaticCallee())
				}
			}
		}
	}
	return nil
}

// scanMail adds the fields that fn reads: to mail if it is a body that does so
// after a yield, and else to elsewhere.
func scanMail(fn *ssa.Function, bodies map[*ssa.Function]bool, mail, elsewhere map[*types.Var]bool) {
	for _, b := range fn.Blocks {
		for i, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Field:
				elsewhere[instr.X.Type().Underlying().(*types.Struct).Field(instr.Field).Origin()] = true
			case *ssa.FieldAddr:
				switch {
				case onlyStored(instr):
				case bodies[fn] && onlyLoaded(instr) && afterYield(fn, b, i):
					mail[fieldOf(instr)] = true
				default:
					elsewhere[fieldOf(instr)] = true
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		scanMail(lit, bodies, mail, elsewhere)
	}
}

// onlyLoaded reports whether the program only reads what stands at an address.
func onlyLoaded(addr ssa.Value) bool { return onlyUsed(addr, true, false) }

// afterYield reports whether a call of fn's last parameter, its yield, comes
// before the i-th instruction of b on every path.
func afterYield(fn *ssa.Function, b *ssa.BasicBlock, i int) bool {
	if len(fn.Params) == 0 {
		return false
	}
	yield := fn.Params[len(fn.Params)-1]
	for _, ref := range *yield.Referrers() {
		call, ok := ref.(*ssa.Call)
		if !ok || call.Call.Value != yield {
			continue
		}
		at := call.Block()
		if at != b && at.Dominates(b) {
			return true
		}
		for _, earlier := range b.Instrs[:i] {
			if earlier == ssa.Instruction(call) {
				return true
			}
		}
	}
	return false
}

// posts notes a store that puts a value into a field of which the body of the
// held object takes notice only once it has yielded.
func (c *context) posts(instr *ssa.Store, s *state) {
	fa, ok := instr.Addr.(*ssa.FieldAddr)
	if !ok || !c.fields || s.ts != fresh || !given(instr.Val) || !c.mailboxes()[fieldOf(fa)] {
		return
	}
	a := s.eval(fa.X)
	if a.kind != kPtr || !s.reaches(a, isHandle) {
		return
	}
	m := misuse{c: c, node: c.node}
	m.State, m.Acquire, m.Protocol = protocol.Fresh, c.at(), c.proto
	m.Effect, m.Send, m.Held = protocol.Lost, true, true
	c.misused = append(c.misused, m)
}

// given reports whether v is a parameter of its function.
func given(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Parameter:
		return true
	case *ssa.ChangeType:
		return given(v.X)
	case *ssa.MakeInterface:
		return given(v.X)
	}
	return false
}
