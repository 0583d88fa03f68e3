// Package must has assertions on what it asks of a test.
package must

type T interface {
	Helper()
	Fatalf(string, ...any)
}

func NoError(t T, err error) {
	t.Helper()
	invoke(t, result(err))
}

func result(err error) string {
	if err == nil {
		return ""
	}
	return "want no error"
}

func invoke(t T, result string) {
	t.Helper()
	if result != "" {
		fail(t, result)
	}
}

func fail(t T, result string) { t.Fatalf("%s", result) }

// A Log is none.
type Log interface {
	Debugf(string, ...any)
	Fatalf(string, ...any)
}

func Report(l Log, err error) {
	if err != nil {
		l.Fatalf("%v", err)
	}
}
