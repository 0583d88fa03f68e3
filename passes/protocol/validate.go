package protocol

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Validate returns an error that says which part of the description is
// missing or contradicts another.
func (p *Protocol) Validate() error {
	if p.Name == "" {
		return fmt.Errorf("protocol without a name")
	}
	if err := p.validate(); err != nil {
		return fmt.Errorf("protocol %s: %v", p.Name, err)
	}
	return nil
}

func (p *Protocol) validate() error {
	if err := p.validateObject(); err != nil {
		return err
	}
	if p.Resource() || len(p.Views) > 0 || p.Failure != "" {
		return p.validateResource()
	}
	switch {
	case len(p.Acquire) == 0 && (p.Owes(Fresh) || len(p.Closures) > 0 || len(p.Send) > 0):
		return fmt.Errorf("no acquire: no object can come to be")
	case len(p.Advance) == 0:
		return fmt.Errorf("no advance: nothing to step through")
	}
	for _, a := range p.Acquire {
		if err := p.validateAcquire(a); err != nil {
			return err
		}
	}
	for _, a := range p.Advance {
		if err := p.validateAdvance(a); err != nil {
			return err
		}
	}
	for _, t := range p.Test {
		if err := p.validateTest(t); err != nil {
			return err
		}
	}
	for _, s := range p.Send {
		if err := p.validateSend(s); err != nil {
			return err
		}
	}
	for _, r := range p.Report {
		if err := p.validateOp("report", r.Op); err != nil {
			return err
		}
	}
	for _, f := range p.Finish {
		if err := p.validateOp("finish", f); err != nil {
			return err
		}
	}
	for _, r := range p.Release {
		if err := p.validateRelease(r); err != nil {
			return err
		}
	}
	return nil
}

// validateResource checks the description of a resource.
func (p *Protocol) validateResource() error {
	switch {
	case !p.Resource():
		return fmt.Errorf("views and a failure, but no access: nothing can fail")
	case p.Type == "" || len(p.Release) == 0:
		return fmt.Errorf("a resource has a type and a release")
	case len(p.Acquire)+len(p.Advance)+len(p.Test)+len(p.Report)+len(p.Send)+len(p.Finish) > 0:
		return fmt.Errorf("a resource is no sequence: it has access, views and release only; any function may give one")
	case !isQualified(p.Failure):
		return fmt.Errorf("failure %q: want path.Name", p.Failure)
	}
	for _, r := range p.Release {
		if r.Obligation != None {
			return fmt.Errorf("release %s: nobody is told to release a resource (want the obligation \"none\")", r.Op)
		}
		if err := p.validateRelease(r); err != nil {
			return err
		}
	}
	return nil
}

// validateObject checks by what an object is known.
func (p *Protocol) validateObject() error {
	ways := 0
	for _, is := range []bool{len(p.Closures) > 0, p.Type != "", len(p.Methods) > 0} {
		if is {
			ways++
		}
	}
	if ways != 1 {
		return fmt.Errorf("want one of closures, type and methods, to know an object by")
	}
	if p.Type != "" && !isQualified(p.Type) {
		return fmt.Errorf("type %q: want path.Name", p.Type)
	}
	for _, m := range p.Methods {
		if m.Name == "" {
			return fmt.Errorf("method without a name")
		}
	}
	seen := make(map[Role]bool)
	for _, r := range p.Closures {
		switch r {
		case Next, Stop, Resume, Yield:
		default:
			return fmt.Errorf("unknown role %q of a closure", r)
		}
		if seen[r] {
			return fmt.Errorf("two closures of role %q", r)
		}
		seen[r] = true
	}
	return nil
}

// isQualified reports whether name has the form path.Name.
func isQualified(name string) bool {
	i := strings.LastIndexByte(name, '.')
	return i > 0 && i < len(name)-1
}

