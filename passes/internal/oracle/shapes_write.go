package oracle

import "strings"

const (
	spannerPath   = "cloud.google.com/go/spanner"
	iteratorPath  = "google.golang.org/api"
	coroutinePath = "github.com/dispatchrun/coroutine"
)

// shapesFiles adds the stubs and stand-ins of the libraries, each a module of
// its own below libs.
func shapesFiles(files map[string]string) {
	mod := "module oracle.test\n\ngo 1.26\n\n"
	for _, path := range []string{spannerPath, iteratorPath, coroutinePath} {
		mod += "require " + path + " v0.0.0\n\nreplace " + path + " => ./libs/" + path + "\n\n"
		for _, side := range []string{"lint/", "exec/"} {
			files[side+"libs/"+path+"/go.mod"] = "module " + path + "\n\ngo 1.26\n"
		}
	}
	for _, side := range []string{"lint", "exec"} {
		files[side+"/go.mod"] = mod
		files[side+"/libs/"+spannerPath+"/spanner.go"] = text("shapes/spanner." + side + ".go.txt")
		files[side+"/libs/"+iteratorPath+"/iterator/iterator.go"] = text("shapes/iterator.go.txt")
		files[side+"/libs/"+coroutinePath+"/coroutine.go"] = text("shapes/coroutine." + side + ".go.txt")
	}
	files["exec/sql/sql.go"] = text("shapes/sql.exec.go.txt")
	files["exec/context/context.go"] = text("shapes/context.exec.go.txt")
	both(files, "helpers/helpers.go", strings.Split(helpersAs("helpers"), "\n"))
}

// helpersAs returns the helpers as a file of the package.
func helpersAs(pkg string) string {
	return strings.ReplaceAll(text("shapes/helpers.go.txt"), "PKG", pkg)
}

// Of returns the part of t that is about a rule.
func (t *Truth) Of(rule string) *Truth {
	of := *t
	of.Leaks, of.Either, of.Reached = cutRule(t.Leaks, rule), cutRule(t.Either, rule), cutRule(t.Reached, rule)
	return &of
}

// CompareRules is Compare for several rules; what is found is by "rule line".
func (prog *Program) CompareRules(truth *Truth, found map[string][]string, rules ...string) map[string][]Disagreement {
	all := map[string][]Disagreement{}
	for _, rule := range rules {
		all[rule] = prog.Compare(truth.Of(rule), cutRule(found, rule))
	}
	return all
}

func cutRule[V any](m map[string]V, rule string) map[string]V {
	of := map[string]V{}
	for key, v := range m {
		if line, ok := strings.CutPrefix(key, rule+" "); ok {
			of[line] = v
		}
	}
	return of
}
