package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- instructions that neither call nor branch --

func (c *context) simple(instr ssa.Instruction, s *state) {
	switch instr := instr.(type) {
	case *ssa.Alloc:
		x := cell{v: instr}
		if _, again := s.cells[x]; again {
			s.retire(func(y cell) bool { return y == x })
		}
		content := c.zero(pointee(instr))
		if t := elemOf(pointee(instr)); t != nil && content == top && c.collects(t) {
			content = collection()
		}
		s.cells[x] = variable{val: content, jump: isJump(instr)}
		s.set(instr, &value{kind: kPtr, cell: x})
	case *ssa.Store:
		if c.buries(instr, s) {
			s.buried = instr
			return
		}
		c.posts(instr, s)
		addr := s.eval(instr.Addr)
		if addr.kind != kPtr && s.owed() && s.isSignal(instr.Val) {
			s.ts, c.moved = escaped, true // whether it has ended is known where the engine does not look
		}
		val := s.eval(instr.Val)
		if c.makesFlag(instr) {
			val = constOf(falseConst)
		}
		c.store(s, addr, val)
	case *ssa.UnOp:
		if instr.Op == token.ARROW && s.owed() && c.acq != nil && c.acq.context && c.isDone(instr.X) {
			s.ts = escaped
		}
		s.set(instr, c.unop(s, instr))
	case *ssa.BinOp:
		s.set(instr, c.binop(s, instr))
		c.count(s, instr)
	case *ssa.MakeClosure:
		s.set(instr, c.makeClosure(s, instr))
	case *ssa.ChangeType:
		s.set(instr, s.eval(instr.X))
	case *ssa.ChangeInterface:
		s.set(instr, s.eval(instr.X))
	case *ssa.MakeInterface:
		s.set(instr, boxed(s.eval(instr.X), instr.X.Type()))
	case *ssa.Extract:
		s.set(instr, extract(s.eval(instr.Tuple), instr.Index))
	case *ssa.FieldAddr:
		s.set(instr, c.fieldAddr(s, instr))
	case *ssa.Field:
		a := s.eval(instr.X)
		if isReceiver(a) {
			s.set(instr, c.within(s, a, instr, instr.X.Type(), instr.Field))
			return
		}
		s.set(instr, extract(a, instr.Field))
	case *ssa.DebugRef:
	case *ssa.MakeSlice, *ssa.MakeMap:
		made := instr.(ssa.Value)
		if !c.collects(elemOf(made.Type())) {
			c.opaque(instr, s)
			return
		}
		s.set(made, c.collect(s, made))
	case *ssa.MapUpdate:
		if m := s.eval(instr.Map); s.isCollection(m) {
			c.put(s, m.cell, s.eval(instr.Value))
			return
		}
		c.opaque(instr, s)
	case *ssa.Range:
		c.mapRange(instr, s)
	case *ssa.Lookup:
		c.lookedUp(instr, s)
	case *ssa.Slice:
		c.sliced(instr, s)
	default:
		c.opaque(instr, s)
	}
}

// opaque runs an instruction whose effect on values is not followed: what
// it is given escapes.
func (c *context) opaque(instr ssa.Instruction, s *state) {
	switch instr.(type) {
	case *ssa.IndexAddr, *ssa.Index, *ssa.Lookup, *ssa.Slice:
		// They read, or make an address within something.
	default:
		var buf [8]*ssa.Value
		for _, op := range instr.Operands(buf[:0]) {
			if *op != nil {
				c.escape(s, s.eval(*op))
			}
		}
	}
	if v, ok := instr.(ssa.Value); ok {
		s.set(v, c.made(v, s))
	}
}

func boxed(a *value, t types.Type) *value {
	if isBooleanSignal(a) {
		return a
	}
	if a.kind == kConst || a.kind == kSym || a.kind == kTop || a.kind == kRel {
		return nonNil // an interface that holds nil is not nil
	}
	if a.kind == kPtr {
		b := *a
		b.typ = t
		return &b
	}
	return a
}

func extract(a *value, i int) *value {
	if a.kind == kTuple && i < len(a.elems) {
		return a.elems[i]
	}
	return top
}

func (c *context) makeClosure(s *state, instr *ssa.MakeClosure) *value {
	elems := make([]*value, len(instr.Bindings))
	for i, b := range instr.Bindings {
		elems[i] = s.eval(b)
	}
	a := &value{kind: kFunc, fn: instr.Fn.(*ssa.Function), elems: elems}
	if depth(a) > maxDepth {
		c.escape(s, a)
		return nonNil
	}
	return a
}

// isSignal reports whether v is the end signal of an advance of the tracked
// object: no other call of an unknown function has a known boolean result.
func (s *state) isSignal(v ssa.Value) bool {
	x, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := x.Tuple.(*ssa.Call)
	if !ok || call.Call.StaticCallee() != nil {
		return false
	}
	a := s.eval(v)
	return a.kind == kConst && a.c.kind == constBool
}

func (c *context) store(s *state, addr, val *value) {
	if addr.kind != kPtr {
		c.escape(s, val)
		return
	}
	v, ok := s.cells[addr.cell]
	if !ok {
		v.val = top
	}
	switch {
	case v.val.kind == kCollection && addr.path == some:
		c.put(s, addr.cell, val)
		return
	case at(v.val, addr.path) == hidden:
		c.escape(s, val)
		return
	case v.opaque || v.seen:
		c.escape(s, val)
	}
	if v.val = withAt(v.val, addr.path, val); v.opaque {
		v.val = top
	}
	s.cells[addr.cell] = v
}

