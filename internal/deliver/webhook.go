package deliver

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"banxin/internal/diag"
)

// webhook posts a notice as JSON. Its Idempotency-Key is the same each time, so that
// the other side can tell a notice it has had.
type webhook struct {
	o      Options
	url    *url.URL
	client *http.Client
}

// signatureHeader has the HMAC-SHA256 of the body under the secret, as sha256=hex.
const signatureHeader = "X-Banxin-Signature"

func openWebhook(o Options) (Sink, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, refuse(diag.Say("投递 %[1]s 的 url 不对；写 https://…", "the url of delivery %[1]s is wrong; write https://…", o.Name))
	}
	w := &webhook{o: o, url: u}
	w.client = &http.Client{Timeout: patience, CheckRedirect: w.redirect}
	return w, nil
}

// redirect follows the other side on its own host only, and only where the body and
// the method come along: what is signed for one host is nobody else's business.
func (w *webhook) redirect(next *http.Request, before []*http.Request) error {
	if next.Method != http.MethodPost || next.URL.Host != w.url.Host || next.URL.Scheme != w.url.Scheme || len(before) > 3 {
		return http.ErrUseLastResponse
	}
	return nil
}

// message is the body of a webhook.
type message struct {
	Kind        string        `json:"kind"` // release, alarm
	ID          string        `json:"id"`
	Publication string        `json:"publication"`
	Name        string        `json:"name"`
	Issue       string        `json:"issue"`
	Date        string        `json:"date,omitempty"`
	Number      string        `json:"number,omitempty"`
	Revision    int           `json:"revision,omitempty"`
	At          time.Time     `json:"at,omitzero"`
	Reason      string        `json:"reason,omitempty"`
	Subject     string        `json:"subject"` // in Chinese, as a mail has it
	Text        string        `json:"text"`
	Files       []messageFile `json:"files,omitempty"`
	Findings    []string      `json:"findings,omitempty"`
	Links       []messageLink `json:"links,omitempty"`
}

type messageFile struct {
	Name   string `json:"name"`
	Part   string `json:"part"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

type messageLink struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

func (w *webhook) body(p *Parcel) ([]byte, error) {
	files := p.only(w.o.Files)
	m := message{
		Kind: p.Notice.Kind, ID: p.ID, Publication: p.Publication, Name: p.Name, Issue: p.Issue, Date: p.Date,
		Number: p.Number, Revision: p.Revision, At: p.Notice.At, Reason: p.Notice.Reason,
		Subject: p.subject(), Text: p.text(files), Findings: p.Notice.Findings,
	}
	for _, f := range files {
		m.Files = append(m.Files, messageFile{f.Name, f.Part, f.Bytes, f.SHA256})
	}
	for _, l := range p.Notice.Links {
		m.Links = append(m.Links, messageLink(l))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(m)
	return b.Bytes(), err
}

func (w *webhook) Deliver(ctx context.Context, p *Parcel) error {
	what := diag.Say("通知发不到 %[1]s", "the notice cannot be sent to %[1]s", w.url.Host) // the rest of the address may be secret
	body, err := w.body(p)
	if err != nil {
		return Permanent(because(what, err))
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url.String(), bytes.NewReader(body))
	if err != nil {
		return Permanent(because(what, err))
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "banxin")
	req.Header.Set("Idempotency-Key", (&url.URL{Path: p.ID + "/" + w.o.Name}).EscapedPath())
	if w.o.SecretFile != "" {
		secret, err := w.o.password("secret_file", w.o.SecretFile)
		if err != nil {
			return err
		}
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(body)
		req.Header.Set(signatureHeader, fmt.Sprintf("sha256=%x", mac.Sum(nil)))
	}
	res, err := w.client.Do(req)
	if err != nil {
		return because(what, httpCause(err))
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 500))
	return answer(what, res, string(said))
}

// answer tells what the status of a response means.
func answer(what diag.Text, res *http.Response, said string) error {
	said = oneLine(strings.TrimSpace(said))
	status := res.StatusCode
	words := func(zh, en string) error {
		return &diag.Fault{Message: diag.Text{
			Zh: fmt.Sprintf("%s：HTTP %d %s；%s", what.Zh, status, said, zh),
			En: fmt.Sprintf("%s: HTTP %d %s; %s", what.En, status, said, en),
		}}
	}
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests, status >= 500:
		return words("稍后再试", "try again later")
	case status >= 300 && status < 400:
		return Permanent(words("地址变了，不跟到别的主机；改正 url", "the address has changed and other hosts are not followed to; correct url"))
	}
	return Permanent(words("查看 url 和 secret_file", "look after url and secret_file"))
}

// httpCause takes the address off a failure, for it may hold a secret, and words it.
func httpCause(err error) error {
	var request *url.Error
	if errors.As(err, &request) {
		err = request.Err
	}
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &certificate) {
		return Permanent(&diag.Fault{Message: diag.Say("对方的证书不可信：%[1]v；查看 url，或让对方换证书", "the other side's certificate cannot be trusted: %[1]v; look after url, or have the certificate renewed", certificate.Err), Cause: err})
	}
	return err
}
