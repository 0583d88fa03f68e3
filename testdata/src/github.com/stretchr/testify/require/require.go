// Package require stands in for github.com/stretchr/testify/require.
package require

type TestingT interface {
	Errorf(format string, args ...any)
}

func NoError(t TestingT, err error, msgAndArgs ...any) {
}

func Error(t TestingT, err error, msgAndArgs ...any) {
}

func Nil(t TestingT, object any, msgAndArgs ...any) {
}

func True(t TestingT, value bool, msgAndArgs ...any) {
}

func False(t TestingT, value bool, msgAndArgs ...any) {
}

func Equal(t TestingT, want, got any) {
}
