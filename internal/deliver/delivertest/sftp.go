package delivertest

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// Key makes a key pair, and its private half as a file.
func Key(t testing.TB) (ssh.Signer, string) {
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
	return signer, Secret(t, pem.EncodeToMemory(block))
}

// SFTP starts a server that serves SFTP by what serve does with a session; it gives its address and
// its known_hosts line for another one.
func SFTP(t testing.TB, serve func(io.ReadWriteCloser)) (address string, knownAs func(address string) string) {
	t.Helper()
	host, _ := Key(t)
	config := &ssh.ServerConfig{PasswordCallback: func(c ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
		if c.User() == User && string(password) == Password {
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

// OnDisk serves SFTP from the disk.
func OnDisk(c io.ReadWriteCloser) {
	if s, err := sftp.NewServer(c); err == nil {
		s.Serve()
	}
}

// OpenSSH runs OpenSSH's server for every connection.
func OpenSSH(t testing.TB, sshd string) (account, keyFile, address string, knownAs func(string) string) {
	t.Helper()
	host, hostFile := Key(t)
	client, clientFile := Key(t)
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if me.Uid == "0" {
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	config := Secret(t, fmt.Appendf(nil, "HostKey %s\nAuthorizedKeysFile %s\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\nMaxStartups 100\nSubsystem sftp internal-sftp\n",
		hostFile, Secret(t, ssh.MarshalAuthorizedKey(client.PublicKey()))))
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
	return me.Username, clientFile, address, func(address string) string {
		return knownhosts.Line([]string{knownhosts.Normalize(address)}, host.PublicKey()) + "\n"
	}
}
