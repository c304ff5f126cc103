package deliver

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"banxin/internal/deliver/delivertest"
	"banxin/internal/diag"
)

// noticeOf is a parcel with all that a notice tells.
func noticeOf(kind string) *Parcel {
	p := parcelOf(2)
	p.Notice = Notice{
		Kind: kind, At: time.Date(2021, 1, 15, 18, 0, 3, 0, time.FixedZone("", 8*3600)),
		Findings: []string{"第2版：一行排不满\r\nX-Evil: yes"},
		Links:    []Link{{"阅读版", "https://paper.example.cn/r.pdf"}},
	}
	if kind == Alarm {
		p.Files, p.Notice.Findings, p.Notice.Reason = nil, nil, "没有来稿：sources/2021-01-15"
		p.ID = "崇川两会专刊/2021-01-15/alarm"
	}
	return p
}

// receiver is where notices go, seen from the other side.
type receiver struct {
	sink    Sink
	wire    *delivertest.Wire
	keys    func() []string      // the keys of what arrived, one for each time
	trouble func(permanent bool) // makes the server refuse from now on, for good or for the moment
	cure    func()
}

var receivers = map[string]func(t *testing.T) *receiver{"webhook": webhookReceiver, "mail": mailReceiver}

func everyReceiver(t *testing.T, test func(t *testing.T, r *receiver)) {
	for kind, open := range receivers {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func webhookReceiver(t *testing.T) *receiver {
	h := &delivertest.Hook{}
	var mu sync.Mutex
	status := http.StatusOK
	set := func(s int) {
		mu.Lock()
		defer mu.Unlock()
		status = s
	}
	h.Answer = func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		w.WriteHeader(status)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	r := &receiver{wire: delivertest.NewWire(t, strings.TrimPrefix(srv.URL, "http://"))}
	r.sink = mustOpen(t, Options{Name: "office", Kind: "webhook", URL: "http://" + r.wire.Address() + "/hook?token=topsecret"})
	r.keys = func() []string {
		var keys []string
		for _, c := range h.Arrived() {
			keys = append(keys, c.Header.Get("Idempotency-Key"))
		}
		return keys
	}
	r.trouble = func(permanent bool) {
		set(http.StatusServiceUnavailable)
		if permanent {
			set(http.StatusForbidden)
		}
	}
	r.cure = func() { set(http.StatusOK) }
	return r
}

func mailOptions(t *testing.T) Options {
	t.Helper()
	return Options{
		Name: "office", Kind: "mail", From: "版心 <press@paper.example.cn>", To: []string{"主编 <editor@paper.example.cn>", "desk@paper.example.cn"},
		User: "press", PasswordFile: delivertest.Secret(t, []byte(delivertest.Password+"\n")),
	}
}

func mailReceiver(t *testing.T) *receiver {
	cert, roots := delivertest.Certificate(t)
	office := &delivertest.PostOffice{User: "press"}
	r := &receiver{wire: delivertest.NewWire(t, delivertest.SMTP(t, office, cert, false))}
	o := mailOptions(t)
	o.Address = r.wire.Address()
	r.sink = mustOpen(t, o)
	r.sink.(*mailbox).roots = roots
	r.keys = func() []string {
		return office.MessageIDs(t)
	}
	r.trouble = func(permanent bool) {
		office.Refuse(&smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 2, 1}, Message: "mailbox busy"})
		if permanent {
			office.Refuse(&smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"})
		}
	}
	r.cure = func() { office.Refuse(nil) }
	return r
}

// Every time with the same key, and another one for another parcel.
func TestNoticeKeys(t *testing.T) {
	t.Parallel()
	everyReceiver(t, func(t *testing.T, r *receiver) {
		for _, p := range []*Parcel{noticeOf(Released), noticeOf(Released), noticeOf(Alarm)} {
			if err := r.sink.Deliver(t.Context(), p); err != nil {
				t.Fatal(err)
			}
		}
		keys := r.keys()
		if len(keys) != 3 || keys[0] == "" || keys[0] != keys[1] || keys[0] == keys[2] {
			t.Errorf("keys %q", keys)
		}
		if strings.ContainsFunc(strings.Join(keys, ""), func(r rune) bool { return r > 126 || r <= ' ' }) {
			t.Errorf("keys %q are not plain ASCII", keys)
		}
	})
}

func TestNoticeCutConnection(t *testing.T) {
	t.Parallel()
	everyReceiver(t, func(t *testing.T, r *receiver) {
		p := noticeOf(Released)
		for n, round := int64(0), 0; ; n, round = n+n/4+50, round+1 {
			before := len(r.keys())
			r.wire.CutAfter(n)
			err := r.sink.Deliver(t.Context(), p)
			r.wire.Heal()
			if err == nil {
				if len(r.keys()) == before {
					t.Fatalf("cut after %d bytes: said to have arrived, and has not", n)
				}
				if round < 5 {
					t.Fatalf("only %d cuts before it went through", round)
				}
				break
			}
			if worded(t, err); IsPermanent(err) || strings.Contains(err.Error(), "topsecret") {
				t.Fatalf("cut after %d bytes: %v", n, err)
			}
			if err := r.sink.Deliver(t.Context(), p); err != nil {
				t.Fatalf("after the cure: %v", err)
			}
		}
		for _, key := range r.keys() {
			if key != r.keys()[0] {
				t.Errorf("keys %q", r.keys())
			}
		}
	})
}

func TestNoticeRefused(t *testing.T) {
	t.Parallel()
	everyReceiver(t, func(t *testing.T, r *receiver) {
		for _, permanent := range []bool{false, true} {
			r.trouble(permanent)
			err := r.sink.Deliver(t.Context(), noticeOf(Released))
			if err == nil || IsPermanent(err) != permanent {
				t.Errorf("permanent %v: %v", IsPermanent(err), err)
			}
			worded(t, err)
		}
		r.cure()
		if err := r.sink.Deliver(t.Context(), noticeOf(Released)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNoticeHangingServer(t *testing.T) {
	t.Parallel()
	everyReceiver(t, func(t *testing.T, r *receiver) {
		for _, n := range []int64{0, 30, 200} {
			hung := r.wire.HangAfter(n)
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				<-hung
				cancel()
			}()
			if err := r.sink.Deliver(ctx, noticeOf(Released)); !errors.Is(err, context.Canceled) || IsPermanent(err) {
				t.Errorf("hung after %d bytes: %v", n, err)
			}
			cancel()
		}
	})
}

const releasedText = `【版心】崇川两会专刊 2021-01-15 第1期 修订2 已发布

刊物：崇川两会专刊
期：2021-01-15
日期：2021-01-15
期号：第1期
修订：2
时间：2021-01-15 18:00:03 +08:00

文件：
  2021-01-15-print.pdf　63.5 KB　SHA-256 %s
  2021-01-15.epub　2 字节　SHA-256 %s
  2021-01-15-sha256.txt　169 字节　SHA-256 %s
  封面 一.jpg　0 字节　SHA-256 %s

待核：
  第2版：一行排不满  X-Evil: yes

链接：
  阅读版 https://paper.example.cn/r.pdf
`

const alarmText = `【版心】崇川两会专刊 2021-01-15 第1期 逾期未出

刊物：崇川两会专刊
期：2021-01-15
日期：2021-01-15
期号：第1期
原因：没有来稿：sources/2021-01-15
时间：2021-01-15 18:00:03 +08:00

链接：
  阅读版 https://paper.example.cn/r.pdf
`

func wantText(p *Parcel) string {
	if p.Notice.Kind == Alarm {
		return alarmText
	}
	var sums []any
	for _, f := range p.Files {
		sums = append(sums, f.SHA256)
	}
	return fmt.Sprintf(releasedText, sums...)
}

func TestMailText(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{Released, Alarm} {
		office := &delivertest.PostOffice{}
		o := mailOptions(t)
		o.Address, o.TLS, o.User, o.PasswordFile = delivertest.SMTP(t, office, nil, false), noTLS, "", ""
		p := noticeOf(kind)
		p.Name += "\r\nBcc: evil@example.com" // what somebody writes is never a header
		if err := mustOpen(t, o).Deliver(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		l := office.Arrived()[0]
		if d := cmp.Diff([]string{"editor@paper.example.cn", "desk@paper.example.cn"}, l.To); d != "" || l.From != "press@paper.example.cn" {
			t.Errorf("from %s, to %q", l.From, l.To)
		}
		m, err := mail.ReadMessage(strings.NewReader(l.Data))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for name := range m.Header {
			names = append(names, name)
		}
		known := "Content-Transfer-Encoding Content-Type Date From Message-Id Mime-Version Subject To"
		for _, name := range names {
			if !strings.Contains(known, name) {
				t.Errorf("header %s: %q", name, m.Header[name])
			}
		}
		body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
		if err != nil {
			t.Fatal(err)
		}
		evil := func(s string) string {
			return strings.ReplaceAll(s, "崇川两会专刊", "崇川两会专刊  Bcc: evil@example.com")
		}
		if d := cmp.Diff(evil(wantText(p)), strings.ReplaceAll(string(body), "\r\n", "\n")); d != "" {
			t.Errorf("body (-want +got):\n%s", d)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		first, _, _ := strings.Cut(evil(wantText(p)), "\n")
		if err != nil || subject != first {
			t.Errorf("subject %q, want %q; %v", subject, first, err)
		}
		if date, err := m.Header.Date(); err != nil || !date.Equal(p.Notice.At) {
			t.Errorf("date %v, %v", date, err)
		}
		if kind := m.Header.Get("Content-Type"); kind != "text/plain; charset=UTF-8" {
			t.Errorf("type %s", kind)
		}
	}
}

func TestMailLogin(t *testing.T) {
	t.Parallel()
	cert, roots := delivertest.Certificate(t)
	trust := func(m *mailbox) { m.roots = roots }
	for name, c := range map[string]struct {
		encrypted bool
		change    func(o *Options)
		trust     func(m *mailbox)
		zh, en    string // "": it arrives
	}{
		"tls":                  {true, func(o *Options) { o.TLS = fullTLS }, trust, "", ""},
		"starttls":             {false, func(*Options) {}, trust, "", ""},
		"bad certificate":      {false, func(*Options) {}, func(*mailbox) {}, "证书不可信", "cannot be trusted"},
		"bad certificate, tls": {true, func(o *Options) { o.TLS = fullTLS }, func(*mailbox) {}, "证书不可信", "cannot be trusted"},
		"wrong password":       {false, func(o *Options) { o.PasswordFile = delivertest.Secret(t, []byte("guess")) }, trust, "拒绝登录", "refused the login"},
		"password in the open": {false, func(o *Options) { o.TLS = noTLS }, trust, "没有可用的登录方式", "no way to log in"},
		"no login":             {false, func(o *Options) { o.User, o.PasswordFile = "", "" }, trust, "拒收", "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			office := &delivertest.PostOffice{User: "press"}
			o := mailOptions(t)
			o.Address = delivertest.SMTP(t, office, cert, c.encrypted)
			c.change(&o)
			m := mustOpen(t, o).(*mailbox)
			c.trust(m)
			err := m.Deliver(t.Context(), noticeOf(Released))
			if c.zh == "" {
				if err != nil || len(office.Arrived()) != 1 {
					t.Fatalf("%d letters, %v", len(office.Arrived()), err)
				}
				return
			}
			if words := diag.Words(err); !IsPermanent(err) || !strings.Contains(words.Zh, c.zh) || !strings.Contains(words.En, c.en) || strings.Contains(words.En, delivertest.Password) {
				t.Errorf("permanent %v, %q", IsPermanent(err), words)
			}
		})
	}
}

func TestMailWithoutStartTLS(t *testing.T) {
	t.Parallel()
	o := mailOptions(t)
	o.Address = delivertest.SMTP(t, &delivertest.PostOffice{}, nil, false)
	err := mustOpen(t, o).Deliver(t.Context(), noticeOf(Released))
	if !IsPermanent(err) || !strings.Contains(diag.Words(err).Zh, "不会 STARTTLS") {
		t.Errorf("%v", err)
	}
}

func TestWebhookBody(t *testing.T) {
	t.Parallel()
	h := &delivertest.Hook{}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	sink := mustOpen(t, Options{Name: "编辑部", Kind: "webhook", URL: srv.URL, SecretFile: delivertest.Secret(t, []byte("shared\n")), Files: []string{"epub"}})
	p := noticeOf(Released)
	for range 2 {
		if err := sink.Deliver(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	calls := h.Arrived()
	if calls[0].Body != calls[1].Body {
		t.Error("two bodies for one notice")
	}
	mac := hmac.New(sha256.New, []byte("shared"))
	mac.Write([]byte(calls[0].Body))
	if got, want := calls[0].Header.Get(signatureHeader), fmt.Sprintf("sha256=%x", mac.Sum(nil)); got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
	if got, want := calls[0].Header.Get("Idempotency-Key"), "%E5%B4%87%E5%B7%9D%E4%B8%A4%E4%BC%9A%E4%B8%93%E5%88%8A/2021-01-15/r2/%E7%BC%96%E8%BE%91%E9%83%A8"; got != want {
		t.Errorf("key %s", got)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(calls[0].Body), &got); err != nil {
		t.Fatal(err)
	}
	delete(got, "text")
	want := map[string]any{
		"kind": "release", "id": p.ID, "publication": "崇川两会专刊", "name": "崇川两会专刊", "issue": "2021-01-15", "date": "2021-01-15",
		"number": "1", "revision": 2.0, "at": "2021-01-15T18:00:03+08:00", "subject": "【版心】崇川两会专刊 2021-01-15 第1期 修订2 已发布",
		"files":    []any{map[string]any{"name": "2021-01-15.epub", "part": "epub", "bytes": 2.0, "sha256": p.Files[1].SHA256}},
		"findings": []any{p.Notice.Findings[0]},
		"links":    []any{map[string]any{"title": "阅读版", "url": "https://paper.example.cn/r.pdf"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("body (-want +got):\n%s", d)
	}
}

func TestWebhookAnswers(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{200: "", 204: "", 301: "permanent", 400: "permanent", 404: "permanent", 410: "permanent",
		408: "heals", 425: "heals", 429: "heals", 500: "heals", 502: "heals", 503: "heals"} {
		h := &delivertest.Hook{Answer: func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			if status != http.StatusNoContent {
				io.WriteString(w, strings.Repeat("it is so\n", 10_000))
			}
		}}
		srv := httptest.NewServer(h)
		err := mustOpen(t, Options{Name: "d", Kind: "webhook", URL: srv.URL}).Deliver(t.Context(), noticeOf(Released))
		srv.Close()
		got := ""
		if err != nil {
			got = "heals"
			worded(t, err)
			if len(err.Error()) > 1000 {
				t.Errorf("%d: %d bytes of error", status, len(err.Error()))
			}
		}
		if IsPermanent(err) {
			got = "permanent"
		}
		if got != want {
			t.Errorf("%d: %s, want %s: %v", status, got, want, err)
		}
	}
}

// What is signed for one host is sent to no other, and never as another request.
func TestWebhookRedirects(t *testing.T) {
	t.Parallel()
	other := &delivertest.Hook{}
	elsewhere := httptest.NewServer(other)
	t.Cleanup(elsewhere.Close)
	h := &delivertest.Hook{}
	h.Answer = func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		case "/see":
			http.Redirect(w, r, "/here", http.StatusSeeOther)
		case "/moved":
			http.Redirect(w, r, "/here", http.StatusPermanentRedirect)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusPermanentRedirect)
		}
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	for path, arrives := range map[string]bool{"/away": false, "/see": false, "/loop": false, "/moved": true} {
		err := mustOpen(t, Options{Name: "d", Kind: "webhook", URL: srv.URL + path}).Deliver(t.Context(), noticeOf(Released))
		if arrives != (err == nil) || !arrives && !IsPermanent(err) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if n := len(other.Arrived()); n > 0 {
		t.Errorf("%d requests went elsewhere", n)
	}
}

func TestWebhookCertificate(t *testing.T) {
	t.Parallel()
	srv := httptest.NewUnstartedServer(&delivertest.Hook{})
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	sink := mustOpen(t, Options{Name: "d", Kind: "webhook", URL: srv.URL + "/?token=topsecret"})
	err := sink.Deliver(t.Context(), noticeOf(Released))
	if !IsPermanent(err) || !strings.Contains(diag.Words(err).Zh, "证书不可信") || strings.Contains(err.Error(), "topsecret") {
		t.Errorf("bad certificate: %v", err)
	}
	sink.(*webhook).client.Transport = srv.Client().Transport
	if err := sink.Deliver(t.Context(), noticeOf(Released)); err != nil {
		t.Errorf("good certificate: %v", err)
	}
}
