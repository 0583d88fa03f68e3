package protocol_test

import (
	"encoding/json"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"testing"

	"github.com/corolint/corolint/passes/protocol"
)

// valid is a description that the tests break in one place each.
const valid = `[{
	"name": "tap",
	"evidence": {"module": "example.com/tap", "version": "v1.2.3", "file": "tap.go"},
	"closures": ["next", "stop"],
	"acquire": [{"call": "example.com/tap.Open", "results": {"next": 0, "stop": 1}, "initial": "fresh"}],
	"advance": [{"role": "next", "signal": {"kind": "ok", "result": -1, "end": false}}],
	"release": [{"role": "stop", "obligation": "always", "idempotent": true}],
	"leak": "water"
}]`

func TestDecode(t *testing.T) {
	list, err := protocol.Decode("tap.json", []byte(valid))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 {
		t.Fatalf("%d protocols", len(list))
	}
	p := list[0]
	if p.Name != "tap" || p.Leak != "water" || p.Acquire[0].Results[protocol.Stop] != 1 ||
		p.AdvanceBy(protocol.Op{Role: protocol.Next}).Signal.Result != -1 || !p.ReleaseBy(protocol.Op{Role: protocol.Stop}).Idempotent {
		t.Errorf("decoded as %+v", p)
	}
}

func TestDecodeIsStrict(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           string // in the error
	}{
		{"no JSON", valid, `[{`, ""},
		{"empty", valid, ``, ""},
		{"not a list", valid, `{"name": "tap"}`, ""},
		{"two values", valid, valid + "\n[]", "more than one"},
		{"trailing garbage", valid, valid + "]", ""},
		{"unknown key", `"leak"`, `"leek"`, "leek"},
		{"unknown key within", `"idempotent"`, `"again"`, "again"},
		{"key in the wrong case", `"leak"`, `"Leak"`, "Leak"},
		{"key twice", `"leak": "water"`, `"leak": "water", "leak": "wine"`, "leak"},
		{"wrong type", `"name": "tap"`, `"name": 1`, "name"},
		{"no name", `"name": "tap"`, `"name": ""`, "name"},
		{"no closures", `["next", "stop"]`, `[]`, "closures"},
		{"unknown role among closures", `["next", "stop"]`, `["next", "stop", "halt"]`, "halt"},
		{"role twice among closures", `["next", "stop"]`, `["next", "stop", "next"]`, "next"},
		{"unknown role of a result", `"stop": 1`, `"halt": 1`, "halt"},
		{"unknown role of an advance", `"role": "next"`, `"role": "nxt"`, "nxt"},
		{"unknown role of a release", `"role": "stop"`, `"role": "halt"`, "halt"},
		{"unknown state", `"fresh"`, `"ripe"`, "ripe"},
		{"unknown signal", `"kind": "ok"`, `"kind": "okay"`, "okay"},
		{"unknown obligation", `"always"`, `"sometimes"`, "sometimes"},
		{"obligation missing", `"obligation": "always", `, ``, "obligation"},
		{"no acquire", `"acquire": [{"call": "example.com/tap.Open", "results": {"next": 0, "stop": 1}, "initial": "fresh"}]`, `"acquire": []`, "acquire"},
		{"a call without a package", `"example.com/tap.Open"`, `"Open"`, "Open"},
		{"a negative result", `"stop": 1`, `"stop": -1`, "stop"},
		{"two roles of one result", `"stop": 1`, `"stop": 0`, "result"},
		{"null", valid, `[null]`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			broken := strings.Replace(valid, test.old, test.new, 1)
			if broken == valid {
				t.Fatalf("%q is not in the description", test.old)
			}
			list, err := decode("tap.json", broken)
			switch {
			case err == "":
				t.Errorf("no error; decoded as %v", list)
			case !strings.HasPrefix(err, "tap.json: "):
				t.Errorf("%q does not begin with the name of the file", err)
			case !strings.Contains(err, test.want):
				t.Errorf("%q does not say %q", err, test.want)
			}
		})
	}
}

// decode returns the error as text, also of a panic, which is none that a
// decoder may end in.
func decode(name, text string) (list []*protocol.Protocol, message string) {
	defer func() {
		if r := recover(); r != nil {
			message = "panicked"
		}
	}()
	list, err := protocol.Decode(name, []byte(text))
	if err != nil {
		return nil, err.Error()
	}
	return list, ""
}

