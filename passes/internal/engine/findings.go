package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/corolint/corolint/passes/internal/solver"
	"github.com/corolint/corolint/passes/protocol"
)

// LeakKind says in what way an obligation to release is not met.
type LeakKind string

// The kinds of leak.
const (
	// AtExit: the function is left while the object is owed.
	AtExit LeakKind = "at-exit"
	// AcquiredAgain: the acquire runs again while nothing refers to the
	// object that it made before and that is still owed.
	AcquiredAgain LeakKind = "acquired-again"
	// DeferInLoop: the acquire runs again while the release of the object
	// that it made before waits on the function's stack.
	DeferInLoop LeakKind = "defer-in-loop"
	// LazyRelease: the function returns a sequence that has the object, and
	// that may never run.
	LazyRelease LeakKind = "lazy-release"
	// Buried: the release is stored in a field that nothing reads.
	Buried LeakKind = "buried"
	// Forgotten: the object is kept in a field, and no method of its type
	// gives it back.
	Forgotten LeakKind = "forgotten"
)

// A Finding is the engine's verdict on one acquire.
type Finding struct {
	Kind     LeakKind
	Protocol *protocol.Protocol
	// Acquire is the call that made the object, and Callee what it calls.
	Acquire ssa.CallInstruction
	Callee  *types.Func
	// Results gives the result index of each role.
	Results map[protocol.Role]int
	// Held reports whether the results hold the object in something; then
	// Method is the method of the result in the role of receiver, or of the
	// receiver of the call, that releases, if there is one.
	Held   bool
	Method string
	// Literal reports whether the result in the role of receiver is a literal
	// that releases.
	Literal bool
	// Direct reports whether Callee is the protocol's own constructor.
	Direct bool
	// Contained reports whether a release deferred right after the acquire
	// would mend the leak and change nothing else: no path hands the object
	// on, and the acquire is not in a loop.
	Contained bool
	// MayFail reports whether the acquire can end without an object, and
	// Error is the index of the error that is nil if it does not, or -1.
	MayFail bool
	Error   int
	// Requested reports whether the release was asked for, but not completed.
	Requested bool
	// Kept reports whether a loop that acquires keeps the object in a slice,
	// an array or a map.
	Kept bool
	// Holder is the type with the field that keeps what is Forgotten, and
	// Path how its methods find what releases, if that is known.
	Holder, Field, Path string
	// Steps lead from the acquire to the place where the obligation is due.
	Steps []Step
}

// A StepKind is what happens at a step of a witness.
type StepKind uint8

// The kinds of step.
const (
	// Branch: a condition is true or false here.
	Branch StepKind = iota
	// Taken: a branch leads here.
	Taken
	// Leave: the function is left here.
	Leave
	// Again: the acquire runs again.
	Again
	// Wait: the release is deferred here.
	Wait
	// Lazy: the literal that has the object stands here.
	Lazy
	// Bury: the release is stored for good.
	Bury
	// CalledAgain: yield is called again here.
	CalledAgain
	// Forget: the field that keeps the object is declared here.
	Forget
	// Thrown: a panic here is recovered by a deferred call.
	Thrown
)

// A Step is one step of a witness.
type Step struct {
	Kind  StepKind
	Pos   token.Pos
	Truth bool   // of a Branch
	Func  string // the function that is left
}

// finding makes the verdict on the object of a search from its leaks, or
// nil if there is none. The leak with the shortest witness stands for all.
func (s *search) finding() *Finding {
	if s.exceeded || len(s.leaks) == 0 || !s.proto.Owes(protocol.Fresh) {
		return nil
	}
	if s.acq.like && !s.takesHandle() {
		return nil // who drops the object may know that there is none
	}
	var best *Finding
	for _, l := range s.leaks {
		if s.doubtful(l) {
			continue
		}
		f := &Finding{Kind: l.kind, Steps: l.steps(), Requested: l.ts == requested, Kept: l.gathered != apart && inLoop(s.at().Block())}
		if l.forgotten != nil {
			f.Holder, f.Field, f.Path = l.forgotten.holder.Name(), l.forgotten.field.Name(), l.forgotten.path
		}
		if best == nil || f.before(best) {
			best = f
		}
	}
	if best == nil {
		return nil
	}
	best.Protocol = s.proto
	best.Acquire = s.at()
	best.Callee = calledBy(s.at())
	best.Direct = s.isConstructor(best.Callee)
	best.Results = make(map[protocol.Role]int)
	for _, role := range s.proto.Handles() {
		if i := s.resultOf(role); i >= 0 {
			best.Results[role] = i
		}
	}
	s.nameRelease(best)
	best.Contained = !s.moved && !inLoop(s.at().Block()) && s.acquireStaysIn()
	best.MayFail, best.Error = s.mayFail(), s.errorResult()
	return best
}

