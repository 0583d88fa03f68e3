package engine

import (
	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// heldAdvance notes what a call on a holder is if its ends tell that: an
// advance whose boolean result is true exactly where the object has brought an
// element. So the signals of holders are looked at as those of the objects are.
func (c *context) heldAdvance(call callSite, before typestate, outs []callOut) {
	instr, ok := call.instr.(*ssa.Call)
	if !ok || before != fresh && before != active || !c.tells(instr.Parent()) {
		return
	}
	sig := instr.Call.Signature()
	for i := range sig.Results().Len() {
		if isBool(sig.Results().At(i).Type()) && tellsElement(outs, sig.Results().Len(), i) {
			c.advances[instr] = knownAdvance{c.proto, &protocol.Advance{
				Op:     protocol.Op{Call: nameOf(instr)},
				Signal: protocol.Signal{Kind: "ok", Result: i, Sticky: []protocol.State{protocol.Exhausted}},
			}}
			return
		}
	}
	delete(c.advances, instr)
}

// nameOf returns the name of what is called.
func nameOf(call *ssa.Call) string {
	if obj := calledBy(call); obj != nil {
		return obj.Name()
	}
	return string(protocol.Next)
}

// tellsElement reports whether the i-th of n results is true where the object is
// active, and false where it has ended, and both occur.
func tellsElement(outs []callOut, n, i int) bool {
	element, end := false, false
	for _, o := range outs {
		if o.panics {
			continue
		}
		a := o.val
		if n > 1 {
			if a.kind != kTuple {
				return false
			}
			a = a.elems[i]
		}
		switch known := o.st.known(a); {
		case known == True && o.st.ts == active:
			element = true
		case known == False && (o.st.ts == exhausted || o.st.ts == ended || o.st.ts == released):
			end = true
		default:
			return false
		}
	}
	return element && end
}
