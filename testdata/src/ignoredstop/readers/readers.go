// Package readers reads to io.EOF.
package readers

import (
	"archive/tar"
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"log"
	"net"
	"os"
	"strings"
	"time"
)

func use(...any) {}

func badOnlyEOF(r *bufio.Reader) {
	for {
		s, err := r.ReadString('\n') // want `the loop goes on for ever once r.ReadString fails`
		if len(s) > 0 {
			use(s)
		}
		if err == io.EOF {
			break
		}
	}
}

func okAnyError(r *bufio.Reader) {
	for {
		s, err := r.ReadString('\n')
		use(s)
		if err != nil {
			break
		}
	}
}

func badDropped(r *bufio.Reader) {
	for {
		s, _ := r.ReadString('\n') // want `the error of r.ReadString is dropped in a loop`
		s = strings.TrimSpace(s)
		if s == "quit" {
			break
		}
		if s == "" {
			continue
		}
		use(s)
	}
}

func okMemory(text string) {
	r := bufio.NewReader(strings.NewReader(text))
	for {
		s, err := r.ReadString('\n')
		use(s)
		if err == io.EOF {
			break
		}
	}
}

func okHeader(r *bufio.Reader) {
	for i := 0; i < 3; i++ {
		s, _ := r.ReadString('\n')
		use(s)
	}
}

func okReturned(r *bufio.Reader) error {
	for {
		s, err := r.ReadString('\n')
		if err != nil {
			return err
		}
		use(s)
	}
}

func badToken(d *xml.Decoder) string {
	for {
		t, _ := d.Token() // want `the error of d.Token is dropped in a loop`
		if t == nil {
			break
		}
		if s, ok := t.(xml.StartElement); ok {
			return s.Name.Local
		}
	}
	return ""
}

func badTokenSpins(d *xml.Decoder) {
	for {
		t, err := d.Token() // want `the loop goes on for ever once d.Token fails`
		if err == io.EOF {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			use(t)
		}
	}
}

func badMore(d *json.Decoder) {
	for d.More() {
		var v any
		if err := d.Decode(&v); err != nil { // want `the loop goes on for ever once d.Decode fails`
			log.Print(err)
			continue
		}
		use(v)
	}
}

func okMore(d *json.Decoder) error {
	for d.More() {
		var v any
		if err := d.Decode(&v); err != nil {
			return err
		}
		use(v)
	}
	return nil
}

func okDecode(d *json.Decoder) error {
	for {
		var v any
		if err := d.Decode(&v); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		use(v)
	}
}

func okOnce(d *json.Decoder) error {
	var v any
	return d.Decode(&v)
}

func okCSV(r *csv.Reader) error {
	rec, err := r.Read()
	for err == nil {
		use(rec)
		rec, err = r.Read()
	}
	if err != io.EOF {
		return err
	}
	return nil
}

func okCSVBadLine(r *csv.Reader) {
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			log.Print(err)
			continue
		}
		use(rec)
	}
}

func badCSVSilent(r *csv.Reader) ([][]string, error) {
	var out [][]string
	for {
		rec, err := r.Read() // want `every error of r.Read is taken for the end`
		if err != nil {
			break
		}
		out = append(out, rec)
	}
	return out, nil
}

func badTar(f *os.File) error {
	tr := tar.NewReader(f)
	for {
		h, err := tr.Next() // want `the end of tr.Next is returned as a failure`
		if err != nil {
			return err
		}
		use(h.Name)
	}
}

func okTar(f *os.File) error {
	tr := tar.NewReader(f)
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		use(h.Name)
	}
}

func okFind(f *os.File, name string) error {
	tr := tar.NewReader(f)
	for {
		h, err := tr.Next()
		if err != nil {
			return err
		}
		if h.Name == name {
			return nil
		}
	}
}

func okReset(r *bufio.Reader, more func() io.Reader) {
	for {
		s, err := r.ReadString('\n')
		if err != nil {
			r.Reset(more())
			continue
		}
		use(s)
	}
}

