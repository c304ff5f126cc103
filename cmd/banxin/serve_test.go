//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// machine is an empty machine with the shipped configuration and issue.
type machine struct {
	*testing.T
	dir string
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{t, t.TempDir()}
	for _, path := range []string{"config.toml", "sources/2021-01-15/issue.toml", "sources/2021-01-15/bulletin.txt"} {
		m.copy(path, path)
	}
	return m
}

// copy puts a file of the repository into the machine's folder.
func (m *machine) copy(path, to string) {
	m.Helper()
	data, err := os.ReadFile(filepath.Join("../..", path))
	if err != nil {
		m.Fatal(err)
	}
	to = filepath.Join(m.dir, to)
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o666); err != nil {
		m.Fatal(err)
	}
}

// command is the real program, in the machine's folder.
func (m *machine) command(args ...string) *exec.Cmd {
	cmd := exec.Command("banxin", args...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "BANXIN_DATABASE=")
	return cmd
}

// serving is a "banxin serve" that runs, and where its status page is.
type serving struct {
	*machine
	cmd     *exec.Cmd
	log     *bufio.Scanner
	address string
}

// serve starts the service and waits until it listens.
func (m *machine) serve() *serving {
	m.Helper()
	s := &serving{machine: m, cmd: m.command("serve", "--listen", "127.0.0.1:0")}
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		m.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		m.Fatal(err)
	}
	m.Cleanup(func() { s.cmd.Process.Kill() })
	s.log = bufio.NewScanner(stderr)
	s.address, _ = s.until("listening")["address"].(string)
	return s
}

// until reads the log up to a message and gives its line.
func (s *serving) until(message string) map[string]any {
	s.Helper()
	for s.log.Scan() {
		var line map[string]any
		if err := json.Unmarshal(s.log.Bytes(), &line); err != nil {
			s.Fatalf("no line of a log: %s", s.log.Bytes())
		}
		s.Logf("%v", line)
		if line["msg"] == message {
			return line
		}
	}
	s.Fatalf("the service ended before it said %q", message)
	return nil
}

// get fetches a page that must be there.
func (s *serving) get(path string) string {
	s.Helper()
	resp, err := http.Get(s.address + path)
	if err != nil {
		s.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		s.Fatalf("%s: %s, %v\n%s", path, resp.Status, err, data)
	}
	return string(data)
}

// end tells the service to end, as systemd does.
func (s *serving) end() {
	s.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.Fatal(err)
	}
	for s.log.Scan() {
	}
	if err := s.cmd.Wait(); err != nil {
		s.Errorf("after SIGTERM: %v", err)
	}
}

// done waits until an issue has been built and delivered and stands in the feeds, and
// gives its jobs as "banxin jobs" lists them.
func (m *machine) done(issue string) string {
	m.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		out, err := m.command("jobs").Output()
		if err != nil {
			m.Fatal(err)
		}
		jobs := ""
		for line := range strings.Lines(string(out)) {
			if strings.Contains(line, issue) {
				jobs += line
			}
		}
		if strings.Count(jobs, "\tcompleted\t") == 3 {
			return jobs
		}
		if time.Now().After(end) {
			m.Fatalf("jobs of %s:\n%s", issue, jobs)
		}
	}
}

func TestServeOnAnEmptyMachine(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	s := m.serve()
	jobs := s.done("2021-01-15")
	delivered := filepath.Join(m.dir, "delivered", "2021-01-15-r1", "2021-01-15-print.pdf")
	before, err := os.Stat(delivered)
	if err != nil {
		t.Fatal(err)
	}
	page := s.get("/")
	link := "store/chongchuan-lianghui/2021/2021-01-15/r1/2021-01-15.epub"
	for _, want := range []string{"崇川两会专刊", "2021-01-15", "office", link} {
		if !strings.Contains(page, want) {
			t.Errorf("the status page says nothing of %q", want)
		}
	}
	if book := s.get("/" + link); !strings.HasPrefix(book, "PK") {
		t.Error("the released EPUB is no EPUB")
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		s.get(path)
	}
	s.end()

	// The next issue shows that a second start has looked at the calendar.
	m.copy("sources/2021-01-15/bulletin.txt", "sources/2021-01-22/bulletin.txt")
	again := m.serve()
	again.done("2021-01-22")
	again.end()
	if now := m.done("2021-01-15"); now != jobs {
		t.Errorf("a second start built an issue again; jobs before:\n%safter:\n%s", jobs, now)
	}
	if after, err := os.Stat(delivered); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("delivered again: %v, %v", after, err)
	}
}
