package engine

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/protocol"
)

// A type of the program may also be a generator that runs its body in a
// goroutine: it hands elements out over one channel and takes values over
// another, neither of which has a buffer. If the body takes a value only after
// it has handed out an element, then a value that is sent before the first
// element is taken waits for ever, and so does the body.

// generator is the protocol of such types. They owe nothing.
var generator = &protocol.Protocol{
	Name:    "generator",
	Noun:    "generator",
	Advance: []protocol.Advance{{Op: protocol.Op{Call: "Next"}}},
}

// findExchanges finds the functions that make such a generator, and says so in
// their summaries.
func (e *engine) findExchanges() {
	for _, fn := range e.declared {
		obj := object(fn)
		if obj == nil || e.summaries[obj] != nil || fn.Signature.Results().Len() == 0 {
			continue
		}
		typ, _ := protocol.TypeName(fn.Signature.Results().At(0).Type())
		if typ == nil || typ.Pkg() != e.pkg.Pkg {
			continue
		}
		x := e.exchangeOf(fn, typ)
		if x == nil {
			continue
		}
		out := Outcome{State: fresh.String(), Results: make([]Returned, fn.Signature.Results().Len())}
		out.Results[0].Role = protocol.Receiver
		e.summaries[obj] = &Summary{Protocol: generator.Name, Acquires: []Outcome{out}, Derived: *x.automaton()}
	}
}

// An exchange is a generator over two channels.
type exchange struct {
	chans    map[*types.Var]bool       // the fields that hold channels without a buffer
	vars     map[*ssa.Alloc]*types.Var // variables that hold the channel of a field
	takes    []take
	in, out  *types.Var    // of chans
	advances []*types.Func // methods that take an element
	sends    []*types.Func // methods that send a value first
}

// A take is a receive from the channel in, after a send on the channel out, if
// that is not nil.
type take struct{ in, out *types.Var }

// automaton returns the protocol of the generator: fresh, and running.
func (x *exchange) automaton() *Derived {
	d := &Derived{States: []DerivedState{{State: fresh.String()}, {State: active.String()}}}
	running := func(m *types.Func) []DerivedOutcome {
		return []DerivedOutcome{{To: 1, Results: make([]Returned, m.Signature().Results().Len())}}
	}
	for _, m := range x.advances {
		d.States[0].Ops = append(d.States[0].Ops, DerivedOp{Name: m.Name(), Outcomes: running(m)})
	}
	for _, m := range x.sends {
		d.States[0].Ops = append(d.States[0].Ops, DerivedOp{Name: m.Name(), Outcomes: running(m), Effect: protocol.Hang, Send: true})
	}
	d.States[0].sort()
	return d
}

// exchangeOf returns the generator of the type that fn makes, or nil.
func (e *engine) exchangeOf(fn *ssa.Function, typ *types.TypeName) *exchange {
	x := &exchange{chans: make(map[*types.Var]bool), vars: make(map[*ssa.Alloc]*types.Var)}
	x.unbuffered(fn)
	if len(x.chans) < 2 || !slices.ContainsFunc(instructions(fn), func(instr ssa.Instruction) bool { _, starts := instr.(*ssa.Go); return starts }) {
		return nil
	}
	for _, fn := range e.declared {
		x.findTakes(fn)
	}
	for _, t := range x.takes {
		switch {
		case t.out == nil || x.receives(t.in):
		case x.in != nil && (t.in != x.in || t.out != x.out):
			return nil
		default:
			x.in, x.out = t.in, t.out
		}
	}
	if x.in == nil {
		return nil
	}
	e.exchangeMethods(x, typ)
	if len(x.advances) == 0 || len(x.sends) == 0 {
		return nil
	}
	return x
}

// unbuffered notes the fields to which fn assigns channels that it makes
// without a buffer, and the variables from which it does.
func (x *exchange) unbuffered(fn *ssa.Function) {
	made := func(v ssa.Value) bool {
		mk, ok := v.(*ssa.MakeChan)
		if !ok {
			return false
		}
		size, ok := mk.Size.(*ssa.Const)
		return ok && constant.Sign(size.Value) == 0
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			fa, ok := st.Addr.(*ssa.FieldAddr)
			if !ok {
				continue
			}
			if made(st.Val) {
				x.chans[fieldOf(fa)] = true
				continue
			}
			load, ok := st.Val.(*ssa.UnOp)
			if !ok || load.Op != token.MUL {
				continue
			}
			if from, ok := load.X.(*ssa.Alloc); ok {
				if stored := valuesAt(from); len(stored) == 1 && made(stored[0]) {
					x.chans[fieldOf(fa)], x.vars[from] = true, fieldOf(fa)
				}
			}
		}
	}
}

