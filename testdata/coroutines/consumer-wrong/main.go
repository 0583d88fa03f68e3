package main

import (
	"fmt"
	"iter"
)

// A packer takes items and puts each two of them into a box.
type packer struct {
	in   string
	next func() (int, bool)
	stop func()
}

func newPacker() *packer {
	p := &packer{}
	p.next, p.stop = iter.Pull(func(yield func(int) bool) {
		var box []string
		for boxes := 0; yield(boxes); {
			box = append(box, p.in)
			if len(box) == 2 {
				fmt.Println("packer: ships", box)
				box = nil
				boxes++
			}
		}
		if len(box) > 0 {
			fmt.Println("packer: ships the rest", box)
		}
	})
	p.next()
	return p
}

// Send hands an item over, and says how many boxes are full.
func (p *packer) Send(item string) int {
	p.in = item
	boxes, _ := p.next()
	return boxes
}

// Close ends the packer.
func (p *packer) Close() { p.stop() }

// produce sends what there is to the packer.
func produce(items ...string) {
	p := newPacker()
	for _, item := range items {
		fmt.Println("producer: makes", item)
		p.Send(item)
	}
}

func main() {
	produce("cup", "plate", "spoon")
}
