// Package assert stands in for github.com/stretchr/testify/assert.
package assert

type TestingT interface {
	Errorf(format string, args ...any)
}

func NoError(t TestingT, err error, msgAndArgs ...any) bool {
	return false
}

func Error(t TestingT, err error, msgAndArgs ...any) bool {
	return false
}

func Nil(t TestingT, object any, msgAndArgs ...any) bool {
	return false
}

func True(t TestingT, value bool, msgAndArgs ...any) bool {
	return false
}

func False(t TestingT, value bool, msgAndArgs ...any) bool {
	return false
}

func Equal(t TestingT, want, got any) bool {
	return false
}
