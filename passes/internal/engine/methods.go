package engine

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// holderCell is the variable in which a holder that is no address stands while
// one of its methods runs.
var holderCell = cell{n: -1}

// passed returns the holder as the receiver of fn: its address, or its content.
func (s *state) passed(holder *value, fn *ssa.Function) *value {
	ptr, refers := isPointer(fn.Params[0].Type()), holder.kind == kPtr && !s.isCollection(holder)
	switch {
	case ptr && !refers:
		s.cells[holderCell] = variable{val: holder}
		return &value{kind: kPtr, cell: holderCell}
	case !ptr && refers:
		return at(s.cells[holder.cell].val, holder.path)
	}
	return holder
}

// operations returns what clients can do, sorted by name.
func (x *explorer) operations(from []*state, holders []types.Type, exported bool) []operation {
	var ops []operation
	for i, t := range holders {
		held := slices.ContainsFunc(from, func(s *state) bool { return s.results[i] != top })
		if !held {
			continue
		}
		for _, st := range from {
			if a := st.results[i]; a.typ != nil {
				t = a.typ
			}
		}
		if sig := SignatureOf(t); sig != nil {
			ops = append(ops, operation{name: string(literalRole(i)), sig: sig, holder: i})
			continue
		}
		ops = append(ops, x.methods(t, i, exported)...)
	}
	slices.SortFunc(ops, func(a, b operation) int { return strings.Compare(a.name, b.name) })
	return slices.CompactFunc(ops, func(a, b operation) bool { return a.name == b.name })
}

// methods returns the methods of t with bodies.
func (x *explorer) methods(t types.Type, holder int, exported bool) []operation {
	if types.IsInterface(t) {
		return nil
	}
	var ops []operation
	if _, ptr := t.Underlying().(*types.Pointer); !ptr {
		t = types.NewPointer(t)
	}
	set := types.NewMethodSet(t)
	for i := range set.Len() {
		obj, ok := set.At(i).Obj().(*types.Func)
		if !ok || exported && !obj.Exported() {
			continue
		}
		fn := x.pkg.Prog.FuncValue(obj.Origin())
		index := set.At(i).Index()
		op := operation{name: obj.Name(), fn: fn, holder: holder, outer: t, fields: index[:len(index)-1]}
		if (fn == nil || len(fn.Blocks) == 0) && len(op.fields) > 0 && !isGeneric(t) { // of an interface, or of another package
			op.fn, op.fields = x.pkg.Prog.MethodValue(set.At(i)), nil
		}
		if op.fn != nil && len(op.fn.Blocks) > 0 {
			ops = append(ops, op)
		}
	}
	return ops
}

// isGeneric reports whether t points to a type that is declared with type
// parameters.
func isGeneric(t types.Type) bool {
	name, _ := protocol.TypeName(t)
	if name == nil {
		return false
	}
	named, ok := name.Type().(*types.Named)
	return ok && named.TypeParams().Len() > 0
}

// embedded returns what a method gets that the holder a has from an embedded
// field, or nil if that is not known.
func (x *explorer) embedded(st *state, a *value, op operation) *value {
	t := op.outer
	for _, i := range op.fields {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		f := t.Underlying().(*types.Struct).Field(i)
		switch {
		case isReceiver(a):
			if !promotes(t, i) {
				return nil
			}
		case a.kind == kTuple:
			a = extract(a, i)
		case a.kind == kPtr && len(a.path) < maxPath:
			b := *a
			b.path, b.typ = a.path+string(byte(i)), nil
			a = &b
			if isPointer(f.Type()) || types.IsInterface(f.Type()) {
				v, ok := st.cells[a.cell]
				if !ok || v.opaque {
					return nil
				}
				a = st.resolve(at(v.val, a.path))
			}
		default:
			return nil
		}
		t = f.Type()
	}
	if a.kind != kPtr && a.kind != kTuple && !isReceiver(a) {
		return nil
	}
	return a
}
