// Package protocol describes the protocols of Go's sequences as data.
//
// A protocol is the automaton of one kind of sequence: how an object of it
// is acquired, which calls advance, release or end it, how the end is
// signalled, and what the owner owes. The descriptions built in are JSON
// files, one per library, read by the same strict decoder that reads a
// user's own; nothing in the engine or in a rule knows an API by name.
package protocol

import (
	"slices"
)

// State is the typestate of one object.
type State string

// The states of an object. Fresh has never been advanced; active is paused
// at an element; exhausted and failed have seen the end signal; released has
// been given back.
const (
	Fresh     State = "fresh"
	Active    State = "active"
	Exhausted State = "exhausted"
	Failed    State = "failed"
	Released  State = "released"
)

// Role says how a handle uses its object.
type Role string

// The roles of handles.
const (
	Receiver Role = "receiver"
	Next     Role = "next"
	Stop     Role = "stop"
	Resume   Role = "resume"
	Yield    Role = "yield"
	Value    Role = "value"
	OK       Role = "ok"
	Err      Role = "err"
)

// Obligation says when an object must be released.
type Obligation string

// The obligations to release.
const (
	// None: there is nothing to release.
	None Obligation = "none"
	// Optional: a release exists, but the garbage collector does as well.
	Optional Obligation = "optional"
	// UnlessExhausted: release on every path that leaves before the end
	// signal; the end signal itself releases.
	UnlessExhausted Obligation = "unless-exhausted"
	// Always: release even after the end signal.
	Always Obligation = "always"
)

// Effect is what a call does that the protocol does not allow, or allows in
// some states only.
type Effect string

// The effects.
const (
	Fine     Effect = ""         // nothing is wrong with it
	Argument Effect = "argument" // the value becomes the argument of the body
	Lost     Effect = "lost"     // the value is dropped, and nobody is told
	Ignored  Effect = "ignored"  // the call does nothing
	Error    Effect = "error"    // the call returns an error
	Panic    Effect = "panic"
	Hang     Effect = "hang"
)

// A Protocol describes one kind of sequence. Its objects are known by
// exactly one of Closures, Type and Methods.
type Protocol struct {
	// Name is the name of the protocol, Noun what messages call an object.
	Name string `json:"name"`
	Noun string `json:"noun"`
	// Evidence says where the description was read.
	Evidence Evidence `json:"evidence"`
	// Closures lists the roles of the function values that together are
	// the handles of one object.
	Closures []Role `json:"closures"`
	// Type is the named type "path.Name" of which, or of a pointer to
	// which, a value is the handle of an object.
	Type string `json:"type"`
	// Methods are the methods that a type has whose values, or pointers to
	// them, are handles.
	Methods []Method `json:"methods"`
	// Acquire lists the functions that create an object. A protocol that
	// owes no release may have none.
	Acquire []Acquire `json:"acquire"`
	// Advance lists the calls that move to the next element.
	Advance []Advance `json:"advance"`
	// Test lists the calls that tell whether there is more.
	Test []Test `json:"test"`
	// Report lists the calls that tell the error that ended the sequence.
	Report []Report `json:"report"`
	// Send lists the calls that give the sequence a value.
	Send []Send `json:"send"`
	// Finish lists the calls that consume the sequence and release it.
	Finish []Op `json:"finish"`
	// Release lists the calls that give the object back.
	Release []Release `json:"release"`
	// Memory lists types "path.Name": an object that is made from a value of
	// one of them never fails.
	Memory []string `json:"memory"`
	// Constant: that holds only if that value was made from a constant, for
	// the object fails on bad data too.
	Constant bool `json:"constant"`
	// Terminal lists variables "path.Name" from which programs read what a
	// person types: nobody looks at the failures of an object that is made
	// from one of them, but at the end its value is empty.
	Terminal []string `json:"terminal"`
	// Leak names what is held while the object is neither released nor
	// ended.
	Leak string `json:"leak"`
	// Access lists the calls that fail, with the error Failure "path.Name",
	// once the object has been released: methods by their names, functions as
	// "path.Name". A protocol that has them is that of a resource.
	Access  []string `json:"access"`
	Failure string   `json:"failure"`
	// Views lists, likewise, the calls whose first result reads from the
	// resource, or writes to it: a call of Access on that is one on it.
	Views []string `json:"views"`
}

// Evidence is the source of a description.
type Evidence struct {
	Module  string `json:"module"`
	Version string `json:"version"`
	File    string `json:"file"`
}

// An Op names a call on an object: a call of the closure that is its handle
// in Role, or a call of the method Call of the handle, or of the function
// Call, "path.Name", that is given the handle.
type Op struct {
	Role Role   `json:"role"`
	Call string `json:"call"`
}

func (o Op) String() string {
	if o.Role != "" {
		return string(o.Role)
	}
	return o.Call
}

// A Method is the shape of a method: the types of its parameters and
// results, as go/types writes them; "_" stands for any type.
type Method struct {
	Name    string   `json:"name"`
	Params  []string `json:"params"`
	Results []string `json:"results"`
}

// Acquire is a function whose results are the handles of a new object.
type Acquire struct {
	// Call is the name of a function, "path.Name", or of a method,
	// "(*path.Type).Name".
	Call string `json:"call"`
	// Package stands, in place of Call, for every function and method of
	// the package that has a result of the protocol's type.
	Package string `json:"package"`
	// Results gives the result index of each role.
	Results map[Role]int `json:"results"`
	// Error is the index of the error beside them, or nil: where it is not
	// nil, nothing was acquired.
	Error *int `json:"error"`
	// Context: the end of the context that the call is given releases.
	Context bool `json:"context"`
	// Parents are types of the package: what their methods acquire is
	// released when the value that it was acquired from ends.
	Parents []string `json:"parents"`
	// Initial is the state of the new object.
	Initial State `json:"initial"`
}

