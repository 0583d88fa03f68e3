// Package asserted asserts things of errors and of advances.
package asserted

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func okNoErrorClosed(t *testing.T, db *sql.DB) {
	rows, err := db.Query("q")
	if assert.NoError(t, err) {
		require.NoError(t, rows.Close())
	}
}

func badErrorBranch(t *testing.T, db *sql.DB) {
	rows, err := db.Query("q") // want `rows of db.Query`
	if assert.NoError(t, err) {
		rows.Next()
	}
}

func okRequireError(t *testing.T, db *sql.DB) {
	_, err := db.Query("q")
	require.Error(t, err)
}

func okUnexpected(t *testing.T, db *sql.DB) {
	rows, err := db.Query("q")
	if !assert.Error(t, err) {
		rows.Close()
	}
}

func okDrainedAsserted(t *testing.T, db *sql.DB) {
	rows, err := db.Query("q")
	require.NoError(t, err)
	require.True(t, rows.Next())
	require.False(t, rows.Next())
}

func badNotDrained(t *testing.T, db *sql.DB) {
	rows, err := db.Query("q") // want `rows of db.Query`
	require.Nil(t, err)
	require.True(t, rows.Next())
}
