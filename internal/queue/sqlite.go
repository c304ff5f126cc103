package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// openSQLite opens the file, and makes it and its folder if there is none.
func openSQLite(file string) (*database[*sql.Tx], error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, unusable(err)
	}
	// A transaction takes the right to write at its start: one that reads first
	// and writes later would be refused, and not wait, when another has written
	// in between. Several processes may share the file.
	q := url.Values{
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)"},
		"_txlock": {"immediate"},
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath(), RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, unusable(err)
	}
	db.SetMaxOpenConns(1) // SQLite has one writer; more connections only get in each other's way
	return &database[*sql.Tx]{
		dialect: sqlite,
		driver:  riversqlite.New(db),
		begin: func(ctx context.Context, readOnly bool) (*sql.Tx, statements, error) {
			t, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: readOnly}) // one that only reads is not begun with _txlock
			return t, sqlStatements{t}, err
		},
		ping: func(ctx context.Context) error {
			var tables int // opening alone reads nothing
			if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			return nil
		},
		close:    db.Close,
		presence: lockFiles{file},
	}, nil
}

// sqlStatements are the statements of a transaction of database/sql.
type sqlStatements struct{ *sql.Tx }

// numbered finds the arguments in a statement: Postgres numbers them $1, SQLite ?1.
var numbered = regexp.MustCompile(`\$(\d+)`)

func inSQLite(q string) string {
	return numbered.ReplaceAllString(q, "?$1")
}

func (s sqlStatements) exec(ctx context.Context, q string, args ...any) (int64, error) {
	res, err := s.Tx.ExecContext(ctx, inSQLite(q), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (s sqlStatements) query(ctx context.Context, q string, args []any, row func(scan func(...any) error) error) error {
	rows, err := s.Tx.QueryContext(ctx, inSQLite(q), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s sqlStatements) commit(context.Context) error   { return s.Tx.Commit() }
func (s sqlStatements) rollback(context.Context) error { return s.Tx.Rollback() }

// isDone tells that a transaction was over already, as it is when its context ended.
func isDone(err error) bool { return errors.Is(err, sql.ErrTxDone) || errors.Is(err, pgx.ErrTxClosed) }
