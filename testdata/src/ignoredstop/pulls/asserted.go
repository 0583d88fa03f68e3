package pulls

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func okRequired(t *testing.T, seq iter.Seq[*item]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	require.True(t, ok)
	assert.Equal(t, "a", v.name)
}

func okAssertedOnly(t *testing.T, seq iter.Seq[int]) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	assert.True(t, ok)
	assert.Equal(t, 1, v)
	_, ok = next()
	assert.False(t, ok)
}

func okCaptured(t *testing.T, seq iter.Seq[*item], run func(func())) {
	next, stop := iter.Pull(seq)
	defer stop()
	v, ok := next()
	assert.True(t, ok)
	assert.Equal(t, "a", v.name)
	run(func() { v, ok = next() })
}
