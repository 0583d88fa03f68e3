package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// maxParams bounds the parameters of which a summary speaks.
const maxParams = 8

// summarise adds to fn's summary what becomes of objects that come in by
// its parameters, if importers can call it.
func (e *engine) summarise(fn *ssa.Function, exported func(*types.Func) bool) {
	obj := object(fn)
	if obj == nil || !exported(obj) || len(fn.Blocks) == 0 {
		return
	}
	sum := e.summaries[obj]
	if sum == nil {
		sum = new(Summary)
	}
	for _, binds := range e.bindings(fn) {
		if entry := e.entry(fn, binds); entry != nil {
			sum.Entries = append(sum.Entries, *entry)
		}
	}
	if !sum.Empty() {
		e.summaries[obj] = sum
	}
}

// bindings returns the ways in which one object can come into fn: a callback
// by each parameter of function type, and the handles of each protocol by
// parameters of their shapes, alone and together.
func (e *engine) bindings(fn *ssa.Function) [][]Bind {
	var out [][]Bind
	params := fn.Params[:min(len(fn.Params), maxParams)]
	for i, p := range params {
		if SignatureOf(p.Type()) != nil {
			out = append(out, []Bind{{i, Callback}})
		}
	}
	for _, proto := range e.table.Protocols() {
		out = append(out, protocolBindings(proto, params)...)
	}
	return out
}

// protocolBindings returns the bindings of the handles of proto that are
// not mere calls of a release: those count as callbacks.
func protocolBindings(proto *protocol.Protocol, params []*ssa.Parameter) [][]Bind {
	var out [][]Bind
	for i, p := range params {
		for _, adv := range proto.Advance {
			if !mayBe(proto, adv.Role, p.Type()) {
				continue
			}
			next := Bind{i, adv.Role}
			out = append(out, []Bind{next})
			for j, q := range params {
				for _, rel := range proto.Release {
					if j != i && mayBe(proto, rel.Role, q.Type()) {
						out = append(out, inOrder(next, Bind{j, rel.Role}))
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

// entry returns what becomes of an object that comes in by binds, or nil if
// that could not be found out.
func (e *engine) entry(fn *ssa.Function, binds []Bind) *Entry {
	s := e.search(fn, entryBudget)
	ts := active
	if binds[0].Role == Callback {
		ts = fresh
	}
	s.proto = e.table.Protocols()[0]
	s.run(binds, ts, true)
	if s.exceeded {
		e.counters.GivenUp++
		return nil
	}
	return &Entry{Binds: binds, Outcomes: s.outcomes()}
}