func (p *Protocol) validateAcquire(a Acquire) error {
	switch {
	case a.Call != "" && a.Package != "", a.Call == "" && a.Package == "":
		return fmt.Errorf("acquire %q: want one of call and package", a.Call)
	case a.Call != "" && !isQualified(a.Call):
		return fmt.Errorf("acquire %q: want path.Name or (*path.Type).Name", a.Call)
	case a.Package != "" && p.Type == "":
		return fmt.Errorf("acquire by the functions of %s: the protocol has no type to tell them by", a.Package)
	case a.Initial != Fresh:
		return fmt.Errorf("acquire %s: unknown initial state %q (want \"fresh\")", a.name(), a.Initial)
	case len(a.Results) == 0 && a.Package == "":
		return fmt.Errorf("acquire %s: no results", a.name())
	}
	taken := make(map[int]bool)
	for _, role := range slices.Sorted(maps.Keys(a.Results)) {
		i := a.Results[role]
		switch {
		case !p.has(role):
			return fmt.Errorf("acquire %s: result of role %q, which no handle has", a.name(), role)
		case i < 0:
			return fmt.Errorf("acquire %s: result %d of role %q (the first is 0)", a.name(), i, role)
		case taken[i] || a.Error != nil && *a.Error == i:
			return fmt.Errorf("acquire %s: two roles for result %d", a.name(), i)
		}
		taken[i] = true
	}
	return nil
}

func (a Acquire) name() string {
	if a.Package != "" {
		return a.Package
	}
	return a.Call
}

// validateOp checks the name of a call; what says of what.
func (p *Protocol) validateOp(what string, o Op) error {
	switch {
	case o.Role != "" && o.Call != "" || o == Op{}:
		return fmt.Errorf("%s %q: want one of role and call", what, o)
	case o.Role == Receiver || o.Role != "" && !p.has(o.Role):
		return fmt.Errorf("%s by %q, which is not one of its closures", what, o.Role)
	}
	return nil
}

func (p *Protocol) validateAdvance(a Advance) error {
	if err := p.validateOp("advance", a.Op); err != nil {
		return err
	}
	switch s := a.Signal; {
	case s.Kind != "ok" && s.Kind != "sentinel":
		return fmt.Errorf("unknown signal kind %q (want \"ok\" or \"sentinel\")", s.Kind)
	case s.Kind == "sentinel" && !isQualified(s.Sentinel):
		return fmt.Errorf("sentinel %q of %s: want path.Name", s.Sentinel, a.Op)
	case s.Kind == "ok" && (s.Sentinel != "" || s.Wrapped):
		return fmt.Errorf("a signal of kind \"ok\" has no sentinel")
	case s.Kind == "sentinel" && s.End:
		return fmt.Errorf("a signal of kind \"sentinel\" has no boolean")
	}
	if err := validateEffects(a.Released); err != nil {
		return fmt.Errorf("advance %s: %v", a.Op, err)
	}
	for key, states := range map[string][]State{"sticky": a.Signal.Sticky, "carries": a.Signal.Carries} {
		for _, s := range states {
			if s != Exhausted && s != Failed {
				return fmt.Errorf("%s %q (want \"exhausted\" or \"failed\")", key, s)
			}
		}
	}
	return nil
}

func (p *Protocol) validateTest(t Test) error {
	for _, s := range slices.Sorted(maps.Keys(t.In)) {
		switch s {
		case Fresh, Active, Exhausted, Failed, Released:
		default:
			return fmt.Errorf("test %s: unknown state %q", t.Op, s)
		}
	}
	return p.validateOp("test", t.Op)
}

func (p *Protocol) validateSend(s Send) error {
	if err := validateEffects(s.Fresh, s.Exhausted, s.Released); err != nil {
		return fmt.Errorf("send %s: %v", s.Op, err)
	}
	return p.validateOp("send", s.Op)
}

func validateEffects(effects ...Effect) error {
	for _, e := range effects {
		switch e {
		case Fine, Argument, Lost, Ignored, Error, Panic, Hang:
		default:
			return fmt.Errorf("unknown effect %q", e)
		}
	}
	return nil
}

func (p *Protocol) validateRelease(r Release) error {
	if err := p.validateOp("release", r.Op); err != nil {
		return err
	}
	if err := validateEffects(r.Exhausted, r.Released); err != nil {
		return fmt.Errorf("release %s: %v", r.Op, err)
	}
	switch r.Obligation {
	case None, Optional, UnlessExhausted, Always:
	default:
		return fmt.Errorf("unknown obligation %q", r.Obligation)
	}
	if r.Completed != (Op{}) && p.AdvanceBy(r.Completed) == nil {
		return fmt.Errorf("release %s is completed by %q, which is no advance", r.Op, r.Completed)
	}
	return nil
}
