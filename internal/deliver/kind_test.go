package deliver

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/pkg/sftp"

	"banxin/internal/deliver/delivertest"
	"banxin/internal/diag"
	"banxin/internal/volume/volumetest"
)

// Killed after every number of steps, a delivery leaves no set or a whole one, and
// the next one leaves nothing else.
func TestKilledInFolder(t *testing.T) {
	t.Parallel()
	for _, standing := range []bool{false, true} { // true: a damaged set with a foreign file
		for steps, finished := 0, false; !finished; steps++ {
			dir := t.TempDir()
			p := diskPlace(dir)
			parcel := parcelOf(1)
			want := delivered(t, parcel)
			if standing {
				p.plant(t, "2021-01-15-r1/印前意见.txt", "ok")
				p.plant(t, "2021-01-15-r1/2021-01-15.epub", "PX")
				want["2021-01-15-r1/印前意见.txt"] = "ok"
			}
			vol := &volumetest.CutOff{Left: steps}
			err := (&filing{into: DefaultInto, to: &folder{vol, dir}}).Deliver(t.Context(), parcel)
			if finished = !vol.Cut; finished != (err == nil) {
				t.Fatalf("after %d steps: %v", steps, err)
			}
			for name, data := range p.files(t) {
				if w, ok := want[name]; ok && w != data && data != "PX" {
					t.Fatalf("after %d steps %s has %d of %d bytes", steps, name, len(data), len(w))
				}
			}
			p.sink = mustOpen(t, Options{Name: "d", Kind: "folder", Folder: dir})
			p.deliver(t, parcel)
			p.holds(t, want)
			if finished && steps < 8 {
				t.Fatalf("only %d steps", steps)
			}
		}
	}
}

func TestFolderFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		op     string
		err    error
		zh, en string
	}{
		{"WriteFile", syscall.ENOSPC, "磁盘已满", "disk is full"},
		{"MakeDir", syscall.EROFS, "只读", "read-only"},
		{"MakeDirs", syscall.EACCES, "没有权限", "permission denied"},
		{"Rename", syscall.EACCES, "没有权限", "permission denied"},
	} {
		dir := t.TempDir()
		p := diskPlace(dir)
		vol := &volumetest.CutOff{Left: 1000, Refuse: map[string]error{c.op: c.err}}
		p.sink = &filing{into: DefaultInto, to: &folder{vol, dir}}
		err := p.sink.Deliver(t.Context(), parcelOf(1))
		if words := diag.Words(err); !errors.Is(err, c.err) || IsPermanent(err) || !strings.Contains(words.Zh, c.zh) || !strings.Contains(words.En, c.en) {
			t.Errorf("%s: %v", c.op, words)
		}
		vol.Refuse = nil
		p.deliver(t, parcelOf(1))
		p.holds(t, delivered(t, parcelOf(1)))
	}
}

// refusedLogin opens an SFTP sink with changed options and checks what it says.
func refusedLogin(t *testing.T, change func(t *testing.T, o *Options), zh, en string) {
	t.Helper()
	p := sftpPlace(t)
	err := p.with(t, func(o *Options) { change(t, o) }).Deliver(t.Context(), parcelOf(1))
	if words := diag.Words(err); !IsPermanent(err) || !strings.Contains(words.Zh, zh) || !strings.Contains(words.En, en) {
		t.Errorf("permanent %v, %q", IsPermanent(err), words)
	}
	p.holds(t, map[string]string{})
}

