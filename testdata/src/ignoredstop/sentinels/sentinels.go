// Package sentinels steps through iterators that end with a sentinel.
package sentinels

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"testing"

	"ignoredstop/lib"

	"cloud.google.com/go/spanner"
	"cloud.google.com/go/storage"
	"google.golang.org/api/iterator"
)

func use(...any) {}

func badOnlySentinel(it *storage.ObjectIterator) (names []string, err error) {
	var attrs *storage.ObjectAttrs
	for {
		attrs, err = it.Next() // fix // want `the value of it.Next is used on line \d+ also when it fails: an error other than iterator.Done is not handled; leave before that`
		if err == iterator.Done {
			return names, nil
		}
		names = append(names, attrs.Name)
	}
}

func okBoth(it *storage.ObjectIterator) (names []string, err error) {
	for {
		attrs, err := it.Next()
		if errors.Is(err, iterator.Done) {
			return names, nil
		}
		if err != nil {
			return nil, fmt.Errorf("next: %w", err)
		}
		names = append(names, attrs.Name)
	}
}

func badNotFatal(t *testing.T, it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // want `used on line \d+ also when it fails`
		if errors.Is(err, iterator.Done) {
			break
		}
		if err != nil {
			t.Errorf("next: %v", err)
		}
		use(attrs.Name)
	}
}

func okFatal(t *testing.T, it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next()
		if errors.Is(err, iterator.Done) {
			break
		}
		if err != nil {
			t.Fatalf("next: %v", err)
		}
		use(attrs.Name)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func okHelperExits(it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next()
		if err == iterator.Done {
			break
		}
		check(err)
		use(attrs.Name)
	}
}

func badContinue(it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // nofix // want `the loop goes on for ever once it.Next fails: every further call returns the same error, and only iterator.Done ends the loop; leave it on any error`
		if err == iterator.Done {
			break
		}
		if err != nil {
			log.Print(err)
			continue
		}
		use(attrs.Name)
	}
}

func okRetries(it *storage.ObjectIterator) error {
	retries := 0
	for {
		attrs, err := it.Next()
		if err == iterator.Done {
			return nil
		}
		if err != nil {
			if retries++; retries > 3 {
				return err
			}
			continue
		}
		use(attrs.Name)
	}
}

func okWhileNil(it *storage.ObjectIterator) error {
	attrs, err := it.Next()
	for err == nil {
		use(attrs.Name)
		attrs, err = it.Next()
	}
	if err != iterator.Done {
		return err
	}
	return nil
}

func okTagless(it *storage.ObjectIterator) error {
	for {
		attrs, err := it.Next()
		switch {
		case err == iterator.Done:
			return nil
		case err != nil:
			return err
		}
		use(attrs.Name)
	}
}

func okSwitch(it *spanner.RowIterator, f func(*spanner.Row) error) error {
	defer it.Stop()
	for {
		row, err := it.Next()
		switch err {
		case iterator.Done:
			return nil
		case nil:
			if err = f(row); err != nil {
				return err
			}
		default:
			return err
		}
	}
}

func okDrain(it *storage.ObjectIterator) (n int) {
	for {
		if _, err := it.Next(); err != nil {
			return n
		}
		n++
	}
}

func okAfterwards(it *storage.ObjectIterator) (names []string, err error) {
	for {
		var attrs *storage.ObjectAttrs
		attrs, err = it.Next()
		if err != nil {
			break
		}
		names = append(names, attrs.Name)
	}
	if err == iterator.Done {
		err = nil
	}
	return names, err
}

func badErrorAsEnd(it *storage.ObjectIterator) ([]string, error) {
	var names []string
	for {
		attrs, err := it.Next() // want `every error of it.Next is taken for the end, and the function returns nil on line \d+; return the error unless it is iterator.Done`
		if err != nil {
			break
		}
		names = append(names, attrs.Name)
	}
	return names, nil
}

func badErrorLogged(it *storage.ObjectIterator) ([]string, error) {
	var names []string
	for {
		attrs, err := it.Next() // want `the end of it.Next is logged as a failure`
		if err != nil {
			log.Print(err)
			break
		}
		names = append(names, attrs.Name)
	}
	return names, nil
}

