package queue

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgresBin is the folder of initdb and postgres; ./check sets it. Without it the
// tests run on SQLite alone: they need nothing but Go. It is asked for by the tests, not
// when the program starts: go test does not see that, and would give a cached result.
func postgresBin() string { return os.Getenv("BANXIN_POSTGRES") }

// server is a Postgres server of the test's own.
type server struct {
	t    testing.TB
	dir  string // data; its socket lies beside
	cmd  *exec.Cmd
	cred *syscall.SysProcAttr
}

// startPostgres makes a cluster and starts a server that listens on a socket alone. One
// that is own ends with the test.
func startPostgres(t testing.TB, own bool) *server {
	t.Helper()
	dir, err := os.MkdirTemp("", "banxin-postgres")
	if err != nil {
		t.Fatal(err)
	}
	if own {
		t.Cleanup(func() { os.RemoveAll(dir) })
	}
	s := &server{t: t, dir: dir}
	if os.Getuid() == 0 { // Postgres refuses to be root
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		s.cred = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	s.run("initdb", "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
	s.start()
	if own {
		t.Cleanup(func() { s.stop() })
	}
	return s
}

func (s *server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(postgresBin(), name), args...)
	cmd.Dir, cmd.SysProcAttr = s.dir, s.cred
	return cmd
}

func (s *server) run(name string, args ...string) {
	s.t.Helper()
	if out, err := s.command(name, args...).CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func (s *server) start() {
	s.t.Helper()
	s.cmd = s.command("postgres", "-D", filepath.Join(s.dir, "data"), "-k", s.dir, "-c", "listen_addresses=")
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for range 600 {
		conn, err := pgx.Connect(s.t.Context(), s.address("postgres"))
		if err == nil {
			conn.Close(s.t.Context())
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("postgres does not answer")
}

// stop ends the server at once, as a failing machine would.
func (s *server) stop() {
	if s.cmd != nil {
		s.cmd.Process.Signal(syscall.SIGQUIT)
		s.cmd.Wait()
		s.cmd = nil
	}
}

func (s *server) address(database string) string {
	return fmt.Sprintf("postgres://postgres@/%s?host=%s", database, s.dir)
}

// database makes an empty database and gives its address.
func (s *server) database(name string) string {
	s.t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		s.t.Fatal(err)
	}
	return s.address(name)
}

// shared is one server for the tests that need no more than a database.
var shared struct {
	sync.Mutex
	*server
}

// sharedServer starts the shared server when it is first asked for; TestMain stops it.
func sharedServer(t *testing.T) *server {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		shared.server = startPostgres(t, false)
	}
	return shared.server
}
