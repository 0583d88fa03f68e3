// Package sqlrows has a cursor with a companion error, released at its end.
package sqlrows

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"testing"
	"time"
)

func use(...any) {}

func badScanError(db *sql.DB) error {
	rows, err := db.Query("q") // fix // want `the rows of [a-z]+[.]Query are neither released nor drained when badScanError returns on line \d+; call rows.Close on this path, or defer it`
	if err != nil {
		return err
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

func okDefer(db *sql.DB) error {
	rows, err := db.Query("q")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

func okDeferLiteral(db *sql.DB) (err error) {
	rows, err := db.Query("q")
	if err != nil {
		return err
	}
	defer func() {
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
	}()
	if rows.Next() {
		return nil
	}
	return errors.New("none")
}

func okDrained(db *sql.DB) ([]string, error) {
	rows, err := db.Query("q")
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		var s string
		_ = rows.Scan(&s)
		out = append(out, s)
	}
	return out, rows.Err()
}

func badFirstOnly(ctx context.Context, db *sql.DB) bool {
	rows, err := db.QueryContext(ctx, "q") // want `rows of [a-z]+[.]QueryContext are neither`
	if err != nil {
		log.Print(err)
		return false
	}
	return rows.Next()
}

func okErrNil(db *sql.DB) {
	rows, err := db.Query("q")
	if err == nil {
		defer rows.Close()
		rows.Next()
	}
}

func okRowsNotNil(db *sql.DB) {
	rows, err := db.Query("q")
	if rows != nil {
		defer rows.Close()
	}
	use(err)
}

func badErrIsOnly(db *sql.DB) error {
	rows, err := db.Query("q") // want `rows of [a-z]+[.]Query`
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okSwitch(db *sql.DB) error {
	rows, err := db.Query("q")
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return rows.Close()
}

func badDropped(db *sql.DB) error {
	_, err := db.Query("q") // want `the rows of [a-z]+[.]Query are dropped`
	return err
}

type querier interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
}

func badInterface(ctx context.Context, q querier) error {
	rows, err := q.QueryContext(ctx, "q") // want `rows of [a-z]+[.]QueryContext`
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okInterface(ctx context.Context, q querier) error {
	rows, err := q.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	defer rows.Close()
	rows.Next()
	return nil
}

func okTransaction(tx *sql.Tx) error {
	rows, err := tx.Query("q")
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okCancelled(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func badCancelLater(ctx context.Context, db *sql.DB, quick bool) error {
	ctx, cancel := context.WithCancel(ctx)
	rows, err := db.QueryContext(ctx, "q") // want `rows of [a-z]+[.]QueryContext`
	if err != nil {
		cancel()
		return err
	}
	if quick {
		return nil
	}
	rows.Next()
	cancel()
	return nil
}

func okCancelledValue(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	rows, err := db.QueryContext(context.WithValue(ctx, "k", 1), "q")
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okCancelledInLiteral(ctx context.Context, db *sql.DB, run func(func() error)) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	run(func() error {
		rows, err := db.QueryContext(ctx, "q")
		if err != nil {
			return err
		}
		rows.Next()
		return nil
	})
}

func badSets(db *sql.DB) error {
	rows, err := db.Query("q") // want `rows of [a-z]+[.]Query`
	if err != nil {
		return err
	}
	for rows.Next() {
		use(1)
	}
	if rows.NextResultSet() {
		return nil
	}
	return rows.Err()
}

func okSets(db *sql.DB) error {
	rows, err := db.Query("q")
	if err != nil {
		return err
	}
	for {
		for rows.Next() {
			use(1)
		}
		if !rows.NextResultSet() {
			break
		}
	}
	return rows.Err()
}

func closeRows(rows *sql.Rows) {
	if err := rows.Close(); err != nil {
		log.Print(err)
	}
}

func okHelper(db *sql.DB) {
	rows, err := db.Query("q")
	if err != nil {
		return
	}
	defer closeRows(rows)
	rows.Next()
}

func peek(rows *sql.Rows) bool { return rows.Next() }

func badHelper(db *sql.DB) {
	rows, err := db.Query("q") // want `rows of [a-z]+[.]Query`
	if err != nil {
		return
	}
	peek(rows)
}

func open(db *sql.DB) (*sql.Rows, error) { return db.Query("q") }

func badWrapper(db *sql.DB) {
	rows, err := open(db) // want `rows of open are neither`
	if err != nil {
		return
	}
	rows.Next()
}

func okReturned(db *sql.DB) (*sql.Rows, error) {
	rows, err := db.Query("q")
	if err != nil {
		return nil, err
	}
	return rows, nil
}

func badTwo(db *sql.DB) error {
	a, err := db.Query("a") // want `rows of [a-z]+[.]Query`
	if err != nil {
		return err
	}
	b, err := db.Query("b")
	if err != nil {
		return err
	}
	defer a.Close()
	defer b.Close()
	return nil
}

func okMethodValue(db *sql.DB, cleanup func(func() error)) {
	rows, err := db.Query("q")
	if err != nil {
		return
	}
	done := rows.Close
	defer done()
	rows.Next()
}

func okCleanup(db *sql.DB, cleanup func(func() error)) {
	rows, err := db.Query("q")
	if err != nil {
		return
	}
	cleanup(rows.Close)
	rows.Next()
}

func okJoined(db *sql.DB) (err error) {
	rows, err := db.Query("q")
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := rows.Scan(&err); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return nil
}

func badLoop(db *sql.DB, names []string) error {
	for range names {
		rows, err := db.Query("q") // want `rows of [a-z]+[.]Query`
		if err != nil {
			return err
		}
		if rows.Next() {
			continue
		}
	}
	return nil
}

func badDeferInLoop(db *sql.DB) error {
	for {
		rows, err := db.Query("q") // want `rows.Close is deferred in a loop`
		if err != nil {
			return err
		}
		defer rows.Close()
		rows.Next()
	}
}

func badBreak(db *sql.DB) error {
	rows, err := db.Query("q") // want `rows of [a-z]+[.]Query`
	if err != nil {
		return err
	}
	for rows.Next() {
		var n int
		if rows.Scan(&n); n > 3 {
			break
		}
	}
	return rows.Err()
}

type store struct{ rows *sql.Rows }

func okStored(db *sql.DB, s *store) (err error) {
	s.rows, err = db.Query("q")
	return err
}

func okNamed(db *sql.DB) (rows *sql.Rows, err error) {
	rows, err = db.Query("q")
	if err != nil {
		return
	}
	if !rows.Next() {
		rows.Close()
		return nil, sql.ErrNoRows
	}
	return
}

type database struct {
	db    *sql.DB
	fails int
}

func (d *database) convert(err error) error {
	if err != nil {
		d.fails++
	}
	return err
}

func (d *database) query(q string) (*sql.Rows, error) {
	rows, err := d.db.Query(q)
	return rows, d.convert(err)
}

func okConvertedError(d *database) error {
	rows, err := d.query("q")
	if err != nil {
		return err
	}
	defer rows.Close()
	return nil
}

func badConvertedError(d *database) error {
	rows, err := d.query("q") // want `rows of [a-z]+[.]query`
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okInit(db *sql.DB) {
	if rows, err := db.Query("q"); err == nil {
		defer rows.Close()
		rows.Next()
	}
}

func badInit(db *sql.DB) {
	if rows, err := db.Query("q"); err == nil { // want `rows of [a-z]+[.]Query`
		rows.Next()
	}
}

func okGoto(db *sql.DB) (err error) {
	rows, err := db.Query("q")
	if err != nil {
		goto fail
	}
	rows.Next()
	rows.Close()
	return nil
fail:
	log.Print(err)
	return err
}

func okDeferredNilTest(db *sql.DB) error {
	rows, err := db.Query("q")
	defer func() {
		if rows != nil {
			rows.Close()
		}
	}()
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okDeferredErrTest(db *sql.DB) (err error) {
	var rows *sql.Rows
	rows, err = db.Query("q")
	defer func() {
		if err == nil {
			rows.Close()
		}
	}()
	return err
}

func okSwitchNil(db *sql.DB) error {
	rows, err := db.Query("q")
	switch err {
	case nil:
	default:
		return err
	}
	defer rows.Close()
	return nil
}

func okNotFound(db *sql.DB) error {
	rows, err := db.Query("q")
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err != nil {
		return nil
	}
	defer rows.Close()
	return nil
}

func okFlag(db *sql.DB) {
	rows, err := db.Query("q")
	ok := err == nil
	if !ok {
		return
	}
	defer rows.Close()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func okMust(db *sql.DB) {
	rows, err := db.Query("q")
	must(err)
	defer rows.Close()
	rows.Next()
}

func badMust(db *sql.DB) {
	rows, err := db.Query("q") // want `rows of [a-z]+[.]Query`
	must(err)
	rows.Next()
}

func okRetry(db *sql.DB) (rows *sql.Rows, err error) {
	for range 3 {
		if rows, err = db.Query("q"); err == nil {
			return rows, nil
		}
	}
	return nil, err
}

func badSecondQuery(db *sql.DB) error {
	rows, err := db.Query("a") // want `rows of [a-z]+[.]Query`
	if err != nil {
		return err
	}
	rows.Next()
	rows, err = db.Query("b")
	if err != nil {
		return err
	}
	return rows.Close()
}

func okClosedInEachCase(db *sql.DB, n int) error {
	rows, err := db.Query("a")
	if err != nil {
		return err
	}
	switch n {
	case 0:
		return rows.Close()
	case 1:
		rows.Close()
	default:
		defer rows.Close()
	}
	return nil
}

func okGoroutine(db *sql.DB) error {
	rows, err := db.Query("a")
	if err != nil {
		return err
	}
	go func() {
		defer rows.Close()
		for rows.Next() {
		}
	}()
	return nil
}

func badReturnsClosure(db *sql.DB) error {
	rows, err := db.Query("a") // want `rows of [a-z]+[.]Query`
	if err != nil {
		return err
	}
	next := func() bool { return rows.Next() }
	next()
	return nil
}

func scan(rows *sql.Rows) (n int, err error) {
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, rows.Err()
}

func badHelperLeaves(db *sql.DB) (int, error) {
	rows, err := db.Query("a") // want `rows of [a-z]+[.]Query`
	if err != nil {
		return 0, err
	}
	return scan(rows)
}

func scanAndClose(rows *sql.Rows) (n int, err error) {
	defer rows.Close()
	return scan(rows)
}

func okHelperCloses(db *sql.DB) (int, error) {
	rows, err := db.Query("a")
	if err != nil {
		return 0, err
	}
	return scanAndClose(rows)
}

type pqError struct{ code string }

func (e *pqError) Error() string { return e.code }

func as(err error) *pqError {
	e := new(pqError)
	if errors.As(err, &e) {
		return e
	}
	return nil
}

func mustFail(t *testing.T, err error) *pqError {
	e := as(err)
	if e == nil {
		t.Fatal("no error")
	}
	return e
}

func okMeantToFail(t *testing.T, db *sql.DB) {
	_, err := db.Query("syntax error")
	mustFail(t, err)
}

func okMeantToFailHere(t *testing.T, db *sql.DB) {
	_, err := db.Query("syntax error")
	if e := as(err); e == nil {
		t.Fatal("no error")
	}
}

func badNotMeantToFail(t *testing.T, db *sql.DB) {
	_, err := db.Query("q") // want `rows of [a-z]+[.]Query are dropped`
	if e := as(err); e != nil {
		t.Fatal(e)
	}
}

type session struct{ err error }

func (s *session) add(err error) error {
	if err != nil {
		s.err = err
	}
	return s.err
}

func okAdded(s *session, q querier) {
	if rows, err := q.QueryContext(context.Background(), "q"); s.add(err) == nil {
		defer func() { s.add(rows.Close()) }()
		rows.Next()
	}
}

func badAdded(s *session, q querier) {
	if rows, err := q.QueryContext(context.Background(), "q"); s.add(err) == nil { // want `rows of q.QueryContext`
		rows.Next()
	}
}

func prepare(tx interface {
	Prepare(string) (*sql.Stmt, error)
}, q string) *sql.Stmt {
	st, err := tx.Prepare(q)
	must(err)
	return st
}

func okStatementOfTransaction(tx *sql.Tx) {
	st := prepare(tx, "q")
	rows, err := st.Query()
	must(err)
	rows.Next()
}

func badStatement(db *sql.DB) error {
	st, err := db.Prepare("q")
	if err != nil {
		return err
	}
	defer st.Close()
	rows, err := st.Query() // want `rows of st.Query`
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okSomebodyCancels(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer time.AfterFunc(time.Second, cancel).Stop()
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okGoroutineCancels(db *sql.DB, done chan bool) error {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-done
		cancel()
	}()
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okDeferredLiteralCancels(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer func() { cancel() }()
	rows, err := db.QueryContext(ctx, "q")
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

type transaction interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
	Commit() error
	Rollback() error
}

func okTransactionInterface(tx transaction) error {
	rows, err := tx.QueryContext(context.Background(), "q")
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okDroppedByInterface(q querier) {
	q.QueryContext(context.Background(), "q")
}

func ask(q querier) (*sql.Rows, error) { return q.QueryContext(context.Background(), "q") }

func okDroppedByWrapper(q querier) error {
	_, err := ask(q)
	return err
}

func badTakenFromWrapper(q querier) error {
	rows, err := ask(q) // want `rows of ask`
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func okErrorTold(q querier, scan func(*sql.Rows) error) error {
	rows, err := q.QueryContext(context.Background(), "q")
	if err != nil {
		return err
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return scan(rows)
}

func badNoErrorTold(q querier) error {
	rows, err := q.QueryContext(context.Background(), "q") // want `rows of q.QueryContext`
	if err != nil {
		return err
	}
	rows.Next()
	if err := rows.Err(); err != nil {
		return err
	}
	return nil
}

// -- nil and what is used anyway --

func okTextOfTheError(db *sql.DB) string {
	_, err := db.Query("q")
	return err.Error()
}

func okTextOfTheRowsError(db *sql.DB) string {
	row := db.QueryRow("q")
	return row.Err().Error()
}

func badTextOfAnError(db *sql.DB, other error) string {
	db.Query("q") // want "rows"
	return other.Error()
}

func badWithoutStatement(db *sql.DB, stmt *sql.Stmt) error {
	var rows *sql.Rows
	var err error
	if stmt != nil {
		rows, err = stmt.Query() // want "rows.Close"
	} else {
		rows, err = db.Query("q") // want "rows.Close"
	}
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

type attached struct {
	rows *sql.Rows
	db   *sql.DB
}

func (s *attached) badOfNil(db *sql.DB) error {
	if s == nil {
		rows, err := db.Query("q") // want "rows.Close"
		if err != nil {
			return err
		}
		rows.Next()
		return nil
	}
	return nil
}

// -- contexts that have ended --

func okCancelledBefore(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := db.QueryContext(ctx, "q")
	return err
}

func okRowCancelledBefore(db *sql.DB) error {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return db.QueryRowContext(ctx, "q").Err()
}

func badMaybeCancelledBefore(db *sql.DB, b bool) error {
	ctx, cancel := context.WithCancel(context.Background())
	if b {
		cancel()
	}
	_, err := db.QueryContext(ctx, "q") // want "rows"
	return err
}

// -- what fails only if the rows are closed --

func okColumns(db *sql.DB) ([]string, error) {
	rows, err := db.Query("q")
	if err != nil {
		return nil, err
	}
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	rows.Close()
	return cols, nil
}

func okColumnTypes(db *sql.DB) (int, error) {
	rows, err := db.Query("q")
	if err != nil {
		return 0, err
	}
	cols, err := rows.ColumnTypes()
	if err != nil {
		return 0, err
	}
	return len(cols), rows.Close()
}

func badColumns(db *sql.DB) ([]string, error) {
	rows, err := db.Query("q") // want `rows of db.Query are neither released nor drained`
	if err != nil {
		return nil, err
	}
	return rows.Columns()
}

type sticky struct{ err error }

// knownFalseAlarmStickyField is one because a struct that is followed for
// nothing else keeps the error.
func knownFalseAlarmStickyField(db *sql.DB, s *sticky) error {
	var rows *sql.Rows
	rows, s.err = db.Query("q") // want "db.Query"
	if s.err != nil {
		return s.err
	}
	defer rows.Close()
	rows.Next()
	return rows.Err()
}

// knownFalseAlarmSticky is one because a literal stores the error in a field of
// a struct that is followed for nothing else.
func knownFalseAlarmSticky(db *sql.DB, s *sticky) error {
	var rows *sql.Rows
	func() { rows, s.err = db.Query("q") }() // want "db.Query"
	if s.err != nil {
		return s.err
	}
	defer rows.Close()
	rows.Next()
	return rows.Err()
}
