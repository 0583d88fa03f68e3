// Package lib has helpers for errors.
package lib

import "log"

// Check does not return if there is an error.
func Check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Warn returns.
func Warn(err error) {
	if err != nil {
		log.Print(err)
	}
}
