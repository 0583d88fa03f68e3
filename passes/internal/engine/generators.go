package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A type of the program may be a generator that takes values: its Send puts a
// value into a field, and what the sequence that it pulls runs reads the field,
// but only after it has yielded. Until the first advance nobody waits for the
// value.

// pulled tells what a package pulls: the bodies of sequences, and the fields
// that keep their yields and nothing else.
type pulled struct {
	bodies map[*ssa.Function]bool
	yields map[*types.Var]bool
}

// mailboxes returns the fields of the package that are only read after a yield
// of a pulled sequence.
func (e *engine) mailboxes() map[*types.Var]bool {
	if e.mailFields != nil {
		return e.mailFields
	}
	e.mailFields = make(map[*types.Var]bool)
	elsewhere := make(map[*types.Var]bool)
	p := pulled{bodies: make(map[*ssa.Function]bool)}
	for _, fn := range e.declared {
		e.scanPulled(fn, p.bodies)
	}
	if len(p.bodies) == 0 {
		return e.mailFields
	}
	p.findYields(e.declared)
	for _, fn := range e.declared {
		p.scanMail(fn, e.mailFields, elsewhere)
	}
	for f := range elsewhere {
		delete(e.mailFields, f)
	}
	return e.mailFields
}

// findYields finds the fields into which the functions put the yields of
// pulled sequences, and nothing else.
func (p *pulled) findYields(fns []*ssa.Function) {
	p.yields = make(map[*types.Var]bool)
	others := make(map[*types.Var]bool)
	for _, fn := range fns {
		for _, instr := range instructions(fn) {
			st, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			fa, ok := st.Addr.(*ssa.FieldAddr)
			switch {
			case !ok || isNilConst(st.Val):
			case p.isYield(st.Val):
				p.yields[fieldOf(fa)] = true
			default:
				others[fieldOf(fa)] = true
			}
		}
	}
	for f := range others {
		delete(p.yields, f)
	}
}

// isYield reports whether v is the yield of a pulled sequence.
func (p *pulled) isYield(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.ChangeType:
		return p.isYield(v.X)
	case *ssa.Parameter:
		params := v.Parent().Params
		return p.bodies[v.Parent()] && v == params[len(params)-1]
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok {
			return p.yields[fieldOf(fa)]
		}
		stored := valuesAt(v.X)
		return len(stored) == 1 && p.isYield(stored[0])
	}
	return false
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

// scanMail adds the fields that fn reads: to mail if it does so after a yield,
// and else to elsewhere.
func (p *pulled) scanMail(fn *ssa.Function, mail, elsewhere map[*types.Var]bool) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Field:
				elsewhere[instr.X.Type().Underlying().(*types.Struct).Field(instr.Field).Origin()] = true
			case *ssa.FieldAddr:
				switch {
				case onlyStored(instr):
				case onlyLoaded(instr) && p.afterYield(instr):
					mail[fieldOf(instr)] = true
				default:
					elsewhere[fieldOf(instr)] = true
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		p.scanMail(lit, mail, elsewhere)
	}
}

// onlyLoaded reports whether the program only reads what stands at an address.
func onlyLoaded(addr ssa.Value) bool { return onlyUsed(addr, true, false) }

// afterYield reports whether a call of a yield comes before the instruction on
// every path to it in its function.
func (p *pulled) afterYield(instr ssa.Instruction) bool {
	for _, b := range instr.Parent().Blocks {
		for _, earlier := range b.Instrs {
			call, ok := earlier.(*ssa.Call)
			if ok && !call.Call.IsInvoke() && before(call, instr) && p.isYield(call.Call.Value) {
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
	if !ok || !c.fields || s.ts != fresh || !given(instr.Val) || !c.mailboxes()[fieldOf(fa)] || !c.sends(instr) {
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

// sends reports whether a store hands a value to the body: its method goes on to
// advance, or says by its name that it sends. Others may set what the body looks
// at all the time.
func (e *engine) sends(st *ssa.Store) bool {
	fn := st.Parent()
	if obj := object(fn); obj != nil && protocol.Sends(obj.Name()) {
		return true
	}
	for _, instr := range instructions(fn) {
		if call, ok := instr.(*ssa.Call); ok && before(st, call) && e.steps(call, maxHops) {
			return true
		}
	}
	return false
}

// steps reports whether a call is one of a handle in a field, or of a function
// of the package with such a call, so many calls down.
func (e *engine) steps(call *ssa.Call, down int) bool {
	if call.Call.IsInvoke() || down == 0 {
		return false
	}
	if e.handleField(call.Call.Value) {
		return true
	}
	callee := calledHere(call)
	return callee != nil && slices.ContainsFunc(instructions(callee), func(instr ssa.Instruction) bool {
		inner, ok := instr.(*ssa.Call)
		return ok && e.steps(inner, down-1)
	})
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
