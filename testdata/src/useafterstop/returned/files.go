package returned

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log"
	"os"
	"slices"
	"strings"
	"sync"
)

func badLines(name string) (iter.Seq[string], error) {
	f, err := os.Open(name) // step 1: "the file is made here"
	if err != nil {
		return nil, err
	}
	defer f.Close()                        // step 2: "this releases the file when badLines returns"
	return func(yield func(string) bool) { // step 3: "badLines returns here"
		s := bufio.NewScanner(f)
		for s.Scan() { // want `s.Scan is called in what badLines returns, after badLines has released the file: it fails with os.ErrClosed; release in the literal instead`
			if !yield(s.Text()) {
				return
			}
		}
	}, nil
}

func badScannerBefore(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	s.Split(bufio.ScanWords)
	return func(yield func(string) bool) {
		for s.Scan() { // want `s.Scan is called in what badScannerBefore returns`
			if !yield(s.Text()) {
				return
			}
		}
	}, nil
}

func badReaderOfReader(name string) (iter.Seq2[[]string, error], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	zr, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, err
	}
	defer zr.Close()
	r := csv.NewReader(zr)
	return func(yield func([]string, error) bool) {
		for {
			rec, err := r.Read() // want `r.Read is called in what badReaderOfReader returns, after badReaderOfReader has released the file`
			if err == io.EOF || !yield(rec, err) || err != nil {
				return
			}
		}
	}, nil
}

