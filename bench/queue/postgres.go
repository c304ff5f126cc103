//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// server is a Postgres server of the measurement's own, with the settings it comes with:
// a transaction is on the disk when it has ended.
type server struct {
	bin, dir string
	cred     *syscall.SysProcAttr
	cmd      *exec.Cmd
	made     int // databases
}

func startPostgres(ctx context.Context, bin string) (*server, error) {
	dir, err := os.MkdirTemp("", "banxin-postgres-")
	if err != nil {
		return nil, err
	}
	s := &server{bin: bin, dir: dir}
	if os.Getuid() == 0 { // Postgres refuses to be root
		if err := s.become("postgres"); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(dir, "data")
	if out, err := s.command(ctx, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	s.cmd = s.command(ctx, "postgres", "-D", data, "-k", dir, "-c", "listen_addresses=")
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	for range 600 {
		if _, err = s.psql(ctx, "SELECT 1"); err == nil {
			return s, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
	return nil, err
}

// become makes the server run as another user, who owns its folder.
func (s *server) become(name string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	s.cred = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return os.Chown(s.dir, uid, gid)
}

func (s *server) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, name), args...)
	cmd.Dir, cmd.SysProcAttr = s.dir, s.cred
	return cmd
}

func (s *server) psql(ctx context.Context, statement string) ([]byte, error) {
	out, err := s.command(ctx, "psql", "-h", s.dir, "-U", "postgres", "-d", "postgres", "-q", "-c", statement).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("psql: %w\n%s", err, out)
	}
	return out, nil
}

// database makes an empty database and gives its address.
func (s *server) database(ctx context.Context) (string, error) {
	s.made++
	name := fmt.Sprintf("bench%d", s.made)
	if _, err := s.psql(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	return fmt.Sprintf("postgres://postgres@/%s?host=%s", name, s.dir), nil
}

func (s *server) stop() {
	s.cmd.Process.Signal(syscall.SIGINT)
	s.cmd.Wait()
	os.RemoveAll(s.dir)
}
