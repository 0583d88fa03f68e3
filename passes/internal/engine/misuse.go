package engine

import (
	"go/token"
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
	// Returned reports whether the call stands in a literal that a function
	// returns, and that uses what has been released when it does. Leave is
	// where that returns, and Func its name.
	Returned bool
	Leave    token.Pos
	Func     string
	// Value reports whether At is no call in the root or its literals that the
	// source shows: what is returned was made by another function. Use is the operation itself. Freed is the deferred call that released, or no position.
	Value bool
	// Handle reports whether the function returns the handle that would advance.
	Handle bool
	Use    ssa.CallInstruction
	Freed  token.Pos
	// Held reports whether Op is on what holds the object; Advance is then the
	// name of a method that advances, if there is one.
	Held    bool
	Advance string
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
	use  ssa.CallInstruction // the operation on the object, or the call in the root or its literals that leads to it
}

// A freeing is a deferred call that released the object at the end of node.
type freeing struct {
	node *solver.Node[*state]
	by   *ssa.Defer
}

// misuse notes an operation that is lost, does nothing, or worse.
func (c *context) misuse(op protocol.Op, site callSite, s *state) {
	m := misuse{c: c, node: c.node}
	m.Op, m.State, m.At, m.Acquire, m.Protocol = op, s.ts.declared(), site.instr, c.site, c.proto
	if len(c.via) > 0 {
		m.Acquire = c.at()
	}
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
	if adv := c.proto.AdvanceBy(op); adv != nil && m.Effect == protocol.Fine && m.State == protocol.Released && !c.elsewhere {
		m.Effect = adv.Released
	}
	if c.late && m.State == protocol.Released && m.Effect == protocol.Fine && (m.Send || c.proto.AdvanceBy(op) != nil) {
		m.Effect = protocol.Ignored
	}
	m.use, m.Use = m.At, m.At
	if m.Effect != protocol.Fine && m.Effect != protocol.Argument && c.site != nil {
		c.noteMisuse(m)
	}
}

// noteMisuse notes a misuse in the running context, and for the search if it is the
// search's to tell.
func (c *context) noteMisuse(m misuse) {
	same := func(o misuse) bool { return o.At == m.At && o.State == m.State }
	if !slices.ContainsFunc(c.misused, same) {
		c.misused = append(c.misused, m)
	}
	if c.tells(c.f.fn) && !slices.ContainsFunc(c.misuses, same) {
		c.misuses = append(c.misuses, m)
	}
}

// lift notes the misuses of a callee, on a holder, as ones of the call.
func (c *context) lift(call callSite, s *state, callee *context) {
	if s.ts == none || !c.exploring && (len(c.via) == 0 || c.tells(callee.f.fn)) {
		return
	}
	for _, m := range callee.misused {
		m.At, m.c, m.node, m.Held = call.instr, c, c.node, true
		if outermost(callee.f.fn) != outermost(c.root) {
			m.use = call.instr // others may call what is called here
		}
		c.noteMisuse(m)
	}
}

// returnedReleased looks for literals that the root returns and that advance
// or send to the object, or use the resource, though it has been released.
func (c *context) returnedReleased(n *solver.Node[*state], s *state, results []*value) {
	for _, r := range results {
		if adv := (protocol.Op{Role: r.role}); r.kind == kHandle && r.role != protocol.Receiver && c.proto.AdvanceBy(adv) != nil && c.alone(s) {
			m := misuse{c: c, node: n}
			m.Op, m.State, m.Effect, m.Acquire, m.Protocol = adv, protocol.Released, protocol.Ignored, c.site, c.proto
			m.At, m.Use, m.Value, m.Handle = c.site, c.site, true, true
			c.misuses = append(c.misuses, c.returnedBy(m, n))
		}
		fn := r.fn
		if r.kind != kFunc || len(origin(fn).Blocks) == 0 || fn.Parent() == nil && !isWrapper(fn) {
			continue
		}
		t := c.search.search(c.root, entryBudget)
		t.site, t.acq, t.proto, t.derived, t.fields, t.exploring = c.site, c.acq, c.proto, c.derived, true, true
		t.late, t.resource = true, c.resource
		top := &context{search: t, f: c.f}
		t.stack = []*context{top}
		site := callSite{instr: c.site, name: fn, fn: r, args: unknowns(len(fn.Params))}
		top.inPlace(site, origin(fn), s.clone())
		for _, m := range top.misused {
			m.c, m.node, m.Held = c, n, false
			m.At, m.Value = m.use, !m.use.Pos().IsValid() || outermost(fn) != outermost(c.root)
			c.misuses = append(c.misuses, c.returnedBy(m, n))
		}
	}
}

// alone reports whether a return gives out nothing that releases, and no failure.
func (c *context) alone(s *state) bool {
	return !slices.ContainsFunc(s.results, func(a *value) bool {
		return a.kind == kHandle && c.proto.ReleaseBy(protocol.Op{Role: a.role}) != nil || a.kind == kFunc || a.kind == kNonNil
	})
}

// returnedBy returns m as a misuse of what the root returns at the end of n.
func (c *context) returnedBy(m misuse, n *solver.Node[*state]) misuse {
	m.Returned, m.Leave, m.Func = true, exitPos(c.exitOf(n)), c.root.Name()
	if c.freed.node == n {
		m.Freed = c.freed.by.Pos()
	}
	return m
}

// exitOf returns the instruction with which the block of n ends.
func (c *context) exitOf(n *solver.Node[*state]) ssa.Instruction {
	b := c.f.fn.Blocks[n.Place]
	return b.Instrs[len(b.Instrs)-1]
}

// zeroArgs reports whether the arguments are zero values, as of a call that
// starts a coroutine which takes no notice of the first one.
func zeroArgs(args []*value) bool {
	for _, a := range args {
		if a.kind != kConst {
			return false
		}
		switch a.c {
		case nilConst, falseConst, constVal{kind: constInt}, emptyString:
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
		if m.Returned && (s.open[m.node.Place] || s.elsewhere) {
			continue // what decides whether it has been released may be known to the literal
		}
		l := &leak{c: m.c, node: m.node, at: m.At}
		m.Steps = l.branches()
		if m.Held {
			m.Advance = s.nameAdvance()
		}
		out = append(out, &m.Misuse)
	}
	return out
}
