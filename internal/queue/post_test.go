package queue

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/internal/deliver/delivertest"
)

// post is where a release and the notices of it go: a web server, a mail server and an
// SFTP server of the test's own process.
type post struct {
	t      testing.TB
	hook   *delivertest.Hook
	web    *httptest.Server
	office *delivertest.PostOffice
}

func newPost(t testing.TB) *post {
	p := &post{t: t, hook: &delivertest.Hook{}, office: &delivertest.PostOffice{}}
	p.web = httptest.NewServer(p.hook)
	t.Cleanup(p.web.Close)
	return p
}

// subscribe adds a webhook to the configuration of a publication.
func (p *post) subscribe(paper *paper) {
	paper.configure(fmt.Sprintf(`
[[delivery]]
name = "hook"
kind = "webhook"
url = "%s/hook"
`, p.web.URL))
}

// correspond adds mails.
func (p *post) correspond(paper *paper) {
	paper.configure(fmt.Sprintf(`
[[delivery]]
name = "mail"
kind = "mail"
address = %q
tls = "none"
from = "press@paper.example.cn"
to = ["editor@paper.example.cn"]
`, delivertest.SMTP(p.t, p.office, nil, false)))
}

// print adds an SFTP server to the configuration, which keeps what it is given in the
// publication's folder sftp. The wire is before the server.
func (p *post) print(paper *paper) *delivertest.Wire {
	address, knownAs := delivertest.SFTP(p.t, delivertest.OnDisk)
	wire := delivertest.NewWire(p.t, address)
	paper.configure(fmt.Sprintf(`
[[delivery]]
name = "print-shop"
kind = "sftp"
address = %q
user = %q
password_file = %q
known_hosts = %q
path = %q
`, wire.Address(), delivertest.User, delivertest.Secret(p.t, []byte(delivertest.Password)),
		delivertest.Secret(p.t, []byte(knownAs(wire.Address()))), filepath.ToSlash(filepath.Join(paper.dir, "sftp"))))
	return wire
}

// keys gives the idempotency keys of the calls that have arrived, by how often they did.
func (p *post) keys() map[string]int {
	keys := map[string]int{}
	for _, c := range p.hook.Arrived() {
		key, err := url.PathUnescape(c.Header.Get("Idempotency-Key"))
		if err != nil {
			p.t.Error(err)
		}
		keys[key]++
	}
	return keys
}

// mails gives the Message-IDs of the mails that have arrived, by how often they did.
func (p *post) mails() map[string]int {
	ids := map[string]int{}
	for _, id := range p.office.MessageIDs(p.t) {
		ids[id]++
	}
	return ids
}

// count tells how many different calls have arrived whose key has a part.
func (p *post) count(part string) int {
	n := 0
	for key := range p.keys() {
		if strings.Contains(key, part) {
			n++
		}
	}
	return n
}

// configure adds lines to config.toml.
func (p *paper) configure(lines string) {
	p.t.Helper()
	f, err := os.OpenFile(filepath.Join(p.dir, "config.toml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(lines); err != nil {
		p.t.Fatal(err)
	}
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
