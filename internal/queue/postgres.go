package queue

import (
	"context"

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
		ping:  pool.Ping,
		close: func() error { pool.Close(); return nil },
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
