package plain

import "iter"

type info struct {
	files []string
	name  string
}

func okNothing(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(xs) == 0 {
			yield(0)
		}
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

func okNoEntries(m map[string]int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(m) == 0 {
			yield(0)
		}
		for _, x := range m {
			if !yield(x) {
				return
			}
		}
	}
}

func (i *info) okNoFiles() iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(i.files) == 0 {
			yield(i.name)
		}
		for _, f := range i.files {
			if !yield(f) {
				return
			}
		}
	}
}

func (i *info) badNoFiles() iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(i.name) == 0 {
			yield("?") // fix // want `the result of yield is lost`
		}
		for _, f := range i.files {
			if !yield(f) {
				return
			}
		}
	}
}

func (i *info) badFilesChange() iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(i.files) == 0 {
			yield(i.name) // want `the result of yield is lost`
			i.files = []string{i.name}
		}
		for _, f := range i.files {
			if !yield(f) {
				return
			}
		}
	}
}

func okBuffer(seq iter.Seq[int], size int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		buffer := make([]int, 0, size)
		seq(func(x int) bool {
			buffer = append(buffer, x)
			if len(buffer) < size {
				return true
			}
			full := buffer
			buffer = make([]int, 0, size)
			return yield(full)
		})
		if len(buffer) > 0 {
			yield(buffer)
		}
	}
}

func okBufferReused(seq iter.Seq[int], size int) iter.Seq[int] {
	return func(yield func(int) bool) {
		var buffer []int
		for x := range seq {
			buffer = append(buffer, x)
			if len(buffer) == size {
				sum := len(buffer)
				buffer = buffer[:0]
				if !yield(sum) {
					break
				}
			}
		}
		if len(buffer) > 0 {
			yield(len(buffer))
		}
	}
}

func okLengthReturned(xs []int) iter.Seq[int] {
	return func(yield func(int) bool) {
		emit := func(xs []int) (int, bool) { return len(xs), yield(len(xs)) }
		for range xs {
			if n, ok := emit(xs); n == 0 || !ok {
				return
			}
		}
	}
}

func badBuffer(seq iter.Seq[int], size int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		var buffer []int
		for x := range seq {
			buffer = append(buffer, x)
			if len(buffer) == size {
				if !yield(buffer) { // want `the result of yield is lost`
					break
				}
				buffer = nil
			}
		}
		if len(buffer) > 0 {
			yield(buffer)
		}
	}
}
