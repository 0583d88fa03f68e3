package protocol

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
	"sync"
)

// A Table finds protocols by what a program calls. Its answers do not change.
type Table struct {
	list          []*Protocol
	acquire       map[string]entry     // by name of the function
	resources     map[string]*Protocol // by type
	resourceNames map[string]bool      // the names of those types, without their packages
	byPackage     map[string][]entry   // by package
	byType        map[string]*Protocol
	byMethods     []*Protocol
	sentinels     map[string]bool
	besides       map[string]bool

	mu     sync.Mutex
	shapes map[*types.TypeName]*Protocol // what byMethods says of a type
}

type entry struct {
	protocol *Protocol
	acquire  *Acquire
}

// NewTable indexes the protocols of list. Two protocols that acquire by the
// same call, or that are of the same type, are an error.
func NewTable(list []*Protocol) (*Table, error) {
	t := &Table{
		list:          list,
		acquire:       make(map[string]entry),
		resources:     make(map[string]*Protocol),
		resourceNames: make(map[string]bool),
		byPackage:     make(map[string][]entry),
		byType:        make(map[string]*Protocol),
		sentinels:     make(map[string]bool),
		besides:       make(map[string]bool),
		shapes:        make(map[*types.TypeName]*Protocol),
	}
	names := make(map[string]bool)
	for _, p := range list {
		if names[p.Name] {
			return nil, fmt.Errorf("two protocols have the name %s", p.Name)
		}
		names[p.Name] = true
		if err := t.add(p); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *Table) add(p *Protocol) error {
	if p.Resource() {
		return t.addResource(p)
	}
	if p.Type != "" {
		if old := t.byType[p.Type]; old != nil {
			return fmt.Errorf("protocols %s and %s are both of type %s", old.Name, p.Name, p.Type)
		}
		t.byType[p.Type] = p
	}
	if len(p.Methods) > 0 {
		t.byMethods = append(t.byMethods, p)
	}
	for _, a := range p.Advance {
		if a.Signal.Sentinel != "" {
			t.sentinels[a.Signal.Sentinel] = true
		}
		for _, b := range a.Signal.Besides {
			t.besides[b] = true
		}
	}
	for i := range p.Acquire {
		a := &p.Acquire[i]
		if a.Package != "" {
			t.byPackage[a.Package] = append(t.byPackage[a.Package], entry{p, a})
			continue
		}
		if old, dup := t.acquire[a.Call]; dup {
			return fmt.Errorf("protocols %s and %s both acquire by %s", old.protocol.Name, p.Name, a.Call)
		}
		t.acquire[a.Call] = entry{p, a}
	}
	return nil
}

func (t *Table) addResource(p *Protocol) error {
	if old := t.resources[p.Type]; old != nil {
		return fmt.Errorf("protocols %s and %s are both of type %s", old.Name, p.Name, p.Type)
	}
	t.resources[p.Type] = p
	t.resourceNames[p.Type[strings.LastIndexByte(p.Type, '.')+1:]] = true
	return nil
}

// Protocols returns the table's protocols in order.
func (t *Table) Protocols() []*Protocol { return t.list }

// ByName returns the protocol of that name, or nil.
func (t *Table) ByName(name string) *Protocol {
	for _, p := range t.list {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// IsSentinel reports whether the package variable of that name, "path.Name",
// is the end signal of a protocol.
func (t *Table) IsSentinel(name string) bool { return t.sentinels[name] }

// IsBeside reports whether the package variable of that name is an error that
// comes with an element.
func (t *Table) IsBeside(name string) bool { return t.besides[name] }

// NameOf returns the name of a function as descriptions write it: that of
// its generic origin, without type parameters.
func NameOf(fn *types.Func) string {
	if fn.Pkg() == nil {
		return fn.Name()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Pkg().Path() + "." + fn.Name()
	}
	name, star := TypeName(recv.Type())
	if name == nil {
		return fn.FullName()
	}
	return "(" + star + qualified(name) + ")." + fn.Name()
}

// TypeName returns the name of the type that t, or what t points to, is an
// instance of, nil if it has none, and the star of a pointer.
func TypeName(t types.Type) (name *types.TypeName, star string) {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		t, star = types.Unalias(ptr.Elem()), "*"
	}
	if named, ok := t.(*types.Named); ok {
		return named.Origin().Obj(), star
	}
	return nil, star
}

func qualified(name *types.TypeName) string {
	if name.Pkg() == nil {
		return name.Name()
	}
	return name.Pkg().Path() + "." + name.Name()
}

// Acquires returns the protocol by which fn acquires, and how, or nil, nil. A
// method of an interface acquires if its name and its results are those of
// a method that does: it is how programs write a database handle that may be
// a transaction.
func (t *Table) Acquires(fn *types.Func) (*Protocol, *Acquire) {
	if fn.Pkg() == nil {
		return nil, nil
	}
	recv := fn.Signature().Recv()
	if recv != nil && types.IsInterface(recv.Type()) {
		return t.acquiresLike(fn)
	}
	if len(t.acquire) > 0 {
		if e, ok := t.acquire[NameOf(fn)]; ok {
			return e.protocol, e.acquire
		}
	}
	for _, e := range t.byPackage[fn.Pkg().Path()] {
		if fn.Exported() && e.handle(fn) >= 0 && !e.parent(fn) {
			return e.protocol, e.acquire
		}
	}
	return nil, nil
}

// Opens returns the protocol of the resource that a call of fn gives, and how,
// or nil, nil: fn has a result of the resource's type, and is given none. What
// it says is not among the answers of the other methods, for resources concern
// few functions.
func (t *Table) Opens(fn *types.Func) (*Protocol, *Acquire) {
	results := fn.Signature().Results()
	for i := range results.Len() {
		name, _ := TypeName(results.At(i).Type())
		if name == nil || !t.resourceNames[name.Name()] {
			continue
		}
		p := t.resources[qualified(name)]
		if p == nil || (entry{protocol: p}).handle(fn) < 0 {
			continue
		}
		a := &Acquire{Results: map[Role]int{Receiver: i}, Initial: Fresh}
		if last := results.Len() - 1; last > i && types.Identical(results.At(last).Type(), types.Universe.Lookup("error").Type()) {
			a.Error = &last
		}
		return p, a
	}
	return nil, nil
}

// handle returns the index of the result of fn that is a handle of the
// entry's protocol, -1 if there is none. A function that is given a handle
// too is none that acquires.
func (e entry) handle(fn *types.Func) int {
	sig := fn.Signature()
	if recv := sig.Recv(); recv != nil && e.protocol.isType(recv.Type()) {
		return -1
	}
	for v := range sig.Params().Variables() {
		if e.protocol.isType(v.Type()) {
			return -1
		}
	}
	for i := range sig.Results().Len() {
		if e.protocol.isType(sig.Results().At(i).Type()) {
			return i
		}
	}
	return -1
}

// parent reports whether fn is a method of a type whose end releases what
// the method acquires.
func (e entry) parent(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	name, _ := TypeName(recv.Type())
	return name != nil && slices.Contains(e.acquire.Parents, name.Name())
}

// acquiresLike looks for a method that acquires by the name and with the
// results of the interface method fn.
func (t *Table) acquiresLike(fn *types.Func) (*Protocol, *Acquire) {
	for v := range fn.Signature().Results().Variables() {
		name, _ := TypeName(v.Type())
		if name == nil || name.Pkg() == nil {
			continue
		}
		p := t.byType[qualified(name)]
		if p == nil {
			continue
		}
		for i := range p.Acquire {
			a := &p.Acquire[i]
			e := entry{p, a}
			if a.Package == name.Pkg().Path() && e.handle(fn) >= 0 && e.fits(name.Pkg(), fn) {
				return p, a
			}
			if a.Call != "" && strings.HasSuffix(a.Call, ")."+fn.Name()) && e.handle(fn) >= 0 {
				return p, a
			}
		}
	}
	return nil, nil
}

// fits reports whether a type of the package, other than the parents, has a
// method of the name and the results of fn. If only parents implement the
// interface that fn is of, it stands for them.
func (e entry) fits(pkg *types.Package, fn *types.Func) bool {
	iface, _ := fn.Signature().Recv().Type().Underlying().(*types.Interface)
	has, parents, others := false, false, false
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		named, ok := tn.Type().(*types.Named)
		if !ok {
			continue
		}
		parent := slices.Contains(e.acquire.Parents, name)
		for m := range named.Methods() {
			has = has || !parent && m.Name() == fn.Name() && types.Identical(m.Signature().Results(), fn.Signature().Results())
		}
		if iface != nil && types.Implements(types.NewPointer(named), iface) {
			parents, others = parents || parent, others || !parent
		}
	}
	return has && (others || !parents)
}

// Result returns the index of the result of fn that is the handle in the
// given role of what fn acquires by a.
func (p *Protocol) Result(a *Acquire, role Role, fn *types.Func) (int, bool) {
	if a.Package != "" {
		i := entry{p, a}.handle(fn)
		return i, i >= 0
	}
	i, ok := a.Results[role]
	return i, ok && i < fn.Signature().Results().Len()
}

// isType reports whether t, or what t points to, is the protocol's type.
func (p *Protocol) isType(t types.Type) bool {
	if p.Type == "" {
		return false
	}
	name, _ := TypeName(t)
	return name != nil && qualified(name) == p.Type
}

// IsMemory reports whether an object that is made from a value of type t
// never fails.
func (p *Protocol) IsMemory(t types.Type) bool {
	name, _ := TypeName(t)
	return name != nil && slices.Contains(p.Memory, qualified(name))
}

// Of returns the protocol of which values of type t are handles, or nil.
func (t *Table) Of(typ types.Type) *Protocol {
	name, _ := TypeName(typ)
	if name == nil {
		return nil
	}
	if p := t.byType[qualified(name)]; p != nil {
		return p
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	p, known := t.shapes[name]
	if !known {
		p = t.byShape(name.Type())
		t.shapes[name] = p
	}
	return p
}

// AdvanceLike returns the protocol known by its methods, and its advance, of
// which fn has the name and the shape, though the type of its receiver lacks
// the other methods.
func (t *Table) AdvanceLike(fn *types.Func) (*Protocol, *Advance) {
	sig := fn.Signature()
	for _, p := range t.byMethods {
		adv := p.AdvanceBy(Op{Call: fn.Name()})
		if adv != nil && slices.ContainsFunc(p.Methods, func(m Method) bool {
			return m.Name == fn.Name() && fits(m.Params, sig.Params()) && fits(m.Results, sig.Results())
		}) {
			return p, adv
		}
	}
	return nil, nil
}

func (t *Table) byShape(typ types.Type) *Protocol {
	for _, p := range t.byMethods {
		if !slices.ContainsFunc(p.Methods, func(m Method) bool { return !m.in(typ) }) {
			return p
		}
	}
	return nil
}

// in reports whether typ, or a pointer to it, has the method.
func (m Method) in(typ types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(typ, true, nil, m.Name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	return fits(m.Params, sig.Params()) && fits(m.Results, sig.Results())
}

func fits(want []string, have *types.Tuple) bool {
	if len(want) != have.Len() {
		return false
	}
	for i, w := range want {
		if w != "_" && w != types.TypeString(have.At(i).Type(), nil) {
			return false
		}
	}
	return true
}

// On returns the op that a call of fn is on an object of p whose handle is
// the receiver, or an argument.
func (p *Protocol) On(fn *types.Func) Op {
	if fn.Signature().Recv() != nil {
		return Op{Call: fn.Name()}
	}
	return Op{Call: NameOf(fn)}
}
