// Package peek uses a holder of another package.
package peek

import "pullleak/ownerscross/lib"

// Peek reads once.
func Peek(r *lib.Reader) int {
	v, _ := r.Read()
	return v
}
