package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"banxin/internal/config"
	"banxin/internal/store"
	"banxin/internal/telemetry"
)

// Options say how the service works in one process.
type Options struct {
	Path     string // config.toml of the one publication, or the folder of several
	Service  config.Service
	Dir      string // paths of Service are relative to it
	Database string // over Service.Database; empty: that
	Version  string // of the program; goes into the files

	Now     func() time.Time
	Wall    func() time.Time // by which River keeps its jobs, always the machine's; nil: Now
	Log     *slog.Logger
	Metrics *telemetry.Metrics
	// Backoff is how long a failed job waits for its next attempt; nil: Backoff.
	Backoff func(attempt int) time.Duration
}

var (
	// ErrNoJob: the queue has no job of this number.
	ErrNoJob = errors.New("there is no such job")
	// ErrNewerDatabase: a newer version of the program has changed the tables.
	ErrNewerDatabase = errors.New("the database belongs to a newer version of the program")
	// ErrUnusable: the database does not answer, or is none.
	ErrUnusable = errors.New("the database cannot be used")
	// ErrNotMigrated: the tables are not there or are those of an older version.
	ErrNotMigrated = errors.New("the database has not been migrated")
	// ErrNoPublication: none has this id.
	ErrNoPublication = errors.New("there is no such publication")
)

// Service is the queue, the calendar and the worker of one process. Several processes
// may share a database and a store.
type Service struct {
	opt     Options
	log     *slog.Logger
	store   *store.Store
	put     func(context.Context, *store.Release, []store.Blob) error // the store's, or that of a test
	engine  engine
	adopted sync.Map // publications whose releases in the store are known
	files   sync.Map // of publications, by id: where publication found them
}

// Open connects to the database and the store; Start begins the work.
func Open(ctx context.Context, opt Options) (*Service, error) {
	if opt.Backoff == nil {
		opt.Backoff = Backoff
	}
	if opt.Wall == nil {
		opt.Wall = opt.Now
	}
	s := &Service{opt: opt, log: opt.Log}
	st, err := store.Open(ctx, opt.Service.Store, opt.Dir)
	if err != nil {
		return nil, err
	}
	s.store, s.put = st, st.Put
	workers := river.NewWorkers()
	river.AddWorker(workers, &issueWorker{service: s})
	river.AddWorker(workers, &deliveryWorker{service: s})
	river.AddWorker(workers, &feedWorker{service: s})
	s.engine, err = s.openEngine(ctx, workers)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	if opt.Metrics != nil {
		opt.Metrics.Observe(s.gauges)
	}
	return s, nil
}

// openEngine opens the database that the address names.
func (s *Service) openEngine(ctx context.Context, workers *river.Workers) (engine, error) {
	lim := limits{workers: max(1, s.opt.Service.Workers), jobTimeout: s.opt.Service.JobTimeout, retry: retryPolicy{s.opt.Backoff, s.opt.Wall}}
	address := s.opt.Database
	if address == "" {
		address = s.opt.Service.Database
	}
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		db, err := openPostgres(ctx, address)
		if err != nil {
			return nil, err
		}
		return newEngine(db, workers, lim, s.riverLog())
	}
	if !filepath.IsAbs(address) {
		address = filepath.Join(s.opt.Dir, filepath.FromSlash(address))
	}
	db, err := openSQLite(address)
	if err != nil {
		return nil, err
	}
	return newEngine(db, workers, lim, s.riverLog())
}

// riverLog leaves River's own news to whoever looks for a fault in it.
func (s *Service) riverLog() *slog.Logger {
	return slog.New(above{s.log.Handler(), slog.LevelWarn}).With("part", "river")
}

// above drops what is below a level unless the handler wants everything.
type above struct {
	slog.Handler
	level slog.Level
}

func (h above) Enabled(ctx context.Context, l slog.Level) bool {
	return (l >= h.level || h.Handler.Enabled(ctx, slog.LevelDebug)) && h.Handler.Enabled(ctx, l)
}
func (h above) WithAttrs(a []slog.Attr) slog.Handler { return above{h.Handler.WithAttrs(a), h.level} }
func (h above) WithGroup(name string) slog.Handler   { return above{h.Handler.WithGroup(name), h.level} }

// Migrate brings the tables up to date and names the steps it made.
func (s *Service) Migrate(ctx context.Context) ([]string, error) {
	if err := s.engine.reach(ctx); err != nil {
		return nil, err
	}
	return s.engine.migrate(ctx)
}

// Prepare makes an embedded database ready by itself; one on a server is changed by
// somebody who means to, and ErrNotMigrated says so.
func (s *Service) Prepare(ctx context.Context) error {
	if err := s.engine.reach(ctx); err != nil {
		return err
	}
	if e, ok := s.engine.(interface{ embedded() bool }); ok && e.embedded() {
		_, err := s.engine.migrate(ctx)
		return err
	}
	lacking, err := s.engine.lacking(ctx)
	if err != nil {
		return err
	}
	if len(lacking) > 0 {
		return fmt.Errorf("%w: %s", ErrNotMigrated, strings.Join(lacking, ", "))
	}
	return nil
}

// Start begins to work on jobs; ctx's end lets running ones finish, for a while.
func (s *Service) Start(ctx context.Context) error {
	if err := s.engine.start(ctx); err != nil {
		return fmt.Errorf("queue: %w", err)
	}
	go s.watchOrphans(ctx)
	return nil
}

// Stop ends the work and waits for running jobs.
func (s *Service) Stop(ctx context.Context) error { return s.engine.stop(ctx) }

// Close lets go of the database and the store.
func (s *Service) Close() error { return errors.Join(s.engine.close(), s.store.Close()) }

// Store gives the released files.
func (s *Service) Store() *store.Store { return s.store }

// Ready tells whether database and store answer.
func (s *Service) Ready(ctx context.Context) error {
	if err := s.engine.reach(ctx); err != nil {
		return err
	}
	lacking, err := s.engine.lacking(ctx)
	switch {
	case err != nil:
		return err
	case len(lacking) > 0:
		return fmt.Errorf("%w: %s", ErrNotMigrated, strings.Join(lacking, ", "))
	}
	return s.store.Ready(ctx)
}

// now is the clock's instant as the ledger keeps it.
func (s *Service) now() time.Time { return s.opt.Now().UTC().Truncate(time.Millisecond) }
