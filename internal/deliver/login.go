package deliver

import (
	"context"
	"crypto/ed25519"
	"errors"
	"net"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"banxin/internal/diag"
)

// login is a session with an SFTP server.
type login struct {
	conn *watched
	ssh  *ssh.Client
	sftp *sftp.Client
}

// close ends the session without asking the server, which may have hung.
func (l *login) close() {
	l.conn.Close()
	l.ssh.Close()
	l.sftp.Close()
}

func (s *server) login(ctx context.Context) (*login, error) {
	hosts, err := s.hosts()
	if err != nil {
		return nil, err
	}
	auth, err := s.auth()
	if err != nil {
		return nil, err
	}
	conn, err := dial(ctx, s.address, s.patience)
	if err != nil {
		return nil, err
	}
	c, channels, requests, err := ssh.NewClientConn(conn, s.address, &ssh.ClientConfig{
		User: s.o.User, Auth: auth, HostKeyCallback: hosts.check, HostKeyAlgorithms: hosts.algorithms,
	})
	if err != nil {
		conn.Close()
		return nil, s.refused(conn.failed(ctx, err))
	}
	client := ssh.NewClient(c, channels, requests)
	ping := func() { client.SendRequest("keepalive@openssh.com", true, nil) }
	conn.ping.Store(&ping)
	session, err := sftp.NewClient(client, sftp.UseConcurrentWrites(true))
	if err != nil {
		conn.Close()
		return nil, conn.failed(ctx, err)
	}
	return &login{conn, client, session}, nil
}

// refused tells a login that no retry will bring about from a connection that broke.
func (s *server) refused(err error) error {
	var negotiation *ssh.AlgorithmNegotiationError
	switch {
	case strings.Contains(err.Error(), "ssh: unable to authenticate"): // the module has no type for it
		return Permanent(&diag.Fault{
			Message: diag.Say("%[1]s 拒绝了用户 %[2]s 的登录；查看用户名、密钥或密码", "%[1]s refused the login of user %[2]s; look after the user's name, key or password", s.address, s.o.User),
			Cause:   err,
		})
	case errors.As(err, &negotiation):
		return Permanent(&diag.Fault{
			Message: diag.Say("%[1]s 与 known_hosts 没有共同的密钥种类（%[2]v）；向对方核对主机密钥，再更新 known_hosts", "%[1]s and known_hosts have no kind of key in common (%[2]v); verify the host key with the other side, then update known_hosts", s.address, err),
			Cause:   err,
		})
	}
	return err
}

// auth gives the ways to log in.
func (s *server) auth() ([]ssh.AuthMethod, error) {
	var methods []ssh.AuthMethod
	if s.o.KeyFile != "" {
		data, err := s.o.secret("key_file", s.o.KeyFile)
		if err != nil {
			return nil, err
		}
		key, err := ssh.ParsePrivateKey(data)
		if err != nil {
			return nil, Permanent(&diag.Fault{
				Message: diag.Say("投递 %[1]s 的 key_file 不是没有口令的 SSH 私钥：%[2]s", "key_file of delivery %[1]s is no SSH private key without a passphrase: %[2]s", s.o.Name, filepath.ToSlash(s.o.path(s.o.KeyFile))),
				Cause:   err,
			})
		}
		methods = append(methods, ssh.PublicKeys(key))
	}
	if s.o.PasswordFile != "" {
		password, err := s.o.password("password_file", s.o.PasswordFile)
		if err != nil {
			return nil, err
		}
		methods = append(methods, ssh.Password(password), ssh.KeyboardInteractive(
			func(_, _ string, questions []string, _ []bool) ([]string, error) {
				return slices.Repeat([]string{password}, len(questions)), nil
			}))
	}
	return methods, nil
}

// hosts checks a server's key against known_hosts.
type hosts struct {
	file       string
	known      ssh.HostKeyCallback
	algorithms []string // that known_hosts has keys of for the server; nil: the module's
}

func (s *server) hosts() (*hosts, error) {
	file := s.o.path(s.o.KnownHosts)
	data, err := s.o.secret("known_hosts", s.o.KnownHosts)
	if err != nil {
		return nil, err
	}
	known, err := knownhosts.New(file)
	if err != nil {
		return nil, Permanent(&diag.Fault{
			Message: diag.Say("投递 %[1]s 的 known_hosts 有误：%[2]s：%[3]v", "known_hosts of delivery %[1]s is wrong: %[2]s: %[3]v", s.o.Name, filepath.ToSlash(file), err),
			Cause:   err,
		})
	}
	h := &hosts{file: filepath.ToSlash(file), known: known}
	if !strings.Contains(string(data), "@cert-authority") {
		h.algorithms = algorithms(known, s.address)
	}
	return h, nil
}

// algorithms are those of the keys that are known of a server: it has others too,
// and would show one that is not known although it has the one that is.
func algorithms(known ssh.HostKeyCallback, address string) []string {
	nobody, err := ssh.NewPublicKey(make(ed25519.PublicKey, ed25519.PublicKeySize))
	if err != nil {
		return nil
	}
	var unknown *knownhosts.KeyError
	if !errors.As(known(address, &net.TCPAddr{}, nobody), &unknown) {
		return nil
	}
	var names []string
	for _, k := range unknown.Want {
		switch kind := k.Key.Type(); kind {
		case ssh.KeyAlgoRSA:
			names = append(names, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		default:
			names = append(names, kind)
		}
	}
	return names
}

func (h *hosts) check(address string, remote net.Addr, key ssh.PublicKey) error {
	err := h.known(address, remote, key)
	if err == nil {
		return nil
	}
	line := knownhosts.Line([]string{knownhosts.Normalize(address)}, key)
	var unknown *knownhosts.KeyError
	words := diag.Say("%[1]s 的主机密钥被 known_hosts 拒绝：%[2]v（%[3]s）", "the host key of %[1]s is refused by known_hosts: %[2]v (%[3]s)", address, err, h.file)
	switch {
	case errors.As(err, &unknown) && len(unknown.Want) > 0:
		words = diag.Say("%[1]s 的主机密钥变了，可能有人冒充：现为 %[2]s；向对方核对后，再改 %[3]s", "the host key of %[1]s has changed; somebody may be posing as it: it is %[2]s now; verify it with the other side before you change %[3]s", address, ssh.FingerprintSHA256(key), h.file)
	case errors.As(err, &unknown):
		words = diag.Say("%[1]s 的主机密钥不在 %[2]s 里；向对方核对指纹 %[3]s，再加一行：%[4]s", "the host key of %[1]s is not in %[2]s; verify the fingerprint %[3]s with the other side, then add the line: %[4]s", address, h.file, ssh.FingerprintSHA256(key), line)
	}
	return Permanent(&diag.Fault{Message: words, Cause: err})
}
