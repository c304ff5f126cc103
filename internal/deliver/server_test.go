package deliver

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	_ "banxin/internal/store/s3"
)

func TestMain(m *testing.M) {
	for key, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		os.Setenv(key, value)
	}
	os.Exit(m.Run())
}

// sshUser and sshPassword log in to the SFTP server in the process.
const sshUser, sshPassword = "press", "open sesame"

// key is a key pair, and its private half as a file.
func key(t *testing.T) (ssh.Signer, string) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer, write(t, pem.EncodeToMemory(block))
}

// write makes a file only its owner may read.
func write(t *testing.T, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// sftpServer serves SFTP by what serve does with a session; it gives its address and
// its known_hosts line for another one.
func sftpServer(t *testing.T, serve func(io.ReadWriteCloser)) (address string, knownAs func(address string) string) {
	t.Helper()
	host, _ := key(t)
	config := &ssh.ServerConfig{PasswordCallback: func(c ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
		if c.User() == sshUser && string(password) == sshPassword {
			return nil, nil
		}
		return nil, errors.New("refused")
	}}
	config.AddHostKey(host)
	l := listen(t, func(c net.Conn) {
		conn, channels, requests, err := ssh.NewServerConn(c, config)
		if err != nil {
			c.Close()
			return
		}
		defer conn.Close()
		go ssh.DiscardRequests(requests)
		for ch := range channels {
			channel, requests, err := ch.Accept()
			if err != nil {
				return
			}
			go func() {
				for r := range requests {
					r.Reply(r.Type == "subsystem", nil)
				}
			}()
			go func() {
				serve(channel)
				channel.Close()
			}()
		}
	})
	return l, func(address string) string {
		return knownhosts.Line([]string{knownhosts.Normalize(address)}, host.PublicKey()) + "\n"
	}
}

// listen calls serve for every connection, and gives the address.
func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serve(c)
		}
	}()
	return l.Addr().String()
}

// onDisk serves SFTP from the disk.
func onDisk(c io.ReadWriteCloser) {
	if s, err := sftp.NewServer(c); err == nil {
		s.Serve()
	}
}

// openSSH runs OpenSSH's server for every connection.
func openSSH(t *testing.T, sshd string) (o Options, address string, knownAs func(string) string) {
	t.Helper()
	host, hostFile := key(t)
	client, clientFile := key(t)
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if me.Uid == "0" {
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	config := write(t, fmt.Appendf(nil, "HostKey %s\nAuthorizedKeysFile %s\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\nMaxStartups 100\nSubsystem sftp internal-sftp\n",
		hostFile, write(t, ssh.MarshalAuthorizedKey(client.PublicKey()))))
	address = listen(t, func(c net.Conn) {
		file, err := c.(*net.TCPConn).File()
		c.Close()
		if err != nil {
			return
		}
		defer file.Close()
		cmd := exec.Command(sshd, "-i", "-e", "-f", config)
		cmd.Stdin, cmd.Stdout = file, file
		cmd.Run()
	})
	return Options{User: me.Username, KeyFile: clientFile}, address, func(address string) string {
		return knownhosts.Line([]string{knownhosts.Normalize(address)}, host.PublicKey()) + "\n"
	}
}

// s3Server serves a bucket "press".
func s3Server(t *testing.T) (address string, backend *s3mem.Backend) {
	t.Helper()
	backend = s3mem.New()
	if err := backend.CreateBucket("press"); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(srv.Close)
	return strings.TrimPrefix(srv.URL, "http://"), backend
}

// s3URL is the address of the bucket behind an endpoint. A capacity of 1 leaves no
// request to try again with: the AWS modules wait for seconds before they do.
func s3URL(endpoint string) string {
	return "s3://press/out?region=cn-east-1&rate_limiter_capacity=1&endpoint=" + url.QueryEscape("http://"+endpoint)
}

// letter is a mail that arrived.
type letter struct {
	from string
	to   []string
	data string
}

// postOffice is an SMTP server that keeps what it is given.
type postOffice struct {
	mu      sync.Mutex
	letters []letter
	refuse  error // of every recipient
	user    string
}

func (p *postOffice) arrived() []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.letters)
}

type smtpSession struct {
	office *postOffice
	letter letter
	in     bool
}

func (s *smtpSession) Reset()                   { s.letter = letter{} }
func (s *smtpSession) Logout() error            { return nil }
func (s *smtpSession) open() bool               { return s.in || s.office.user == "" }
func (s *smtpSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *smtpSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.office.user || password != sshPassword {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

func (s *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	if !s.open() {
		return smtp.ErrAuthRequired
	}
	s.letter.from = from
	return nil
}

func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.letter.to = append(s.letter.to, to)
	return s.office.refuse
}

func (s *smtpSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.letter.data = string(data)
	s.office.letters = append(s.office.letters, s.letter)
	return nil
}

// smtpServer starts a post office: with STARTTLS, or in TLS from the start.
func smtpServer(t *testing.T, office *postOffice, cert *tls.Config, encrypted bool) string {
	t.Helper()
	srv := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &smtpSession{office: office}, nil }))
	srv.Domain = "localhost"
	srv.AllowInsecureAuth = true
	srv.ErrorLog = quiet{}
	srv.TLSConfig = cert
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if encrypted {
		l = tls.NewListener(l, cert)
	}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return address
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// certificate gives a certificate for 127.0.0.1 and who vouches for it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	srv := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(srv.Close)
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	return &tls.Config{Certificates: srv.TLS.Certificates}, roots
}

// call is a request that a hook got.
type call struct {
	header http.Header
	body   string
}

// hook is a web server that keeps what is posted to it.
type hook struct {
	mu     sync.Mutex
	calls  []call
	answer func(w http.ResponseWriter, r *http.Request, n int) // n: how many came before; nil: 200
}

func (h *hook) arrived() []call {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.calls)
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	h.mu.Lock()
	n := len(h.calls)
	h.calls = append(h.calls, call{r.Header.Clone(), string(body)})
	h.mu.Unlock()
	if h.answer != nil {
		h.answer(w, r, n)
	}
}

// parcelOf makes a parcel of a revision.
func parcelOf(revision int) *Parcel {
	p := &Parcel{
		Publication: "崇川两会专刊", Name: "崇川两会专刊", Issue: "2021-01-15", Date: "2021-01-15", Number: "1", Revision: revision,
		ID: fmt.Sprintf("崇川两会专刊/2021-01-15/r%d", revision),
	}
	add := func(name, part string, data []byte) {
		p.Files = append(p.Files, fileOf(name, part, data))
	}
	print := bytes.Repeat(fmt.Appendf(nil, "%%PDF print %d\n", revision), 5000)
	add("2021-01-15-print.pdf", "print", print)
	add("2021-01-15.epub", "epub", []byte("PK"))
	var list []byte
	for _, f := range p.Files {
		list = fmt.Appendf(list, "%s  %s\n", f.SHA256, f.Name)
	}
	add("2021-01-15-sha256.txt", "sha256", list)
	add("封面 一.jpg", "cover", nil)
	return p
}

func fileOf(name, part string, data []byte) File {
	f := listed(File{Name: name, Part: part}, nil, nil)
	f.Bytes, f.SHA256 = int64(len(data)), sum(data)
	f.Open = func(context.Context) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return f
}
