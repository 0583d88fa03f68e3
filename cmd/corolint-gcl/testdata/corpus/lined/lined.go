// Package lined is partly made from another file, which line comments name.
package lined

import "iter"

func Before(seq iter.Seq[int]) { iter.Pull(seq) }

//line lined.y:100
func After(seq iter.Seq[int]) { iter.Pull(seq) }
