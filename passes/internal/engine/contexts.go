package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// -- objects that hang on a context.Context --

// watchContext looks at the context that an acquire is given: if the function
// can end it, the object is released then; if another function around it
// can, that is that function's business.
func (c *context) watchContext(acq *acquirement, site callSite, s *state) {
	if !acq.context {
		return
	}
	for _, arg := range site.instr.Common().Args {
		if !isContext(arg.Type()) {
			continue
		}
		cancel, found := new(canceller).of(arg)
		switch {
		case !found:
		case cancel != nil && cancel.Parent() == c.f.fn:
			s.regs[cancel] = handleOf(cancelRole)
			s.replace(sym{v: cancel}, handleOf(cancelRole))
		default:
			s.ts = escaped
		}
		return
	}
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context" && named.Obj().Name() == "Context"
}

// A canceller looks for the function that ends a context.
type canceller struct{ seen []ssa.Value }

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
			if y, ok := ref.(*ssa.Extract); ok && y.Index == i {
				return y, true
			}
		}
		return nil, false // nobody can end it
	}
	return k.given(call)
}

// given looks at the context that a call is given.
func (k *canceller) given(call *ssa.Call) (*ssa.Extract, bool) {
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
