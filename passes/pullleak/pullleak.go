package pullleak

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/corolint/corolint/passes/sequence"
)

const name = "pullleak"

//go:embed doc.go
var doc string

// Analyzer is the rule on the shared default instance of the sequence
// analysis.
var Analyzer = New(sequence.Analyzer)

// New returns the rule on the given instance of the shared analysis, which
// all rules of one driver must have in common.
func New(shared *analysis.Analyzer) *analysis.Analyzer {
	return sequence.NewRule(shared, name, doc, func(pass *analysis.Pass, found *sequence.Result, report func(analysis.Diagnostic)) {
		for _, leak := range found.Leaks {
			report(leak.Diagnostic(message(pass, leak)))
		}
	})
}

// message says in one line what is left open, where, and what to do.
func message(pass *analysis.Pass, l *sequence.Leak) string {
	stop, next := l.Release, l.Advance
	if stop == "" {
		stop = "stop"
	}
	if l.Kind == sequence.LazyRelease {
		return fmt.Sprintf("what %s opens is left to the returned sequence, which may never be ranged over; call %s within the sequence", l.Callee, l.Callee)
	}
	if l.Kind == sequence.Buried {
		return fmt.Sprintf("what stops the iterator of %s is stored in a field that nothing reads, so it can only be drained; call it in a method that releases", l.Callee)
	}
	if l.Kind == sequence.Forgotten {
		return forgottenMessage(l)
	}
	if l.Receiver {
		return receiverMessage(pass, l)
	}
	switch {
	case l.Kind == sequence.DeferInLoop:
		return fmt.Sprintf("%s is deferred in a loop, so the iterators of all passes stay open until the function returns; call %s before the next pass", stop, stop)
	case l.Discarded && next == "" && l.Partly:
		return fmt.Sprintf("the result of %s that stops its iterator is discarded%s; name it and defer it", l.Callee, where(pass, l))
	case l.Discarded && next == "":
		return fmt.Sprintf("the results of %s are dropped, so its iterator can be neither stopped nor drained; take them, or do not call it", l.Callee)
	case l.Discarded:
		return fmt.Sprintf("the stop function of %s is discarded, and %s is not drained%s; name it and defer it", l.Callee, next, where(pass, l))
	case l.Kind == sequence.AcquiredAgain:
		return fmt.Sprintf("%s is called again while the iterator of the last pass is open; call %s before the next pass", l.Callee, stop)
	}
	return fmt.Sprintf("the iterator of %s is neither stopped nor drained%s; %s", l.Callee, where(pass, l), advice(l, stop))
}

// forgottenMessage is message for an object that a type keeps for good.
func forgottenMessage(l *sequence.Leak) string {
	stay, it := "stays", "it"
	if strings.HasSuffix(l.Noun, "s") {
		stay, it = "stay", "them"
	}
	release := "release " + it
	if l.Path != "" {
		release = "call " + l.Path
	}
	return fmt.Sprintf("the %s of %s %s in the field %s of %s, and no method of %s releases %s; %s in one", l.Noun, l.Callee, stay, l.Field, l.Holder, l.Holder, it, release)
}

// receiverMessage is message for an object that is one value.
func receiverMessage(pass *analysis.Pass, l *sequence.Leak) string {
	be := "is"
	if strings.HasSuffix(l.Noun, "s") {
		be = "are"
	}
	if l.Release == "" {
		l.Release = "what releases it"
	}
	ways := "neither released nor drained"
	if l.Always {
		ways = "not released"
	}
	switch {
	case l.Kind == sequence.DeferInLoop:
		return fmt.Sprintf("%s is deferred in a loop, so what %s opened in all passes stays open until the function returns; call %s before the next pass", l.Release, l.Callee, l.Release)
	case l.Discarded:
		return fmt.Sprintf("the %s of %s %s dropped, so nothing can release what is held; name the result and call its %s", l.Noun, l.Callee, be, l.Release)
	case l.Completing != "":
		return fmt.Sprintf("the %s of %s is asked to stop, but that is carried out only by the next call of %s%s; call it after %s", l.Noun, l.Callee, l.Completing, where(pass, l), l.Release)
	case l.Kind == sequence.AcquiredAgain:
		return fmt.Sprintf("%s is called again while the %s of the last pass %s open; call %s before the next pass", l.Callee, l.Noun, be, l.Release)
	}
	return fmt.Sprintf("the %s of %s %s %s%s; %s", l.Noun, l.Callee, be, ways, where(pass, l), advice(l, l.Release))
}

// advice says how to call what releases.
func advice(l *sequence.Leak, release string) string {
	if l.Panic.IsValid() {
		return "defer " + release + " before that"
	}
	if l.Kept {
		name := release[strings.LastIndexByte(release, '.')+1:]
		if l.Receiver {
			return fmt.Sprintf("on this path call %s of all that the loop has kept by then", name)
		}
		return fmt.Sprintf("on this path call every %s that the loop has kept by then", name)
	}
	return fmt.Sprintf("call %s on this path, or defer it", release)
}

// where names the exit at which the release is due.
func where(pass *analysis.Pass, l *sequence.Leak) string {
	if l.Func == "" || len(l.Steps) == 0 {
		return ""
	}
	fn := l.Func
	if i := strings.IndexByte(fn, '$'); i >= 0 {
		fn = "the function literal"
	}
	if l.Panic.IsValid() {
		return fmt.Sprintf(" when %s recovers from a panic on line %d", fn, pass.Fset.Position(l.Panic).Line)
	}
	last := l.Steps[len(l.Steps)-1]
	return fmt.Sprintf(" when %s returns on line %d", fn, pass.Fset.Position(last.Pos).Line)
}