func badDecoder(name string) (func(any) error, error) {
	f, err := os.OpenFile(name, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dec := json.NewDecoder(f)
	return func(v any) error {
		return dec.Decode(v) // want `dec.Decode is called in what badDecoder returns`
	}, nil
}

func badWriter(name string) (func(string) error, error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	emit := func(line string) error {
		_, err := fmt.Fprintln(f, line) // want `fmt.Fprintln is called in what badWriter returns`
		return err
	}
	return emit, nil
}

func badBuffered(name string) (func(string) error, error) {
	f, err := os.CreateTemp("", name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	return func(line string) error {
		w.WriteString(line) // want `w.WriteString is called in what badBuffered returns`
		return w.Flush()
	}, nil
}

// lines reads a file that is its caller's.
func lines(r io.Reader) iter.Seq[string] {
	return func(yield func(string) bool) {
		s := bufio.NewScanner(r)
		for s.Scan() {
			if !yield(s.Text()) {
				return
			}
		}
	}
}

func badHelper(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return lines(f), nil // want `Scan is called in what badHelper returns`
}

func readOne(f *os.File) (byte, error) {
	var b [1]byte
	_, err := f.Read(b[:])
	return b[0], err
}

func badHelperInside(name string) (func() (byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return func() (byte, error) {
		return readOne(f) // want `readOne is called in what badHelperInside returns`
	}, nil
}

func badMethodValue(name string) (func() (string, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	read := bufio.NewReader(f).ReadString
	return func() (string, error) {
		return read('\n') // want `read is called in what badMethodValue returns`
	}, nil
}

func badMethodValueReturned(name string) (func([]byte) (int, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Read, nil // want `Read is called in what badMethodValueReturned returns`
}

func badInStruct(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := struct{ r *bufio.Reader }{bufio.NewReader(f)}
	return func(yield func(string) bool) {
		for {
			line, err := in.r.ReadString('\n') // want `in.r.ReadString is called in what badInStruct returns`
			if err != nil || !yield(line) {
				return
			}
		}
	}, nil
}

func badInterface(name string, zipped bool) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if zipped {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	return func() ([]byte, error) {
		return io.ReadAll(r) // want `io.ReadAll is called in what badInterface returns`
	}, nil
}

func badClosedBefore(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	head := bufio.NewScanner(f)
	head.Scan()
	f.Close()
	return func(yield func(string) bool) {
		if yield(head.Text()) && head.Scan() { // want `head.Scan is called in what badClosedBefore returns`
			yield(head.Text())
		}
	}, nil
}

func badEntries(name string) (iter.Seq[os.DirEntry], error) {
	d, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return func(yield func(os.DirEntry) bool) {
		for {
			list, err := d.ReadDir(64) // want `d.ReadDir is called in what badEntries returns`
			if err != nil {
				return
			}
			for _, e := range list {
				if !yield(e) {
					return
				}
			}
		}
	}, nil
}

// badNamed gives the sequence to a result that has a name.
func badNamed(name string) (seq iter.Seq[string], err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	seq = func(yield func(string) bool) {
		data, _ := io.ReadAll(f) // want `io.ReadAll is called in what badNamed returns`
		yield(string(data))
	}
	return
}

// okOpensInside opens the file when the sequence runs.
func okOpensInside(name string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield("", err)
			return
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		for s.Scan() {
			if !yield(s.Text(), nil) {
				return
			}
		}
	}
}

// okReopens looks at the file, and opens it again when the sequence runs.
func okReopens(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := f.Stat(); err != nil {
		return nil, err
	}
	return func(yield func(string) bool) {
		f, err := os.Open(name)
		if err != nil {
			return
		}
		defer f.Close()
		data, _ := io.ReadAll(f)
		yield(string(data))
	}, nil
}

// okReopensVariable does so into the same variable.
func okReopensVariable(name string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return func() ([]byte, error) {
		if f, err = os.Open(name); err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(f)
	}, nil
}

func okDeferInside(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return func(yield func(string) bool) {
		defer f.Close()
		s := bufio.NewScanner(f)
		for s.Scan() {
			if !yield(s.Text()) {
				return
			}
		}
	}, nil
}

func okClosedOnError(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	s := bufio.NewScanner(f)
	if !s.Scan() {
		f.Close()
		return nil, s.Err()
	}
	return func(yield func(string) bool) {
		defer f.Close()
		for s.Scan() {
			if !yield(s.Text()) {
				return
			}
		}
	}, nil
}

func okClosedOnErrorByDefer(name string) (_ func() ([]byte, error), err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if _, err := f.Seek(10, io.SeekStart); err != nil {
		return nil, err
	}
	return func() ([]byte, error) {
		defer f.Close()
		return io.ReadAll(f)
	}, nil
}

func okClosedUnlessKept(name string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	kept := false
	defer func() {
		if !kept {
			f.Close()
		}
	}()
	if _, err := f.Stat(); err != nil {
		return nil, err
	}
	kept = true
	return func() ([]byte, error) {
		defer f.Close()
		return io.ReadAll(f)
	}, nil
}

// okClosedPerhaps closes by what the linter cannot know.
func okClosedPerhaps(name string, keep func() bool) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() {
		if !keep() {
			f.Close()
		}
	}()
	return func() ([]byte, error) { return io.ReadAll(f) }, nil
}

// okName asks for the name, which is known after Close.
func okName(name string) (func() string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return func() string { return f.Name() }, nil
}

// okText asks for what was read before.
func okText(name string) (func() (string, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Scan()
	return func() (string, error) { return s.Text(), s.Err() }, nil
}

func okRead(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	s := bufio.NewScanner(strings.NewReader(string(data)))
	return func(yield func(string) bool) {
		for s.Scan() {
			if !yield(s.Text()) {
				return
			}
		}
	}, nil
}

// okCollected runs the sequence before the file is closed.
func okCollected(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	seq := func(yield func(string) bool) {
		s := bufio.NewScanner(f)
		for s.Scan() {
			if !yield(s.Text()) {
				return
			}
		}
	}
	return slices.Values(slices.Collect(seq)), nil
}

func okRunBefore(name string) (func() string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	read := func() ([]byte, error) { return io.ReadAll(f) }
	data, err := read()
	return func() string { return string(data) }, err
}

// okGoroutines reads in goroutines that end before the file is closed.
func okGoroutines(name string, n int) (func() []error, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var wg sync.WaitGroup
	defer wg.Wait()
	errs := make([]error, n)
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var b [1]byte
			_, errs[i] = f.ReadAt(b[:], int64(i))
		}()
	}
	return func() []error { return errs }, nil
}

// okClose returns what closes the file.
func okClose(name string) (iter.Seq[string], func() error, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	return lines(f), f.Close, nil
}

// okCloseAgain closes it once more, which does no harm.
func okCloseAgain(name string) (func() error, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return func() error { return f.Close() }, nil
}

// okReset reads from something else by then.
func okReset(name string) (func(string) (string, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	head, err := r.ReadString('\n')
	return func(text string) (string, error) {
		r.Reset(strings.NewReader(head + text))
		return r.ReadString('\n')
	}, err
}

// okClosedLater closes the file when the context ends.
func okClosedLater(ctx context.Context, name string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	go func() {
		<-ctx.Done()
		f.Close()
	}()
	return func() ([]byte, error) { return io.ReadAll(f) }, nil
}

func okClosedAfter(ctx context.Context, name string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { f.Close() })
	return func() ([]byte, error) { return io.ReadAll(f) }, nil
}

func okOtherFile(name, other string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	g, err := os.Open(other)
	if err != nil {
		return nil, err
	}
	return func() ([]byte, error) {
		defer g.Close()
		return io.ReadAll(g)
	}, nil
}

// okNotReturned gives the sequence to a function that uses it at once.
func okNotReturned(name string, use func(iter.Seq[string]) error) (func(), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return func() {}, use(lines(f))
}

// okOptional reads from a file or from elsewhere; what is closed is not what
// is read.
func okOptional(name string, in io.Reader) (func() ([]byte, error), error) {
	if in == nil {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		data, err := io.ReadAll(f)
		if err != nil {
			return nil, err
		}
		in = strings.NewReader(string(data))
	}
	return func() ([]byte, error) { return io.ReadAll(in) }, nil
}

// okGuarded does not read once the file is closed.
func okGuarded(name string) (func() (string, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	closed := false
	defer func() {
		f.Close()
		closed = true
	}()
	s := bufio.NewScanner(f)
	return func() (string, error) {
		if closed {
			return "", errors.New("closed")
		}
		s.Scan()
		return s.Text(), s.Err()
	}, nil
}

// knownMissStruct is missed because what a function returns within a struct
// is not run.
func knownMissStruct(name string) (struct{ Read func() ([]byte, error) }, error) {
	var out struct{ Read func() ([]byte, error) }
	f, err := os.Open(name)
	if err != nil {
		return out, err
	}
	defer f.Close()
	out.Read = func() ([]byte, error) { return io.ReadAll(f) }
	return out, nil
}

// knownMissUnseen is missed because nothing says that parse reads.
func knownMissUnseen(name string, parse func(io.Reader) error) (func() error, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return func() error { return parse(f) }, nil
}

func open(name string) (*os.File, error) { return os.Open(name) }

func badOpenedByHelper(name string) (func() ([]byte, error), error) {
	f, err := open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return func() ([]byte, error) {
		return io.ReadAll(f) // want `io.ReadAll is called in what badOpenedByHelper returns`
	}, nil
}

// knownMissParameter is missed because files that a function is given are not
// followed.
func knownMissParameter(f *os.File) func() ([]byte, error) {
	defer f.Close()
	return func() ([]byte, error) { return io.ReadAll(f) }
}

// okLazyOpen opens the file on the first call.
func okLazyOpen(name string) (func() ([]byte, error), func() error) {
	var f *os.File
	return func() ([]byte, error) {
			if f == nil {
				var err error
				if f, err = os.Open(name); err != nil {
					return nil, err
				}
			}
			return io.ReadAll(f)
		}, func() error {
			if f == nil {
				return nil
			}
			return f.Close()
		}
}

// okProbe tries the file, closes it, and opens another in its place.
func okProbe(name, other string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	var head [4]byte
	if _, err := f.Read(head[:]); err != nil {
		f.Close()
		f, err = os.Open(other)
		if err != nil {
			return nil, err
		}
	}
	return func() ([]byte, error) {
		defer f.Close()
		return io.ReadAll(f)
	}, nil
}

// okLoop keeps the last of the files open.
func okLoop(names []string) (func() ([]byte, error), error) {
	var last *os.File
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		if last != nil {
			last.Close()
		}
		last = f
	}
	return func() ([]byte, error) {
		defer last.Close()
		return io.ReadAll(last)
	}, nil
}

// okRotating writes to a file that it replaces.
func okRotating(name string) (write func([]byte) error, err error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	n := 0
	rotate := func() error {
		if err := f.Close(); err != nil {
			return err
		}
		n++
		f, err = os.Create(fmt.Sprint(name, n))
		return err
	}
	if err := rotate(); err != nil {
		return nil, err
	}
	return func(p []byte) error {
		if _, err := f.Write(p); err != nil {
			return err
		}
		return rotate()
	}, nil
}

type source struct {
	f    *os.File
	r    *bufio.Reader
	refs int
}

func (s *source) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			line, err := s.r.ReadString('\n')
			if err != nil || !yield(line) {
				return
			}
		}
	}
}