func okReopened(open func() *bufio.Reader) {
	r := open()
	for {
		s, err := r.ReadString('\n')
		if err != nil {
			r = open()
			continue
		}
		use(s)
	}
}

func badConn(c net.Conn, gone func()) {
	b := make([]byte, 1)
	for {
		_, err := c.Read(b) // want `the loop goes on for ever once c.Read fails`
		if errors.Is(err, io.EOF) {
			gone()
			return
		}
	}
}

func okConn(c net.Conn) error {
	b := make([]byte, 512)
	for {
		n, err := c.Read(b)
		use(b[:n])
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func okTail(f *os.File) error {
	b := make([]byte, 512)
	for {
		n, err := f.Read(b)
		use(b[:n])
		if err == io.EOF {
			time.Sleep(time.Second)
			continue
		}
		if err != nil {
			return err
		}
	}
}

func okTimeout(c net.Conn) error {
	b := make([]byte, 512)
	for {
		n, err := c.Read(b)
		if err != nil {
			if ne, ok := err.(net.Error); ok && ne.Timeout() {
				continue
			}
			return err
		}
		use(b[:n])
	}
}

func okBuffer(b *bytes.Buffer) {
	p := make([]byte, 16)
	for {
		n, err := b.Read(p)
		use(n)
		if err == io.EOF {
			return
		}
	}
}

func okEndless(r io.Reader, p []byte) {
	for {
		r.Read(p)
		if p[0] != 0 {
			return
		}
	}
}

func okConstantText() {
	d := xml.NewDecoder(strings.NewReader("<a/>"))
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		use(t)
	}
}

func badText(text string) {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		t, err := d.Token() // want `the loop goes on for ever once d.Token fails`
		if err == io.EOF {
			break
		}
		use(t)
	}
}

func okInsecurePath(tr *tar.Reader) error {
	for {
		h, err := tr.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil && err != tar.ErrInsecurePath {
			return err
		}
		use(h.Name)
	}
}

func badHeader(tr *tar.Reader) {
	for {
		h, err := tr.Next() // want `the value of tr.Next is used on line \d+ also when it fails`
		if err == io.EOF {
			return
		}
		use(h.Name)
	}
}

// -- what a person types --

func okPrompt(question string, fallback bool) bool {
	r := bufio.NewReader(os.Stdin)
	for {
		use(question)
		s, _ := r.ReadString('\n')
		switch strings.ToLower(strings.TrimSpace(s)) {
		case "":
			return fallback
		case "y", "yes":
			return true
		case "n", "no":
			return false
		}
	}
}

func okPromptLength(question string) string {
	r := bufio.NewReader(os.Stdin)
	for {
		use(question)
		s, _ := r.ReadString('\n')
		s = strings.TrimRight(s, "\r\n")
		if len(s) == 0 {
			return "default"
		}
		if s != "?" {
			return s
		}
	}
}

func badPrompt(question string) bool {
	r := bufio.NewReader(os.Stdin)
	for {
		use(question)
		s, _ := r.ReadString('\n') // want `the error of r.ReadString is dropped in a loop`
		switch strings.TrimSpace(s) {
		case "y":
			return true
		case "n":
			return false
		}
	}
}

func badCommands(run func(string)) {
	r := bufio.NewReader(os.Stdin)
	for {
		s, _ := r.ReadString('\n') // want `the error of r.ReadString is dropped in a loop`
		s = strings.TrimSpace(s)
		if s == "quit" {
			break
		}
		if s != "" {
			run(s)
		}
	}
}

// A file may fail.
func badFile(f *os.File) (n int) {
	r := bufio.NewReader(f)
	for {
		s, _ := r.ReadString('\n') // want `the error of r.ReadString is dropped in a loop, so a failure looks like the end; look at the error`
		if s == "" {
			return n
		}
		n++
	}
}

func badRetriesAll(r io.Reader, w io.Writer) {
	buf := make([]byte, 1024)
	for {
		n, err := r.Read(buf) // want `the loop goes on for ever once r.Read fails: every further call returns the same error; leave it on any error`
		if err != nil {
			continue
		}
		w.Write(buf[:n])
	}
}
