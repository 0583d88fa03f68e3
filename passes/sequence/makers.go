package sequence

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// Holder is the fact on a type whose values hold an object. It names the
// functions of its package that make them, so that whoever is given one finds
// out what its methods do.
type Holder struct {
	Makers []string // sorted
}

// AFact marks Holder as a fact.
func (*Holder) AFact() {}

// String gives the fact in the form that tests read.
func (h *Holder) String() string { return "made by " + strings.Join(h.Makers, ", ") }

// addMakers adds fn to the makers of the types of its results that hold an
// object.
func addMakers(of map[*types.TypeName][]string, fn *types.Func, sum *engine.Summary) {
	if len(sum.Derived.States) == 0 {
		return
	}
	for _, o := range sum.Acquires {
		for i, r := range o.Results {
			if r.Role != protocol.Receiver {
				continue
			}
			name, obj := makerName(fn), typeName(fn.Signature().Results().At(i).Type())
			if obj != nil && obj.Exported() && obj.Pkg() == fn.Pkg() && name != "" && !slices.Contains(of[obj], name) {
				of[obj] = append(of[obj], name)
				slices.Sort(of[obj])
			}
		}
	}
}

// makerName returns the name of a function in its package: that of a method
// stands behind that of its type.
func makerName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	if obj := typeName(recv.Type()); obj != nil {
		return obj.Name() + "." + fn.Name()
	}
	return ""
}

// typeName returns the name of the type t, or of that to which it points, or
// nil.
func typeName(t types.Type) *types.TypeName {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	return named.Obj()
}

// makers returns what finds the makers of a type of another package.
func makers(pass *analysis.Pass) func(types.Type) []*types.Func {
	return func(t types.Type) []*types.Func {
		obj := typeName(t)
		var fact Holder
		if obj == nil || obj.Pkg() == nil || obj.Pkg() == pass.Pkg || !pass.ImportObjectFact(obj, &fact) {
			return nil
		}
		var out []*types.Func
		for _, name := range fact.Makers {
			if fn := lookUp(obj.Pkg(), name); fn != nil {
				out = append(out, fn)
			}
		}
		return out
	}
}

// lookUp returns the function of that name, as makerName gives it, or nil.
func lookUp(pkg *types.Package, name string) *types.Func {
	name, method, is := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(name)
	if is && obj != nil {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	fn, _ := obj.(*types.Func)
	return fn
}
