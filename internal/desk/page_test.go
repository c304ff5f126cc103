package desk_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"banxin/internal/desk"
	"banxin/internal/queue"
)

func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	h := desk.Handler(source{board: hostile()}, nil, metrics(), quiet)
	for _, target := range []string{"/", "/?lang=en", "/?refresh=off", "/?lang=%3Cscript%3E&refresh=%22"} {
		page := body(t, ask(t, h, "GET", target))
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "script" || n.Data == "img" {
				t.Errorf("%s: <%s> came out of a text", target, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: attribute %s came out of a text", target, a.Key)
				}
				if a.Key == "href" && !regexp.MustCompile(`^(store/|\?lang=|desk\.css\?|#p)`).MatchString(a.Val) {
					t.Errorf("%s: leads to %q", target, a.Val)
				}
			}
		}
		if strings.Contains(page, "hunter2") {
			t.Errorf("%s: shows a password", target)
		}
		if i := strings.IndexFunc(page, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 {
			t.Errorf("%s: control character %q", target, page[i])
		}
	}
}

func TestAlarmsComeFirst(t *testing.T) {
	t.Parallel()
	page := body(t, ask(t, desk.Handler(source{board: office()}, nil, metrics(), quiet), "GET", "/?lang=en"))
	alarms, rest, ok := strings.Cut(page, "</section>")
	if !ok {
		t.Fatal("no section")
	}
	for _, want := range []string{"<title>(4) Banxin Desk</title>", "崇川两会专刊 2021-01-29", "was due by Sun 31 Jan, 06:00, 29 h ago", "550 5.1.1 no such user", "校园周报"} {
		if !strings.Contains(alarms, want) {
			t.Errorf("the alarms lack %q", want)
		}
	}
	for anchor := range strings.SplitSeq(alarms, `href="#`) {
		if anchor, _, ok := strings.Cut(anchor, `"`); ok && strings.HasPrefix(anchor, "p") && !strings.Contains(rest, `id="`+anchor+`"`) {
			t.Errorf("nothing has the id %s", anchor)
		}
	}
	calm := body(t, ask(t, desk.Handler(source{board: &queue.Board{Now: now}}, nil, metrics(), quiet), "GET", "/"))
	if strings.Contains(calm, `role="alert"`) || !strings.Contains(calm, "<title>版心 值班台</title>") {
		t.Error("an empty board gives an alarm")
	}
}

// Who cannot tell the colours apart reads the state.
func TestStatesAreWords(t *testing.T) {
	t.Parallel()
	page := body(t, ask(t, desk.Handler(source{board: office()}, nil, metrics(), quiet), "GET", "/?lang=zh"))
	empty := regexp.MustCompile(`<span class="tag[^"]*">\s*</span>`)
	if found := empty.FindString(page); found != "" {
		t.Errorf("a state without a word: %s", found)
	}
	for _, word := range []string{"等稿", "排队", "排版中", "将重试", "已发布", "失败", "误期", "已送达", "未送达", "待送", "在做", "已放弃"} {
		if !strings.Contains(page, ">"+word) {
			t.Errorf("no %s", word)
		}
	}
}

func TestLanguageAndRefresh(t *testing.T) {
	t.Parallel()
	h := desk.Handler(source{board: office()}, nil, metrics(), quiet)
	for _, c := range []struct{ target, accept, lang string }{
		{"/", "", "zh-Hans"},
		{"/", "en-GB,en;q=0.9", "en"},
		{"/", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"},
		{"/", "en;q=0.2, zh;q=0.1", "en"},
		{"/", "fr, *;q=0.5", "zh-Hans"},
		{"/", "en;q=nonsense", "zh-Hans"},
		{"/?lang=zh", "en", "zh-Hans"},
		{"/?lang=en", "zh", "en"},
		{"/?lang=fr", "en", "en"},
	} {
		r := ask(t, h, "GET", c.target, "Accept-Language", c.accept)
		if got := r.Header.Get("Content-Language"); got != c.lang {
			t.Errorf("%s with %q: %s, want %s", c.target, c.accept, got, c.lang)
		}
		if r.Header.Get("Vary") != "Accept-Language" || !strings.Contains(body(t, r), `<html lang="`+c.lang+`">`) {
			t.Errorf("%s with %q: the page does not say so", c.target, c.accept)
		}
	}
	if page := body(t, ask(t, h, "GET", "/")); !strings.Contains(page, `<meta http-equiv="refresh" content="30">`) {
		t.Error("the page does not refresh itself")
	}
	if page := body(t, ask(t, h, "GET", "/?refresh=off")); strings.Contains(page, "http-equiv") || !strings.Contains(page, `href="?lang=zh"`) {
		t.Error("the page cannot be held, or not be let go")
	}
}

func TestTimesStandInTheZoneOfThePublication(t *testing.T) {
	t.Parallel()
	page := body(t, ask(t, desk.Handler(source{board: office()}, nil, metrics(), quiet), "GET", "/"))
	for _, want := range []string{
		`<time datetime="2021-01-29T18:00:00&#43;08:00">1月29日 周五 18:00</time>`,
		`<time datetime="2020-12-25T18:00:00&#43;08:00">2020年12月25日 周五 18:00</time>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	b := &queue.Board{Now: now, Publications: []queue.PublicationState{{ID: "a", Issues: []queue.IssueState{{Issue: "x", Due: now}}}}}
	if page := body(t, ask(t, desk.Handler(source{board: b}, nil, metrics(), quiet), "GET", "/")); !strings.Contains(page, "2月1日 周一 03:20") || !strings.Contains(page, "UTC") {
		t.Error("without a zone times are not UTC")
	}
}

// The same board gives the same page.
func TestPageIsDeterministic(t *testing.T) {
	t.Parallel()
	h := desk.Handler(source{board: office()}, nil, metrics(), quiet)
	first := body(t, ask(t, h, "GET", "/"))
	for range 20 {
		if again := body(t, ask(t, h, "GET", "/")); !bytes.Equal([]byte(first), []byte(again)) {
			t.Fatal("two pages of one board differ")
		}
	}
}

// A history and a job speak the language of the page.
func TestEverythingTheQueueSaysHasWords(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"zh", "en"} {
		page := body(t, ask(t, desk.Handler(source{board: office()}, nil, metrics(), quiet), "GET", "/?lang="+lang))
		for _, code := range []string{queue.EventUndelivered, queue.EventStarted, queue.EventOverdue, "retryable", "sftp<"} {
			if strings.Contains(page, ">"+code) {
				t.Errorf("%s: the page says %s", lang, code)
			}
		}
		if !strings.Contains(page, "of-a-later-version") {
			t.Errorf("%s: hides what it does not know", lang)
		}
	}
}
