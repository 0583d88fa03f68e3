package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// Programs note in many ways that yield has returned false. Where such a note
// may be kept where the engine does not look, nothing is known any more.

// mayBeKept reports whether the program takes the result of the call that
// ended the run, so that what it does afterwards may keep that.
func (s *state) mayBeKept() bool {
	if s.ts != exhausted || s.lost == nil {
		return false
	}
	call, ok := s.lost.(*ssa.Call)
	return ok && used(call)
}

// keepsEnd looks at an instruction after the end. If it may note that end
// where the engine does not look, nothing is known any more.
func (c *context) keepsEnd(instr ssa.Instruction, s *state) {
	if !s.mayBeKept() {
		return
	}
	kept := false
	switch instr := instr.(type) {
	case *ssa.Store:
		kept = noted(s, instr.Val) && !s.follows(instr.Addr) && !initialises(s, instr)
	case *ssa.MapUpdate:
		kept = noted(s, instr.Value)
	case *ssa.Send:
		kept = true
	case *ssa.Select:
		kept = slices.ContainsFunc(instr.States, func(st *ssa.SelectState) bool { return st.Dir == types.SendOnly })
	case *ssa.Call:
		b, ok := instr.Call.Value.(*ssa.Builtin)
		kept = ok && b.Name() == "close" || examines(instr, s)
	case *ssa.TypeAssert:
		kept = s.isSomeError(instr.X)
	case *ssa.BinOp:
		kept = s.isMadeError(instr.X) && s.eval(instr.Y).kind != kConst || s.isMadeError(instr.Y) && s.eval(instr.X).kind != kConst
	}
	if kept {
		s.ts = escaped
	}
}

// examines reports whether a call tells an error from others of which it is
// known only that it is one, or looks for an error in one.
func examines(call *ssa.Call, s *state) bool {
	fn := calledBy(call)
	if fn == nil || len(call.Call.Args) == 0 {
		return false
	}
	name, err := protocol.NameOf(fn), call.Call.Args[0]
	return protocol.ComparesErrors(name) && s.isMadeError(err) || protocol.FindsError(name) && s.isSomeError(err)
}

// isMadeError reports whether v is an error that the program has made, perhaps
// of another one.
func (s *state) isMadeError(v ssa.Value) bool {
	a := s.eval(v)
	return IsError(v.Type()) && (a.kind == kNonNil || a.kind == kPtr || a.kind == kTuple)
}

// isSomeError reports whether v is such an error, or one of a variable.
func (s *state) isSomeError(v ssa.Value) bool {
	a := s.eval(v)
	return s.isMadeError(v) || IsError(v.Type()) && a.kind == kConst && a.c.kind >= constSentinel
}

// noted reports whether a value can be a note that the run is over: a
// boolean, an error, or a constant that is not a string.
func noted(s *state, v ssa.Value) bool {
	a := s.eval(v)
	return isBool(v.Type()) || IsError(v.Type()) || a.kind == kConst && a.c.kind != constString
}

// follows reports whether it is known what the variable at addr holds.
func (s *state) follows(addr ssa.Value) bool {
	a := s.eval(addr)
	if a.kind != kPtr {
		return false
	}
	v := s.cells[a.cell]
	return !v.opaque && at(v.val, a.path) != hidden
}

// initialises reports whether st writes into a variable right where that is
// made, and no boolean that was found out by then.
func initialises(s *state, st *ssa.Store) bool {
	if _, constant := st.Val.(*ssa.Const); !constant && isBoolConst(s.eval(st.Val)) {
		return false
	}
	base := st.Addr
	for {
		switch at := base.(type) {
		case *ssa.FieldAddr:
			base = at.X
		case *ssa.IndexAddr:
			base = at.X
		case *ssa.Alloc:
			return at.Block() == st.Block()
		default:
			return false
		}
	}
}

// keptBy reports whether a call of code that is not seen may note the end: it
// is given a boolean, or it is of a function that the program got somewhere.
func (c *context) keptBy(site callSite, s *state) bool {
	if !s.mayBeKept() {
		return false
	}
	if site.recv == nil && site.fn.kind != kFunc && site.instr.Common().Signature().Results().Len() == 0 {
		return !slices.ContainsFunc(site.args, func(a *value) bool { return s.reaches(a, isHandle) })
	}
	return slices.ContainsFunc(site.args, isBoolConst)
}

func isBoolConst(a *value) bool { return a.kind == kConst && a.c.kind == constBool }

// watches reports whether a call of a function that is seen must be looked
// into although it is not given yield: it may keep the end, or be made of it.
func (c *context) watches(site callSite, s *state) bool {
	return c.yields != nil && (s.mayBeKept() || slices.ContainsFunc(site.args, isBoolConst))
}