// Advance is a call that moves the object to its next element or its end.
type Advance struct {
	Op
	// Signal says how the call shows the end.
	Signal Signal `json:"signal"`
	// Reopens: the call may bring elements after the end.
	Reopens bool `json:"reopens"`
	// Released is the effect of an advance after the release, if that is a
	// mistake: where it only tells the end, programs let loops end so.
	Released Effect `json:"released"`
}

// Signal is how an advance shows the end of the sequence.
type Signal struct {
	// Kind is "ok", a boolean result tells whether there is an element, or
	// "sentinel", an error result does.
	Kind string `json:"kind"`
	// Result is the index of that result; negative counts from the last.
	Result int `json:"result"`
	// End is the value of the boolean at the end.
	End bool `json:"end"`
	// Sentinel is the variable "path.Name" that the error is at the end,
	// or, if Wrapped, that it wraps.
	Sentinel string `json:"sentinel"`
	Wrapped  bool   `json:"wrapped"`
	// Carries lists the states, exhausted and failed, in which the other
	// results may hold data all the same.
	Carries []State `json:"carries"`
	// Besides lists errors "path.Name" that come with an element.
	Besides []string `json:"besides"`
	// Sticky lists the states, exhausted and failed, in which every further
	// advance gives the same signal again.
	Sticky []State `json:"sticky"`
	// Droppable: it is common use not to look at it, for sources without end.
	Droppable bool `json:"droppable"`
	// Forwarded: it is common use to return the end signal as it came, be
	// it to a caller that waits for it.
	Forwarded bool `json:"forwarded"`
}

// Index returns the index of the signal among the given number of results.
func (s *Signal) Index(results int) int {
	if s.Result < 0 {
		return s.Result + results
	}
	return s.Result
}

// A Test is a call that tells whether there is more.
type Test struct {
	Op
	// In gives the boolean result in the states in which it is known.
	In map[State]bool `json:"in"`
}

// A Report is a call that tells the error that ended the sequence, or that
// fails only if something has.
type Report struct {
	Op
	// Result is the index of the error among the results.
	Result int `json:"result"`
	// Released: an error that it tells has released the object.
	Released bool `json:"released"`
}

// A Send is a call that gives the sequence a value.
type Send struct {
	Op
	// The effects of a send before the first advance, after the end, and
	// after the release.
	Fresh     Effect `json:"fresh"`
	Exhausted Effect `json:"exhausted"`
	Released  Effect `json:"released"`
}

// Release is a call that gives the object back.
type Release struct {
	Op
	// Obligation says when the call is owed.
	Obligation Obligation `json:"obligation"`
	// Idempotent reports whether a second release is harmless.
	Idempotent bool `json:"idempotent"`
	// The effects of a release after the end, and of a second one.
	Exhausted Effect `json:"exhausted"`
	Released  Effect `json:"released"`
	// Completed is the call that completes the release, if the release
	// itself only asks for it.
	Completed Op `json:"completed"`
}

// Resource reports whether the protocol is that of what sequences use, such as
// a file, and not of a sequence. Nobody is told to release a resource.
func (p *Protocol) Resource() bool { return len(p.Access) > 0 }

// Accesses reports whether op fails after the release of a resource.
func (p *Protocol) Accesses(op Op) bool { return slices.Contains(p.Access, op.Call) }

// Viewed reports whether op makes a view of a resource.
func (p *Protocol) Viewed(op Op) bool { return slices.Contains(p.Views, op.Call) }

// Owned reports whether the protocol's objects are known by an acquire.
func (p *Protocol) Owned() bool { return len(p.Acquire) > 0 }

// Handles returns the roles of an object's handles.
func (p *Protocol) Handles() []Role {
	if len(p.Closures) > 0 {
		return p.Closures
	}
	return []Role{Receiver}
}

func (p *Protocol) has(r Role) bool { return slices.Contains(p.Handles(), r) }

// AdvanceBy returns the advance that op is, or nil.
func (p *Protocol) AdvanceBy(op Op) *Advance {
	return first(p.Advance, func(a *Advance) bool { return a.Op == op })
}

// SendBy returns the send that op is, or nil.
func (p *Protocol) SendBy(op Op) *Send {
	return first(p.Send, func(s *Send) bool { return s.Op == op })
}

// TestBy returns the test that op is, or nil.
func (p *Protocol) TestBy(op Op) *Test {
	return first(p.Test, func(t *Test) bool { return t.Op == op })
}

// ReportBy returns the report that op is, or nil.
func (p *Protocol) ReportBy(op Op) *Report {
	return first(p.Report, func(r *Report) bool { return r.Op == op })
}

// ReleaseBy returns the release that op is, or nil.
func (p *Protocol) ReleaseBy(op Op) *Release {
	return first(p.Release, func(r *Release) bool { return r.Op == op })
}

// first returns the first element that is selects, or nil.
func first[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// Finishes reports whether op consumes the sequence and releases it.
func (p *Protocol) Finishes(op Op) bool { return slices.Contains(p.Finish, op) }

// Owes reports whether an object of the protocol must still be released in
// the given state.
func (p *Protocol) Owes(s State) bool {
	owed := None
	for _, r := range p.Release {
		if r.Obligation == Always || owed == None {
			owed = r.Obligation
		}
	}
	switch s {
	case Fresh, Active:
		return owed == UnlessExhausted || owed == Always
	case Exhausted, Failed:
		return owed == Always
	}
	return false
}