func TestRefusedLogin(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(t *testing.T, o *Options)
		zh, en string
	}{
		"password": {func(t *testing.T, o *Options) { o.PasswordFile = delivertest.Secret(t, []byte("guess")) }, "拒绝了用户", "refused the login"},
		"key": {func(t *testing.T, o *Options) {
			o.PasswordFile = ""
			_, o.KeyFile = delivertest.Key(t)
		}, "拒绝了用户", "refused the login"},
		"no password file": {func(t *testing.T, o *Options) { o.PasswordFile = filepath.Join(t.TempDir(), "none") }, "没有这个文件", "no such file"},
		"no key":           {func(t *testing.T, o *Options) { o.KeyFile = delivertest.Secret(t, []byte("no key")) }, "不是没有口令的 SSH 私钥", "no SSH private key"},
		"host key changed": {func(t *testing.T, o *Options) {
			_, knownAs := delivertest.SFTP(t, delivertest.OnDisk) // another server's key
			o.KnownHosts = delivertest.Secret(t, []byte(knownAs(o.Address)))
		}, "主机密钥变了", "has changed"},
		"host not known":    {func(t *testing.T, o *Options) { o.KnownHosts = delivertest.Secret(t, nil) }, "再加一行：[127.0.0.1]:", "then add the line: [127.0.0.1]:"},
		"known_hosts wrong": {func(t *testing.T, o *Options) { o.KnownHosts = delivertest.Secret(t, []byte("a b c\n")) }, "known_hosts 有误", "known_hosts of delivery"},
		"no known_hosts":    {func(t *testing.T, o *Options) { o.KnownHosts = filepath.Join(t.TempDir(), "none") }, "没有这个文件", "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusedLogin(t, c.change, c.zh, c.en)
		})
	}
}

func TestSFTPSweeps(t *testing.T) {
	t.Parallel()
	p := sftpPlace(t)
	for _, name := range []string{"2021-01-15.epub.part", "2021-01-15.epub.0123456789abcdef.part", "封面 一.jpg.0123456789abcdef.part"} {
		p.plant(t, "2021-01-15-r1/"+name, "half")
	}
	foreign := map[string]string{"2021-01-15-r1/x.0123456789abcdef.part": "x", "2021-01-15-r1/2021-01-15.epub.1.part": "x"}
	for name, data := range foreign {
		p.plant(t, name, data)
	}
	p.deliver(t, parcelOf(1))
	want := delivered(t, parcelOf(1))
	maps.Copy(want, foreign)
	p.holds(t, want)
}

// oldServer knows no rename over a file; refuse fails every write when it is set.
type oldServer struct {
	sftp.FileCmder
	writer sftp.FileWriter
	refuse atomic.Bool
}

func (o *oldServer) Filewrite(r *sftp.Request) (io.WriterAt, error) {
	w, err := o.writer.Filewrite(r)
	return &fullDisk{w, o}, err
}

type fullDisk struct {
	io.WriterAt
	server *oldServer
}

func (f *fullDisk) WriteAt(p []byte, off int64) (int, error) {
	if f.server.refuse.Load() {
		return 0, syscall.ENOSPC
	}
	return f.WriterAt.WriteAt(p, off)
}

