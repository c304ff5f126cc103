package queue

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"banxin/internal/config"
	"banxin/internal/deliver/delivertest"
	_ "banxin/internal/store/s3"
)

// processEnv makes the test program a process of the service; it names the folder of the
// publication.
const processEnv = "BANXIN_TEST_PROCESS"

func TestMain(m *testing.M) {
	delivertest.Login()
	if dir := os.Getenv(processEnv); dir != "" {
		if err := serve(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	if s := shared.server; s != nil {
		s.stop()
		os.RemoveAll(s.dir)
	}
	os.Exit(code)
}

// crashTimeout is how long a job may take in such a process: one whose process was killed
// is taken over so much later, at the next round of River's rescuer.
const crashTimeout = 6 * time.Second

// serve is a process of the service, until it is killed or told to end.
func serve(dir string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	file := filepath.Join(dir, "config.toml")
	s, err := Open(ctx, Options{
		Path: file, Dir: dir, Database: os.Getenv("BANXIN_DATABASE"), Version: "test",
		Service: config.Service{Database: "service/banxin.db", Store: cmp.Or(os.Getenv("BANXIN_STORE"), "service/store"), Workers: 1, JobTimeout: crashTimeout},
		Now:     time.Now, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Backoff: func(int) time.Duration { return 100 * time.Millisecond },
	})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.Migrate(ctx); err != nil {
		return err
	}
	fmt.Println(s.engine.(interface{ id() string }).id())
	if err := s.Start(ctx); err != nil {
		return err
	}
	s.Keep(ctx)
	return s.Stop(context.Background())
}

// id names the process in the jobs it works on.
func (e *riverEngine[TTx]) id() string { return e.client.ID() }

// process is a process of the service.
type process struct {
	cmd  *exec.Cmd
	said chan struct{} // closed when it has said its id, or ended before
	id   string        // by which the jobs it works on name it
}

// startProcess starts a process. store is empty for the publication's folder.
func startProcess(t *testing.T, dir, database, store string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0]), said: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), processEnv+"="+dir, "BANXIN_DATABASE="+database, "BANXIN_STORE="+store)
	if testing.Verbose() {
		p.cmd.Stderr = t.Output()
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.said)
		line, _ := bufio.NewReader(out).ReadString('\n')
		p.id = strings.TrimSpace(line)
	}()
	return p
}

// kill ends the process as a power cut does.
func (p *process) kill() {
	p.cmd.Process.Kill()
	<-p.said
	p.cmd.Wait()
}

// end tells the process to end and waits until it has.
func (p *process) end() error {
	p.cmd.Process.Signal(syscall.SIGTERM)
	<-p.said
	return p.cmd.Wait()
}
