package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- misuse --

// A misuse is a call that the protocol does not allow in the state in which
// the object is.
type misuse struct {
	effect protocol.Effect
	when   typestate
	op     protocol.Op
	at     ssa.CallInstruction
}

// misuse notes a send that nobody gets.
func (c *context) misuse(op protocol.Op, site callSite, s *state) {
	send := c.proto.SendBy(op)
	if send == nil || op.Role == protocol.Resume && zeroArgs(site.args) {
		return
	}
	var effect protocol.Effect
	switch s.ts {
	case fresh:
		effect = send.Fresh
	case exhausted, ended:
		effect = send.Exhausted
	case released, requested:
		effect = send.Released
	}
	if effect == protocol.Fine || effect == protocol.Argument {
		return
	}
	m := misuse{effect, s.ts, op, site.instr}
	if !slices.Contains(c.misuses, m) {
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
