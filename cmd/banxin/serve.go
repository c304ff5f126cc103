//go:build !noservice

package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"banxin/internal/desk"
	"banxin/internal/diag"
	"banxin/internal/queue"
	"banxin/internal/telemetry"
)

// serveCommand is "banxin serve": calendar, worker and status page in one process.
type serveCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_path}" help:"${flag_service}"`
	Listen string `placeholder:"${value_address}" help:"${flag_listen}"`
}

func (c *serveCommand) run(ctx context.Context, t *terminal) int {
	return t.serve(ctx, c.Config, func(ctx context.Context, p *process) error {
		address := c.Listen
		if address == "" {
			address = p.options.Service.Listen
		}
		return p.serve(ctx, address)
	})
}

// workCommand is "banxin worker": it works on jobs and nothing else.
type workCommand struct {
	Config string `short:"c" default:"config.toml" placeholder:"${value_path}" help:"${flag_service}"`
	Listen string `placeholder:"${value_address}" help:"${flag_listen_worker}"`
}

func (c *workCommand) run(ctx context.Context, t *terminal) int {
	return t.serve(ctx, c.Config, func(ctx context.Context, p *process) error {
		if c.Listen == "" {
			return p.work(ctx)
		}
		return p.show(ctx, c.Listen, p.work)
	})
}

// process is a service that runs until it is told to end.
type process struct {
	*queue.Service
	terminal *terminal
	options  queue.Options
	metrics  *telemetry.Metrics
	log      *slog.Logger
}

// serve opens the service, does what is to be done with it until the context ends, and
// gives the exit code.
func (t *terminal) serve(ctx context.Context, path string, do func(context.Context, *process) error) int {
	opt, code := t.loadService(path)
	if code != exitOK {
		return code
	}
	log := telemetry.Logger(t.err, opt.Service.Log, !t.watched())
	stop, err := telemetry.StartTraces(ctx, version, log)
	if err != nil {
		return t.failed(err)
	}
	defer stop(context.WithoutCancel(ctx))
	opt.Log, opt.Metrics = log, telemetry.NewMetrics(version)
	s, err := queue.Open(ctx, opt)
	if err != nil {
		return t.failed(err)
	}
	defer s.Close()
	if err := s.Prepare(ctx); err != nil {
		return t.failed(err)
	}
	if err := do(ctx, &process{s, t, opt, opt.Metrics, log}); err != nil {
		return t.failed(err)
	}
	return exitOK
}

// serve works, keeps the calendar and shows the page until ctx ends.
func (p *process) serve(ctx context.Context, address string) error {
	return p.show(ctx, address, func(ctx context.Context) error {
		go p.Keep(ctx)
		return p.work(ctx)
	})
}

// work works on jobs until ctx ends and those that run are done.
func (p *process) work(ctx context.Context) error {
	if err := p.Start(ctx); err != nil {
		return err
	}
	p.log.Info("working", "workers", p.options.Service.Workers)
	<-ctx.Done()
	p.log.Info("ending")
	return p.Stop(context.WithoutCancel(ctx))
}

// The patience of the web server: pages are small, released files may be large.
const (
	headerPatience = 10 * time.Second
	answerPatience = 10 * time.Minute
	idlePatience   = 2 * time.Minute
	closePatience  = 5 * time.Second
)

// show serves the pages while something else is done.
func (p *process) show(ctx context.Context, address string, do func(context.Context) error) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return &diag.Fault{Message: diag.Say("状态页不能用地址 %s：%v", "the status page cannot use the address %s: %v", address, err), Cause: err}
	}
	page := "http://" + listener.Addr().String()
	p.log.Info("listening", "address", page)
	if p.terminal.watched() && !p.terminal.quiet {
		p.terminal.say(p.terminal.text.Serving, page)
	}
	server := &http.Server{
		Handler:           desk.Handler(p, p.file, p.metrics.Handler(), p.log),
		ReadHeaderTimeout: headerPatience, WriteTimeout: answerPatience, IdleTimeout: idlePatience,
		ErrorLog: slog.NewLogLogger(p.log.Handler(), slog.LevelWarn),
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	served := make(chan error, 1)
	go func() {
		err := server.Serve(listener)
		cancel()
		served <- err
	}()
	err = do(ctx)
	closing, done := context.WithTimeout(context.WithoutCancel(ctx), closePatience)
	defer done()
	server.Shutdown(closing) // what is still being sent is cut off
	if end := <-served; !errors.Is(end, http.ErrServerClosed) {
		err = errors.Join(err, end)
	}
	return err
}

// file opens a released file for the page.
func (p *process) file(ctx context.Context, key string) (*desk.File, error) {
	f, sum, err := p.Released(ctx, key)
	if err != nil {
		return nil, err
	}
	return &desk.File{ReadSeekCloser: f, Modified: f.ModTime(), SHA256: sum}, nil
}
