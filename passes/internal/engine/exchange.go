package engine

import (
	"go/constant"
	"go/token"
	"go/types"

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
	in, out  *types.Var // fields
	advances []string   // methods that take an element
	sends    []string   // methods that send a value first
}

// automaton returns the protocol of the generator: fresh, and running.
func (x *exchange) automaton() *Derived {
	d := &Derived{States: []DerivedState{{State: fresh.String()}, {State: active.String()}}}
	for _, name := range x.advances {
		d.States[0].Ops = append(d.States[0].Ops, DerivedOp{Name: name, Outcomes: []DerivedOutcome{{To: 1}}})
	}
	for _, name := range x.sends {
		d.States[0].Ops = append(d.States[0].Ops, DerivedOp{Name: name, Outcomes: []DerivedOutcome{{To: 1}}, Effect: protocol.Hang, Send: true})
	}
	d.States[0].sort()
	return d
}

// exchangeOf returns the generator of the type that fn makes, or nil.
func (e *engine) exchangeOf(fn *ssa.Function, typ *types.TypeName) *exchange {
	chans := unbuffered(fn)
	if len(chans) < 2 {
		return nil
	}
	var x *exchange
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			start, ok := instr.(*ssa.Go)
			if !ok {
				continue
			}
			body := startedBody(start)
			if x != nil || body == nil {
				return nil
			}
			if x = takesAfterGiving(body, chans); x == nil {
				return nil
			}
		}
	}
	if x == nil {
		return nil
	}
	e.exchangeMethods(x, typ)
	if len(x.advances) == 0 || len(x.sends) == 0 {
		return nil
	}
	return x
}

// startedBody returns the function that a go statement starts, or nil.
func startedBody(start *ssa.Go) *ssa.Function {
	switch v := start.Call.Value.(type) {
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	case *ssa.Function:
		if len(origin(v).Blocks) > 0 {
			return origin(v)
		}
	}
	return nil
}

// unbuffered returns the fields to which fn assigns channels that it makes
// without a buffer.
func unbuffered(fn *ssa.Function) map[*types.Var]bool {
	out := make(map[*types.Var]bool)
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
			mk, ok := st.Val.(*ssa.MakeChan)
			if !ok {
				continue
			}
			if size, ok := mk.Size.(*ssa.Const); ok && constant.Sign(size.Value) == 0 {
				out[fieldOf(fa)] = true
			}
		}
	}
	return out
}

// takesAfterGiving returns the channels of a body that receives from one field
// only after it has sent to another, or nil.
func takesAfterGiving(body *ssa.Function, chans map[*types.Var]bool) *exchange {
	x := new(exchange)
	var gives *ssa.Send
	for _, b := range body.DomPreorder() {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send:
				f := channelField(instr.Chan)
				if !chans[f] || x.out != nil && x.out != f {
					return nil
				}
				if gives == nil {
					gives, x.out = instr, f
				}
			case *ssa.UnOp:
				if instr.Op != token.ARROW {
					continue
				}
				f := channelField(instr.X)
				if !chans[f] || gives == nil || f == x.out || x.in != nil && x.in != f || !before(gives, instr) {
					return nil
				}
				x.in = f
			case *ssa.Select, *ssa.MakeClosure, *ssa.Go:
				return nil // it may do more than that
			}
		}
	}
	if x.in == nil {
		return nil
	}
	return x
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

// channelField returns the field that the channel v is read from, or nil.
func channelField(v ssa.Value) *types.Var {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if fa, ok := load.X.(*ssa.FieldAddr); ok {
			return fieldOf(fa)
		}
	}
	return nil
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
		switch takes, sends := x.uses(fn); {
		case sends != nil && (takes == nil || !before(takes, sends)):
			x.sends = append(x.sends, m.Name())
		case takes != nil && sends == nil:
			x.advances = append(x.advances, m.Name())
		}
	}
}

// uses returns the first instruction of fn that takes an element, and the first
// that sends a parameter.
func (x *exchange) uses(fn *ssa.Function) (takes, sends ssa.Instruction) {
	for _, b := range fn.DomPreorder() {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.UnOp:
				if instr.Op == token.ARROW && channelField(instr.X) == x.out && takes == nil {
					takes = instr
				}
			case *ssa.Send:
				if channelField(instr.Chan) == x.in && given(instr.X) && sends == nil {
					sends = instr
				}
			}
		}
	}
	return takes, sends
}
