package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// Where the program sees that the context has ended on which the object hangs,
// or one from which that is derived, the object has been given back.

// A contextKey stands for a context that is read from somewhere, or is given by
// a method of something, each time anew.
type contextKey struct {
	of   types.Object // the field, or the method
	from ssa.Value
}

// seesEnd reports whether a condition that has the given truth tells that the
// context has ended on which the tracked object hangs.
func (c *context) seesEnd(cond ssa.Value, truth bool, s *state) bool {
	if !s.owed() || c.acq == nil || !c.acq.context {
		return false
	}
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		return c.seesEnd(not.X, !truth, s)
	}
	if call, ok := cond.(*ssa.Call); ok && truth {
		fn := calledBy(call)
		return fn != nil && protocol.ComparesErrors(protocol.NameOf(fn)) && c.isErr(call.Call.Args[0])
	}
	op, ok := cond.(*ssa.BinOp)
	if !ok || op.Op != token.EQL && op.Op != token.NEQ {
		return false
	}
	equals := truth == (op.Op == token.EQL)
	switch x := op.X.(type) {
	case *ssa.Extract:
		sel, ok := x.Tuple.(*ssa.Select)
		k, isConst := op.Y.(*ssa.Const)
		if !ok || !isConst || x.Index != 0 || !equals {
			return false
		}
		i := int(k.Int64())
		return 0 <= i && i < len(sel.States) && sel.States[i].Dir == types.RecvOnly && c.isDone(sel.States[i].Chan)
	case *ssa.Call:
		k, isConst := op.Y.(*ssa.Const)
		return isConst && k.IsNil() && !equals && c.isErr(x)
	}
	return false
}

// isErr reports whether v is the error of that context, or its cause.
func (c *context) isErr(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	if fn := calledBy(call); fn != nil && protocol.TellsCause(fn.FullName()) {
		return c.endsObject(call.Call.Args[0])
	}
	return c.asks(call, "Err")
}

// isDone reports whether ch is the channel that the end of that context closes.
func (c *context) isDone(ch ssa.Value) bool {
	switch ch := ch.(type) {
	case *ssa.Call:
		return c.asks(ch, "Done")
	case *ssa.UnOp:
		stored := valuesAt(ch.X)
		return len(stored) == 1 && c.isDone(stored[0])
	}
	return false
}

// valuesAt returns what the program stores in the variable at addr.
func valuesAt(addr ssa.Value) []ssa.Value {
	var out []ssa.Value
	switch addr := addr.(type) {
	case *ssa.Alloc:
		for _, ref := range *addr.Referrers() {
			if st, ok := ref.(*ssa.Store); ok && st.Addr == ssa.Value(addr) {
				out = append(out, st.Val)
			}
		}
	case *ssa.FreeVar:
		for _, b := range bindings(addr) {
			out = append(out, valuesAt(b)...)
		}
	}
	return out
}

// asks reports whether a call is one of that method of such a context.
func (c *context) asks(call *ssa.Call, method string) bool {
	common := call.Common()
	return common.IsInvoke() && common.Method.Name() == method && isContext(common.Value.Type()) && c.endsObject(common.Value)
}

// looksAtContext reports whether fn asks contexts whether they have ended, and
// may ask one on which the object hangs.
func (c *context) looksAtContext(fn *ssa.Function) bool {
	if c.acq == nil || !c.acq.context {
		return false
	}
	return slices.ContainsFunc(instructions(fn), func(instr ssa.Instruction) bool {
		call, ok := instr.(*ssa.Call)
		if !ok || !call.Call.IsInvoke() || !isContext(call.Call.Value.Type()) {
			return false
		}
		return call.Call.Method.Name() == "Done" || call.Call.Method.Name() == "Err"
	})
}

// endsObject reports whether the object ends with the context.
func (c *context) endsObject(ctx ssa.Value) bool {
	lifeline := c.lifelineOf()
	asked := make(map[any]bool)
	c.contextsOf(ctx, false, asked)
	for k := range asked {
		if lifeline[k] {
			return true
		}
	}
	return false
}

// lifelineOf returns the contexts that end the tracked object when they end.
func (s *search) lifelineOf() map[any]bool {
	if s.lifeline != nil {
		return s.lifeline
	}
	s.lifeline = make(map[any]bool)
	for level, call := range append([]ssa.CallInstruction{s.site}, s.via...) {
		for _, a := range call.Common().Args {
			if isContext(a.Type()) && (level == 0 || s.hold.call == call) {
				s.contextsOf(a, true, s.lifeline)
			}
		}
	}
	return s.lifeline
}

// contextsOf adds what stands for the context v; with parents, also for those
// from which it is derived.
func (s *search) contextsOf(v ssa.Value, parents bool, out map[any]bool) {
	if out[v] {
		return
	}
	switch v := v.(type) {
	case *ssa.Extract:
		out[v] = true
		if call, ok := v.Tuple.(*ssa.Call); ok && parents {
			s.contextsIn(call, out)
		}
	case *ssa.Call:
		if slices.ContainsFunc(v.Call.Args, func(a ssa.Value) bool { return isContext(a.Type()) }) {
			out[v] = true
			if parents {
				s.contextsIn(v, out)
			}
		} else if obj := calledBy(v); obj != nil {
			out[contextKey{obj, baseOf(receiverOf(v))}] = true
		}
	case *ssa.ChangeInterface:
		s.contextsOf(v.X, parents, out)
	case *ssa.MakeInterface:
		s.contextsOf(v.X, parents, out)
	case *ssa.Phi:
		out[v] = true
		for _, e := range v.Edges {
			s.contextsOf(e, parents, out)
		}
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok {
			out[contextKey{fieldOf(fa), baseOf(fa.X)}] = true
		}
		for _, a := range valuesAt(v.X) {
			s.contextsOf(a, parents, out)
		}
	case *ssa.Parameter:
		out[v] = true
		s.givenTo(v, parents, out)
	}
}

func (s *search) contextsIn(call *ssa.Call, out map[any]bool) {
	for _, a := range call.Call.Args {
		if isContext(a.Type()) {
			s.contextsOf(a, true, out)
		}
	}
}

// givenTo adds what the root gives for a parameter of a function that it calls.
func (s *search) givenTo(p *ssa.Parameter, parents bool, out map[any]bool) {
	fn := p.Parent()
	if isWithin(fn, s.root) {
		return
	}
	i := slices.Index(fn.Params, p)
	for _, instr := range instructions(s.root) {
		call, ok := instr.(ssa.CallInstruction)
		if !ok || call.Common().IsInvoke() {
			continue
		}
		if callee := call.Common().StaticCallee(); callee != nil && origin(callee) == fn && i < len(call.Common().Args) {
			s.contextsOf(call.Common().Args[i], parents, out)
		}
	}
}
