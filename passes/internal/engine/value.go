package engine

import (
	"go/constant"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// -- names of unknown values and of memory --

// A sym names a value that is not known: the one that an instruction of the
// running function made (n is 0), the n-th unknown that came in from the
// caller (v is nil), or the n-th that a call left behind (v is the call).
// Two uses of one sym are equal values; that is how a condition tested twice
// is the same condition.
type sym struct {
	v ssa.Value
	n int
}

// A cell names a variable in memory: the one that an Alloc of the running
// function made (n is 0), the n-th that came in from the caller (v is nil),
// or the n-th that a call left behind (v is the call).
type cell struct {
	v   ssa.Value
	n   int
	age age
}

// An age tells the newest variable of an Alloc from those that earlier
// passes of a loop made and that something still refers to.
type age uint8

const (
	current    age = iota
	oldTracked     // holds a handle of the tracked object
	oldOther       // does not
)

// -- constants --

type constKind uint8

const (
	constNil constKind = iota
	constBool
	constInt
	constString
	constSentinel // the error that the package variable s holds
	constWrapped  // an error that wraps it
	constOther    // an error that neither is nor wraps it
)

// A constVal is a constant that the engine compares. It is comparable.
type constVal struct {
	kind constKind
	i    int64
	s    string
}

var (
	nilConst   = constVal{kind: constNil}
	trueConst  = constVal{kind: constBool, i: 1}
	falseConst = constVal{kind: constBool}
)

func boolConst(b bool) constVal {
	if b {
		return trueConst
	}
	return falseConst
}

func (c constVal) String() string {
	switch c.kind {
	case constNil:
		return "nil"
	case constBool:
		return strconv.FormatBool(c.i == 1)
	case constInt:
		return strconv.FormatInt(c.i, 10)
	case constSentinel:
		return "$" + c.s
	case constWrapped:
		return "%" + c.s
	case constOther:
		return "^" + c.s
	}
	return strconv.Quote(c.s)
}

// -- values --

type kind uint8

const (
	kTop        kind = iota // nothing is known, not even what it equals
	kSym                    // the unknown value sym
	kConst                  // the constant c; neg: it is the error beside the tracked object, or the signal of the tracked advance
	kNonNil                 // unknown, but not nil
	kHandle                 // a handle of the tracked object, in role; c is which error, neg that it is nil
	kOther                  // a handle of another object, in role of proto
	kFunc                   // the function fn with elems bound
	kPtr                    // the address of cell, or of the field that path selects in it
	kRel                    // the truth of (sym == c), negated if neg
	kTuple                  // elems: the results of a call, or the fields of a struct
	kCollection             // elems: the element that leads to the tracked object, if any; neg: the running loop has come by it
)

// A value is an abstract value. It is immutable.
type value struct {
	kind  kind
	neg   bool
	role  protocol.Role
	sym   sym
	c     constVal
	cell  cell
	path  string
	typ   types.Type // of an address in an interface
	fn    *ssa.Function
	proto *protocol.Protocol
	elems []*value
}

var (
	top    = &value{kind: kTop}
	nonNil = &value{kind: kNonNil}
)

func constOf(c constVal) *value { return &value{kind: kConst, c: c} }

func symOf(v ssa.Value) *value { return &value{kind: kSym, sym: sym{v: v}} }

func handleOf(r protocol.Role) *value { return &value{kind: kHandle, role: r} }

// is reports whether a is a handle of the tracked object in role r.
func (a *value) is(r protocol.Role) bool { return a.kind == kHandle && a.role == r }

func otherOf(p *protocol.Protocol, r protocol.Role) *value {
	return &value{kind: kOther, proto: p, role: r}
}

// noError is the nil error beside the tracked object.
var noError = &value{kind: kConst, c: nilConst, neg: true}

func tupleOf(elems []*value) *value { return &value{kind: kTuple, elems: elems} }

// result returns the value of a call with the given results.
func result(elems []*value) *value {
	if len(elems) == 1 {
		return elems[0]
	}
	return tupleOf(elems)
}

// equal reports whether a and b are the same abstract value.
func equal(a, b *value) bool {
	if a == b {
		return true
	}
	if a.kind != b.kind || a.neg != b.neg || a.role != b.role || a.sym != b.sym ||
		a.c != b.c || a.cell != b.cell || a.path != b.path || a.typ != b.typ || a.fn != b.fn || a.proto != b.proto ||
		len(a.elems) != len(b.elems) {
		return false
	}
	for i := range a.elems {
		if !equal(a.elems[i], b.elems[i]) {
			return false
		}
	}
	return true
}

// structural reports whether a carries a reference that a join must not
// lose: a handle, a function or an address.
func structural(a *value) bool {
	switch a.kind {
	case kHandle, kFunc, kPtr:
		return true
	case kTuple, kCollection:
		for _, e := range a.elems {
			if structural(e) {
				return true
			}
		}
	}
	return false
}

// maxDepth bounds the nesting of bound functions within functions, as a
// recursion that wraps its callback once more each time would build.
const maxDepth = 6

func depth(a *value) int {
	d := 0
	for _, e := range a.elems {
		d = max(d, depth(e))
	}
	return d + 1
}

// write appends a's name to b; with classOnly, without the elements of a tuple
// that a join may lose. Values are named by num, which must be deterministic.
func (a *value) write(b *key, classOnly bool) {
	switch a.kind {
	case kTop:
		b.text("?")
		if a.neg {
			b.text("?")
		}
	case kSym:
		b.sym(a.sym)
	case kConst:
		b.text(a.c.String())
		if a.neg {
			b.text("*")
		}
	case kNonNil:
		b.text("!")
	case kHandle:
		b.text("H(")
		b.text(string(a.role))
		b.text(a.c.s)
		b.num(int(a.c.kind))
		b.flag(a.neg, '*')
		b.text(")")
	case kOther:
		b.text("O(")
		b.text(string(a.role))
		b.text(")")
	case kPtr:
		b.text("&")
		b.cell(a.cell)
		b.num(len(a.path))
		b.text(a.path)
	case kRel:
		if a.neg {
			b.text("!")
		}
		b.text("(")
		b.sym(a.sym)
		b.text("==")
		b.text(a.c.String())
		b.text(")")
	case kFunc, kTuple, kCollection:
		b.flag(a.neg, '*')
		if a.fn != nil {
			b.text("f")
			b.num(b.numOf(a.fn))
		}
		b.text("[")
		for _, e := range a.elems {
			if a.kind == kFunc || !classOnly || structural(e) {
				e.write(b, classOnly)
			}
			b.text(",")
		}
		b.text("]")
	}
}

// constValue returns the abstract value of an SSA constant.
func constValue(c *ssa.Const) *value {
	if c.Value == nil {
		if nilable(c.Type()) {
			return constOf(nilConst)
		}
		return top // the zero value of a struct, array or type parameter
	}
	switch c.Value.Kind() {
	case constant.Bool:
		return constOf(boolConst(constant.BoolVal(c.Value)))
	case constant.Int:
		if i, exact := constant.Int64Val(c.Value); exact {
			return constOf(constVal{kind: constInt, i: i})
		}
	case constant.String:
		if s := constant.StringVal(c.Value); len(s) <= 64 {
			return constOf(constVal{kind: constString, s: s})
		}
	}
	return top
}

// zeroValue returns the abstract value of a new variable of type t.
func zeroValue(t types.Type) *value {
	if nilable(t) {
		return constOf(nilConst)
	}
	if b, ok := t.Underlying().(*types.Basic); ok {
		switch {
		case b.Info()&types.IsBoolean != 0:
			return constOf(falseConst)
		case b.Info()&types.IsInteger != 0:
			return constOf(constVal{kind: constInt})
		case b.Info()&types.IsString != 0:
			return constOf(emptyString)
		}
	}
	return top
}

// nilable reports whether nil is a value of type t.
func nilable(t types.Type) bool {
	if _, ok := t.(*types.TypeParam); ok {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Pointer, *types.Signature, *types.Interface, *types.Slice, *types.Map, *types.Chan:
		return true
	case *types.Basic:
		return t.Kind() == types.UnsafePointer || t.Kind() == types.UntypedNil
	}
	return false
}
