package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// Roles that only the engine gives: the function that ends the context on
// which the object hangs, and the values of an advance that are none.
const (
	cancelRole protocol.Role = "cancel"
	valueRole                = protocol.Value
)

// A knownAdvance is what a call of a closure was found to be.
type knownAdvance struct {
	proto *protocol.Protocol
	adv   *protocol.Advance
}

// neutral is a call of a method of the object of which the protocol does
// not speak.
var neutral = protocol.Op{}

// opOf returns the operation that a call is on the tracked object, if it is
// one: a call of a closure, or of a method or a function that is given the
// handle.
func (c *context) opOf(site callSite, s *state) (protocol.Op, bool) {
	if site.fn.kind == kHandle {
		return protocol.Op{Role: site.fn.role}, site.fn.role != protocol.Receiver && site.fn.role != valueRole
	}
	if site.recv != nil {
		if !isReceiver(site.recv) {
			return neutral, false
		}
		return c.known(protocol.Op{Call: site.instr.Common().Method.Name()}), true
	}
	if !slices.ContainsFunc(site.args, isReceiver) {
		return neutral, false
	}
	fn := calleeOf(site)
	if fn == nil || fn.Synthetic != "" && len(fn.FreeVars) > 0 {
		return neutral, false // a method value: its body calls the method
	}
	obj := object(fn)
	if obj == nil {
		return neutral, false
	}
	op := c.proto.On(obj)
	if obj.Signature().Recv() != nil {
		if !isReceiver(site.args[0]) || c.derived == nil && c.table.Of(obj.Signature().Recv().Type()) != c.proto {
			return neutral, false
		}
		return c.known(op), true
	}
	return op, c.isOp(op)
}

func isReceiver(a *value) bool { return a.is(protocol.Receiver) }

func (s *search) isOp(op protocol.Op) bool {
	p := s.proto
	if s.derived != nil {
		return s.derived.has(op.String())
	}
	return p.AdvanceBy(op) != nil || p.ReleaseBy(op) != nil || p.SendBy(op) != nil || p.TestBy(op) != nil || p.ReportBy(op) != nil || p.Finishes(op)
}

// known returns op if the protocol speaks of it.
func (s *search) known(op protocol.Op) protocol.Op {
	if s.isOp(op) {
		return op
	}
	return neutral
}

// event runs an operation on the tracked object.
func (c *context) event(op protocol.Op, site callSite, s *state) []callOut {
	if c.derived != nil && op.Role != cancelRole {
		for _, a := range site.args {
			if !isReceiver(a) {
				c.escape(s, a)
			}
		}
		return c.derivedOp(op.String(), site, s)
	}
	switch op.Role {
	case Callback:
		return c.countCall(s)
	case cancelRole:
		if s.owed() {
			s.ts = released
		}
		return []callOut{{st: s, val: top}}
	}
	for _, a := range site.args {
		if !isReceiver(a) {
			c.escape(s, a)
		}
	}
	c.misuse(op, site, s)
	switch {
	case c.proto.ReleaseBy(op) != nil:
		c.release(c.proto.ReleaseBy(op), s)
		return []callOut{{st: s, val: top}}
	case c.proto.Finishes(op):
		if s.ts != escaped {
			s.ts = released
		}
		return c.orPanics(s)
	}
	if adv := c.proto.AdvanceBy(op); adv != nil {
		c.turns(s)
		if call, ok := site.instr.(*ssa.Call); ok && c.site != nil && op.Role != "" {
			c.advances[call] = knownAdvance{c.proto, adv}
		}
		return c.advanceCall(adv, site, s)
	}
	if r := c.proto.ReportBy(op); r != nil && r.Released && s.owed() {
		told := s.clone()
		if told.ts = released; !c.proto.Owes(protocol.Exhausted) {
			told.ts = exhausted // it has come to its end, and nobody gave it back
		}
		return []callOut{{st: s, val: reported(site, r, constOf(nilConst))}, {st: told, val: reported(site, r, nonNil)}}
	}
	if t := c.proto.TestBy(op); t != nil {
		return []callOut{{st: s, val: tested(t, s.ts)}}
	}
	return []callOut{{st: s, val: top}}
}

// reported returns the results of a call that reports the error err.
func reported(site callSite, r *protocol.Report, err *value) *value {
	elems := slices.Repeat([]*value{top}, site.instr.Common().Signature().Results().Len())
	if r.Result < len(elems) {
		elems[r.Result] = err
	}
	return result(elems)
}

// tested returns the result of a test in state ts.
func tested(t *protocol.Test, ts typestate) *value {
	truth, known := t.In[ts.declared()]
	if !known {
		return top
	}
	return constOf(boolConst(truth))
}

// declared returns the state of the protocol's automaton.
func (t typestate) declared() protocol.State {
	switch t {
	case fresh:
		return protocol.Fresh
	case active:
		return protocol.Active
	case exhausted, ended:
		return protocol.Exhausted
	case requested, released:
		return protocol.Released
	}
	return ""
}

// release runs a call that gives the object back, or asks for that.
func (c *context) release(r *protocol.Release, s *state) {
	switch {
	case r.Completed == (protocol.Op{}):
		if s.owed() || s.ts == exhausted {
			s.ts = released
		}
	case s.ts == fresh || s.ts == active:
		s.ts = requested
	case s.ts == ended:
		s.ts = released
	}
}

// advanceCall runs an advance.
func (c *context) advanceCall(adv *protocol.Advance, site callSite, s *state) []callOut {
	results := site.instr.Common().Signature().Results().Len()
	i := adv.Signal.Index(results)
	var outs []callOut
	for _, a := range c.advance(c.proto, adv, s.ts) {
		t := s.clone()
		t.ts = a.ts
		elems := make([]*value, results)
		for j := range elems {
			elems[j] = top
		}
		elems[i] = a.signal
		outs = append(outs, callOut{st: t, val: result(elems)})
	}
	return outs
}
