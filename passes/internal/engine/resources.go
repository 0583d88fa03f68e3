package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// A resource, such as a file, is no sequence, and is followed for one mistake
// only: a function returns a literal that uses what it has released. Who is
// given the resource may do what it likes with it, but does not change who
// releases it: so a resource does not escape.

// viewRole is the role of what reads from the resource, or writes to it.
const viewRole protocol.Role = "view"

// resourceSite returns the call as one that gives a resource, if a function
// around it returns functions.
func (e *engine) resourceSite(call *ssa.Call, outermost *ssa.Function) (site, bool) {
	obj := calledBy(call)
	if obj == nil {
		return site{}, false
	}
	p, a := e.table.Opens(obj)
	if p == nil || !slices.ContainsFunc(rootsOf(outermost, call.Parent()), returnsFunction) {
		return site{}, false
	}
	return site{instr: call, acq: directAcquirement(p, a, obj)}, true
}

func returnsFunction(fn *ssa.Function) bool {
	for v := range fn.Signature.Results().Variables() {
		if SignatureOf(v.Type()) != nil {
			return true
		}
	}
	return false
}

// resourceCall runs a call of which the protocol of the tracked resource speaks,
// and reports whether it is one.
func (c *context) resourceCall(n *solver.Node[*state], site callSite, s *state) ([]callOut, bool) {
	if site.instr == c.site {
		return c.acquireCall(n, site, c.acq, s), true
	}
	obj, given := c.given(site)
	if obj == nil || !slices.ContainsFunc(given, isHandle) {
		return nil, false
	}
	op, method := c.proto.On(obj), obj.Signature().Recv() != nil
	rel := c.proto.ReleaseBy(op)
	switch {
	case method && !isHandle(given[0]):
		return nil, false
	case rel != nil && isReceiver(given[0]):
		c.release(rel, s)
		return c.orPanics(s), true
	case c.proto.Accesses(op):
		c.accessed(op, site, s)
	case c.proto.Viewed(op):
	case method && given[0].is(viewRole) && takesInterface(obj.Signature()):
		s.ts = escaped // it may be a view of something else from now on
		return nil, false
	default:
		return nil, false
	}
	outs := c.orPanics(s)
	if c.proto.Viewed(op) {
		results := unknowns(obj.Signature().Results().Len())
		results[0] = handleOf(viewRole)
		outs[0].val = result(results)
	}
	return outs, true
}

// given returns the function or method that a call names, and what it is
// given, the receiver first.
func (c *context) given(site callSite) (*types.Func, []*value) {
	if site.recv != nil {
		return site.instr.Common().Method, append([]*value{site.recv}, site.args...)
	}
	fn := calleeOf(site)
	if fn == nil || isWrapper(fn) {
		return nil, nil // a method value: its body calls the method
	}
	return object(fn), site.args
}

// isWrapper reports whether fn is one that go/ssa makes around a method.
func isWrapper(fn *ssa.Function) bool {
	return fn.Synthetic != "" && fn.Parent() == nil && fn.Syntax() == nil && len(fn.Blocks) > 0
}

func takesInterface(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if types.IsInterface(v.Type()) {
			return true
		}
	}
	return false
}

// accessed notes a use of the resource after its release, the first on each
// path.
func (c *context) accessed(op protocol.Op, site callSite, s *state) {
	if !c.late || s.ts != released {
		return
	}
	m := misuse{c: c, node: c.node, use: site.instr}
	m.Use = site.instr
	m.Op, m.State, m.Effect = op, protocol.Released, protocol.Error
	m.At, m.Acquire, m.Protocol = site.instr, c.site, c.proto
	c.noteMisuse(m)
	s.ts = escaped
}
