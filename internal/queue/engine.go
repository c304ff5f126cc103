package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"banxin/internal/diag"
)

// The two queues: what is slow because another machine is slow must not keep an issue
// from being built.
const (
	queueBuild = "build"
	queuePost  = "post" // deliveries, feeds, notices
)

// postWorkers is how many deliveries one process makes side by side. They mostly wait.
const postWorkers = 8

// engine is River over one of the databases. River's client is generic over the type
// of a transaction; this interface is what the rest of the package sees of it.
type engine interface {
	// inTx does all or nothing. SQLite has one connection: inside, use nothing but tx.
	inTx(ctx context.Context, do func(tx) error) error
	// read is inTx for what only reads: all of one moment, and it waits for no process
	// that writes, nor keeps one from it.
	read(ctx context.Context, do func(tx) error) error
	// reach tells whether the database answers; the error says so in words.
	reach(ctx context.Context) error
	migrate(ctx context.Context) (done []string, err error)
	// lacking names the migrations that have not been made; none: the database is ready.
	lacking(ctx context.Context) ([]string, error)
	start(ctx context.Context) error
	stop(ctx context.Context) error
	jobs(ctx context.Context, limit int) ([]*rivertype.JobRow, error)
	// takeBack puts the jobs of processes that are gone back into the queue.
	takeBack(ctx context.Context, now time.Time) ([]*rivertype.JobRow, error)
	close() error
}

// tx is a transaction: statements of the ledger and jobs stand or fall together.
// Statements have their arguments as $1, $2.
type tx interface {
	exec(ctx context.Context, sql string, args ...any) (rows int64, err error)
	query(ctx context.Context, sql string, args []any, row func(scan func(...any) error) error) error
	// lock keeps everybody else from changing what is known of an issue until the
	// transaction ends: what was read after it still holds when it is written. A
	// transaction locks before it writes anything, and one issue alone.
	lock(ctx context.Context, k issueKey) error
	// insert tells whether the job is new: one that is unique may be there already.
	insert(ctx context.Context, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error)
	// job gives a job; ErrNoJob if there is none.
	job(ctx context.Context, id int64) (*rivertype.JobRow, error)
	// retry makes a job that is not running run now, even one that is done.
	retry(ctx context.Context, id int64) (*rivertype.JobRow, error)
	// complete ends the job that is being worked on, within the transaction. The context
	// is the job's.
	complete(ctx context.Context, job *rivertype.JobRow) error
}

// statements is the part of a transaction that the two database packages have
// in their own ways.
type statements interface {
	exec(ctx context.Context, sql string, args ...any) (int64, error)
	query(ctx context.Context, sql string, args []any, row func(scan func(...any) error) error) error
	commit(ctx context.Context) error
	rollback(ctx context.Context) error
}

// database is what River and the ledger need of a database.
type database[TTx any] struct {
	dialect dialect
	driver  riverdriver.Driver[TTx]
	begin   func(ctx context.Context, readOnly bool) (TTx, statements, error)
	ping    func(ctx context.Context) error
	close   func() error

	presence presence
}

// riverEngine is the engine over either database.
type riverEngine[TTx any] struct {
	db       *database[TTx]
	client   *river.Client[TTx]
	migrator *rivermigrate.Migrator[TTx]
	backoff  func(attempt int) time.Duration
}

// limits are the times of the queue.
type limits struct {
	workers    int
	jobTimeout time.Duration
	retry      retryPolicy
}

// rescueSlack is by how much a job must have outlasted its time before another
// machine takes it over: its own machine has ended it before then, if it lives.
const rescueSlack = 2 * time.Second

// keepGivenUp is how long a job that was given up can be tried again. River's own day
// would be over before a weekend is.
const keepGivenUp = 366 * 24 * time.Hour

func newEngine[TTx any](db *database[TTx], workers *river.Workers, lim limits, log *slog.Logger) (engine, error) {
	// A database that listens tells of new jobs; one that does not is asked.
	poll := time.Second
	if !db.driver.SupportsListener() {
		poll = 100 * time.Millisecond
	}
	client, err := river.NewClient(db.driver, &river.Config{
		ID: processID(),
		Queues: map[string]river.QueueConfig{
			queueBuild: {MaxWorkers: lim.workers},
			queuePost:  {MaxWorkers: postWorkers},
		},
		Workers:              workers,
		FetchCooldown:        5 * time.Millisecond,
		FetchPollInterval:    poll,
		JobTimeout:           lim.jobTimeout,
		RescueStuckJobsAfter: lim.jobTimeout + rescueSlack,
		MaxAttempts:          maxAttempts,
		// "banxin retry" must find what was given up when somebody comes for it.
		CancelledJobRetentionPeriod: keepGivenUp,
		DiscardedJobRetentionPeriod: keepGivenUp,
		RetryPolicy:                 lim.retry,
		Logger:                      log,
		SoftStopTimeout:             softStop,
	})
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	migrator, err := rivermigrate.New(db.driver, &rivermigrate.Config{Logger: log})
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	return &riverEngine[TTx]{db: db, client: client, migrator: migrator, backoff: lim.retry.backoff}, nil
}

// softStop is how long a process that was told to end lets its jobs finish.
const softStop = 20 * time.Second

func (e *riverEngine[TTx]) inTx(ctx context.Context, do func(tx) error) error {
	return e.transact(ctx, false, do)
}

