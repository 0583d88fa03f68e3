package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// A Misuse is a call that the protocol does not allow in the state in which
// the object is, on some path.
type Misuse struct {
	Protocol *protocol.Protocol
	// Effect is what the call does, and State is that of the object.
	Effect protocol.Effect
	State  protocol.State
	Op     protocol.Op
	// Send reports whether the call sends a value, and not only releases.
	Send bool
	// At is the call, and Acquire the one that made the object.
	At, Acquire ssa.CallInstruction
	// Steps lead from the acquire to the call.
	Steps []Step
}

// early reports whether the call comes before the first advance. It may come
// too late on another path, which is another mistake.
func (m *Misuse) early() bool { return m.State == protocol.Fresh }

// compare orders by the place of the call; what comes too early comes first.
func (m *Misuse) compare(o *Misuse) int {
	switch d := int(m.At.Pos()) - int(o.At.Pos()); {
	case d != 0 || m.early() == o.early():
		return d
	case m.early():
		return -1
	}
	return 1
}

// A misuse is where a search found one.
type misuse struct {
	Misuse
	c    *context
	node *solver.Node[*state]
}

// misuse notes an operation that is lost, does nothing, or worse.
func (c *context) misuse(op protocol.Op, site callSite, s *state) {
	m := misuse{c: c, node: c.node}
	m.Op, m.State, m.At, m.Acquire, m.Protocol = op, s.ts.declared(), site.instr, c.site, c.proto
	if send := c.proto.SendBy(op); send != nil {
		m.Send = true
		switch m.State {
		case protocol.Fresh:
			if op.Role != protocol.Resume || !zeroArgs(site.args) {
				m.Effect = send.Fresh
			}
		case protocol.Exhausted:
			m.Effect = send.Exhausted
		case protocol.Released:
			m.Effect = send.Released
		}
	}
	if rel := c.proto.ReleaseBy(op); rel != nil {
		switch m.State {
		case protocol.Exhausted:
			m.Effect = rel.Exhausted
		case protocol.Released:
			m.Effect = rel.Released
		}
	}
	if m.Effect == protocol.Fine || m.Effect == protocol.Argument || c.site == nil {
		return
	}
	same := func(o misuse) bool { return o.At == m.At && o.State == m.State }
	if !slices.ContainsFunc(c.misuses, same) {
		c.misuses = append(c.misuses, m)
	}
}

// zeroArgs reports whether the arguments are zero values, as of a call that
// starts a coroutine which takes no notice of the first one.
func zeroArgs(args []*value) bool {
	for _, a := range args {
		if a.kind != kConst {
			return false
		}
		switch a.c {
		case nilConst, falseConst, constVal{kind: constInt}, constVal{kind: constString}:
		default:
			return false
		}
	}
	return true
}

// misused returns the misuses that a search found.
func (s *search) misused() []*Misuse {
	if s.exceeded {
		return nil
	}
	var out []*Misuse
	for i := range s.misuses {
		m := &s.misuses[i]
		l := &leak{c: m.c, node: m.node, at: m.At}
		m.Steps = l.branches()
		out = append(out, &m.Misuse)
	}
	return out
}
