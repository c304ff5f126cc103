package deliver

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"banxin/internal/diag"
)

// mailbox sends notices by SMTP: plain text, nothing attached. A notice has the same
// Message-ID each time it is sent, by which mail programs know it again.
type mailbox struct {
	o        Options
	address  string // host:port
	from     *mail.Address
	to       []*mail.Address
	patience time.Duration
	roots    *x509.CertPool // nil: the system's
}

// The ways to encrypt, as the settings name them.
const (
	startTLS = "starttls"
	fullTLS  = "tls"
	noTLS    = "none"
)

func openMail(o Options) (Sink, error) {
	m := &mailbox{o: o, patience: patience}
	port := "587"
	switch o.TLS {
	case "":
		m.o.TLS = startTLS
	case startTLS:
	case fullTLS:
		port = "465"
	case noTLS:
		port = "25"
	default:
		return nil, refuse(diag.Say("投递 %[1]s 的 tls 是 %[2]q；写 starttls、tls 或 none", "tls of delivery %[1]s is %[2]q; write starttls, tls or none", o.Name, o.TLS))
	}
	var err error
	if m.address, err = o.hostPort(port); err != nil {
		return nil, err
	}
	if m.from, err = o.mailbox("from", o.From); err != nil {
		return nil, err
	}
	if len(o.To) == 0 {
		return nil, missing(o, "to")
	}
	for _, to := range o.To {
		a, err := o.mailbox("to", to)
		if err != nil {
			return nil, err
		}
		m.to = append(m.to, a)
	}
	if (o.User == "") != (o.PasswordFile == "") {
		return nil, missing(o, "user / password_file")
	}
	return m, nil
}

func (m *mailbox) Deliver(ctx context.Context, p *Parcel) error {
	what := diag.Say("通知寄不出（%[1]s）", "the notice cannot be mailed (%[1]s)", m.address)
	msg, err := m.message(p)
	if err != nil {
		return Permanent(because(what, err))
	}
	var conn *watched
	client, err := m.client(func(context.Context, string, string) (net.Conn, error) {
		var err error
		if conn, err = dial(ctx, m.address, m.patience); err != nil || m.o.TLS != fullTLS {
			return conn, err
		}
		encrypted := tls.Client(conn, m.encryption())
		return encrypted, encrypted.HandshakeContext(ctx)
	})
	if err != nil {
		return because(what, err)
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if conn != nil {
		conn.Close()
		err = conn.failed(ctx, err)
	}
	if err == nil || msg.IsDelivered() { // taken over by the server, whatever came after
		return nil
	}
	return because(what, smtpCause(err))
}

func (m *mailbox) encryption() *tls.Config {
	host, _, _ := net.SplitHostPort(m.address)
	return &tls.Config{ServerName: host, RootCAs: m.roots, MinVersion: tls.VersionTLS12}
}

func (m *mailbox) client(dial gomail.DialContextFunc) (*gomail.Client, error) {
	host, port, _ := net.SplitHostPort(m.address)
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, refuse(diag.Say("投递 %[1]s 的 address = %[2]q 没有端口号", "address = %[2]q of delivery %[1]s has no number of a port", m.o.Name, m.o.Address))
	}
	options := []gomail.Option{
		gomail.WithPort(number), gomail.WithTLSConfig(m.encryption()), gomail.WithTimeout(m.patience),
		gomail.WithDialContextFunc(dial), gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithoutNoop(),
	}
	switch m.o.TLS {
	case fullTLS: // dial has seen to it; the module finds it so
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case noTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if m.o.User != "" {
		password, err := m.o.password("password_file", m.o.PasswordFile)
		if err != nil {
			return nil, err
		}
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(m.o.User), gomail.WithPassword(password))
	}
	return gomail.NewClient(host, options...)
}

func (m *mailbox) message(p *Parcel) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingB64))
	msg.FromMailAddress(m.from)
	for _, to := range m.to {
		msg.AddToMailAddress(to)
	}
	msg.Subject(p.subject())
	msg.SetMessageIDWithValue(m.messageID(p))
	msg.SetDateWithValue(p.Notice.At)
	msg.SetBodyString(gomail.TypeTextPlain, p.text(p.only(m.o.Files)))
	return msg, nil
}

// messageID is made of what is delivered and where to, so that it is the same however
// often it is sent.
func (m *mailbox) messageID(p *Parcel) string {
	_, domain, _ := strings.Cut(m.from.Address, "@")
	return fmt.Sprintf("%x@%s", sha256.Sum256([]byte(p.ID+"\n"+m.o.Name)), domain)
}

// smtpCause words what a mail server answers, and tells what no retry heals.
func smtpCause(err error) error {
	var sent *gomail.SendError
	var answer *textproto.Error
	var certificate *tls.CertificateVerificationError
	code := 0
	switch {
	case errors.As(err, &certificate):
		return Permanent(&diag.Fault{Message: diag.Say("邮件服务器的证书不可信：%[1]v；查看 address，或让服务器换证书", "the mail server's certificate cannot be trusted: %[1]v; look after address, or have the server's certificate renewed", certificate.Err), Cause: err})
	case errors.Is(err, gomail.ErrNoSupportedAuthDiscovered):
		return Permanent(&diag.Fault{Message: diag.Say("邮件服务器没有可用的登录方式；查看 tls 和 user", "the mail server has no way to log in that can be used; look after tls and user"), Cause: err})
	case strings.Contains(err.Error(), "does not support STARTTLS"): // the module has no type for it
		return Permanent(&diag.Fault{Message: diag.Say("邮件服务器不会 STARTTLS；查看 address，或写 tls = \"tls\"", "the mail server knows no STARTTLS; look after address, or write tls = \"tls\""), Cause: err})
	case errors.As(err, &answer):
		code = answer.Code
	case errors.As(err, &sent):
		code = sent.ErrorCode()
	}
	switch {
	case code == 530 || code == 534 || code == 535 || code == 538:
		return Permanent(&diag.Fault{Message: diag.Say("邮件服务器拒绝登录：%[1]v；查看 user 和 password_file", "the mail server refused the login: %[1]v; look after user and password_file", err), Cause: err})
	case code >= 500:
		return Permanent(&diag.Fault{Message: diag.Say("邮件服务器拒收：%[1]v；查看 from、to", "the mail server refused: %[1]v; look after from and to", err), Cause: err})
	case code >= 400:
		return &diag.Fault{Message: diag.Say("邮件服务器暂时不收：%[1]v；稍后再试", "the mail server does not take it for the moment: %[1]v; try again later", err), Cause: err}
	}
	return err
}
