package engine

import (
	"go/types"
	"strings"

	"github.com/corolint/corolint/passes/protocol"
)

// A Summary says what a function does to the objects in its slots, for
// callers that do not see its body. It holds only sorted slices and small
// values, so that its encoding is deterministic.
type Summary struct {
	// NoReturn: the function never returns to its caller.
	NoReturn bool
	// Panics: nor does it, and a panic is one way in which it ends.
	Panics bool
	// MayExit: on some path the function does not return, but ends the
	// process or the goroutine. It is told only of functions that are given
	// an error, or a value of any type.
	MayExit bool
	// Lazy: the function does no more than to make a sequence, its result.
	Lazy bool
	// SingleUse: the sequence that is its first result can be ranged over only
	// once. Drains lists the parameters that are sequences and of which each
	// call reads all elements.
	SingleUse bool
	Drains    []int
	// Holds are the locks under which the function calls its last parameter, or
	// the sequence that it returns calls yield. Takes are those that each call
	// takes, or lets go of.
	Holds, Takes []Lock
	// Protocol names the protocol of the object that the results can
	// bring out; empty if none. Acquires are the ways the call can end.
	Protocol string
	Acquires []Outcome
	// Derived is the protocol of what holds that object, if it comes out
	// within something.
	Derived Derived
	// Like: it comes from a method of an interface, of which it is not known
	// what stands behind it.
	Like bool
	// Context: it is released when the context.Context ends that the function
	// is given.
	Context bool
	// IfNil lists the parameters of type error that are nil if the function
	// returns.
	IfNil []int
	// Entries say what becomes of objects that come in.
	Entries []Entry
}

// Empty reports whether the summary says nothing.
func (s *Summary) Empty() bool {
	return !s.NoReturn && !s.Panics && !s.MayExit && !s.Lazy && !s.SingleUse && len(s.Drains) == 0 && len(s.Holds)+len(s.Takes) == 0 && s.Protocol == "" && len(s.IfNil) == 0 && len(s.Entries) == 0
}

// An Entry says what becomes of one object that comes in by the slots of
// Binds, in each of the ways that the call can end.
type Entry struct {
	// Protocol names the protocol of the handles; empty for a callback.
	Protocol string
	Binds    []Bind
	// From is the typestate in which the object comes in, where that matters;
	// empty for one that is in use. Of a holder it names the automaton and the
	// state of that.
	From     string
	Outcomes []Outcome
}

// A Bind says that parameter Param (receiver first) is the handle Role.
type Bind struct {
	Param int
	Role  protocol.Role
}

// Callback is the role of a parameter of function type of which nothing but
// the number of its calls is asked: fresh is none, active is one, exhausted
// is several, escaped means that it is kept.
const Callback protocol.Role = "callback"

// An Outcome is one way a call can end.
type Outcome struct {
	// State is the object's typestate afterwards.
	State string
	// At is the state of the holder, if the protocol is derived.
	At int
	// Panics: the call ends in a panic.
	Panics bool
	// Results says what is known of each result.
	Results []Returned
}

// Returned says what is known of a result: that it is a handle of the
// object, or that it is nil, not nil, true or false.
type Returned struct {
	Role  protocol.Role `json:"a,omitempty"`
	Known Known         `json:"k,omitempty"`
}

// Known is what is known of a result's value.
type Known uint8

// What can be known.
const (
	Unknown Known = iota
	Nil
	NotNil
	True
	False
	FirstEnum // and up to LastEnum: a small constant of a named integer type, from 0
)

// LastEnum is the largest constant that is told.
const LastEnum = FirstEnum + 15

// typestateOf returns the typestate of that name.
func typestateOf(name string) typestate {
	for t, n := range typestateNames {
		if n == name {
			return typestate(t)
		}
	}
	return escaped
}

// known returns what a value is known to be.
func (s *state) known(a *value) Known {
	if a.kind == kConst {
		switch a.c {
		case trueConst:
			return True
		case falseConst:
			return False
		case nilConst:
			return Nil
		}
		if a.c.kind >= constSentinel {
			return NotNil
		}
		return Unknown
	}
	if ok, isNil := s.nilness(a); ok {
		if isNil {
			return Nil
		}
		return NotNil
	}
	return Unknown
}