func badEndAsFailure(it *storage.ObjectIterator) error {
	for {
		attrs, err := it.Next() // want `the end of it.Next is returned as a failure on line \d+; test for iterator.Done first`
		if err != nil {
			return err
		}
		use(attrs.Name)
	}
}

func badEndWrapped(it *storage.ObjectIterator) error {
	for {
		attrs, err := it.Next() // want `the end of it.Next is returned as a failure`
		if err != nil {
			return fmt.Errorf("listing: %w", err)
		}
		if attrs.Size < 0 {
			return errors.New("negative")
		}
	}
}

func okForwards(it *storage.ObjectIterator) (*storage.ObjectAttrs, error) {
	for {
		attrs, err := it.Next()
		if err != nil {
			return nil, err
		}
		if attrs.Size > 0 {
			return attrs, nil
		}
	}
}

func okForwardsOne(it *storage.ObjectIterator) (*storage.ObjectAttrs, error) { return it.Next() }

func translate(err error) error {
	if errors.Is(err, iterator.Done) {
		return nil
	}
	return err
}

func okTranslated(it *storage.ObjectIterator) error {
	for {
		attrs, err := it.Next()
		if err != nil {
			return translate(err)
		}
		use(attrs.Name)
	}
}

func badWrongSentinel(it *storage.ObjectIterator) error {
	for {
		attrs, err := it.Next() // want `the error of it.Next is compared with io.EOF, but its end is iterator.Done`
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		use(attrs.Name)
	}
}

func okEither(it *storage.ObjectIterator) error {
	for {
		attrs, err := it.Next()
		if err == io.EOF || err == iterator.Done {
			return nil
		}
		if err != nil {
			return err
		}
		use(attrs.Name)
	}
}

func badStraight(it *storage.ObjectIterator) string {
	attrs, err := it.Next() // want `the value of it.Next is used on line \d+ also when it fails`
	if err == iterator.Done {
		return ""
	}
	return attrs.Name
}

func badNobodyLooked(it *storage.ObjectIterator) string {
	attrs, err := it.Next() // want `the value of it.Next is used on line \d+ whatever the error is; test it first`
	use(err)
	return attrs.Name
}

func okNilTest(it *storage.ObjectIterator) string {
	attrs, err := it.Next()
	if attrs == nil {
		use(err)
		return ""
	}
	return attrs.Name
}

func badDiscarded(it *storage.ObjectIterator) (names []string) {
	for {
		attrs, _ := it.Next() // want `the error of it.Next is dropped in a loop, so a failure looks like the end; look at the error`
		if attrs == nil {
			return names
		}
		names = append(names, attrs.Name)
	}
}

func badEndIgnored(it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // want `the loop goes on for ever once it.Next has returned iterator.Done; leave it then`
		if err != nil {
			continue
		}
		use(attrs.Name)
	}
}

func okNewEachPass(b *storage.BucketHandle) {
	for {
		it := b.Objects(context.Background())
		attrs, err := it.Next()
		if err != nil {
			continue
		}
		use(attrs.Name)
	}
}

func okContext(ctx context.Context, it *storage.ObjectIterator) {
	for ctx.Err() == nil {
		attrs, err := it.Next()
		if err == iterator.Done {
			return
		}
		if err != nil {
			continue
		}
		use(attrs.Name)
	}
}

type lister struct{ it *storage.ObjectIterator }

func (l *lister) badField() (n int) {
	for {
		attrs, err := l.it.Next() // want `used on line \d+ also when it fails`
		if err == iterator.Done {
			return n
		}
		n += len(attrs.Name)
	}
}

func badInLiteral(it *storage.ObjectIterator, each func(func())) {
	each(func() {
		for {
			attrs, err := it.Next() // want `used on line \d+ also when it fails`
			if err == iterator.Done {
				return
			}
			use(attrs.Name)
		}
	})
}

func badRow(it *spanner.RowIterator) error {
	defer it.Stop()
	for {
		row, err := it.Next() // fix // want `used on line \d+ also when it fails`
		if err == iterator.Done {
			return nil
		}
		if err := row.Columns(); err != nil {
			return err
		}
	}
}

func nameOf(a *storage.ObjectAttrs) string { return a.Name }

