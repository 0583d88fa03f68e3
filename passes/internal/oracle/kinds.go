package oracle

// kind is a construct: its name, how often it is chosen by itself, and what writes it.
type kind struct {
	name   string
	weight int
	big    bool // contains blocks
	write  func(*scope) outcome
}

// Constructs returns the names of the constructs, in a fixed order.
func Constructs() []string {
	var names []string
	for _, k := range (&gen{}).kinds() {
		names = append(names, k.name)
	}
	return append(names, "generic-function")
}

func (g *gen) kinds() []kind {
	var all []kind
	all = append(all, g.acquireKinds()...)
	all = append(all, g.releaseKinds()...)
	all = append(all, g.ownerKinds()...)
	all = append(all, g.collectionKinds()...)
	all = append(all, g.helperKinds()...)
	all = append(all, g.closureKinds()...)
	all = append(all, g.loopKinds()...)
	all = append(all, g.branchKinds()...)
	return append(all, g.exitKinds()...)
}