// findTakes adds what fn and its literals receive, and what they have sent
// before that.
func (x *exchange) findTakes(fn *ssa.Function) {
	var gives []ssa.Instruction
	for _, b := range fn.DomPreorder() {
		for _, instr := range b.Instrs {
			for _, in := range x.over(instr, types.RecvOnly) {
				t := take{in: in}
				for _, give := range gives {
					if before(give, instr) {
						t.out = x.over(give, types.SendOnly)[0]
					}
				}
				x.takes = append(x.takes, t)
			}
			if len(x.over(instr, types.SendOnly)) > 0 {
				gives = append(gives, instr)
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		x.findTakes(lit)
	}
}

// receives reports whether the package receives from the channel without
// having sent on another before.
func (x *exchange) receives(in *types.Var) bool {
	return slices.ContainsFunc(x.takes, func(t take) bool { return t.in == in && (t.out == nil || t.out == in) })
}

// over returns the channels on which an instruction sends, or receives.
func (x *exchange) over(instr ssa.Instruction, dir types.ChanDir) []*types.Var {
	var chans []ssa.Value
	switch instr := instr.(type) {
	case *ssa.Send:
		if dir == types.SendOnly {
			chans = append(chans, instr.Chan)
		}
	case *ssa.UnOp:
		if instr.Op == token.ARROW && dir == types.RecvOnly {
			chans = append(chans, instr.X)
		}
	case *ssa.Select:
		for _, st := range instr.States {
			if st.Dir == dir {
				chans = append(chans, st.Chan)
			}
		}
	}
	var out []*types.Var
	for _, ch := range chans {
		if f := x.channel(ch); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// channel returns the field that holds the channel v, or nil.
func (x *exchange) channel(v ssa.Value) *types.Var {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	var find func(addr ssa.Value) *types.Var
	find = func(addr ssa.Value) *types.Var {
		switch addr := addr.(type) {
		case *ssa.FieldAddr:
			if f := fieldOf(addr); x.chans[f] {
				return f
			}
		case *ssa.Alloc:
			return x.vars[addr]
		case *ssa.FreeVar:
			if from := bindings(addr); len(from) == 1 {
				return find(from[0])
			}
		}
		return nil
	}
	return find(load.X)
}

// before reports whether a runs before b on every path to b.
func before(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	for _, instr := range a.Block().Instrs {
		switch instr {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}

// exchangeMethods finds the methods that take an element and those that send a
// value without taking one first. Others than these that use the channels make
// it something else.
func (e *engine) exchangeMethods(x *exchange, typ *types.TypeName) {
	named, ok := typ.Type().(*types.Named)
	if !ok {
		return
	}
	for m := range named.Methods() {
		fn := e.pkg.Prog.FuncValue(m)
		if fn == nil || len(fn.Blocks) == 0 {
			continue
		}
		takes, sends := x.uses(fn)
		first := func(take ssa.Instruction) bool { return !before(sends, take) }
		switch {
		case sends == nil && len(takes) > 0:
			x.advances = append(x.advances, m)
		case sends != nil && always(sends) && !slices.ContainsFunc(takes, first):
			x.sends = append(x.sends, m)
		}
	}
}

// always reports whether an instruction runs on every path to a return of its
// function.
func always(instr ssa.Instruction) bool {
	for _, b := range instr.Parent().Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && !before(instr, ret) {
			return false
		}
	}
	return true
}

// uses returns the instructions of fn that take an element, and the first that
// sends a parameter.
func (x *exchange) uses(fn *ssa.Function) (takes []ssa.Instruction, sends ssa.Instruction) {
	for _, b := range fn.DomPreorder() {
		for _, instr := range b.Instrs {
			if slices.Contains(x.over(instr, types.RecvOnly), x.out) {
				takes = append(takes, instr)
			}
			if !slices.Contains(x.over(instr, types.SendOnly), x.in) || sends != nil {
				continue
			}
			switch instr := instr.(type) {
			case *ssa.Send:
				if given(instr.X) {
					sends = instr
				}
			case *ssa.Select:
				if instr.Blocking && slices.ContainsFunc(instr.States, func(st *ssa.SelectState) bool { return st.Dir == types.SendOnly && given(st.Send) }) {
					sends = instr
				}
			}
		}
	}
	return takes, sends
}
