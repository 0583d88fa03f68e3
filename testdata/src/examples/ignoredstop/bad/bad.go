// Package bad has code of the manual page of ignoredstop.
package bad

import (
	"cloud.google.com/go/storage"
	"google.golang.org/api/iterator"
)

func names(it *storage.ObjectIterator) (names []string) {
	for {
		attrs, err := it.Next() // want "also when it fails"
		if err == iterator.Done {
			return names
		}
		names = append(names, attrs.Name) // attrs is nil if Next failed
	}
}
