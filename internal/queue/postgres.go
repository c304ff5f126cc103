package queue

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// openPostgres opens a pool; the server need not answer yet.
func openPostgres(ctx context.Context, address string) (*database[pgx.Tx], error) {
	cfg, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, unusable(err) // pgx leaves the password out
	}
	cfg.ConnConfig.RuntimeParams["application_name"] = "banxin"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, unusable(err)
	}
	return &database[pgx.Tx]{
		dialect: postgres,
		driver:  riverpgxv5.New(pool),
		begin: func(ctx context.Context, readOnly bool) (pgx.Tx, statements, error) {
			var opt pgx.TxOptions
			if readOnly {
				opt = pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
			}
			t, err := pool.BeginTx(ctx, opt)
			return t, pgxStatements{t}, err
		},
		ping:     pool.Ping,
		close:    func() error { pool.Close(); return nil },
		presence: advisoryLocks{pool},
	}, nil
}

// pgxStatements are the statements of a transaction of pgx.
type pgxStatements struct{ pgx.Tx }

func (s pgxStatements) exec(ctx context.Context, q string, args ...any) (int64, error) {
	tag, err := s.Tx.Exec(ctx, q, args...)
	return tag.RowsAffected(), err
}

func (s pgxStatements) query(ctx context.Context, q string, args []any, row func(scan func(...any) error) error) error {
	rows, err := s.Tx.Query(ctx, q, args...)
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

func (s pgxStatements) commit(ctx context.Context) error   { return s.Tx.Commit(ctx) }
func (s pgxStatements) rollback(ctx context.Context) error { return s.Tx.Rollback(ctx) }

// advisoryLocks is presence on many machines: each process has a connection whose session
// holds a lock of the server's. The server gives it free when the connection ends.
type advisoryLocks struct{ pool *pgxpool.Pool }

// presenceEvery is how often a process looks after its connection. While it has none it
// may be taken for dead, and its jobs be done twice: to the same end.
const presenceEvery = 2 * time.Second

// lockNumber is the number of a process's lock.
func lockNumber(id string) int64 {
	sum := sha256.Sum256([]byte("banxin process " + id))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

func (l advisoryLocks) hold(ctx context.Context, id string) error {
	conn, err := l.session(ctx, id)
	if err != nil {
		return fmt.Errorf("presence: %w", err)
	}
	go func() {
		tick := time.NewTicker(presenceEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				conn.Close(context.WithoutCancel(ctx))
				return
			case <-tick.C:
			}
			if conn.Ping(ctx) == nil {
				continue
			}
			if again, err := l.session(ctx, id); err == nil {
				conn.Close(context.WithoutCancel(ctx))
				conn = again
			}
		}
	}()
	return nil
}

// session opens a connection outside the pool, which would give it to others.
func (l advisoryLocks) session(ctx context.Context, id string) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, l.pool.Config().ConnConfig)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, lockNumber(id)); err != nil {
		conn.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return conn, nil
}

func (l advisoryLocks) gone(ctx context.Context, id string) (gone bool, err error) {
	t, err := l.pool.Begin(ctx)
	if err != nil {
		return false, err
	}
	defer t.Rollback(context.WithoutCancel(ctx)) // gives the lock free again
	err = t.QueryRow(ctx, `SELECT pg_try_advisory_xact_lock($1)`, lockNumber(id)).Scan(&gone)
	return gone, err
}
