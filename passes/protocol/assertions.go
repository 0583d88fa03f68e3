package protocol

import "strings"

// An Assertion is what a function asserts of its argument Arg (the receiver
// is the first).
type Assertion struct {
	Arg  int
	Want Wanted
	// Fatal: the function returns only if that holds. Otherwise its result
	// tells whether it does.
	Fatal bool
}

// Wanted is what an assertion wants of its argument.
type Wanted uint8

// What can be wanted.
const (
	WantNil Wanted = iota
	WantNotNil
	WantTrue
	WantFalse
)

// wanted lists the assertions of github.com/stretchr/testify by name.
var wanted = map[string]Wanted{
	"NoError": WantNil, "Nil": WantNil,
	"Error": WantNotNil, "ErrorAs": WantNotNil, "ErrorContains": WantNotNil, "ErrorIs": WantNotNil,
	"EqualError": WantNotNil, "NotNil": WantNotNil,
	"True": WantTrue, "False": WantFalse,
}

// assertions lists assertions of other packages.
var assertions = map[string]Assertion{
	"gotest.tools/v3/assert.Error":         {1, WantNotNil, true},
	"gotest.tools/v3/assert.ErrorContains": {1, WantNotNil, true},
	"gotest.tools/v3/assert.ErrorIs":       {1, WantNotNil, true},
	"gotest.tools/v3/assert.NilError":      {1, WantNil, true},
}

// AssertionOf returns what the function of that name (see NameOf) asserts, if
// it is known to.
func AssertionOf(name string) (Assertion, bool) {
	if a, ok := assertions[name]; ok {
		return a, true
	}
	rest, ok := strings.CutPrefix(strings.TrimPrefix(name, "(*"), "github.com/stretchr/testify/")
	if !ok {
		return Assertion{}, false
	}
	pkg, fn, _ := strings.Cut(rest, ".")
	fn = strings.TrimPrefix(fn, "Assertions).")
	w, ok := wanted[fn]
	if !ok {
		w, ok = wanted[strings.TrimSuffix(fn, "f")]
	}
	return Assertion{1, w, pkg == "require"}, ok && (pkg == "require" || pkg == "assert")
}
