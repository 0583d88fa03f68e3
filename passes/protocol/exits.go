package protocol

import "go/types"

// exits lists the functions that never return to their caller and whose
// bodies do not tell: they call a function value, an interface method or
// the runtime. The key is types.Func.FullName. What returns only to a
// deferred function (runtime.Goexit, testing's FailNow) is listed too: no
// obligation is due there.
var exits = map[string]bool{
	"os.Exit":        true,
	"syscall.Exit":   true,
	"runtime.Goexit": true,
	"runtime.goexit": true,
	"runtime.throw":  true,
	"runtime.fatal":  true,

	"log.Fatal":             true,
	"log.Fatalf":            true,
	"log.Fatalln":           true,
	"log.Panic":             true,
	"log.Panicf":            true,
	"log.Panicln":           true,
	"(*log.Logger).Fatal":   true,
	"(*log.Logger).Fatalf":  true,
	"(*log.Logger).Fatalln": true,
	"(*log.Logger).Panic":   true,
	"(*log.Logger).Panicf":  true,
	"(*log.Logger).Panicln": true,

	// The methods of testing.T, B and F are promoted from testing.common.
	"(*testing.common).FailNow": true,
	"(*testing.common).Fatal":   true,
	"(*testing.common).Fatalf":  true,
	"(*testing.common).Skip":    true,
	"(*testing.common).Skipf":   true,
	"(*testing.common).SkipNow": true,
	"(testing.TB).FailNow":      true,
	"(testing.TB).Fatal":        true,
	"(testing.TB).Fatalf":       true,
	"(testing.TB).Skip":         true,
	"(testing.TB).Skipf":        true,
	"(testing.TB).SkipNow":      true,

	// Loggers that end the process through a function value.
	"github.com/sirupsen/logrus.Fatal":                          true,
	"github.com/sirupsen/logrus.Fatalf":                         true,
	"github.com/sirupsen/logrus.Fatalln":                        true,
	"(*github.com/sirupsen/logrus.Logger).Fatal":                true,
	"(*github.com/sirupsen/logrus.Logger).Fatalf":               true,
	"(*github.com/sirupsen/logrus.Logger).Fatalln":              true,
	"(*github.com/sirupsen/logrus.Entry).Fatal":                 true,
	"(*github.com/sirupsen/logrus.Entry).Fatalf":                true,
	"(*github.com/sirupsen/logrus.Entry).Fatalln":               true,
	"(*go.uber.org/zap.Logger).Fatal":                           true,
	"(*go.uber.org/zap.Logger).Panic":                           true,
	"(*go.uber.org/zap.SugaredLogger).Fatal":                    true,
	"(*go.uber.org/zap.SugaredLogger).Fatalf":                   true,
	"(*go.uber.org/zap.SugaredLogger).Fatalln":                  true,
	"(*go.uber.org/zap.SugaredLogger).Fatalw":                   true,
	"(*go.uber.org/zap.SugaredLogger).Panic":                    true,
	"(*go.uber.org/zap.SugaredLogger).Panicf":                   true,
	"github.com/golang/glog.Exit":                               true,
	"github.com/golang/glog.Exitf":                              true,
	"github.com/golang/glog.Exitln":                             true,
	"github.com/golang/glog.Fatal":                              true,
	"github.com/golang/glog.Fatalf":                             true,
	"github.com/golang/glog.Fatalln":                            true,
	"k8s.io/klog.Exit":                                          true,
	"k8s.io/klog.Exitf":                                         true,
	"k8s.io/klog.Fatal":                                         true,
	"k8s.io/klog.Fatalf":                                        true,
	"k8s.io/klog/v2.Exit":                                       true,
	"k8s.io/klog/v2.Exitf":                                      true,
	"k8s.io/klog/v2.Exitln":                                     true,
	"k8s.io/klog/v2.Fatal":                                      true,
	"k8s.io/klog/v2.Fatalf":                                     true,
	"k8s.io/klog/v2.Fatalln":                                    true,
	"k8s.io/klog/v2.FlushAndExit":                               true,
	"github.com/stretchr/testify/require.FailNow":               true,
	"(*github.com/stretchr/testify/require.Assertions).FailNow": true,
}