func badHelperDerefs(it *storage.ObjectIterator) string {
	attrs, err := it.Next() // want `used on line \d+ also when it fails`
	if err == iterator.Done {
		return ""
	}
	return nameOf(attrs)
}

func safeName(a *storage.ObjectAttrs) string {
	if a == nil {
		return ""
	}
	return a.Name
}

func okHelperLooks(it *storage.ObjectIterator) string {
	attrs, err := it.Next()
	if err == iterator.Done {
		return ""
	}
	return safeName(attrs)
}

type result struct {
	attrs *storage.ObjectAttrs
	err   error
}

func okSentOn(it *storage.ObjectIterator, ch chan result) {
	for {
		attrs, err := it.Next()
		ch <- result{attrs, err}
		if err != nil {
			return
		}
	}
}

func badLogged(it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // want `the end of it.Next is logged as a failure on line \d+; test for iterator.Done first`
		if err != nil {
			log.Printf("cannot list: %v", err)
			return
		}
		use(attrs.Name)
	}
}

func badFatal(it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // want `the end of it.Next is logged as a failure`
		if err != nil {
			log.Fatal(err)
		}
		use(attrs.Name)
	}
}

func okFound(it *storage.ObjectIterator) string {
	for {
		attrs, err := it.Next()
		if err != nil {
			log.Print("not found: ", err)
			return ""
		}
		if attrs.Size > 0 {
			return attrs.Name
		}
	}
}

func okOtherPackageExits(it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next()
		if err == iterator.Done {
			return
		}
		lib.Check(err)
		use(attrs.Name)
	}
}

func badOtherPackageLogs(it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // want `used on line \d+ also when it fails`
		if err == iterator.Done {
			return
		}
		lib.Warn(err)
		use(attrs.Name)
	}
}

func okAsserted(c *lib.C, it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next()
		if err == iterator.Done {
			return
		}
		c.Assert(err, nil)
		use(attrs.Name)
	}
}

func okAssertedFirst(c *lib.C, it *storage.ObjectIterator) string {
	attrs, err := it.Next()
	c.Assert(err)
	return attrs.Name
}

func badChecked(c *lib.C, it *storage.ObjectIterator) {
	for {
		attrs, err := it.Next() // want `used on line \d+ also when it fails`
		if err == iterator.Done {
			return
		}
		c.Check(err)
		use(attrs.Name)
	}
}

func okExpected(it *storage.ObjectIterator) string {
	attrs, err := it.Next()
	lib.Expect(err).Succeeds()
	return attrs.Name
}

func okAwaitedByCaller(it *storage.ObjectIterator) (n int, err error) {
	for {
		if _, err = it.Next(); err != nil {
			return n, err
		}
		n++
	}
}

func callsAwaited(it *storage.ObjectIterator) (int, error) {
	n, err := okAwaitedByCaller(it)
	if err == iterator.Done {
		err = nil
	}
	return n, err
}

func okAwaitedOutside(it *storage.ObjectIterator) (int, error) {
	count := func() (n int, err error) {
		for {
			if _, err = it.Next(); err != nil {
				return n, err
			}
			n++
		}
	}
	n, err := count()
	if err != iterator.Done {
		return n, err
	}
	return n, nil
}

func badErrorAsEndAwaited(it *storage.ObjectIterator) (names []string, err error) {
	for attrs, e := it.Next(); e == nil; {
		names = append(names, attrs.Name)
		attrs, e = it.Next() // want `every error of it.Next is taken for the end`
	}
	return names, nil
}

func callsErrorAsEndAwaited(it *storage.ObjectIterator) error {
	_, err := badErrorAsEndAwaited(it)
	if err == iterator.Done {
		return nil
	}
	return err
}

// A source hides the iterator; what ends it is told by how it is used.
type source interface {
	Next() (*storage.ObjectAttrs, error)
}

func badBehindInterface(it source) (names []string) {
	for {
		attrs, err := it.Next() // want `used on line \d+ also when it fails`
		if err == iterator.Done {
			return names
		}
		names = append(names, attrs.Name)
	}
}

func okBehindInterface(it source) (names []string, err error) {
	for {
		attrs, err := it.Next()
		if err != nil {
			return names, err
		}
		names = append(names, attrs.Name)
	}
}
