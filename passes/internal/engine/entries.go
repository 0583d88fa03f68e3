package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// maxParams bounds the parameters of which a summary speaks.
const maxParams = 8

// summarise adds to fn's summary what becomes of objects that come in by
// its parameters, if importers can call it.
func (e *engine) summarise(fn *ssa.Function) {
	obj := object(fn)
	if obj == nil || !e.exported(obj) || len(fn.Blocks) == 0 {
		return
	}
	sum := e.summaries[obj]
	if sum == nil {
		sum = new(Summary)
	}
	for _, in := range e.incomings(fn) {
		for _, from := range starts(in.proto) {
			if entry := e.entry(fn, in, from); entry != nil {
				sum.Entries = append(sum.Entries, *entry)
			}
		}
	}
	sum.Entries = append(sum.Entries, e.holderEntries(fn)...)
	sum.Entries = append(sum.Entries, e.yieldEntries(fn)...)
	sum.IfNil = e.ifNil(fn)
	if !sum.Empty() {
		e.summaries[obj] = sum
	}
}

// ifNil returns the parameters of type error that must be nil for fn, which
// has no results, to return.
func (e *engine) ifNil(fn *ssa.Function) []int {
	if fn.Signature.Results().Len() > 0 {
		return nil
	}
	var out []int
	for i, p := range fn.Params[:min(len(fn.Params), maxParams)] {
		if !IsError(p.Type()) {
			continue
		}
		s := e.search(fn, entryBudget)
		s.proto = callbacksOnly
		s.run([]Bind{{i, protocol.Err}}, none, false)
		if !s.exceeded && s.top != nil && len(s.top.outs) == 0 {
			out = append(out, i)
		}
	}
	return out
}

// callbacksOnly stands for the protocol of a function that is only called.
var callbacksOnly = new(protocol.Protocol)

// An incoming is a way in which one object can come into a function; proto is
// nil for a callback. A holder comes in in the state at of its automaton.
type incoming struct {
	proto   *protocol.Protocol
	binds   []Bind
	derived *Derived
	at      int
}

// incomings returns the ways in which one object can come into fn: a callback
// by each parameter of function type, a value of a protocol's type, and the
// handles of each protocol of closures by parameters of their shapes, alone
// and together.
func (e *engine) incomings(fn *ssa.Function) []incoming {
	var out []incoming
	params := fn.Params[:min(len(fn.Params), maxParams)]
	for i, p := range params {
		if SignatureOf(p.Type()) != nil {
			out = append(out, incoming{binds: []Bind{{i, Callback}}})
		}
		if proto := e.table.Of(p.Type()); proto != nil && proto.Owned() {
			out = append(out, incoming{proto: proto, binds: []Bind{{i, protocol.Receiver}}})
		}
	}
	for _, proto := range e.table.Protocols() {
		if len(proto.Closures) > 0 {
			out = append(out, closures(proto, params)...)
		}
	}
	return out
}

// closures returns the ways of the handles of proto that are not mere calls
// of a release: those count as callbacks.
func closures(proto *protocol.Protocol, params []*ssa.Parameter) []incoming {
	var out []incoming
	for i, p := range params {
		for _, adv := range proto.Advance {
			if !mayBe(proto, adv.Role, p.Type()) {
				continue
			}
			next := Bind{i, adv.Role}
			out = append(out, incoming{proto: proto, binds: []Bind{next}})
			for j, q := range params {
				for _, rel := range proto.Release {
					if j != i && mayBe(proto, rel.Role, q.Type()) {
						out = append(out, incoming{proto: proto, binds: inOrder(next, Bind{j, rel.Role})})
					}
				}
			}
		}
	}
	return out
}

func inOrder(a, b Bind) []Bind {
	if a.Param < b.Param {
		return []Bind{a, b}
	}
	return []Bind{b, a}
}

// starts returns the typestates in which an object of p may come into a
// function such that the function makes another thing of it; the first is
// that of an object in use.
func starts(p *protocol.Protocol) []typestate {
	if p == nil {
		return []typestate{fresh}
	}
	all := []typestate{active}
	if slices.ContainsFunc(p.Send, func(s protocol.Send) bool { return s.Fresh != protocol.Fine }) {
		all = append(all, fresh)
	}
	if slices.ContainsFunc(p.Release, func(r protocol.Release) bool { return r.Completed != protocol.Op{} }) {
		all = append(all, requested)
	}
	if slices.ContainsFunc(p.Advance, func(a protocol.Advance) bool { return a.Reopens }) && !p.Owes(protocol.Exhausted) {
		all = append(all, exhausted)
	}
	return all
}

// entry returns what becomes of an object that comes in in the typestate ts,
// or nil if that could not be found out.
func (e *engine) entry(fn *ssa.Function, in incoming, ts typestate) *Entry {
	s := e.search(fn, entryBudget)
	entry := &Entry{Binds: in.binds}
	if in.proto != nil {
		entry.Protocol = in.proto.Name
		if ts != active {
			entry.From = ts.String()
		}
	}
	if s.derived, s.first = in.derived, in.at; in.derived != nil {
		entry.From = e.from(in.derived, in.at)
		s.budget = min(s.budget, e.holdersLeft)
	}
	before := s.budget
	if s.proto = in.proto; s.proto == nil {
		s.proto = callbacksOnly
	}
	s.run(in.binds, ts, true)
	if in.derived != nil {
		e.holdersLeft -= before - s.budget
	}
	if s.exceeded {
		e.counters.GivenUp++
		return nil
	}
	entry.Outcomes = s.outcomes()
	return entry
}
