package delivertest

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Letter is a mail that arrived.
type Letter struct {
	From string
	To   []string
	Data string // head and body
}

// PostOffice is an SMTP server that keeps what it is given.
type PostOffice struct {
	User string // who may send, with Password; "": everybody

	mu      sync.Mutex
	letters []Letter
	refuse  error
}

// Refuse refuses every recipient from now on; nil: none.
func (p *PostOffice) Refuse(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuse = err
}

// Arrived gives the mails that have arrived so far.
func (p *PostOffice) Arrived() []Letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.letters)
}

// MessageIDs gives the Message-IDs of the mails that have arrived so far.
func (p *PostOffice) MessageIDs(t testing.TB) []string {
	t.Helper()
	var ids []string
	for _, l := range p.Arrived() {
		m, err := mail.ReadMessage(strings.NewReader(l.Data))
		if err != nil {
			t.Errorf("no mail: %v\n%s", err, l.Data)
			continue
		}
		ids = append(ids, m.Header.Get("Message-ID"))
	}
	return ids
}

type smtpSession struct {
	office *PostOffice
	letter Letter
	in     bool
}

func (s *smtpSession) Reset()                   { s.letter = Letter{} }
func (s *smtpSession) Logout() error            { return nil }
func (s *smtpSession) open() bool               { return s.in || s.office.User == "" }
func (s *smtpSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *smtpSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.office.User || password != Password {
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
	s.letter.From = from
	return nil
}

func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.letter.To = append(s.letter.To, to)
	return s.office.refuse
}

func (s *smtpSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	s.letter.Data = string(data)
	s.office.letters = append(s.office.letters, s.letter)
	return nil
}

// SMTP starts a post office: with STARTTLS, or in TLS from the start.
func SMTP(t testing.TB, office *PostOffice, cert *tls.Config, encrypted bool) string {
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

// Certificate gives a certificate for 127.0.0.1 and who vouches for it.
func Certificate(t testing.TB) (*tls.Config, *x509.CertPool) {
	t.Helper()
	srv := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(srv.Close)
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	return &tls.Config{Certificates: srv.TLS.Certificates}, roots
}