// takesHandle reports whether the program does anything with a handle that
// the acquire gives.
func (s *search) takesHandle() bool {
	call, ok := s.at().(*ssa.Call)
	if !ok {
		return false
	}
	for _, role := range s.proto.Handles() {
		if i := s.resultOf(role); i >= 0 && takes(call, i) {
			return true
		}
	}
	return false
}

// before orders the findings on one object: a leak at an exit first, since
// it is the plainest, then the shorter witness, then the earlier end.
func (f *Finding) before(g *Finding) bool {
	if a, b := f.Kind == AtExit, g.Kind == AtExit; a != b {
		return a
	}
	if len(f.Steps) != len(g.Steps) {
		return len(f.Steps) < len(g.Steps)
	}
	return f.end() < g.end()
}

func (f *Finding) end() token.Pos {
	if len(f.Steps) == 0 {
		return token.NoPos
	}
	return f.Steps[len(f.Steps)-1].Pos
}

func (e *engine) isConstructor(obj *types.Func) bool {
	if obj == nil {
		return false
	}
	p, _ := e.table.Acquires(obj)
	return p != nil
}

// resultOf returns which result of the acquire is the handle of that role,
// or -1.
func (s *search) resultOf(role protocol.Role) int {
	for _, o := range s.gives() {
		for i, r := range o.Results {
			if r.Role == role {
				return i
			}
		}
	}
	return -1
}

// acquireStaysIn reports whether every leak is found in the function that
// holds the acquire, so that a defer there runs where the object is owed.
func (s *search) acquireStaysIn() bool {
	for _, l := range s.leaks {
		if l.c.f.fn != s.at().Parent() {
			return false
		}
	}
	return !s.storesHandle()
}

// mayFail reports whether the acquire can end without an object, so that
// the handle that releases is nil.
func (s *search) mayFail() bool {
	for _, o := range s.gives() {
		for i, r := range o.Results {
			if r.Known == Nil && !o.carries() && (len(s.via) == 0 || !IsError(s.at().Common().Signature().Results().At(i).Type())) {
				return true
			}
		}
		if len(s.via) == 0 && o.State == none.String() && !slices.ContainsFunc(o.Results, func(r Returned) bool { return r.Role != "" }) {
			return true
		}
	}
	return false
}

// errorResult returns the index of the error that is nil where the acquire
// brings an object out, or -1.
func (s *search) errorResult() int {
	for _, o := range s.gives() {
		for i, r := range o.Results {
			if o.carries() && r.Known == Nil && r.Role == "" && IsError(s.at().Common().Signature().Results().At(i).Type()) {
				return i
			}
		}
	}
	return -1
}

// storesHandle reports whether a result of the acquire is put into a
// variable that another function shares.
func (s *search) storesHandle() bool {
	call, ok := s.at().(*ssa.Call)
	if !ok {
		return false
	}
	for _, ref := range *call.Referrers() {
		x, ok := ref.(*ssa.Extract)
		if !ok {
			continue
		}
		for _, use := range *x.Referrers() {
			if st, ok := use.(*ssa.Store); ok {
				if _, free := st.Addr.(*ssa.FreeVar); free {
					return true
				}
			}
		}
	}
	return false
}

// -- witness --

// steps returns the shortest way from the acquire, or from where its
// function begins, to the place of the leak. It is found backwards by
// breadth-first search over the states that were reached; ties go to the
// one that was reached first.
func (l *leak) steps() []Step {
	if l.kind == Forgotten {
		return []Step{{Kind: Forget, Pos: l.forgotten.field.Pos()}}
	}
	steps := l.branches()
	switch l.kind {
	case AtExit:
		steps = append(steps, Step{Kind: Leave, Pos: exitPos(l.at), Func: l.at.Parent().Name()})
	case AcquiredAgain:
		steps = append(steps, Step{Kind: Again, Pos: l.at.Pos()})
	case LazyRelease:
		steps = append(steps, Step{Kind: Lazy, Pos: l.lazy.Pos()})
	case Buried:
		steps = append(steps, Step{Kind: Bury, Pos: l.buried.Pos()})
	case DeferInLoop:
		steps = append(steps, Step{Kind: Wait, Pos: l.wait.Pos()}, Step{Kind: Again, Pos: l.at.Pos()})
	}
	return steps
}

