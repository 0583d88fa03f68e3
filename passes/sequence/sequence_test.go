package sequence_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/corolint/corolint/passes/sequence"
)

func testdata(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFacts(t *testing.T) {
	analysistest.Run(t, testdata(t), sequence.Analyzer, "sequence/facts", "sequence/locks")
}

// analyze runs the analysis on the packages of the case tree that the
// patterns name, and on what they import.
func analyze(t *testing.T, patterns ...string) []*checker.Action {
	t.Helper()
	dir := testdata(t)
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax,
		Dir:  dir,
		Env:  append(os.Environ(), "GOPATH="+dir, "GO111MODULE=off", "GOWORK=off"),
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{sequence.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatalf("%v: %v", act, act.Err)
		}
	}
	return graph.Roots
}

func counters(act *checker.Action) sequence.Counters {
	return act.Result.(*sequence.Result).Counters
}

// What does not matter costs nothing: SSA is built where there is something
// to follow, and of those bodies only that say something.
func TestRelevance(t *testing.T) {
	tests := map[string]struct{ ssa, bodies, searches int }{
		"sequence/irrelevant": {0, 0, 0},
		"sequence/callback":   {1, 1, 1},
		"sequence/relevant":   {1, 3, 2}, // init, First, Sum; the pair and First's argument
		"sequence/resource":   {1, 3, 1}, // init, Reader, Content; Reader's file
	}
	for _, act := range analyze(t, "sequence/...") {
		want, ok := tests[act.Package.PkgPath]
		if !ok {
			continue
		}
		delete(tests, act.Package.PkgPath)
		c := counters(act)
		if c.Packages != 1 {
			t.Errorf("%s: counts as %d packages", act.Package.PkgPath, c.Packages)
		}
		if c.SSABuilt != want.ssa || c.Bodies != want.bodies || c.Searches != want.searches {
			t.Errorf("%s: built %d, of %d bodies, with %d searches; want %+v",
				act.Package.PkgPath, c.SSABuilt, c.Bodies, c.Searches, want)
		}
		if (c.Transfers > 0) != (want.searches > 0) || (c.Contexts > 0) != (want.searches > 0) {
			t.Errorf("%s: %d transfers in %d contexts", act.Package.PkgPath, c.Transfers, c.Contexts)
		}
	}
	for path := range tests {
		t.Errorf("%s was not analysed", path)
	}
}

// Nothing in the case files is so hard that it is given up.
func TestNothingIsGivenUp(t *testing.T) {
	for _, act := range analyze(t, "pullleak/...", "sequence/...") {
		if n := counters(act).GivenUp; n != 0 {
			t.Errorf("%s: %d objects given up", act.Package.PkgPath, n)
		}
	}
}

// TestOwnPackage checks that the package of a protocol's own constructors, and
// its tests, are analysed too.
func TestOwnPackage(t *testing.T) {
	for _, act := range analyze(t, "cloud.google.com/go/spanner") {
		if n := len(act.Result.(*sequence.Result).Leaks); n != 1 {
			t.Errorf("%s: %d leaks, want 1", act.Package.PkgPath, n)
		}
	}
}

// TestResource checks that nobody is told to release a resource, and that
// importers hear nothing of it.
func TestResource(t *testing.T) {
	for _, act := range analyze(t, "sequence/resource") {
		res := act.Result.(*sequence.Result)
		if len(res.Leaks) > 0 || len(res.Misuses) > 0 || len(res.Signals()) > 0 || res.Counters.FactBytes > 0 {
			t.Errorf("%d leaks, %d misuses, %d signals, %d bytes of facts", len(res.Leaks), len(res.Misuses), len(res.Signals()), res.Counters.FactBytes)
		}
	}
}

// -- facts --

// maxFactBytes bounds the encoding of the facts of one package of the case
// files, and maxFact that of one of them.
const (
	maxFactBytes = 20 << 10
	maxFact      = 3 << 10 // a holder with one flag needs 2.2 KB
)

func TestFactCodec(t *testing.T) {
	seen := 0
	for _, act := range analyze(t, "pullleak/...", "sequence/...", "yieldlocked/...") {
		size := 0
		for _, f := range act.AllObjectFacts() {
			if f.Object.Pkg() == act.Package.Types {
				size += checkFact(t, f.Object.Name(), f.Fact)
				seen++
			}
		}
		if n := counters(act).FactBytes; n != size {
			t.Errorf("%s: counts %d bytes of facts, exports %d", act.Package.PkgPath, n, size)
		}
		if size > maxFactBytes {
			t.Errorf("%s: facts of %d bytes", act.Package.PkgPath, size)
		}
	}
	if seen == 0 {
		t.Error("no facts")
	}
}

// checkFact checks that a fact survives its encoding, which is the same each
// time and says nothing of the machine, and returns its length.
func checkFact(t *testing.T, name string, fact analysis.Fact) int {
	t.Helper()
	once := encode(t, fact)
	back := reflect.New(reflect.TypeOf(fact).Elem()).Interface().(analysis.Fact)
	if err := gob.NewDecoder(bytes.NewReader(once)).Decode(back); err != nil {
		t.Errorf("%s: %v", name, err)
		return 0
	}
	if again := encode(t, back); !bytes.Equal(once, again) {
		t.Errorf("%s: encoded again differs:\n%q\n%q", name, once, again)
	}
	if fmt.Sprint(back) != fmt.Sprint(fact) {
		t.Errorf("%s: %q became %q", name, fact, back)
	}
	if fmt.Sprint(fact) == "" {
		t.Errorf("%s: a fact that says nothing", name)
	}
	if len(once) > maxFact {
		t.Errorf("%s: %d bytes", name, len(once))
	}
	if bytes.ContainsAny(once, `/\`) && bytes.Contains(once, []byte(filepath.ToSlash(testdata(t)))) {
		t.Errorf("%s: a path of this machine: %q", name, once)
	}
	return len(once)
}

func encode(t *testing.T, fact analysis.Fact) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A summary holds nothing that an encoding could order at random, or that
// means something on this machine only.
func TestFactTypeIsPlain(t *testing.T) {
	checkPlain(t, reflect.TypeFor[sequence.Summary]())
	checkPlain(t, reflect.TypeFor[sequence.Holder]())
}

func checkPlain(t *testing.T, typ reflect.Type) {
	switch typ.Kind() {
	case reflect.Struct:
		for i := range typ.NumField() {
			checkPlain(t, typ.Field(i).Type)
		}
	case reflect.Slice, reflect.Array:
		checkPlain(t, typ.Elem())
	case reflect.Map, reflect.Pointer, reflect.Interface, reflect.Chan, reflect.Func:
		t.Errorf("a fact holds a %v", typ)
	}
	if typ == reflect.TypeFor[token.Pos]() {
		t.Error("a fact holds a position")
	}
}
