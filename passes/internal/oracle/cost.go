package oracle

import (
	"regexp"
	"strings"
)

const (
	maxCost  = 7.8 // of a function: more has too many paths to try
	maxTries = 90  // functions that are written and thrown away
)

// decision matches what takes a decision in a line of source.
const decision = `opaque\.(Cond|Err|Int|Slice|Range)\(|select \{|\b[nN]ext\d*\(\)|First\(\)|(Open|Probe)Cursor|make\w+\(\)|[dD]rain|[aA]dvance|` +
	`[mM]aybe|recurse|[pP]airErr|[eE]ach\(|\bf\d+\(\)|walk\d+\(`

// decisions matches what takes several.
const decisions = `even|odd\(`

// cost estimates the binary logarithm of the number of paths: the decisions
// in the lines, where those in a loop count more.
func cost(lines []string) float64 { return costBy(decision, lines) }

func costBy(decision string, lines []string) float64 {
	takes, many := regexp.MustCompile(decision), regexp.MustCompile(decisions)
	var loops []int // their indents
	total := 0.0
	behind := false // a label
	for _, line := range lines {
		line, _ = split(line)
		text := strings.TrimLeft(line, "\t")
		indent := len(line) - len(text)
		for len(loops) > 0 && indent <= loops[len(loops)-1] {
			loops = loops[:len(loops)-1]
		}
		weight := 1.0
		for range loops {
			weight *= 1.8
		}
		total += weight * float64(len(takes.FindAllString(text, -1))+3*len(many.FindAllString(text, -1)))
		if strings.HasPrefix(text, "for ") || behind && strings.HasPrefix(text, "if ") {
			loops = append(loops, indent)
		}
		behind = strings.HasPrefix(text, "L") && strings.HasSuffix(text, ":")
	}
	if strings.Contains(strings.Join(lines, "\n"), "recover()") {
		total *= 1.7 // opaque calls panic, too
	}
	return total
}
