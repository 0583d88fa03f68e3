package sequence

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/internal/engine"
	"github.com/corolint/corolint/passes/protocol"
)

// Summary is the fact on a function that says what it does to the objects
// that come in by its parameters or go out by its results.
type Summary struct {
	engine.Summary
}

// AFact marks Summary as a fact.
func (*Summary) AFact() {}

// String gives the fact in the form that tests read.
func (s *Summary) String() string {
	var parts []string
	if s.NoReturn {
		parts = append(parts, "noReturn")
	}
	if s.Panics {
		parts = append(parts, "panics")
	}
	if s.MayExit {
		parts = append(parts, "mayExit")
	}
	if s.Lazy {
		parts = append(parts, "lazy")
	}
	if s.SingleUse {
		parts = append(parts, "single-use")
	}
	for _, i := range s.Drains {
		parts = append(parts, fmt.Sprintf("drains %d", i))
	}
	for _, lock := range s.Holds {
		parts = append(parts, "holds "+lockName(lock))
	}
	for _, lock := range s.Takes {
		parts = append(parts, "takes "+lockName(lock))
	}
	if s.Protocol != "" {
		verb := "acquires "
		if s.Like {
			verb = "may acquire "
		}
		if s.Context {
			verb += "in a context "
		}
		parts = append(parts, verb+s.Protocol+outcomes(s.Acquires))
		if n := len(s.Derived.States); n > 0 {
			parts = append(parts, fmt.Sprintf("holder of %d states", n))
		}
	}
	for _, i := range s.IfNil {
		parts = append(parts, fmt.Sprintf("returns if %d is nil", i))
	}
	for _, e := range s.Entries {
		var binds []string
		for _, b := range e.Binds {
			binds = append(binds, fmt.Sprintf("%d:%s", b.Param, b.Role))
		}
		parts = append(parts, strings.Join(binds, "+")+outcomes(e.Outcomes))
	}
	return strings.Join(parts, "; ")
}

func lockName(lock engine.Lock) string {
	how := map[protocol.LockOp]string{protocol.LockShared: " shared", protocol.Unlock: " to unlock"}[lock.Op]
	return fmt.Sprintf("%d%s%s", lock.Param, lock.Path, how)
}

// knownNames are the words for what is known of a result.
var knownNames = [...]string{engine.Unknown: "_", engine.Nil: "nil", engine.NotNil: "non-nil", engine.True: "true", engine.False: "false"}

func knownName(k engine.Known) string {
	if k >= engine.FirstEnum {
		return fmt.Sprint(int(k - engine.FirstEnum))
	}
	return knownNames[k]
}

func outcomes(list []engine.Outcome) string {
	var b strings.Builder
	for _, o := range list {
		b.WriteString(" " + o.State + panicMark(o) + "(")
		for i, r := range o.Results {
			if i > 0 {
				b.WriteByte(',')
			}
			if r.Role != "" {
				b.WriteString(string(r.Role))
			} else {
				b.WriteString(knownName(r.Known))
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}

// summaries collects the facts of a package before they are exported.
type summaries struct {
	pass *analysis.Pass
	of   map[*types.Func]*engine.Summary
}

func newSummaries(pass *analysis.Pass) *summaries {
	return &summaries{pass: pass, of: make(map[*types.Func]*engine.Summary)}
}

func (s *summaries) get(fn *types.Func) *engine.Summary {
	sum := s.of[fn]
	if sum == nil {
		sum = new(engine.Summary)
		s.of[fn] = sum
	}
	return sum
}

func (s *summaries) addEndings(fns map[*types.Func]ending) {
	for fn, e := range fns {
		switch e {
		case exits:
			s.get(fn).NoReturn = true
		case panics:
			s.get(fn).Panics = true
		}
	}
}

func (s *summaries) add(of map[*types.Func]*engine.Summary) {
	for fn, sum := range of {
		mine := s.get(fn)
		mine.Protocol, mine.Acquires, mine.Like, mine.Context, mine.Derived = sum.Protocol, sum.Acquires, sum.Like, sum.Context, sum.Derived
		mine.IfNil, mine.Entries = sum.IfNil, sum.Entries
	}
}

// export exports the facts on functions that importers can call, in the
// order of their positions, and returns their size in bytes.
func (s *summaries) export() int {
	var fns []*types.Func
	for fn, sum := range s.of {
		if visible(fn) && !sum.Empty() {
			fns = append(fns, fn)
		}
	}
	sort.Slice(fns, func(i, j int) bool { return fns[i].Pos() < fns[j].Pos() })
	size := 0
	made := make(map[*types.TypeName][]string)
	for _, fn := range fns {
		size += s.exportFact(fn, &Summary{*s.of[fn]})
		addMakers(made, fn, s.of[fn])
	}
	for _, obj := range slices.SortedFunc(maps.Keys(made), byPosition) {
		size += s.exportFact(obj, &Holder{made[obj]})
	}
	return size
}

func byPosition(a, b *types.TypeName) int { return int(a.Pos() - b.Pos()) }

// exportFact exports a fact and returns its size.
func (s *summaries) exportFact(obj types.Object, fact analysis.Fact) int {
	s.pass.ExportObjectFact(obj, fact)
	return encodedSize(fact)
}

func encodedSize(fact analysis.Fact) int {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(fact); err != nil {
		panic("internal error: fact cannot be encoded: " + err.Error())
	}
	return b.Len()
}

// visible reports whether importers can name the function: it is exported,
// and so is the type that it is a method of. A method of an unexported type
// may still be reached by way of an alias or an embedding, so it counts.
func visible(fn *types.Func) bool { return fn.Exported() }

// panicMark marks an outcome that is a panic.
func panicMark(o engine.Outcome) string {
	if o.Panics {
		return "!"
	}
	return ""
}