func badMethodSequence(name string) (iter.Seq[string], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := &source{f: f, r: bufio.NewReader(f)}
	return s.all(), nil // want `ReadString is called in what badMethodSequence returns`
}

func badRangesOver(name string) (iter.Seq[int], error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := &source{f: f, r: bufio.NewReader(f)}
	return func(yield func(int) bool) { // want `ReadString is called in what badRangesOver returns`
		for line := range s.all() {
			if !yield(len(line)) {
				return
			}
		}
	}, nil
}

// knownMissSlice is missed because what a slice holds is not followed.
func knownMissSlice(name string) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := io.MultiReader(strings.NewReader("head"), f)
	return func() ([]byte, error) { return io.ReadAll(r) }, nil
}

// knownMissLogger is missed because a logger does not tell that it failed to
// write.
func knownMissLogger(name string) (func(string), error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l := log.New(f, "", 0)
	return func(line string) { l.Print(line) }, nil
}

func openSource(name string) (*source, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return &source{f, bufio.NewReader(f), 1}, nil
}

func (s *source) retain() { s.refs++ }

func (s *source) close() error {
	if s.refs--; s.refs > 0 {
		return nil
	}
	return s.f.Close()
}

// okCounted keeps the file open by a count of references.
func okCounted(name string) (func() (string, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	s := &source{f, bufio.NewReader(f), 1}
	defer s.close()
	s.retain()
	return func() (string, error) {
		defer s.close()
		return s.r.ReadString('\n')
	}, nil
}

// okMethods has the sequence opened by another method.
func (s *source) okMethods() (iter.Seq[string], error) {
	f, err := os.Open(s.f.Name())
	if err != nil {
		return nil, err
	}
	defer s.f.Close()
	old := s.f
	s.f, s.r = f, bufio.NewReader(f)
	_ = old
	return func(yield func(string) bool) {
		line, _ := s.r.ReadString('\n')
		yield(line)
	}, nil
}

// okSwap puts a new file into the field before it is used.
func okSwap(name string) (func() (string, error), error) {
	s, err := openSource(name)
	if err != nil {
		return nil, err
	}
	defer s.f.Close()
	return func() (string, error) {
		if s, err = openSource(name); err != nil {
			return "", err
		}
		defer s.close()
		return s.r.ReadString('\n')
	}, nil
}

// okCleanup hands back what closes the files that it has collected.
func okCleanup(names []string) (read func() error, cleanup func(), err error) {
	var closers []func()
	cleanup = func() {
		for _, c := range closers {
			c()
		}
	}
	defer func() {
		if err != nil {
			cleanup()
		}
	}()
	var readers []*bufio.Reader
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, nil, err
		}
		closers = append(closers, func() { f.Close() })
		readers = append(readers, bufio.NewReader(f))
	}
	return func() error {
		for _, r := range readers {
			if _, err := r.ReadByte(); err != nil {
				return err
			}
		}
		return nil
	}, cleanup, nil
}

