package engine

import (
	"hash/fnv"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A function may be given a holder that functions of another package make. It
// is run on each state of each automaton that those give, so that callers of a
// third package hear what becomes of the holder.

// nameOfDerived names the automaton d, such that others have other names.
func (e *engine) nameOfDerived(d *Derived) string {
	name, ok := e.names[d]
	if !ok {
		data, err := d.GobEncode()
		if err != nil {
			panic("internal error: automaton cannot be encoded: " + err.Error())
		}
		h := fnv.New64a()
		h.Write(data)
		name = strconv.FormatUint(h.Sum64(), 36)
		e.names[d] = name
	}
	return name
}

// from names a state of the automaton d, for an entry.
func (e *engine) from(d *Derived, at int) string { return e.nameOfDerived(d) + "#" + strconv.Itoa(at) }

// holderEntries returns what becomes of holders that come in by fn's
// parameters.
func (e *engine) holderEntries(fn *ssa.Function) []Entry {
	var out []Entry
	for i, p := range fn.Params[:min(len(fn.Params), maxParams)] {
		var seen []string
		for _, maker := range e.makers(p.Type()) {
			acq := e.acquirementOf(maker)
			if acq == nil || acq.derived == nil || slices.Contains(seen, e.nameOfDerived(acq.derived)) {
				continue
			}
			seen = append(seen, e.nameOfDerived(acq.derived))
			for at, st := range acq.derived.States {
				if !acq.derived.opensFrom(at) {
					continue
				}
				ts := typestateOf(st.State)
				in := incoming{proto: acq.proto, binds: []Bind{{i, protocol.Receiver}}, derived: acq.derived, at: at}
				if entry := e.entry(fn, in, ts); entry != nil && slices.ContainsFunc(entry.Outcomes, notEscaped) {
					out = append(out, *entry)
				}
			}
		}
	}
	return out
}

func notEscaped(o Outcome) bool { return o.State != escaped.String() }

// boundHolder runs a call that takes the tracked holder, by the entry of the
// summary that speaks of such a one.
func (c *context) boundHolder(site callSite, sum *Summary, binds []Bind, s *state) []callOut {
	if !c.mayOwe(s) {
		return c.unknown(site, s)
	}
	if e := sum.entryFrom(c.proto.Name, c.from(c.derived, s.at), binds); e != nil {
		return c.entered(e, s)
	}
	return c.unknown(site, s)
}
