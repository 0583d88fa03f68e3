package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- objects that hang on a context.Context --

// A hold is the context.Context that an object hangs on.
type hold struct {
	call   ssa.CallInstruction // that is given the context: the acquire, or one on the way to it
	cancel *ssa.Extract        // ends it, if not nil
	ended  bool                // it is known what ends it
	caller bool                // it came in from the callers of the root
}

// holdOf finds the context that the tracked acquire is given, in the function
// that acquires or in one of those that lead to it.
func (s *search) holdOf() hold {
	h := hold{call: s.site}
	if s.acq == nil || !s.acq.context {
		return h
	}
	args := s.site.Common().Args
	i := slices.IndexFunc(args, func(a ssa.Value) bool { return isContext(a.Type()) })
	if i < 0 {
		return h
	}
	v := args[i]
	for level := len(s.via); ; level-- {
		k := new(canceller)
		if h.cancel, h.ended = k.of(v); h.ended || k.param == nil {
			return h
		}
		if level == 0 {
			h.caller = true
			return h
		}
		h.call = s.via[level-1]
		params, args := k.param.Parent().Params, h.call.Common().Args
		if len(params) != len(args) {
			return h
		}
		v = args[slices.Index(params, k.param)]
	}
}

// watchContext looks at the context that a call on the way to the tracked
// acquire, or the acquire, is given: if the function can end it, the object is
// released then; if another function around it can, that is that function's
// business.
func (c *context) watchContext(call ssa.CallInstruction, s *state) {
	cancel := c.hold.cancel
	switch {
	case call != c.hold.call || !c.hold.ended:
	case cancel != nil && cancel.Parent() == c.f.fn && !handedOver(cancel) && !calledBefore(cancel, call):
		s.regs[cancel] = handleOf(cancelRole)
		s.replace(sym{v: cancel}, handleOf(cancelRole))
	default:
		s.ts = escaped
	}
}

// calledBefore reports whether each way to instr calls the function v, so that
// the context has ended.
func calledBefore(v ssa.Value, instr ssa.Instruction) bool {
	b := instr.Block()
	return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		call, ok := ref.(*ssa.Call)
		if !ok || call.Call.Value != v {
			return false
		}
		if call.Block() == b {
			return slices.Index(b.Instrs, ref) < slices.Index(b.Instrs, instr)
		}
		return call.Block().Dominates(b)
	})
}

// handedOver reports whether the function v is given to code that may call it
// at any time: as an argument, or within a literal that is.
func handedOver(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.ChangeType:
			if handedOver(ref) {
				return true
			}
		case *ssa.MakeInterface:
			if handedOver(ref) {
				return true
			}
		case *ssa.Store:
			if alloc, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v && handedOver(alloc) {
				return true
			}
		case *ssa.MakeClosure:
			if handedOver(ref) {
				return true
			}
		case *ssa.Go:
			return true
		case ssa.CallInstruction:
			if slices.Contains(ref.Common().Args, v) {
				return true
			}
		}
	}
	return false
}

func isContext(t types.Type) bool {
	name, star := protocol.TypeName(t)
	return star == "" && name != nil && name.Pkg() != nil && name.Pkg().Path() == "context" && name.Name() == "Context"
}

// A canceller looks for the function that ends a context.
type canceller struct {
	seen  []ssa.Value
	param *ssa.Parameter // that the context is, or is derived from, if nothing was found
}

// of finds the function that ends the context v, which may be derived from
// another or kept in a variable. It is nil if it is found, but not as a value
// of v's function.
func (k *canceller) of(v ssa.Value) (cancel *ssa.Extract, found bool) {
	if slices.Contains(k.seen, v) {
		return nil, false
	}
	k.seen = append(k.seen, v)
	switch v := v.(type) {
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return k.beside(call, v)
		}
	case *ssa.Call:
		return k.given(v)
	case *ssa.ChangeInterface:
		return k.of(v.X)
	case *ssa.MakeInterface:
		return k.of(v.X)
	case *ssa.Phi:
		for _, e := range v.Edges {
			if cancel, found = k.of(e); found {
				return cancel, true
			}
		}
	case *ssa.UnOp:
		return nil, k.variable(v.X)
	case *ssa.Parameter:
		k.param = v
	case *ssa.FreeVar:
		return nil, k.variable(v)
	}
	return nil, false
}