// branches returns the steps of that way that are branches.
func (l *leak) branches() []Step {
	return l.branchesFrom(func(s *state) bool { return s.ts == none })
}

// branchesFrom returns the branches on the shortest way from a state that
// start selects.
func (l *leak) branchesFrom(start func(*state) bool) []Step {
	var steps []Step
	path := l.path(start)
	for i := 0; i+1 < len(path); i++ {
		st, ok := l.c.stepOf(path[i], path[i+1])
		again := len(steps) > 0 && steps[len(steps)-1] == st
		if ok && !(again && st.Kind == Taken) && !(st.Kind == Taken && l.at != nil && st.Pos == exitPos(l.at)) {
			steps = append(steps, st)
		}
	}
	return steps
}

// path returns the nodes from one of a state that start selects, such as the
// one whose block acquires the object, to the leak's.
func (l *leak) path(start func(*state) bool) []*solver.Node[*state] {
	next := map[*solver.Node[*state]]*solver.Node[*state]{l.node: nil}
	queue := []*solver.Node[*state]{l.node}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		if start(n.State) || len(n.Preds) == 0 {
			var path []*solver.Node[*state]
			for ; n != nil; n = next[n] {
				path = append(path, n)
			}
			return path
		}
		for _, p := range n.Preds {
			if _, seen := next[p]; !seen {
				next[p] = n
				queue = append(queue, p)
			}
		}
	}
	return []*solver.Node[*state]{l.node}
}

// stepOf describes the edge from a to b, if a branch or a panic leads there.
func (c *context) stepOf(a, b *solver.Node[*state]) (Step, bool) {
	if rec := c.f.fn.Recover; rec != nil && b.Place == rec.Index {
		switch instr := c.thrown[a].(type) {
		case nil:
			return Step{}, false
		case ssa.CallInstruction:
			return Step{Kind: Thrown, Pos: PosOf(instr)}, true
		default:
			return Step{Kind: Thrown, Pos: instr.Pos()}, true
		}
	}
	return branchStep(c.f.fn, a, b)
}

// branchStep describes the edge from a to b, if a's block ends in a branch.
func branchStep(fn *ssa.Function, a, b *solver.Node[*state]) (Step, bool) {
	if a.Place >= len(fn.Blocks) || b.Place >= len(fn.Blocks) {
		return Step{}, false
	}
	blk := fn.Blocks[a.Place]
	br, ok := blk.Instrs[len(blk.Instrs)-1].(*ssa.If)
	if !ok {
		return Step{}, false
	}
	then, other := blk.Succs[0], blk.Succs[1]
	if then == other || then.Index != b.Place && other.Index != b.Place {
		return Step{}, false
	}
	truth := then.Index == b.Place
	if x, not := condition(br); x != nil {
		return Step{Kind: Branch, Pos: x.Pos(), Truth: truth != not}, true
	}
	if pos := firstPos(fn.Blocks[b.Place]); pos.IsValid() {
		return Step{Kind: Taken, Pos: pos}, true
	}
	return Step{}, false
}

// condition returns the expression in the source that decides the branch,
// and whether the branch goes by its negation; nil if there is none, as in
// the loops that go/ssa makes of a range.
func condition(br *ssa.If) (x ast.Expr, not bool) {
	cond := br.Cond
	instrs := br.Block().Instrs
	for i := len(instrs) - 1; i >= 0; i-- {
		ref, ok := instrs[i].(*ssa.DebugRef)
		if !ok {
			continue
		}
		if ref.X == cond {
			return ref.Expr, not
		}
		if neg, ok := cond.(*ssa.UnOp); ok && neg.Op == token.NOT && ref.X == neg.X {
			return ref.Expr, !not
		}
	}
	return nil, false
}

// firstPos returns the first position that an instruction of b has.
func firstPos(b *ssa.BasicBlock) token.Pos {
	for _, instr := range b.Instrs {
		if _, phi := instr.(*ssa.Phi); !phi && instr.Pos().IsValid() {
			return instr.Pos()
		}
	}
	return token.NoPos
}

// exitPos returns where a function is left: at the return statement, or at
// the closing brace.
func exitPos(instr ssa.Instruction) token.Pos {
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	fn := instr.Parent()
	if syn := fn.Syntax(); syn != nil {
		return syn.End() - 1
	}
	return fn.Pos()
}
