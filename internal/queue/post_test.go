package queue

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// post is where notices go: a web server that keeps the keys of what it was sent.
type post struct {
	web *httptest.Server

	mu   sync.Mutex
	keys map[string]int // Idempotency-Key → how often
}

func newPost(t testing.TB) *post {
	p := &post{keys: map[string]int{}}
	p.web = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		key, err := url.PathUnescape(r.Header.Get("Idempotency-Key"))
		if err != nil {
			t.Error(err)
		}
		p.keys[key]++
	}))
	t.Cleanup(p.web.Close)
	return p
}

// subscribe adds the notices to the configuration of a publication.
func (p *post) subscribe(paper *paper) {
	paper.configure(fmt.Sprintf(`
[[delivery]]
name = "hook"
kind = "webhook"
url = "%s/hook"
`, p.web.URL))
}

// lost names a notice of a release that has not arrived; empty: none.
func (p *post) lost(k issueKey) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.keys[k.publication+"/"+k.issue+"/r1/hook"] == 0 {
		return fmt.Sprintf("webhook (arrived: %d)", len(p.keys))
	}
	return ""
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

// count tells how many keys with a part have arrived.
func (p *post) count(part string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for key := range p.keys {
		if strings.Contains(key, part) {
			n++
		}
	}
	return n
}
