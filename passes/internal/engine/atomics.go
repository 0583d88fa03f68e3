package engine

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// isFlag reports whether t is sync/atomic.Bool or sync.Once, which are followed
// like a bool: types that own an object keep in one whether they are closed, or
// opened.
func isFlag(t types.Type) bool {
	name, star := protocol.TypeName(t)
	return name != nil && star == "" && name.Pkg() != nil && protocol.Flag(name.Pkg().Path()+"."+name.Name())
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

// onceCall runs a call that calls its last argument unless that has been done:
// the variable of the first says so, if it is followed. Where that is not known,
// it is done now if that gives the object back.
func (c *context) onceCall(n *solver.Node[*state], site callSite, fn *ssa.Function, s *state) ([]callOut, bool) {
	obj := object(fn)
	if obj == nil || !protocol.CallsOnce(obj.FullName()) || len(site.args) != 2 {
		return nil, false
	}
	addr := site.args[0]
	done := top
	if v, ok := s.cells[addr.cell]; ok && addr.kind == kPtr && !v.opaque && at(v.val, addr.path) != hidden {
		if done = s.resolve(at(v.val, addr.path)); equal(done, constOf(trueConst)) {
			return []callOut{{st: s, val: top}}, true
		}
	} else {
		addr = top
	}
	before := s.clone()
	if addr != top {
		c.store(s, addr, constOf(trueConst))
	}
	site.args = []*value{top, site.args[1]}
	outs := c.summarised(n, site, onceSummary(obj.Signature()), s.clone())
	gives := func(out callOut) bool { return !out.panics && !out.st.owed() }
	if !equal(done, constOf(falseConst)) && !(before.owed() && slices.ContainsFunc(outs, gives)) {
		outs = append(outs, callOut{st: s, val: top})
	}
	return outs, true
}

// onceSummary returns the summary of a function that calls its last parameter
// once.
func onceSummary(sig *types.Signature) *Summary {
	last := sig.Params().Len() - 1
	if sig.Recv() != nil {
		last++
	}
	return &Summary{Entries: []Entry{{
		Binds:    []Bind{{last, Callback}},
		Outcomes: []Outcome{{State: active.String()}},
	}}}
}
