// Package asserted asserts things of errors and of advances.
package asserted

import (
	"database/sql"
	"fmt"
	"reflect"
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

// -- helpers of the package --

func fatalIf(t *testing.T, failed bool) {
	t.Helper()
	if failed {
		t.Fatal("failed")
	}
}

func fatalUnlessEmpty(t *testing.T, msg string) {
	if msg != "" {
		t.Helper()
		t.Fatal(msg)
	}
}

func isNil(x any) bool {
	if x == nil {
		return true
	}
	v := reflect.ValueOf(x)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

func notNil(x any) string {
	if !isNil(x) {
		return ""
	}
	return "want an error"
}

func okFatalIf(t *testing.T, db *sql.DB) {
	_, err := db.Query("q")
	fatalIf(t, isNil(err))
}

func okFatalUnlessEmpty(t *testing.T, db *sql.DB) {
	_, err := db.Query("q")
	fatalUnlessEmpty(t, notNil(err))
}

func badFatalIf(t *testing.T, db *sql.DB) {
	_, err := db.Query("q") // want `the rows of db.Query are dropped`
	fatalIf(t, !isNil(err))
}

// -- tests that expect an error --

func okExpected(t *testing.T, db *sql.DB) {
	if _, err := db.Query("q"); err == nil {
		t.Error("want an error")
	}
}

func okExpectedBy(t testing.TB, db *sql.DB) {
	_, err := db.Query("q")
	if err == nil {
		t.Errorf("want an error, not %v", err)
	}
}

func badExpectedNone(t *testing.T, db *sql.DB) {
	if _, err := db.Query("q"); err != nil { // want `the rows of db.Query are dropped`
		t.Error(err)
	}
}

func badFailedLater(t *testing.T, db *sql.DB) {
	rows, err := db.Query("q") // want `the rows of db.Query are neither released nor drained`
	if err != nil {
		t.Fatal(err)
	}
	if !rows.Next() {
		t.Error("no rows")
	}
}

func notNilBut(x any) string {
	if !isNil(x) {
		return ""
	}
	return "want an error, not " + reflect.TypeOf(x).String()
}

func notNilIn(x any, where int) string {
	if !isNil(x) {
		return ""
	}
	return fmt.Sprintf("want an error in %d", where)
}

func okMessageSum(t *testing.T, db *sql.DB) {
	_, err := db.Query("q")
	fatalUnlessEmpty(t, notNilBut(err))
}

func okMessageFormatted(t *testing.T, db *sql.DB) {
	_, err := db.Query("q")
	fatalUnlessEmpty(t, notNilIn(err, 1))
}

// A verb may stand for nothing.
func badMessageVerb(t *testing.T, db *sql.DB, what string) {
	rows, err := db.Query("q") // want `rows of db.Query`
	if err != nil {
		return
	}
	fatalUnlessEmpty(t, fmt.Sprintf("%s", what))
	rows.Next()
}
