package queue

import (
	"context"
	"fmt"
	"strings"
)

// dialect is what the two databases write differently.
type dialect struct {
	name   string
	serial string // type of a key that counts by itself
	tables string // query for the number of tables of a name, $1
	// lock keeps other transactions that lock the same text, $1, waiting until this one
	// is over; empty: there is one transaction at a time anyway.
	lock string
}

var (
	sqlite = dialect{"sqlite", "INTEGER PRIMARY KEY AUTOINCREMENT",
		`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1`, ""}
	postgres = dialect{"postgres", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
		`SELECT count(*) FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename = $1`,
		`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`}
)

// ledgerMigration is one step of the ledger's tables. Steps are never changed once
// they have been shipped; another is added.
type ledgerMigration struct{ name, up string }

// ledgerMigrations are the tables beside River's. Instants are milliseconds since
// 1970, so that both databases and both drivers read back what was written.
var ledgerMigrations = []ledgerMigration{{"ledger", `
CREATE TABLE banxin_publication (
	publication TEXT NOT NULL PRIMARY KEY,
	looked BIGINT NOT NULL);
CREATE TABLE banxin_issue (
	publication TEXT NOT NULL,
	issue TEXT NOT NULL,
	due BIGINT NOT NULL,
	deadline BIGINT NOT NULL,
	state TEXT NOT NULL,
	overdue INTEGER NOT NULL,
	reason TEXT NOT NULL,
	seen TEXT NOT NULL,
	updated BIGINT NOT NULL,
	PRIMARY KEY (publication, issue));
CREATE TABLE banxin_claim (
	publication TEXT NOT NULL,
	issue TEXT NOT NULL,
	revision INTEGER NOT NULL,
	content TEXT NOT NULL,
	revised BIGINT NOT NULL,
	PRIMARY KEY (publication, issue));
CREATE TABLE banxin_release (
	publication TEXT NOT NULL,
	issue TEXT NOT NULL,
	revision INTEGER NOT NULL,
	content TEXT NOT NULL,
	released BIGINT NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (publication, issue, revision),
	UNIQUE (publication, issue, content));
CREATE TABLE banxin_delivery (
	publication TEXT NOT NULL,
	issue TEXT NOT NULL,
	revision INTEGER NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	reason TEXT NOT NULL,
	updated BIGINT NOT NULL,
	PRIMARY KEY (publication, issue, revision, name));
CREATE TABLE banxin_event (
	id {serial},
	at BIGINT NOT NULL,
	publication TEXT NOT NULL,
	issue TEXT NOT NULL,
	revision INTEGER NOT NULL,
	what TEXT NOT NULL,
	detail TEXT NOT NULL);
CREATE INDEX banxin_event_issue ON banxin_event (publication, issue, id)`}}

// migrateLedger makes the steps that have not been made and names them.
func migrateLedger(ctx context.Context, t tx, d dialect) ([]string, error) {
	if _, err := t.exec(ctx, `CREATE TABLE IF NOT EXISTS banxin_migration (version INTEGER NOT NULL PRIMARY KEY)`); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	if d.name == postgres.name { // two that migrate at once do it one after the other
		if _, err := t.exec(ctx, `LOCK TABLE banxin_migration IN EXCLUSIVE MODE`); err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
	}
	made, err := ledgerVersion(ctx, t, d)
	if err != nil {
		return nil, err
	}
	var done []string
	for i := made; i < len(ledgerMigrations); i++ {
		m := ledgerMigrations[i]
		for _, statement := range strings.Split(strings.ReplaceAll(m.up, "{serial}", d.serial), ";\n") {
			if _, err := t.exec(ctx, statement); err != nil {
				return nil, fmt.Errorf("ledger %03d: %w", i+1, err)
			}
		}
		if _, err := t.exec(ctx, `INSERT INTO banxin_migration (version) VALUES ($1)`, i+1); err != nil {
			return nil, fmt.Errorf("ledger %03d: %w", i+1, err)
		}
		done = append(done, fmt.Sprintf("banxin %03d %s", i+1, m.name))
	}
	return done, nil
}

func lackingLedger(ctx context.Context, t tx, d dialect) ([]string, error) {
	made, err := ledgerVersion(ctx, t, d)
	if err != nil {
		return nil, err
	}
	var names []string
	for i := made; i < len(ledgerMigrations); i++ {
		names = append(names, fmt.Sprintf("banxin %03d %s", i+1, ledgerMigrations[i].name))
	}
	return names, nil
}

// ledgerVersion counts the steps that have been made. More than this program knows
// is an error: a newer one has been at work.
func ledgerVersion(ctx context.Context, t tx, d dialect) (int, error) {
	count := 0
	one := func(scan func(...any) error) error { return scan(&count) }
	if err := t.query(ctx, d.tables, []any{"banxin_migration"}, one); err != nil || count == 0 {
		return 0, err
	}
	if err := t.query(ctx, `SELECT count(*) FROM banxin_migration`, nil, one); err != nil {
		return 0, fmt.Errorf("ledger: %w", err)
	}
	if count > len(ledgerMigrations) {
		return 0, fmt.Errorf("ledger: %w: version %d, this program knows %d", ErrNewerDatabase, count, len(ledgerMigrations))
	}
	return count, nil
}
