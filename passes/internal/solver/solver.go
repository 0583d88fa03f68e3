// Package solver is the fixpoint of property simulation over a directed
// graph. It knows nothing of Go programs.
//
// At each node the solver keeps a set of states. A state has a key, which
// identifies it, and a class, the part of it that is never joined (Das,
// Lerner, Seigle: ESP, PLDI 2002, joins states of equal property state). As
// long as few states of a class have reached a node they are kept apart,
// which is exact; when a class has more than Limits.Split states at a node,
// all of them are joined into one there, for good. So a node's classes each
// cost at most Split states plus the height of the joined part, and the
// fixpoint ends; a problem that passes Limits.Classes or Limits.Visits is
// given up and says so.
//
// Transfers happen on edges: the caller gives the states that leave a node
// with the node that each goes to, so that what a branch teaches is never
// lost where two branches meet.
package solver

// A Lattice gives the operations on states. They must not mutate.
type Lattice[S any] interface {
	// Key identifies a state: equal keys, equal states.
	Key(S) string
	// Class is the part of the key that is never joined.
	Class(S) string
	// Join returns the least state that both are instances of. It is
	// called for states of one class only, is associative, commutative
	// and idempotent, and stays in the class.
	Join(a, b S) S
}

// Limits bound the work.
type Limits struct {
	Split   int // states of a class that a node keeps apart
	Classes int // classes that a node may have
	Visits  int // transfers in all
}

// A Node is a state that reached a place in the graph.
type Node[S any] struct {
	Place int
	State S
	// Preds are the nodes whose transfer led here, in order of discovery.
	Preds []*Node[S]

	key   string
	index int
}

// A Solver holds one problem's growing solution.
type Solver[S any] struct {
	lattice Lattice[S]
	limits  Limits
	rank    []int
	places  []place[S]
	queue   queue[S]
	serial  int

	// Visits counts transfers.
	Visits int
	// Exceeded reports that a limit was passed: the solution is partial.
	Exceeded bool
}

type place[S any] struct {
	nodes   map[string]*Node[S]
	classes map[string]*class[S]
	order   []*class[S] // as they came
}

type class[S any] struct {
	members []*Node[S]
	joined  *Node[S]
}

// New returns a solver for a graph whose places are 0..len(rank)-1; of the
// nodes that wait, the one of lowest rank is visited first, then the one
// that came first.
func New[S any](lattice Lattice[S], limits Limits, rank []int) *Solver[S] {
	return &Solver[S]{
		lattice: lattice,
		limits:  limits,
		rank:    rank,
		places:  make([]place[S], len(rank)),
	}
}

// Add brings state s to a place; from is the node that it comes from, or
// nil for an initial state.
func (v *Solver[S]) Add(at int, s S, from *Node[S]) {
	p := &v.places[at]
	if p.nodes == nil {
		p.nodes = make(map[string]*Node[S])
		p.classes = make(map[string]*class[S])
	}
	name := v.lattice.Class(s)
	c := p.classes[name]
	if c == nil {
		if len(p.classes) >= v.limits.Classes {
			v.Exceeded = true
			return
		}
		c = new(class[S])
		p.classes[name] = c
		p.order = append(p.order, c)
	}
	if c.joined == nil && len(c.members) >= v.limits.Split && p.nodes[v.lattice.Key(s)] == nil {
		v.join(p, at, c)
	}
	if c.joined != nil {
		s = v.lattice.Join(c.joined.State, s)
	}
	n := v.insert(p, at, s)
	if c.joined != nil {
		if n != c.joined {
			addPreds(n, c.joined.Preds...)
		}
		c.joined = n
	} else if len(c.members) == 0 || c.members[len(c.members)-1] != n {
		c.addMember(n)
	}
	if from != nil {
		addPreds(n, from)
	}
}

// join makes the members of c one state.
func (v *Solver[S]) join(p *place[S], at int, c *class[S]) {
	s := c.members[0].State
	for _, m := range c.members[1:] {
		s = v.lattice.Join(s, m.State)
	}
	c.joined = v.insert(p, at, s)
	for _, m := range c.members {
		if m != c.joined {
			addPreds(c.joined, m.Preds...)
		}
	}
}

func (c *class[S]) addMember(n *Node[S]) {
	for _, m := range c.members {
		if m == n {
			return
		}
	}
	c.members = append(c.members, n)
}

func addPreds[S any](n *Node[S], preds ...*Node[S]) {
	for _, p := range preds {
		known := false
		for _, q := range n.Preds {
			known = known || p == q
		}
		if !known {
			n.Preds = append(n.Preds, p)
		}
	}
}

// insert returns the node of state s at a place, which it makes and queues
// if it is new.
func (v *Solver[S]) insert(p *place[S], at int, s S) *Node[S] {
	key := v.lattice.Key(s)
	if n := p.nodes[key]; n != nil {
		return n
	}
	n := &Node[S]{Place: at, State: s, key: key, index: v.serial}
	v.serial++
	p.nodes[key] = n
	v.queue.push(n, v.rank[at])
	return n
}

// Run transfers each node once, until no new one appears or a limit is
// passed. The transfer calls Add for each state that leaves the node.
func (v *Solver[S]) Run(transfer func(*Node[S])) {
	for !v.Exceeded {
		n := v.queue.pop()
		if n == nil {
			return
		}
		if v.superseded(n) {
			continue
		}
		if v.Visits >= v.limits.Visits {
			v.Exceeded = true
			return
		}
		v.Visits++
		transfer(n)
	}
}

// At returns the nodes of a place, class by class in the order in which they
// came; a class that was joined gives one.
func (v *Solver[S]) At(at int) []*Node[S] {
	var out []*Node[S]
	for _, c := range v.places[at].order {
		if c.joined != nil {
			out = append(out, c.joined)
		} else {
			out = append(out, c.members...)
		}
	}
	return out
}

// Key returns the key of the node's state.
func (n *Node[S]) Key() string { return n.key }

// superseded reports whether n's class has been joined into another node
// before n had its turn.
func (v *Solver[S]) superseded(n *Node[S]) bool {
	c := v.places[n.Place].classes[v.lattice.Class(n.State)]
	return c != nil && c.joined != nil && c.joined != n
}

// queue is a priority queue by (rank, arrival).
type queue[S any] struct {
	items []item[S]
}

type item[S any] struct {
	node *Node[S]
	rank int
}

func (q *queue[S]) less(i, j int) bool {
	a, b := q.items[i], q.items[j]
	if a.rank != b.rank {
		return a.rank < b.rank
	}
	return a.node.index < b.node.index
}

func (q *queue[S]) push(n *Node[S], rank int) {
	q.items = append(q.items, item[S]{n, rank})
	for i := len(q.items) - 1; i > 0; {
		parent := (i - 1) / 2
		if !q.less(i, parent) {
			return
		}
		q.items[i], q.items[parent] = q.items[parent], q.items[i]
		i = parent
	}
}

func (q *queue[S]) pop() *Node[S] {
	if len(q.items) == 0 {
		return nil
	}
	top := q.items[0].node
	last := len(q.items) - 1
	q.items[0] = q.items[last]
	q.items = q.items[:last]
	for i := 0; ; {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < last && q.less(child, least) {
				least = child
			}
		}
		if least == i {
			return top
		}
		q.items[i], q.items[least] = q.items[least], q.items[i]
		i = least
	}
}
