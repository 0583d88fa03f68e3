package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- errors and sentinels --

var errorType = types.Universe.Lookup("error").Type()

// IsError reports whether t is the type error.
func IsError(t types.Type) bool { return types.Identical(t, errorType) }

// unsure reports whether x and y are errors of which it is not known whether
// they are the same. Two variables may hold one error, but not two of those
// that the protocols name; and no error is the one that it wraps.
func (e *engine) unsure(x, y constVal) bool {
	if x == y || x.kind < constSentinel || y.kind < constSentinel {
		return false
	}
	if x.kind != y.kind && x.s == y.s {
		return false
	}
	return !e.table.IsSentinel(x.s) || !e.table.IsSentinel(y.s)
}

// otherError returns the truth of x == y, one of which is known only not to be
// some sentinel.
func otherError(x, y constVal) *value {
	if x.kind < constSentinel || y.kind < constSentinel || x.s == y.s && x.kind != y.kind {
		return constOf(falseConst)
	}
	return top
}

// sameError returns the truth of x == y, or of errors.Is(x, y), for the error
// x of a tracked advance.
func (e *engine) sameError(x, y constVal, identity bool) *value {
	same := x.s == y.s
	switch {
	case y.kind != constSentinel:
		return top
	case e.table.IsBeside(y.s):
		return constOf(falseConst)
	case x.kind == constOther:
		if same {
			return constOf(falseConst)
		}
		return top
	case same:
		return constOf(boolConst(x.kind == constSentinel || !identity))
	case e.table.IsSentinel(y.s):
		return constOf(falseConst)
	}
	return top
}

// errorsIs returns the truth of errors.Is(x, y).
func (e *engine) errorsIs(s *state, x, y *value) *value {
	if y.kind != kConst || y.c.kind != constSentinel {
		if x.kind == kConst && x.c == nilConst && y.kind != kTop && y.kind != kSym {
			return constOf(falseConst)
		}
		return top
	}
	if x.kind == kHandle {
		return e.sameError(x.c, y.c, false)
	}
	if x.kind != kConst {
		return e.equality(s, x, y)
	}
	if x.c.kind == constOther {
		return e.sameError(x.c, y.c, false)
	}
	if x.c.kind >= constSentinel && x.c.s == y.c.s {
		return constOf(trueConst)
	}
	return e.equality(s, x, y)
}

// errorCall runs a call of a function that compares errors, or that returns
// only if an error is nil; ok is false if fn is no such function.
func (c *context) errorCall(site callSite, fn *ssa.Function, s *state) (outs []callOut, ok bool) {
	obj := object(fn)
	if obj == nil {
		return nil, false
	}
	name := protocol.NameOf(obj)
	if len(site.args) > 0 && equal(site.args[0], constOf(emptyString)) && protocol.KeepsEmpty(name) {
		return []callOut{{st: s, val: site.args[0]}}, true
	}
	if protocol.ComparesErrors(name) && len(site.args) == 2 {
		c.compared(s, site.args[0], site.args[1], false)
		return []callOut{{st: s, val: c.errorsIs(s, site.args[0], site.args[1])}}, true
	}
	if protocol.FindsError(name) && len(site.args) > 0 {
		if known, isNil := s.nilness(site.args[0]); known && isNil {
			c.handsOver(site, s)
			return []callOut{{st: s, val: constOf(falseConst)}}, true
		}
	}
	if protocol.WrapsError(name) && len(site.args) > 0 {
		c.attend(site, s)
		if known, isNil := s.nilness(site.args[0]); known {
			if isNil {
				return []callOut{{st: s, val: constOf(nilConst)}}, true
			}
			return []callOut{{st: s, val: nonNil}}, true
		}
		return nil, false
	}
	if call, ok := site.instr.(*ssa.Call); ok && protocol.JoinsErrors(name) {
		c.attend(site, s)
		return []callOut{{st: s, val: joined(call, s)}}, true
	}
	if sum := c.summaryOf(fn); sum != nil && len(sum.IfNil) > 0 {
		return c.assertion(site, protocol.Assertion{Arg: sum.IfNil[0], Want: protocol.WantNil, Fatal: true}, s)
	}
	if a, ok := protocol.AssertionOf(name); ok {
		return c.assertion(site, a, s)
	}
	return nil, false
}

// joined returns the error that a call makes of all that it is given: nil if
// each of these is.
func joined(call *ssa.Call, s *state) *value {
	args := passed(call.Common())
	if len(args) == 1 {
		return top // of a slice
	}
	val := constOf(nilConst)
	for _, arg := range args[1:] {
		switch known, isNil := s.nilness(s.eval(arg)); {
		case !known:
			val = top
		case !isNil:
			return nonNil
		}
	}
	return val
}

// assertion runs a call that asserts something of an argument.
func (c *context) assertion(site callSite, a protocol.Assertion, s *state) (outs []callOut, ok bool) {
	if a.Arg >= len(site.args) {
		return nil, false
	}
	x := site.args[a.Arg]
	c.attend(site, s)
	for i, arg := range site.args {
		if i != a.Arg {
			c.escape(s, arg)
		}
	}
	var holds *value
	switch a.Want {
	case protocol.WantNil:
		holds = c.equality(s, x, constOf(nilConst))
	case protocol.WantNotNil:
		holds = negate(c.equality(s, x, constOf(nilConst)))
	case protocol.WantTrue:
		holds = x
	case protocol.WantFalse:
		holds = negate(x)
	}
	if call, ok := site.instr.(*ssa.Call); !a.Fatal && (!ok || used(call) || c.signal != nil) {
		return []callOut{{st: s, val: holds}}, true
	}
	// What becomes of an object in a test that has failed does not matter; that
	// it panics or hangs there does.
	t := s.assume(holds, true)
	if t == nil {
		return nil, true
	}
	return []callOut{{st: t.clone(), val: top}}, true
}

// derived returns what a call gives that is given the nil error beside the
// tracked object: an error that it makes of it is nil too.
func derived(call *ssa.Call, args []*value, val *value) *value {
	if !slices.ContainsFunc(args, func(a *value) bool { return a.kind == kConst && a.neg && a.c == nilConst }) {
		return val
	}
	results := call.Call.Signature().Results()
	elems := make([]*value, results.Len())
	for i := range elems {
		elems[i] = val
		if len(elems) > 1 {
			elems[i] = extract(val, i)
		}
		if unknown := elems[i].kind == kTop || elems[i].kind == kSym; unknown && types.Implements(results.At(i).Type(), errorType.Underlying().(*types.Interface)) {
			elems[i] = noError
		}
	}
	if len(elems) == 0 {
		return val
	}
	return result(elems)
}
