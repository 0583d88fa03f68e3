// Package protocol describes the protocols of Go's sequences as data.
//
// A protocol is the automaton of one kind of sequence: how an object of it
// is acquired, which calls advance, release or end it, how the end is
// signalled, and what the owner owes. The descriptions built in are JSON
// files, one per library, read by the same strict decoder that reads a
// user's own; nothing in the engine or in a rule knows an API by name.
package protocol

import (
	"fmt"
	"maps"
	"slices"
	"strings"
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
	// UnlessExhausted: release on every path that leaves before the end
	// signal; the end signal itself releases.
	UnlessExhausted Obligation = "unless-exhausted"
	// Always: release even after the end signal.
	Always Obligation = "always"
)

// A Protocol describes one kind of sequence.
type Protocol struct {
	// Name is the name of the protocol as messages show it.
	Name string `json:"name"`
	// Evidence says where the description was read.
	Evidence Evidence `json:"evidence"`
	// Closures lists the roles of the function values that together are
	// the handles of one object.
	Closures []Role `json:"closures"`
	// Acquire lists the functions that create an object.
	Acquire []Acquire `json:"acquire"`
	// Advance lists the calls that move to the next element.
	Advance []Advance `json:"advance"`
	// Release lists the calls that give the object back.
	Release []Release `json:"release"`
	// Leak names what is held while the object is neither released nor
	// ended.
	Leak string `json:"leak"`
}

// Evidence is the source of a description.
type Evidence struct {
	Module  string `json:"module"`
	Version string `json:"version"`
	File    string `json:"file"`
}

// Acquire is a function whose results are the handles of a new object.
type Acquire struct {
	// Call is the full name of a package-level function, "path.Name".
	Call string `json:"call"`
	// Results gives the result index of each role.
	Results map[Role]int `json:"results"`
	// Initial is the state of the new object.
	Initial State `json:"initial"`
}

// Advance is a call that moves the object to its next element or its end.
type Advance struct {
	// Role is the handle that is called.
	Role Role `json:"role"`
	// Signal says how the call shows the end.
	Signal Signal `json:"signal"`
}

// Signal is how an advance shows the end of the sequence.
type Signal struct {
	// Kind is "ok": a boolean result tells whether there is an element.
	Kind string `json:"kind"`
	// Result is the index of that result; negative counts from the last.
	Result int `json:"result"`
	// End is the value of the boolean at the end.
	End bool `json:"end"`
}

// Release is a call that gives the object back.
type Release struct {
	// Role is the handle that is called.
	Role Role `json:"role"`
	// Obligation says when the call is owed.
	Obligation Obligation `json:"obligation"`
	// Idempotent reports whether a second release is harmless.
	Idempotent bool `json:"idempotent"`
}

// Validate returns an error that says which part of the description is
// missing or contradicts another.
func (p *Protocol) Validate() error {
	switch {
	case p.Name == "":
		return fmt.Errorf("protocol without a name")
	case len(p.Closures) == 0:
		return fmt.Errorf("protocol %s: no closures: nothing to track", p.Name)
	case len(p.Acquire) == 0:
		return fmt.Errorf("protocol %s: no acquire: no object can come to be", p.Name)
	}
	if err := p.validateClosures(); err != nil {
		return err
	}
	for _, a := range p.Acquire {
		if err := p.validateAcquire(a); err != nil {
			return err
		}
	}
	for _, a := range p.Advance {
		if !p.has(a.Role) {
			return fmt.Errorf("protocol %s: advance by %q, which is not one of its closures", p.Name, a.Role)
		}
		if a.Signal.Kind != "ok" {
			return fmt.Errorf("protocol %s: unknown signal kind %q (want \"ok\")", p.Name, a.Signal.Kind)
		}
	}
	for _, r := range p.Release {
		if err := p.validateRelease(r); err != nil {
			return err
		}
	}
	return nil
}

func (p *Protocol) validateClosures() error {
	seen := make(map[Role]bool)
	for _, r := range p.Closures {
		switch r {
		case Next, Stop, Resume, Yield:
		default:
			return fmt.Errorf("protocol %s: unknown role %q of a closure", p.Name, r)
		}
		if seen[r] {
			return fmt.Errorf("protocol %s: two closures of role %q", p.Name, r)
		}
		seen[r] = true
	}
	return nil
}

func (p *Protocol) validateAcquire(a Acquire) error {
	if i := strings.LastIndexByte(a.Call, '.'); i <= 0 || i == len(a.Call)-1 {
		return fmt.Errorf("protocol %s: acquire %q: want path.Name", p.Name, a.Call)
	}
	if a.Initial != Fresh {
		return fmt.Errorf("protocol %s: acquire %s: unknown initial state %q (want \"fresh\")", p.Name, a.Call, a.Initial)
	}
	taken := make(map[int]bool)
	for _, role := range slices.Sorted(maps.Keys(a.Results)) {
		i := a.Results[role]
		switch {
		case !p.has(role):
			return fmt.Errorf("protocol %s: acquire %s: result of role %q, which is not one of its closures", p.Name, a.Call, role)
		case i < 0:
			return fmt.Errorf("protocol %s: acquire %s: result %d of role %q (the first is 0)", p.Name, a.Call, i, role)
		case taken[i]:
			return fmt.Errorf("protocol %s: acquire %s: two roles for result %d", p.Name, a.Call, i)
		}
		taken[i] = true
	}
	return nil
}

func (p *Protocol) validateRelease(r Release) error {
	if !p.has(r.Role) {
		return fmt.Errorf("protocol %s: release by %q, which is not one of its closures", p.Name, r.Role)
	}
	switch r.Obligation {
	case None, UnlessExhausted, Always:
		return nil
	}
	return fmt.Errorf("protocol %s: unknown obligation %q", p.Name, r.Obligation)
}

func (p *Protocol) has(r Role) bool {
	for _, c := range p.Closures {
		if c == r {
			return true
		}
	}
	return false
}

// AdvanceBy returns the advance of the given role, or nil.
func (p *Protocol) AdvanceBy(r Role) *Advance {
	for i := range p.Advance {
		if p.Advance[i].Role == r {
			return &p.Advance[i]
		}
	}
	return nil
}

// ReleaseBy returns the release of the given role, or nil.
func (p *Protocol) ReleaseBy(r Role) *Release {
	for i := range p.Release {
		if p.Release[i].Role == r {
			return &p.Release[i]
		}
	}
	return nil
}

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
