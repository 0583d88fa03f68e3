package sentinels

import (
	"errors"
	"testing"

	"cloud.google.com/go/storage"
	"github.com/stretchr/testify/assert"
	"google.golang.org/api/iterator"
)

// The assertion does not leave the loop, and then there are no attributes.
func badOnlyAsserted(t *testing.T, it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // want `the value of it.Next is used on line \d+ also when it fails`
		if errors.Is(err, iterator.Done) {
			break
		}
		assert.NoError(t, err)
		use(attrs.Name)
	}
}