// value returns the abstract value of a result; tracked says whether the
// object that the outcome speaks of is the tracked one.
func (r Returned) value(p *protocol.Protocol, tracked bool) *value {
	switch {
	case r.Role != "" && tracked:
		return handleOf(r.Role)
	case r.Role != "":
		return otherOf(p, r.Role)
	}
	switch r.Known {
	case Nil:
		if tracked {
			return noError
		}
		return constOf(nilConst)
	case NotNil:
		return nonNil
	case True:
		return constOf(trueConst)
	case False:
		return constOf(falseConst)
	}
	if r.Known >= FirstEnum {
		return constOf(constVal{kind: constInt, i: int64(r.Known - FirstEnum)})
	}
	return top
}

// values returns the abstract value of a call that ends in the outcome.
func (o Outcome) values(p *protocol.Protocol, tracked bool) *value {
	elems := make([]*value, len(o.Results))
	for i, r := range o.Results {
		elems[i] = r.value(p, tracked)
	}
	return result(elems)
}

// carries reports whether the outcome brings a handle of its object out. In
// an outcome whose state is none the roles are those of another object.
func (o Outcome) carries() bool {
	if o.State == none.String() {
		return false
	}
	for _, r := range o.Results {
		if r.Role != "" {
			return true
		}
	}
	return false
}

// knownEnum is known for a result of type t, which may be a constant of a type
// that the program counts states with.
func (s *state) knownEnum(a *value, t types.Type) Known {
	_, named := types.Unalias(t).(*types.Named)
	if named && a.kind == kConst && a.c.kind == constInt && a.c.s == "" && 0 <= a.c.i && a.c.i <= int64(LastEnum-FirstEnum) {
		return FirstEnum + Known(a.c.i)
	}
	return s.known(a)
}

// outcome describes a return of the tracked object's function, whose results
// are of the given types.
func (s *state) outcome(results *types.Tuple) Outcome {
	out := Outcome{State: s.ts.String(), At: s.at}
	for i, a := range s.results {
		r := Returned{Known: s.knownEnum(a, results.At(i).Type())}
		if a.kind == kHandle || a.kind == kOther {
			r.Role = a.role
		}
		out.Results = append(out.Results, r)
	}
	return out
}

func (o Outcome) compare(p Outcome) int {
	if c := strings.Compare(o.State, p.State); c != 0 {
		return c
	}
	if o.At != p.At {
		return o.At - p.At
	}
	switch {
	case o.Panics && !p.Panics:
		return 1
	case p.Panics && !o.Panics:
		return -1
	}
	for i, r := range o.Results[:min(len(o.Results), len(p.Results))] {
		q := p.Results[i]
		if c := strings.Compare(string(r.Role), string(q.Role)); c != 0 {
			return c
		}
		if r.Known != q.Known {
			return int(r.Known) - int(q.Known)
		}
	}
	return 0
}

// entryFor returns the entry for exactly these binds of handles of the
// protocol, or nil.
func (s *Summary) entryFor(proto string, binds []Bind) *Entry {
	return s.entryFrom(proto, "", binds)
}

// entryFrom is entryFor for an object that comes in in the typestate from.
func (s *Summary) entryFrom(proto, from string, binds []Bind) *Entry {
	for i := range s.Entries {
		e := &s.Entries[i]
		if e.Protocol != proto || e.From != from || len(e.Binds) != len(binds) {
			continue
		}
		same := true
		for j := range binds {
			same = same && e.Binds[j] == binds[j]
		}
		if same {
			return e
		}
	}
	return nil
}

// -- shapes of parameters --

// mayBe reports whether a value of type t can be the handle of that role
// in protocol p, by the shape of its signature.
func mayBe(p *protocol.Protocol, role protocol.Role, t types.Type) bool {
	sig := SignatureOf(t)
	params := 0
	if role == protocol.Resume {
		params = 1
	}
	if sig == nil || sig.Params().Len() != params {
		return false
	}
	if adv := p.AdvanceBy(protocol.Op{Role: role}); adv != nil {
		i := adv.Signal.Index(sig.Results().Len())
		return i > 0 && isBool(sig.Results().At(i).Type())
	}
	return sig.Results().Len() == 0
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// SignatureOf returns the signature that calls of a value of type t have, or
// nil: that of a function type, or the one that all the types of a type
// parameter share.
func SignatureOf(t types.Type) *types.Signature {
	tp, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		sig, _ := t.Underlying().(*types.Signature)
		return sig
	}
	iface := tp.Underlying().(*types.Interface)
	if iface.NumEmbeddeds() != 1 {
		return nil
	}
	switch e := iface.EmbeddedType(0).(type) {
	case *types.Union:
		if e.Len() == 1 {
			sig, _ := e.Term(0).Type().Underlying().(*types.Signature)
			return sig
		}
	default:
		sig, _ := e.Underlying().(*types.Signature)
		return sig
	}
	return nil
}
