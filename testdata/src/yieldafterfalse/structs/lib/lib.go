// Package lib walks trees with a yield that it keeps in a struct.
package lib

type Node struct {
	Key         int
	Left, Right *Node
}

type walker struct {
	yield func(int) bool
	over  bool
}

func (w *walker) walk(n *Node) {
	if n == nil || w.over {
		return
	}
	w.walk(n.Left)
	if w.over {
		return
	}
	w.over = !w.yield(n.Key)
	w.walk(n.Right)
}

// Walk tells whether yield wants more.
func Walk(n *Node, yield func(int) bool) bool {
	w := walker{yield: yield}
	w.walk(n)
	return !w.over
}
