// Package ok has code of the manual page of ignoredstop.
package ok

import (
	"errors"

	"cloud.google.com/go/storage"
	"google.golang.org/api/iterator"
)

func names(it *storage.ObjectIterator) (names []string, err error) {
	for {
		attrs, err := it.Next()
		if errors.Is(err, iterator.Done) {
			return names, nil
		}
		if err != nil {
			return nil, err
		}
		names = append(names, attrs.Name)
	}
}
