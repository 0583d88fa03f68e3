package ruletest

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// An expectation is what a comment says of its line, beyond what
// analysistest reads.
type expectation struct {
	wanted     bool // there is a finding
	fix, nofix bool
	steps      []step
	broken     string // what is wrong with the comment
}

// A step is expected to be step number n of a witness.
type step struct {
	n  int
	re *regexp.Regexp
}

var (
	// wantComment matches the want of a finding, not that of a fact.
	wantComment = regexp.MustCompile("// *want (\\+\\d+ )?[\"`]")
	stepComment = regexp.MustCompile("^step (\\d+): (\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)\\s*")
)

// parse reads a comment, and returns nil if it says nothing.
func parse(text string) *expectation {
	e := new(expectation)
	if loc := wantComment.FindStringIndex(text); loc != nil {
		e.wanted = true
		text = text[:loc[0]]
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, "//"))
	if word, rest, _ := strings.Cut(text, " "); word == "fix" || word == "nofix" {
		e.fix, e.nofix = word == "fix", word == "nofix"
		text = strings.TrimSpace(rest)
	}
	for {
		m := stepComment.FindStringSubmatch(text)
		if m == nil {
			break
		}
		text = text[len(m[0]):]
		e.addStep(m[1], m[2])
	}
	switch {
	case e.broken != "":
	case text != "" && (e.fix || e.nofix || len(e.steps) > 0 || strings.HasPrefix(text, "step ")):
		e.broken = "cannot read " + strconv.Quote(text)
	case !e.wanted && (e.fix || e.nofix):
		e.broken = "fix or nofix on a line without a finding"
	case !e.wanted && len(e.steps) == 0:
		return nil
	}
	return e
}

func (e *expectation) addStep(number, pattern string) {
	n, err := strconv.Atoi(number)
	if err != nil {
		e.broken = err.Error()
		return
	}
	pattern, err = strconv.Unquote(pattern)
	if err != nil {
		e.broken = err.Error()
		return
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		e.broken = err.Error()
		return
	}
	e.steps = append(e.steps, step{n, re})
}

// -- fixes --

// checkHasFix checks the fix and nofix comments.
func (r *run) checkHasFix(t analysistest.Testing) {
	for _, d := range r.diagnostics {
		at := r.line(d.Pos)
		e := r.expected[at]
		switch {
		case e == nil:
		case e.fix && len(d.SuggestedFixes) == 0:
			t.Errorf("%v: no fix: %s", at, d.Message)
		case e.nofix && len(d.SuggestedFixes) > 0:
			t.Errorf("%v: unexpected fix: %s", at, d.SuggestedFixes[0].Message)
		}
	}
}

// -- witnesses --

// checkSteps checks the witnesses of the findings in declarations that have
// step comments.
func (r *run) checkSteps(t analysistest.Testing) {
	for _, c := range r.cases() {
		var left []*expectedStep
		for _, at := range c.lines() {
			e := r.expected[at]
			if e == nil {
				continue
			}
			if e.broken != "" {
				t.Errorf("%v: %s", at, e.broken)
			}
			for _, s := range e.steps {
				left = append(left, &expectedStep{step: s, at: at})
			}
		}
		if len(left) > 0 {
			r.matchSteps(t, c, left)
		}
	}
}

type expectedStep struct {
	step
	at    line
	found bool
}

// matchSteps matches the steps of the findings in c with those expected.
func (r *run) matchSteps(t analysistest.Testing, c *caseOf, expected []*expectedStep) {
	for _, d := range r.diagnostics {
		if !c.contains(d.Pos) {
			continue
		}
		for i, rel := range d.Related {
			if !r.matchStep(expected, i+1, rel) {
				t.Errorf("%v: unexpected step %d: %s", r.line(rel.Pos), i+1, rel.Message)
			}
		}
	}
	for _, e := range expected {
		if !e.found {
			t.Errorf("%v: no step %d that matches %q", e.at, e.n, e.re)
		}
	}
}

func (r *run) matchStep(expected []*expectedStep, n int, rel analysis.RelatedInformation) bool {
	for _, e := range expected {
		if !e.found && e.n == n && e.at == r.line(rel.Pos) && e.re.MatchString(rel.Message) {
			e.found = true
			return true
		}
	}
	return false
}
