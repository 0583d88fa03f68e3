package collectionscross

import (
	"iter"

	"pullleak/collectionscross/lib"
)

func okActive(seqs []iter.Seq[int]) (sum int) {
	nexts := make([]func() (int, bool), len(seqs))
	stops := make([]func(), len(seqs))
	active := 0
	for i, s := range seqs {
		if s != nil {
			nexts[i], stops[i] = iter.Pull(s)
			active++
		}
	}
	if active == 0 {
		return 0
	}
	for active > 0 {
		for i, next := range nexts {
			v, ok := next()
			if !ok {
				stops[i]()
				active--
			}
			sum += v
		}
	}
	return
}

func okActive2(seqs []iter.Seq[int]) (sum int) {
	var stops []func()
	n := 0
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
		n++
	}
	if n > 0 {
		for _, s := range stops {
			s()
		}
	}
	return
}

func okLen(seqs []iter.Seq[int]) (sum int) {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	if len(stops) > 0 {
		for _, s := range stops {
			s()
		}
	}
	return
}

func okNil(seqs []iter.Seq[int]) (sum int) {
	var stops []func()
	for _, s := range seqs {
		_, stop := iter.Pull(s)
		stops = append(stops, stop)
	}
	if stops == nil {
		return
	}
	for _, s := range stops {
		s()
	}
	return
}

type queue struct {
	items []*lib.Cursor
	n     int
}

func newQueue(seqs []iter.Seq[int]) *queue {
	q := &queue{n: len(seqs)}
	for _, s := range seqs {
		c, err := lib.Open(s)
		if err != nil {
			panic(err)
		}
		q.items = append(q.items, c)
	}
	return q
}

func (q *queue) pop() *lib.Cursor {
	c := q.items[0]
	q.items = q.items[1:]
	q.n--
	return c
}

func (q *queue) empty() bool { return q.n == 0 }
func (q *queue) drain() {
	for !q.empty() {
		q.pop().Close()
	}
}

func okQueue(seqs []iter.Seq[int]) {
	q := newQueue(seqs)
	for q.n > 0 {
		q.pop().Close()
	}
}

func okQueue2(seqs []iter.Seq[int]) {
	q := newQueue(seqs)
	for !q.empty() {
		q.pop().Close()
	}
}

func okQueue3(seqs []iter.Seq[int]) {
	q := newQueue(seqs)
	q.drain()
}

func okQueue4(seqs []iter.Seq[int]) {
	q := newQueue(seqs)
	defer q.drain()
	q.items[0].Next()
}

func okQueue5(seqs []iter.Seq[int]) {
	q := newQueue(seqs)
	for range q.n {
		q.pop().Close()
	}
}

func okQueue6(seqs []iter.Seq[int]) {
	q := newQueue(seqs)
	for i := 0; i < q.n; i++ {
		q.items[i].Close()
	}
}

type tree struct {
	kids []*tree
	cur  *lib.Cursor
}

func build(seq iter.Seq[int], depth int) (*tree, error) {
	c, err := lib.Open(seq)
	if err != nil {
		return nil, err
	}
	t := &tree{cur: c}
	if depth > 0 {
		for range 2 {
			k, err := build(seq, depth-1)
			if err != nil {
				t.close()
				return nil, err
			}
			t.kids = append(t.kids, k)
		}
	}
	return t, nil
}

func (t *tree) close() {
	t.cur.Close()
	for _, k := range t.kids {
		k.close()
	}
}

func okTree(seq iter.Seq[int]) error {
	t, err := build(seq, 3)
	if err != nil {
		return err
	}
	defer t.close()
	return nil
}

func badTree(seq iter.Seq[int]) error {
	t, err := build(seq, 3) // want "the iterator of build is neither released nor drained when badTree returns on line .*; call t.close on this path, or defer it"
	if err != nil {
		return err
	}
	if t.cur == nil {
		return nil
	}
	println(t.cur.Next())
	return nil
}

