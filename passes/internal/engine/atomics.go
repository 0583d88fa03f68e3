package engine

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// isAtomicBool reports whether t is sync/atomic.Bool, which is followed like a
// bool: types that own an object keep in one whether they are closed.
func isAtomicBool(t types.Type) bool {
	name, star := protocol.TypeName(t)
	return name != nil && star == "" && name.Name() == "Bool" && name.Pkg() != nil && name.Pkg().Path() == "sync/atomic"
}

// atomicCall runs a call of a method of an atomic.Bool that is followed.
func (c *context) atomicCall(site callSite, fn *ssa.Function, s *state) ([]callOut, bool) {
	obj := object(fn)
	if obj == nil || len(site.args) == 0 || site.args[0].kind != kPtr {
		return nil, false
	}
	method, is := strings.CutPrefix(obj.FullName(), "(*sync/atomic.Bool).")
	addr := site.args[0]
	v, ok := s.cells[addr.cell]
	if !is || !ok || v.opaque || at(v.val, addr.path) == hidden {
		return nil, false
	}
	old := s.resolve(at(v.val, addr.path))
	switch method {
	case "Load":
		return []callOut{{st: s, val: old}}, true
	case "Store":
		c.store(s, addr, site.args[1])
		return []callOut{{st: s, val: top}}, true
	case "Swap":
		c.store(s, addr, site.args[1])
		return []callOut{{st: s, val: old}}, true
	case "CompareAndSwap":
		return c.compareAndSwap(s, addr, old, site.args[1], site.args[2]), true
	}
	return nil, false
}

// compareAndSwap returns the outcomes of a CompareAndSwap at addr, where old is
// kept: it succeeds, or finds something else.
func (c *context) compareAndSwap(s *state, addr, old, want, new *value) []callOut {
	known := old.kind == kConst && want.kind == kConst
	var outs []callOut
	if !known || old.c == want.c {
		t := s.clone()
		c.store(t, addr, new)
		outs = append(outs, callOut{st: t, val: constOf(trueConst)})
	}
	if !known || old.c != want.c {
		if want.kind == kConst {
			c.store(s, addr, constOf(boolConst(want.c == falseConst)))
		}
		outs = append(outs, callOut{st: s, val: constOf(falseConst)})
	}
	return outs
}
