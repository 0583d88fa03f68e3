package protocol

import "go/types"

// singleUse lists the functions whose sequence can be ranged over only once,
// as was seen when it was ranged over twice; strings.FieldsSeq says so in its
// documentation too, but starts again each time.
var singleUse = map[string]bool{
	"bytes.Lines":           true,
	"bytes.SplitAfterSeq":   true,
	"bytes.SplitSeq":        true,
	"strings.Lines":         true,
	"strings.SplitAfterSeq": true,
	"strings.SplitSeq":      true,
}

// IsSingleUse reports whether the sequence that the function of that name (see
// NameOf) returns can be ranged over only once.
func IsSingleUse(name string) bool { return singleUse[name] }

// reading lists the functions whose result reads on from their first argument.
var reading = map[string]bool{
	"archive/tar.NewReader":    true,
	"bufio.NewReader":          true,
	"bufio.NewReaderSize":      true,
	"bufio.NewScanner":         true,
	"encoding/csv.NewReader":   true,
	"encoding/json.NewDecoder": true,
	"encoding/xml.NewDecoder":  true,
}

// ReadsOn reports whether the result of the function of that name (see NameOf)
// reads on from its first argument.
func ReadsOn(name string) bool { return reading[name] }

// closing lists the methods that close what a sequence reads.
var closing = map[string]bool{
	"(io.Closer).Close": true,
	"(*os.File).Close":  true,
}

// Closes reports whether the method of that name (see NameOf) closes its
// receiver.
func Closes(name string) bool { return closing[name] }

// rewinding lists the methods of cursors after which they give elements again.
var rewinding = map[string]bool{
	"(*bufio.Reader).Reset": true,
}

// Rewinds reports whether after the method of that name (see NameOf) its
// receiver gives elements again.
func Rewinds(name string) bool { return rewinding[name] }

// pausing lists the functions that wait, so that there may be more to read after
// them.
var pausing = map[string]bool{
	"time.Sleep": true,
}

// Pauses reports whether the function of that name (see NameOf) waits.
func Pauses(name string) bool { return pausing[name] }

// advancing lists the methods of cursors that no protocol describes that move
// on to the next element, and after the end do so no more.
var advancing = map[string]bool{
	"(*bufio.Scanner).Scan": true,
}

// MovesOn reports whether the method fn moves its receiver on to the next
// element, and never starts again.
func (t *Table) MovesOn(fn *types.Func) bool {
	if advancing[NameOf(fn)] {
		return true
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	p := t.Of(recv.Type())
	if p == nil {
		return false
	}
	adv := p.AdvanceBy(Op{Call: fn.Name()})
	return adv != nil && !adv.Reopens
}