func TestTableRefusesDuplicates(t *testing.T) {
	tests := map[string]struct{ a, b, want string }{
		"call": {valid, strings.Replace(valid, `"tap"`, `"faucet"`, 1), "example.com/tap.Open"},
		"name": {valid, strings.Replace(valid, "tap.Open", "tap.Turn", 1), "tap"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var all []*protocol.Protocol
			for _, text := range []string{test.a, test.b} {
				list, err := protocol.Decode("tap.json", []byte(text))
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, list...)
			}
			_, err := protocol.NewTable(all)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error that says %q", err, test.want)
			}
		})
	}
}

func TestTable(t *testing.T) {
	list, err := protocol.Decode("tap.json", []byte(valid))
	if err != nil {
		t.Fatal(err)
	}
	table, err := protocol.NewTable(list)
	if err != nil {
		t.Fatal(err)
	}
	if p, acq := table.Acquires(function("example.com/tap", "Open")); p != list[0] || acq != &list[0].Acquire[0] {
		t.Errorf("Open acquires %v by %v", p, acq)
	}
	for _, call := range [][2]string{{"example.com/tap", "Close"}, {"example.com", "tap.Open"}, {"tap", "Open"}} {
		if p, acq := table.Acquires(function(call[0], call[1])); p != nil || acq != nil {
			t.Errorf("%q acquires %v", call, p)
		}
	}
	if table.ByName("tap") != list[0] || table.ByName("faucet") != nil {
		t.Error("ByName finds the wrong one")
	}
}

// function returns a function of the given package path and name.
func function(path, name string) *types.Func {
	pkg := types.NewPackage(path, "p")
	return types.NewFunc(token.NoPos, pkg, name, types.NewSignatureType(nil, nil, nil, nil, nil, false))
}

func TestBuiltinIsValid(t *testing.T) {
	table := protocol.Builtin()
	if len(table.Protocols()) == 0 {
		t.Fatal("nothing is built in")
	}
	for _, p := range table.Protocols() {
		if err := p.Validate(); err != nil {
			t.Error(err)
		}
		if p.Evidence.Module == "" || p.Evidence.Version == "" || p.Evidence.File == "" {
			t.Errorf("%s: where was it read? %+v", p.Name, p.Evidence)
		}
		if p.Leak == "" && p.Owes(protocol.Fresh) {
			t.Errorf("%s: what leaks?", p.Name)
		}
		if p.Noun == "" {
			t.Errorf("%s: what is one called?", p.Name)
		}
		if table.ByName(p.Name) != p {
			t.Errorf("%s is not found by its name", p.Name)
		}
	}
	for _, name := range []string{"Pull", "Pull2"} {
		if p, _ := table.Acquires(function("iter", name)); p == nil {
			t.Errorf("iter.%s does not acquire", name)
		}
	}
}

// What is written is what is read.
func TestBuiltinRoundTrip(t *testing.T) {
	want := protocol.Builtin().Protocols()
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := protocol.Decode("builtin", data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s decodes as %+v", data, got)
	}
}

// -- resources --

// pail is the description of a resource.
const pail = `[{
	"name": "pail",
	"noun": "pail",
	"evidence": {"module": "example.com/tap", "version": "v1.2.3", "file": "pail.go"},
	"type": "example.com/tap.Pail",
	"access": ["Drink", "example.com/tap.Pour"],
	"failure": "example.com/tap.ErrEmpty",
	"views": ["example.com/tap.Straw"],
	"release": [{"call": "Drain", "obligation": "none"}],
	"leak": "water"
}]`