// NeverReturns reports whether the function of that full name (see
// types.Func.FullName) is known never to return to its caller.
func NeverReturns(fullName string) bool { return exits[fullName] }

// tester lists the methods of testing.TB by which packages of assertions
// describe what they need of a test, and whether they end it.
var tester = map[string]bool{
	"Cleanup": false, "Error": false, "Errorf": false, "Fail": false, "Failed": false, "Helper": false, "Log": false, "Logf": false, "Name": false,
	"FailNow": true, "Fatal": true, "Fatalf": true, "Skip": true, "SkipNow": true, "Skipf": true,
}

// EndsTest reports whether fn is a method that ends the test, of an interface
// for tests: one that has only methods of testing.TB.
func EndsTest(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if !tester[fn.Name()] || recv == nil {
		return false
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range iface.Methods() {
		if _, ok := tester[m.Name()]; !ok {
			return false
		}
	}
	return true
}

// panics lists those of exits that panic, so that a deferred function may
// recover.
var panics = map[string]bool{
	"log.Panic":                               true,
	"log.Panicf":                              true,
	"log.Panicln":                             true,
	"(*log.Logger).Panic":                     true,
	"(*log.Logger).Panicf":                    true,
	"(*log.Logger).Panicln":                   true,
	"(*go.uber.org/zap.Logger).Panic":         true,
	"(*go.uber.org/zap.SugaredLogger).Panic":  true,
	"(*go.uber.org/zap.SugaredLogger).Panicf": true,
}

// AlwaysPanics reports whether a function of which NeverReturns holds ends
// in a panic.
func AlwaysPanics(fullName string) bool { return panics[fullName] }

// nonNil lists functions whose error result is never nil and whose bodies
// are not looked at for that.
var nonNil = map[string]bool{
	"errors.New":                           true,
	"fmt.Errorf":                           true,
	"github.com/pkg/errors.New":            true,
	"github.com/pkg/errors.Errorf":         true,
	"golang.org/x/xerrors.New":             true,
	"golang.org/x/xerrors.Errorf":          true,
	"github.com/cockroachdb/errors.New":    true,
	"github.com/cockroachdb/errors.Newf":   true,
	"github.com/cockroachdb/errors.Errorf": true,
}

// NeverNil reports whether the only result of the function of that full name
// is known never to be nil.
func NeverNil(fullName string) bool { return nonNil[fullName] }

// Sends reports whether a method of that name of a type with a sequence of its
// own sends what it is given to the body of the sequence.
func Sends(method string) bool { return method == "Send" }

// Formats reports whether the result of the function of that full name begins
// with what its first argument does up to the first verb.
func Formats(fullName string) bool { return fullName == "fmt.Sprintf" }

// calm lists packages of the standard library that panic only where their
// caller breaks a rule of theirs, or where a function says so by its name.
var calm = map[string]bool{
	"bytes":         true,
	"cmp":           true,
	"context":       true,
	"errors":        true,
	"fmt":           true,
	"log":           true,
	"log/slog":      true,
	"maps":          true,
	"math":          true,
	"math/bits":     true,
	"os":            true,
	"path":          true,
	"path/filepath": true,
	"runtime":       true,
	"runtime/debug": true,
	"slices":        true,
	"sort":          true,
	"strconv":       true,
	"strings":       true,
	"sync":          true,
	"sync/atomic":   true,
	"time":          true,
	"unicode":       true,
	"unicode/utf8":  true,
	"unicode/utf16": true,
}

// Calm reports whether a function of the package of that path may be trusted
// not to panic by itself, unless it is one that never returns.
func Calm(path string) bool { return calm[path] }

// once lists functions that call their function argument now or have called
// it before, so that after them it has been called.
var once = map[string]bool{
	"(*sync.Once).Do": true,
}

// CallsOnce reports whether a call of the function of that full name may be
// taken for one call of its argument.
func CallsOnce(fullName string) bool { return once[fullName] }

// flags lists the types that are false at first, and may become true.
var flags = map[string]bool{
	"sync.Once":        true,
	"sync/atomic.Bool": true,
}

// Flag reports whether a value of the type of that full name may be taken for
// a bool: one that calls something once, for whether it has.
func Flag(fullName string) bool { return flags[fullName] }

// wrappers lists functions that return a function that does the same as their
// argument, at most once.
var wrappers = map[string]bool{
	"sync.OnceFunc": true,
}

// Wraps reports whether the result of the function of that full name may be
// taken for its argument.
func Wraps(fullName string) bool { return wrappers[fullName] }

// emptying lists functions that make an empty string of an empty one.
var emptying = map[string]bool{
	"strings.ToLower":    true,
	"strings.ToUpper":    true,
	"strings.Trim":       true,
	"strings.TrimFunc":   true,
	"strings.TrimLeft":   true,
	"strings.TrimPrefix": true,
	"strings.TrimRight":  true,
	"strings.TrimSpace":  true,
	"strings.TrimSuffix": true,
}

// KeepsEmpty reports whether the result of the function of that full name is
// empty if its first argument is.
func KeepsEmpty(fullName string) bool { return emptying[fullName] }

// draining lists the functions that read a sequence, their argument, to its
// end.
var draining = map[string]bool{
	"maps.Collect":            true,
	"maps.Insert":             true,
	"slices.AppendSeq":        true,
	"slices.Collect":          true,
	"slices.Sorted":           true,
	"slices.SortedFunc":       true,
	"slices.SortedStableFunc": true,
}

// Drains reports whether a call of the function of that name (see NameOf)
// reads each of its arguments that is a sequence to the end.
func Drains(name string) bool { return draining[name] }

// starting lists the functions that run the function that is their last
// argument in a goroutine of its own.
var starting = map[string]bool{
	"(*golang.org/x/sync/errgroup.Group).Go":    true,
	"(*golang.org/x/sync/errgroup.Group).TryGo": true,
	"(*sync.WaitGroup).Go":                      true,
	"context.AfterFunc":                         true,
	"time.AfterFunc":                            true,
}

// Starts reports whether a call of the function of that name (see NameOf)
// runs its last argument in a goroutine of its own.
func Starts(name string) bool { return starting[name] }

// RunsLater reports whether a call of fn runs the functions that it is given
// elsewhere: in a goroutine of their own, or in one of the runtime's.
func RunsLater(fn *types.Func) bool {
	return Starts(NameOf(fn)) || fn.Pkg() != nil && fn.Pkg().Path() == "runtime"
}

// TellsCause reports whether the function of that full name tells with which
// error a context has ended, or nil.
func TellsCause(fullName string) bool { return fullName == "context.Cause" }

// EndsWithTest reports whether the function of that full name returns a context
// that ends with the test that calls it.
func EndsWithTest(fullName string) bool {
	return fullName == "(*testing.common).Context" || fullName == "(testing.TB).Context"
}

// failing lists the functions that note that a test has failed.
var failing = map[string]bool{
	"(*testing.common).Error":  true,
	"(*testing.common).Errorf": true,
	"(*testing.common).Fail":   true,
	"(testing.TB).Error":       true,
	"(testing.TB).Errorf":      true,
	"(testing.TB).Fail":        true,
}

// FailsTest reports whether the function of that full name notes that a test has
// failed.
func FailsTest(fullName string) bool { return failing[fullName] }

// goingOn lists the functions that are given what goroutines share, and wait
// for none.
var goingOn = map[string]bool{
	"(*sync.WaitGroup).Add":  true,
	"(*sync.WaitGroup).Done": true,
}

// GoesOn reports whether a call of the function of that name (see NameOf)
// waits for no goroutine.
func GoesOn(name string) bool { return goingOn[name] }

// locking lists the functions after which no other goroutine runs what is
// under the same lock.
var locking = map[string]bool{
	"(*sync.Mutex).Lock":      true,
	"(*sync.Mutex).TryLock":   true,
	"(*sync.RWMutex).Lock":    true,
	"(*sync.RWMutex).TryLock": true,
	"(sync.Locker).Lock":      true,
}

// Locks reports whether a call of the function of that name (see NameOf)
// takes a lock that keeps all others out.
func Locks(name string) bool { return locking[name] }

// comparing lists functions that report whether their first argument is, or
// wraps, the error that is their second.
var comparing = map[string]bool{
	"errors.Is":                        true,
	"github.com/cockroachdb/errors.Is": true,
	"github.com/pkg/errors.Is":         true,
	"golang.org/x/xerrors.Is":          true,
}

// ComparesErrors reports whether the function of that name (see NameOf) is
// errors.Is or one like it.
func ComparesErrors(name string) bool { return comparing[name] }

// finding lists functions that report whether their first argument is, or
// wraps, an error of a type.
var finding = map[string]bool{
	"errors.As":                        true,
	"errors.AsType":                    true,
	"github.com/cockroachdb/errors.As": true,
	"github.com/pkg/errors.As":         true,
	"golang.org/x/xerrors.As":          true,
}

// FindsError reports whether the function of that name (see NameOf) is
// errors.As or one like it: false for nil.
func FindsError(name string) bool { return finding[name] }

// wrapping lists functions that return an error made of their first argument,
// and nil if that is nil.
var wrapping = map[string]bool{
	"github.com/cockroachdb/errors.Wrap":  true,
	"github.com/cockroachdb/errors.Wrapf": true,
	"github.com/pkg/errors.WithMessage":   true,
	"github.com/pkg/errors.WithMessagef":  true,
	"github.com/pkg/errors.WithStack":     true,
	"github.com/pkg/errors.Wrap":          true,
	"github.com/pkg/errors.Wrapf":         true,
}

// WrapsError reports whether the function of that name (see NameOf) wraps
// its first argument.
func WrapsError(name string) bool { return wrapping[name] }

// joining lists functions that return an error made of all their arguments,
// and nil if all of them are nil.
var joining = map[string]bool{
	"errors.Join":                        true,
	"github.com/cockroachdb/errors.Join": true,
}

// JoinsErrors reports whether the function of that name (see NameOf) is
// errors.Join or one like it.
func JoinsErrors(name string) bool { return joining[name] }

// logging lists functions that tell a person what they are given.
var logging = map[string]bool{
	"fmt.Fprint": true, "fmt.Fprintf": true, "fmt.Fprintln": true,
	"fmt.Print": true, "fmt.Printf": true, "fmt.Println": true,
	"log.Fatal": true, "log.Fatalf": true, "log.Fatalln": true,
	"log.Panic": true, "log.Panicf": true, "log.Panicln": true,
	"log.Print": true, "log.Printf": true, "log.Println": true,
	"(*log.Logger).Fatal": true, "(*log.Logger).Fatalf": true, "(*log.Logger).Fatalln": true,
	"(*log.Logger).Print": true, "(*log.Logger).Printf": true, "(*log.Logger).Println": true,
	"log/slog.Error": true, "log/slog.ErrorContext": true, "log/slog.Warn": true, "log/slog.WarnContext": true,
	"(*log/slog.Logger).Error": true, "(*log/slog.Logger).ErrorContext": true,
	"(*log/slog.Logger).Warn": true, "(*log/slog.Logger).WarnContext": true,
}

// Logs reports whether the function of that name (see NameOf) tells a person
// what it is given.
func Logs(name string) bool { return logging[name] }