// okPanics closes where something panics.
func okPanics(name string, check func(*os.File)) (read func() ([]byte, error), err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil {
			f.Close()
			err = fmt.Errorf("%v", r)
		}
	}()
	check(f)
	return func() ([]byte, error) {
		defer f.Close()
		return io.ReadAll(f)
	}, nil
}

// okWrapped closes by a function that looks at the error.
func okWrapped(name string) (_ func() ([]byte, error), err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer closeOnError(f, &err)
	if _, err = f.Seek(10, io.SeekStart); err != nil {
		return nil, err
	}
	return func() ([]byte, error) {
		defer f.Close()
		return io.ReadAll(f)
	}, nil
}

func closeOnError(c io.Closer, err *error) {
	if *err != nil {
		c.Close()
	}
}

// okDuplicate reads from the file's duplicate.
func okDuplicate(name string, dup func(*os.File) *os.File) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	g := dup(f)
	return func() ([]byte, error) { return io.ReadAll(g) }, nil
}

// okError returns a literal that only tells the error.
func okError(name string) (func() error, error) {
	f, err := os.Open(name)
	if err != nil {
		return func() error { return err }, err
	}
	defer f.Close()
	_, err = f.Stat()
	return func() error { return fmt.Errorf("%s: %w", f.Name(), err) }, nil
}

// okTwoReturns closes on one way only.
func okTwoReturns(name string, lazy bool) (func() ([]byte, error), error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if lazy {
		return func() ([]byte, error) {
			defer f.Close()
			return io.ReadAll(f)
		}, nil
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	return func() ([]byte, error) { return data, err }, nil
}

type rotating struct{ f *os.File }

func (r *rotating) file() *os.File { return r.f }

// okCurrent closes the old file, and writes to the new one.
func (r *rotating) okCurrent(name string) (func() error, error) {
	old := r.file()
	defer old.Close()
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	r.f = f
	return func() error {
		_, err := r.file().WriteString("x")
		return err
	}, nil
}