func TestResource(t *testing.T) {
	list, err := protocol.Decode("tap.json", []byte(pail))
	if err != nil {
		t.Fatal(err)
	}
	table, err := protocol.NewTable(list)
	if err != nil {
		t.Fatal(err)
	}
	pkg := types.NewPackage("example.com/tap", "tap")
	named := types.NewNamed(types.NewTypeName(token.NoPos, pkg, "Pail", nil), new(types.Struct), nil)
	pails := types.NewTuple(types.NewVar(token.NoPos, pkg, "", types.NewPointer(named)), types.NewVar(token.NoPos, pkg, "", types.Universe.Lookup("error").Type()))
	fill := types.NewFunc(token.NoPos, pkg, "Fill", types.NewSignatureType(nil, nil, nil, nil, pails, false))
	if p, acq := table.Opens(fill); p != list[0] || acq.Results[protocol.Receiver] != 0 || *acq.Error != 1 {
		t.Errorf("Fill opens %v by %v", p, acq)
	}
	if p, _ := table.Acquires(fill); p != nil || table.Of(named) != nil {
		t.Error("a resource is taken for a sequence")
	}
	share := types.NewFunc(token.NoPos, pkg, "Share", types.NewSignatureType(nil, nil, nil, pails, pails, false))
	if p, _ := table.Opens(share); p != nil {
		t.Error("Share, which is given a pail, opens one")
	}
	if p, _ := table.Opens(function("example.com/tap", "Pour")); p != nil {
		t.Error("Pour opens a pail")
	}
	p := list[0]
	pour := p.On(function("example.com/tap", "Pour"))
	if !p.Resource() || !p.Accesses(pour) || p.Viewed(pour) || !p.Viewed(p.On(function("example.com/tap", "Straw"))) {
		t.Errorf("decoded as %+v", p)
	}
}

func TestResourceIsStrict(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"no access", `"access": ["Drink", "example.com/tap.Pour"],`, ``, "access"},
		{"no type", `"type": "example.com/tap.Pail"`, `"closures": ["next"]`, "type"},
		{"failure without a package", `"example.com/tap.ErrEmpty"`, `"ErrEmpty"`, "ErrEmpty"},
		{"an obligation", `"none"`, `"always"`, "none"},
		{"no release", `[{"call": "Drain", "obligation": "none"}]`, `[]`, "release"},
		{"a sequence", `"leak"`, `"finish": [{"call": "Empty"}], "leak"`, "sequence"},
		{"an acquire", `"leak"`, `"acquire": [{"call": "example.com/tap.Fill", "results": {"receiver": 0}, "initial": "fresh"}], "leak"`, "any function"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			broken := strings.Replace(pail, test.old, test.new, 1)
			if broken == pail {
				t.Fatalf("%q is not in the description", test.old)
			}
			if list, err := decode("tap.json", broken); err == "" || !strings.Contains(err, test.want) {
				t.Errorf("error %q does not say %q; decoded as %v", err, test.want, list)
			}
		})
	}
}

// -- obligations --

func TestOwes(t *testing.T) {
	states := []protocol.State{protocol.Fresh, protocol.Active, protocol.Exhausted, protocol.Failed, protocol.Released}
	tests := []struct {
		obligations []protocol.Obligation
		owes        [5]bool
	}{
		{nil, [5]bool{}},
		{[]protocol.Obligation{protocol.None}, [5]bool{}},
		{[]protocol.Obligation{protocol.UnlessExhausted}, [5]bool{true, true, false, false, false}},
		{[]protocol.Obligation{protocol.Always}, [5]bool{true, true, true, true, false}},
		{[]protocol.Obligation{protocol.None, protocol.UnlessExhausted}, [5]bool{true, true, false, false, false}},
		{[]protocol.Obligation{protocol.UnlessExhausted, protocol.None}, [5]bool{true, true, false, false, false}},
		{[]protocol.Obligation{protocol.UnlessExhausted, protocol.Always}, [5]bool{true, true, true, true, false}},
	}
	for _, test := range tests {
		p := new(protocol.Protocol)
		for _, o := range test.obligations {
			p.Release = append(p.Release, protocol.Release{Op: protocol.Op{Role: protocol.Stop}, Obligation: o})
		}
		for i, s := range states {
			if got := p.Owes(s); got != test.owes[i] {
				t.Errorf("%v, %s: owes %t", test.obligations, s, got)
			}
		}
	}
}

// -- exits --

func TestExits(t *testing.T) {
	tests := []struct {
		name         string
		never, panic bool
	}{
		{"os.Exit", true, false},
		{"log.Fatalf", true, false},
		{"(*log.Logger).Fatal", true, false},
		{"log.Panic", true, true},
		{"(*testing.common).FailNow", true, false},
		{"(testing.TB).Fatal", true, false},
		{"runtime.Goexit", true, false},
		{"log.Print", false, false},
		{"(*testing.common).Error", false, false},
		{"Exit", false, false},
		{"", false, false},
	}
	for _, test := range tests {
		if got := protocol.NeverReturns(test.name); got != test.never {
			t.Errorf("NeverReturns(%q) = %t", test.name, got)
		}
		if got := protocol.AlwaysPanics(test.name); got != test.panic {
			t.Errorf("AlwaysPanics(%q) = %t", test.name, got)
		}
	}
}