func (e *riverEngine[TTx]) read(ctx context.Context, do func(tx) error) error {
	return e.transact(ctx, true, do)
}

func (e *riverEngine[TTx]) transact(ctx context.Context, readOnly bool, do func(tx) error) error {
	own, st, err := e.db.begin(ctx, readOnly)
	if err != nil {
		return unusable(err)
	}
	if err := do(&transaction[TTx]{statements: st, own: own, client: e.client, dialect: e.db.dialect}); err != nil {
		return errors.Join(err, rolledBack(st.rollback(context.WithoutCancel(ctx))))
	}
	if err := st.commit(ctx); err != nil {
		return unusable(err)
	}
	return nil
}

// rolledBack leaves out that a transaction was over already.
func rolledBack(err error) error {
	if isDone(err) {
		return nil
	}
	return err
}

type transaction[TTx any] struct {
	statements
	own     TTx
	client  *river.Client[TTx]
	dialect dialect
}

func (t *transaction[TTx]) lock(ctx context.Context, k issueKey) error {
	if t.dialect.lock == "" {
		return nil
	}
	if _, err := t.exec(ctx, t.dialect.lock, k.publication+"/"+k.issue); err != nil {
		return fmt.Errorf("ledger: issue %s: %w", k.issue, err)
	}
	return nil
}

func (t *transaction[TTx]) insert(ctx context.Context, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error) {
	res, err := t.client.InsertTx(ctx, t.own, args, opts)
	if err != nil {
		return nil, fmt.Errorf("job %s: %w", args.Kind(), err)
	}
	return res, nil
}

func (t *transaction[TTx]) complete(ctx context.Context, job *rivertype.JobRow) error {
	if _, err := river.JobCompleteTx[riverdriver.Driver[TTx]](ctx, t.own, &river.Job[anyArgs]{JobRow: job}); err != nil {
		return fmt.Errorf("job %d: %w", job.ID, err)
	}
	return nil
}

// anyArgs stands for the arguments of a job where they do not matter.
type anyArgs struct{}

func (anyArgs) Kind() string { return "any" }

// start begins to work. The process is present until all of its jobs are over.
func (e *riverEngine[TTx]) start(ctx context.Context) error {
	here, leave := context.WithCancel(context.WithoutCancel(ctx))
	if err := e.db.presence.hold(here, e.client.ID()); err != nil {
		leave()
		return err
	}
	if err := e.client.Start(ctx); err != nil {
		leave()
		return err
	}
	go func() {
		<-e.client.Stopped()
		leave()
	}()
	return nil
}

func (e *riverEngine[TTx]) stop(ctx context.Context) error { return e.client.Stop(ctx) }
func (e *riverEngine[TTx]) close() error                   { return e.db.close() }

func (e *riverEngine[TTx]) jobs(ctx context.Context, limit int) ([]*rivertype.JobRow, error) {
	res, err := e.client.JobList(ctx, river.NewJobListParams().First(limit).OrderBy(river.JobListOrderByID, river.SortOrderDesc))
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return res.Jobs, nil
}

func (t *transaction[TTx]) retry(ctx context.Context, id int64) (*rivertype.JobRow, error) {
	row, err := t.client.JobRetryTx(ctx, t.own, id)
	if err != nil {
		return nil, fmt.Errorf("job %d: %w", id, err)
	}
	return row, nil
}

func (t *transaction[TTx]) job(ctx context.Context, id int64) (*rivertype.JobRow, error) {
	row, err := t.client.JobGetTx(ctx, t.own, id)
	if errors.Is(err, river.ErrNotFound) {
		return nil, ErrNoJob
	} else if err != nil {
		return nil, fmt.Errorf("job %d: %w", id, err)
	}
	return row, nil
}

func (e *riverEngine[TTx]) reach(ctx context.Context) error { return unusable(e.db.ping(ctx)) }

// unusable says of an error that the database is why; nil: nothing.
func unusable(err error) error {
	if err == nil {
		return nil
	}
	why := strings.Join(strings.Fields(err.Error()), " ") // pgx writes a line for each address
	return &diag.Fault{Message: diag.Say("用不了数据库：%s", "the database cannot be used: %s", why), Cause: fmt.Errorf("%w: %w", ErrUnusable, err)}
}

// migrate brings River's tables and the ledger's up to date.
func (e *riverEngine[TTx]) migrate(ctx context.Context) ([]string, error) {
	var done []string
	res, err := e.migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	if err != nil {
		return nil, fmt.Errorf("migrations of the queue: %w", err)
	}
	for _, v := range res.Versions {
		done = append(done, fmt.Sprintf("river %03d %s", v.Version, v.Name))
	}
	err = e.inTx(ctx, func(t tx) error {
		names, err := migrateLedger(ctx, t, e.db.dialect)
		done = append(done, names...)
		return err
	})
	return done, err
}

func (e *riverEngine[TTx]) lacking(ctx context.Context) ([]string, error) {
	var names []string
	res, err := e.migrator.Validate(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("migrations of the queue: %w", err)
	}
	if !res.OK {
		names = append(names, res.Messages...)
	}
	err = e.read(ctx, func(t tx) error {
		lacking, err := lackingLedger(ctx, t, e.db.dialect)
		names = append(names, lacking...)
		return err
	})
	return names, err
}

// embedded tells whether the database is a file of this machine.
func (e *riverEngine[TTx]) embedded() bool { return e.db.dialect.name == sqlite.name }
