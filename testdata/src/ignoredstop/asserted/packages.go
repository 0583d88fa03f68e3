package asserted

import (
	"archive/tar"
	"io"
	"testing"

	"ignoredstop/asserted/must"
)

func okMust(t *testing.T, r *tar.Reader) (names []string) {
	for {
		h, err := r.Next()
		if err != nil && err != io.EOF {
			must.NoError(t, err)
		}
		if err == io.EOF {
			return names
		}
		names = append(names, h.Name)
	}
}

func okMustOne(t *testing.T, r *tar.Reader) string {
	h, err := r.Next()
	must.NoError(t, err)
	return h.Name
}

type tester interface {
	Errorf(format string, args ...any)
	FailNow()
}

func okOwn(t tester, r *tar.Reader) string {
	h, err := r.Next()
	if err != nil {
		t.Errorf("%v", err)
		t.FailNow()
	}
	return h.Name
}

func badErrorf(t tester, r *tar.Reader) string {
	h, err := r.Next() // want "the value of r.Next is used on line 49 whatever the error is"
	if err != nil {
		t.Errorf("%v", err)
	}
	return h.Name
}
