// Package switches: the release stands in the cases of a switch.
package switches

import "iter"

func badCase(seq iter.Seq[int], n int) {
	_, stop := iter.Pull(seq) // want "call stop"
	switch n {
	case 1:
		stop()
	case 2:
	default:
		stop()
	}
}

func okAllCases(seq iter.Seq[int], n int) {
	_, stop := iter.Pull(seq)
	switch n {
	case 1:
		stop()
	case 2, 3:
		stop()
	default:
		stop()
	}
}

func badNoDefault(seq iter.Seq[int], n int) {
	_, stop := iter.Pull(seq) // want "call stop"
	switch n {
	case 1:
		stop()
	case 2:
		stop()
	}
}

func okFallthrough(seq iter.Seq[int], n int) {
	_, stop := iter.Pull(seq)
	switch n {
	case 1:
		fallthrough
	case 2:
		stop()
	default:
		stop()
	}
}

func badTypeSwitch(seq iter.Seq[any]) {
	next, stop := iter.Pull(seq) // want "call stop"
	v, _ := next()
	switch v.(type) {
	case int, string:
		stop()
	case error:
		return
	default:
		stop()
	}
}

func okTypeSwitch(seq iter.Seq[any]) {
	next, stop := iter.Pull(seq)
	v, _ := next()
	switch v.(type) {
	case error:
		stop()
		return
	}
	stop()
}

func okTagless(seq iter.Seq[int], n int) {
	next, stop := iter.Pull(seq)
	v, ok := next()
	switch {
	case !ok:
		return
	case v > n:
		stop()
	case v <= n:
		stop()
	default:
		stop()
	}
}

func badTagless(seq iter.Seq[int], n int) {
	next, stop := iter.Pull(seq) // want "call stop"
	v, ok := next()
	switch {
	case !ok:
		return
	case v > n:
		return
	}
	stop()
}

func badBreakOfSwitch(seq iter.Seq[int]) {
	next, stop := iter.Pull(seq) // want "call stop"
	for {
		v, ok := next()
		switch {
		case !ok:
			return
		case v < 0:
			goto out
		case v == 0:
			break
		}
	}
out:
	_ = stop
}

func okBreakOfSwitch(seq iter.Seq[int]) {
	next, _ := iter.Pull(seq)
	for {
		v, ok := next()
		switch {
		case !ok:
			return
		case v == 0:
			break
		}
	}
}