func oldPlace(t *testing.T) (*place, *oldServer) {
	t.Helper()
	handlers := sftp.InMemHandler()
	old := &oldServer{FileCmder: handlers.FileCmd, writer: handlers.FilePut}
	handlers.FileCmd, handlers.FilePut = struct{ sftp.FileCmder }{old}, old
	serve := func(c io.ReadWriteCloser) { sftp.NewRequestServer(c, handlers).Serve() }
	address, knownAs := delivertest.SFTP(t, serve)
	p := newSFTPPlace(t, Options{User: delivertest.User, PasswordFile: delivertest.Secret(t, []byte(delivertest.Password))}, address, knownAs)
	p.sink = p.with(t, func(o *Options) { o.Path = "/in" })
	look := func(t *testing.T) *sftp.Client {
		t.Helper()
		l, err := p.sink.(*filing).to.(*server).login(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(l.close)
		return l.sftp
	}
	p.files = func(t *testing.T) map[string]string {
		t.Helper()
		files := map[string]string{}
		c := look(t)
		for w := c.Walk("/in"); w.Step(); {
			if w.Err() != nil || w.Stat().IsDir() {
				continue
			}
			f, err := c.Open(w.Path())
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(f)
			if f.Close(); err != nil {
				t.Fatal(err)
			}
			files[strings.TrimPrefix(w.Path(), "/in/")] = string(data)
		}
		return files
	}
	p.plant = func(t *testing.T, name, data string) {
		t.Helper()
		c := look(t)
		c.MkdirAll(path.Dir("/in/" + name))
		f, err := c.Create("/in/" + name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Write([]byte(data))
		if err = errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return p, old
}

func TestServerWithoutPosixRename(t *testing.T) {
	t.Parallel()
	p, _ := oldPlace(t)
	p.plant(t, "2021-01-15-r1/2021-01-15.epub", "PX")
	for range 2 {
		p.deliver(t, parcelOf(1))
		p.holds(t, delivered(t, parcelOf(1)))
	}
}

func TestSFTPDiskFull(t *testing.T) {
	t.Parallel()
	p, old := oldPlace(t)
	old.refuse.Store(true)
	err := p.sink.Deliver(t.Context(), parcelOf(1))
	if words := diag.Words(err); IsPermanent(err) || !strings.Contains(words.Zh, "磁盘已满") || !strings.Contains(words.En, "disk is full") {
		t.Errorf("%q", words)
	}
	p.holds(t, map[string]string{})
	old.refuse.Store(false)
	p.deliver(t, parcelOf(1))
	p.holds(t, delivered(t, parcelOf(1)))
}

// A server that has hung is given up without an end of the context.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	p := sftpPlace(t)
	s := p.sink.(*filing).to.(*server)
	s.patience = 20 * time.Millisecond
	for _, n := range []int64{0, 20_000} {
		p.wire.HangAfter(n)
		err := p.sink.Deliver(t.Context(), parcelOf(1))
		if !errors.Is(err, errSilent) || IsPermanent(err) || !strings.Contains(diag.Words(err).Zh, "没有应答") {
			t.Errorf("hung after %d bytes: %v", n, err)
		}
	}
}

// A server that is only slow is asked whether it still lives, and answers.
func TestSlowServerIsKept(t *testing.T) {
	t.Parallel()
	p := sftpPlace(t)
	s := p.sink.(*filing).to.(*server)
	l, err := s.login(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	l.conn.stop() // its own watch: here the test says when half a patience is over
	asked := make(chan struct{})
	answered := *l.conn.ping.Load()
	ping := func() {
		answered()
		asked <- struct{}{}
	}
	l.conn.ping.Store(&ping)
	done, tick := make(chan struct{}), make(chan time.Time)
	defer close(done)
	go l.conn.watch(done, tick)
	tick <- time.Time{} // what the login heard
	for range 5 {
		tick <- time.Time{}
		<-asked
		tick <- time.Time{}
	}
	if _, err := l.sftp.Getwd(); err != nil || l.conn.silent.Load() {
		t.Errorf("given up: %v", err)
	}
}

func TestBucketFails(t *testing.T) {
	t.Parallel()
	backend := s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	var status atomic.Pointer[gofakes3.ErrorCode]
	fake := gofakes3.New(backend).Server()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if code := status.Load(); code != nil && r.Method == http.MethodPut {
			w.WriteHeader(map[gofakes3.ErrorCode]int{"InternalError": 500, "SlowDown": 503, "AccessDenied": 403}[*code])
			io.WriteString(w, "<Error><Code>"+string(*code)+"</Code><Message>so it is</Message></Error>")
			return
		}
		fake.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	sink := mustOpen(t, Options{Name: "archive", Kind: "s3", URL: delivertest.S3URL(strings.TrimPrefix(srv.URL, "http://"))})
	for code, permanent := range map[gofakes3.ErrorCode]bool{"InternalError": false, "SlowDown": false, "AccessDenied": true} {
		status.Store(&code)
		err := sink.Deliver(t.Context(), parcelOf(1))
		if err == nil || IsPermanent(err) != permanent || !strings.Contains(err.Error(), string(code)) {
			t.Errorf("%s: permanent %v: %v", code, IsPermanent(err), err)
		}
		worded(t, err)
	}
	status.Store(nil)
	if err := sink.Deliver(t.Context(), parcelOf(1)); err != nil {
		t.Fatal(err)
	}
	if err := mustOpen(t, Options{Name: "archive", Kind: "s3", URL: strings.Replace(delivertest.S3URL(strings.TrimPrefix(srv.URL, "http://")), "press", "nobucket", 1)}).Deliver(t.Context(), parcelOf(1)); !IsPermanent(err) {
		t.Errorf("no bucket: %v", err)
	}
}