// beside looks at a call that gives, beside the context x, a function without
// results: it ends the context.
func (k *canceller) beside(call *ssa.Call, x *ssa.Extract) (*ssa.Extract, bool) {
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		sig := SignatureOf(results.At(i).Type())
		if i == x.Index || sig == nil || sig.Results().Len() != 0 {
			continue
		}
		for _, ref := range *call.Referrers() {
			if y, ok := ref.(*ssa.Extract); ok && y.Index == i && len(*y.Referrers()) > 0 {
				return y, true
			}
		}
		break // nobody can end it, but for what ends that from which it is derived
	}
	return k.given(call)
}

// given looks at the context that a call is given.
func (k *canceller) given(call *ssa.Call) (*ssa.Extract, bool) {
	if callee := calledBy(call); callee != nil && protocol.EndsWithTest(callee.FullName()) {
		return nil, true
	}
	for _, a := range call.Call.Args {
		if isContext(a.Type()) {
			return k.of(a)
		}
	}
	return nil, false
}

// variable reports whether the variable at addr may hold a context that the
// program ends.
func (k *canceller) variable(addr ssa.Value) bool {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		for _, ref := range *addr.Referrers() {
			if st, ok := ref.(*ssa.Store); ok && st.Addr == addr {
				if _, found := k.of(st.Val); found {
					return true
				}
			}
		}
	case *ssa.FreeVar:
		for _, v := range bindings(addr) {
			if _, found := k.of(v); found || k.variable(v) {
				return true
			}
		}
	}
	return false
}

// bindings returns what the function around v's binds to v.
func bindings(v *ssa.FreeVar) []ssa.Value {
	fn := v.Parent()
	i := slices.Index(fn.FreeVars, v)
	var out []ssa.Value
	if fn.Parent() == nil {
		return nil
	}
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == ssa.Value(fn) {
				out = append(out, mc.Bindings[i])
			}
		}
	}
	return out
}

// -- objects that hang on a parent --

// hangsOnParent reports whether the value of which the acquire is a method
// may have come from a parent, as a statement comes from a transaction.
func (c *context) hangsOnParent(acq *acquirement, site callSite) bool {
	common := site.instr.Common()
	if len(acq.parents) == 0 {
		return false
	}
	if !common.IsInvoke() && common.Signature().Recv() != nil && len(common.Args) > 0 && fromParent(common.Args[0], acq.parents, 0) {
		return true
	}
	return slices.ContainsFunc(common.Args, func(a ssa.Value) bool { return isParent(unboxed(a).Type(), acq.parents) })
}

// unboxed returns what v holds if that is put into an interface right there.
func unboxed(v ssa.Value) ssa.Value {
	if box, ok := v.(*ssa.MakeInterface); ok {
		return box.X
	}
	return v
}

// fromParent reports whether v was made by a call that was given a parent.
func fromParent(v ssa.Value, parents []string, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Extract:
		return fromParent(v.Tuple, parents, depth+1)
	case *ssa.FieldAddr:
		return fromParent(v.X, parents, depth+1)
	case *ssa.Field:
		return fromParent(v.X, parents, depth+1)
	case *ssa.UnOp:
		return fromParent(v.X, parents, depth+1)
	case *ssa.Alloc:
		return slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
			switch ref := ref.(type) {
			case *ssa.Store:
				return ref.Addr == v && fromParent(ref.Val, parents, depth+1)
			case *ssa.FieldAddr:
				return storesParent(ref, parents)
			}
			return false
		})
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { return fromParent(e, parents, depth+1) })
	case *ssa.Call:
		given := v.Call.Args
		if v.Call.IsInvoke() {
			given = append(given[:len(given):len(given)], v.Call.Value)
		}
		return slices.ContainsFunc(given, func(a ssa.Value) bool {
			return isParent(unboxed(a).Type(), parents)
		})
	}
	return false
}

// storesParent reports whether the program stores a parent at addr.
func storesParent(addr *ssa.FieldAddr, parents []string) bool {
	return slices.ContainsFunc(*addr.Referrers(), func(ref ssa.Instruction) bool {
		st, ok := ref.(*ssa.Store)
		return ok && st.Addr == addr && isParent(unboxed(st.Val).Type(), parents)
	})
}

// isParent reports whether t, or what it points to, is a type of one of the
// names.
func isParent(t types.Type, names []string) bool {
	name, _ := protocol.TypeName(t)
	return name != nil && slices.Contains(names, name.Name())
}

// callsNothing reports whether a is a literal that does something, but calls
// nothing, and so never yields: its first advance ends it.
func callsNothing(a *value) bool {
	if a.kind != kFunc || a.fn.Parent() == nil {
		return false
	}
	instrs := 0
	for _, b := range a.fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr.(type) {
			case ssa.CallInstruction:
				return false
			case *ssa.DebugRef:
			default:
				instrs++
			}
		}
	}
	return instrs > 1 // an empty one stands for something
}