// load reads the variable at addr. An unknown content gets a name, so that
// reading it again gives the same value.
func (c *context) load(s *state, instr *ssa.UnOp) *value {
	addr := s.eval(instr.X)
	self := symOf(instr)
	if addr.kind != kPtr {
		if isReceiver(addr) && c.derived != nil {
			return addr
		}
		if g, ok := instr.X.(*ssa.Global); ok && c.isSentinel(g) {
			return sentinel(g)
		}
		return self
	}
	v, ok := s.cells[addr.cell]
	if !ok || v.opaque {
		return self
	}
	content := at(v.val, addr.path)
	if content == hidden {
		return self
	}
	if content.kind == kCollection {
		c.escape(s, content) // an array that is copied
		return self
	}
	if content.kind == kTop {
		s.forget(func(x sym) bool { return x.v == instr })
		delete(s.regs, instr)
		v = s.cells[addr.cell]
		v.val = withAt(v.val, addr.path, self)
		s.cells[addr.cell] = v
		return self
	}
	return s.resolve(content)
}

// isSentinel reports whether g is a package's variable of type error to which
// no function of this package assigns. Such a variable is taken for a
// sentinel, which is set once and is not nil.
func (e *engine) isSentinel(g *ssa.Global) bool {
	return IsError(pointeeOf(g)) && !e.assigned[g]
}

func pointeeOf(g *ssa.Global) types.Type { return g.Type().Underlying().(*types.Pointer).Elem() }

// sentinel returns the error that the variable g holds.
func sentinel(g *ssa.Global) *value {
	return constOf(constVal{kind: constSentinel, s: globalName(g)})
}

func globalName(g *ssa.Global) string { return g.Pkg.Pkg.Path() + "." + g.Name() }

// assignedGlobals returns the package variables of type error to which one of
// the functions, or a literal in one, assigns outside of initialisation.
func assignedGlobals(fns []*ssa.Function) map[*ssa.Global]bool {
	out := make(map[*ssa.Global]bool)
	var buf [8]*ssa.Value
	var scan func(fn *ssa.Function)
	scan = func(fn *ssa.Function) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if load, ok := instr.(*ssa.UnOp); ok && load.Op == token.MUL {
					continue
				}
				for _, op := range instr.Operands(buf[:0]) {
					if g, ok := (*op).(*ssa.Global); ok && IsError(pointeeOf(g)) {
						out[g] = true
					}
				}
			}
		}
		for _, lit := range fn.AnonFuncs {
			scan(lit)
		}
	}
	for _, fn := range fns {
		if fn.Synthetic == "" {
			scan(fn)
		}
	}
	return out
}

func (c *context) unop(s *state, instr *ssa.UnOp) *value {
	switch instr.Op {
	case token.MUL:
		return c.load(s, instr)
	case token.NOT:
		return negate(s.eval(instr.X))
	}
	return symOf(instr)
}

func negate(a *value) *value {
	switch a.kind {
	case kConst:
		return constOf(boolConst(a.c == falseConst))
	case kSym:
		return &value{kind: kRel, sym: a.sym, c: falseConst}
	case kRel:
		b := *a
		b.neg = !a.neg
		return &b
	}
	return top
}

func (c *context) binop(s *state, instr *ssa.BinOp) *value {
	x, y := s.eval(instr.X), s.eval(instr.Y)
	switch instr.Op {
	case token.EQL, token.NEQ:
		c.compared(s, x, y, true)
		a := c.equality(s, c.maybeNil(x), c.maybeNil(y))
		if instr.Op == token.NEQ {
			a = negate(a)
		}
		return a
	}
	if instr.Op == token.ADD && (isText(x) || isText(y)) {
		return nonNil
	}
	if c.isOver(instr, y) {
		return constOf(falseConst)
	}
	if a := c.tally(s, instr, x, y); a != nil {
		return a
	}
	if x.kind == kConst && y.kind == kConst && x.c.kind == constInt && y.c.kind == constInt {
		if truth, ok := order(instr.Op, x.c.i, y.c.i); ok {
			return constOf(boolConst(truth))
		}
	}
	return symOf(instr)
}

// maybeNil returns the root's own parameter for the address that shareParams
// made of it, which a caller may not have given.
func (c *context) maybeNil(a *value) *value {
	i := a.cell.n - len(c.root.FreeVars)
	if a.kind != kPtr || a.path != "" || a.cell.v != nil || i < 0 || c != c.stack[0] {
		return a
	}
	return symOf(c.root.Params[i])
}

func order(op token.Token, x, y int64) (truth, ok bool) {
	switch op {
	case token.LSS:
		return x < y, true
	case token.LEQ:
		return x <= y, true
	case token.GTR:
		return x > y, true
	case token.GEQ:
		return x >= y, true
	}
	return false, false
}

// equality returns the truth of x == y.
func (e *engine) equality(s *state, x, y *value) *value {
	if x.kind == kConst && y.kind == kConst {
		if x.c.kind == constOther || y.c.kind == constOther {
			return otherError(x.c, y.c)
		}
		if e.unsure(x.c, y.c) {
			return top
		}
		return constOf(boolConst(x.c == y.c))
	}
	if x.kind == kConst {
		x, y = y, x
	}
	if y.kind != kConst || y.c.kind == constWrapped {
		return top
	}
	if x.is(protocol.Err) && y.c != nilConst {
		return e.sameError(x.c, y.c, true)
	}
	if y.c == emptyString && x.kind == kNonNil {
		return constOf(falseConst)
	}
	if y.c == nilConst {
		if known, isNil := s.nilness(x); known {
			return constOf(boolConst(isNil))
		}
	}
	switch x.kind {
	case kSym:
		return s.resolve(&value{kind: kRel, sym: x.sym, c: y.c})
	case kRel:
		if y.c == falseConst {
			return negate(x)
		}
		return x
	}
	return top
}
