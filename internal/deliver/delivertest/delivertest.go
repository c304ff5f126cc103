// Package delivertest has the servers that tests deliver to, in the process of the test:
// SFTP, S3, SMTP, a hook of the web, and a wire before them that can be cut.
package delivertest

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

// User and Password log in to the servers.
const User, Password = "press", "open sesame"

// Secret makes a file only its owner may read.
func Secret(t testing.TB, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// listen calls serve for every connection, and gives the address.
func listen(t testing.TB, serve func(net.Conn)) string {
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