type cache struct{ open map[string]*lib.Cursor }

func (c *cache) get(k string, seq iter.Seq[int]) (*lib.Cursor, error) {
	if x, ok := c.open[k]; ok {
		return x, nil
	}
	x, err := lib.Open(seq)
	if err != nil {
		return nil, err
	}
	if c.open == nil {
		c.open = make(map[string]*lib.Cursor)
	}
	c.open[k] = x
	return x, nil
}

func (c *cache) closeAll() {
	for k, x := range c.open {
		x.Close()
		delete(c.open, k)
	}
}

func okCache(seq iter.Seq[int]) {
	var c cache
	defer c.closeAll()
	if x, err := c.get("a", seq); err == nil {
		x.Next()
	}
}

func okCache2(c *cache, seq iter.Seq[int]) {
	if x, err := c.get("a", seq); err == nil {
		x.Next()
	}
}

// knownMissCache is missed because get gives the object out twice.
func knownMissCache(seq iter.Seq[int]) {
	var c cache
	if x, err := c.get("a", seq); err == nil {
		x.Next()
	}
}

type fanIn struct {
	in [][]*lib.Cursor
}

func badFan(seqs [][]iter.Seq[int]) (*fanIn, error) {
	f := &fanIn{}
	for _, row := range seqs {
		var r []*lib.Cursor
		for _, s := range row {
			c, err := lib.Open(s) // want "the iterator of lib.Open is neither released nor drained when badFan returns on line .*; on this path call Close of all that the loop has kept by then"
			if err != nil {
				f.close()
				return nil, err
			}
			r = append(r, c)
		}
		f.in = append(f.in, r)
	}
	return f, nil
}

func (f *fanIn) close() {
	for _, r := range f.in {
		for _, c := range r {
			c.Close()
		}
	}
}

func okFan(seqs [][]iter.Seq[int]) error {
	f, err := badFan(seqs)
	if err != nil {
		return err
	}
	defer f.close()
	return nil
}

func okSelect(seqs []iter.Seq[int], done <-chan struct{}) {
	var cs []*lib.Cursor
	defer func() {
		for _, c := range cs {
			c.Close()
		}
	}()
	for _, s := range seqs {
		select {
		case <-done:
			return
		default:
		}
		if c, err := lib.Open(s); err == nil {
			cs = append(cs, c)
		}
	}
}

func okChanOf(seqs []iter.Seq[int], out chan<- []*lib.Cursor) {
	var cs []*lib.Cursor
	for _, s := range seqs {
		if c, err := lib.Open(s); err == nil {
			cs = append(cs, c)
		}
	}
	out <- cs
}

type opts struct{ onClose []func() }

func (o *opts) add(f func()) { o.onClose = append(o.onClose, f) }

func okOpts(o *opts, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	o.add(stop)
	next()
}

func okOpts2(seq iter.Seq[int]) *opts {
	o := &opts{}
	next, stop := iter.Pull(seq)
	o.add(stop)
	next()
	return o
}

func badOpts3(seq iter.Seq[int]) {
	o := &opts{}
	next, stop := iter.Pull(seq) // want "the iterator of iter.Pull is neither stopped nor drained when badOpts3 returns on line .*; call stop on this path, or defer it"
	o.add(stop)
	next()
}

func okOpts4(seq iter.Seq[int]) {
	o := &opts{}
	defer func() {
		for _, f := range o.onClose {
			f()
		}
	}()
	next, stop := iter.Pull(seq)
	o.add(stop)
	next()
}

type one struct{ cur *lib.Cursor }

func (c *one) get(seq iter.Seq[int]) (*lib.Cursor, error) {
	x, err := lib.Open(seq)
	if err != nil {
		return nil, err
	}
	c.cur = x
	return x, nil
}

func okOne2(c *one, seq iter.Seq[int]) {
	if x, err := c.get(seq); err == nil {
		x.Next()
	}
}
