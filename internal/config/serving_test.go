package config_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/config"
	"banxin/internal/diag"
)

const weekly = `
[schedule]
cron = "0 6 * * 5"
first = 2021-01-15
`

// codes gives the codes of a list with their places.
func codes(list diag.List) string {
	var out []string
	for _, d := range list {
		out = append(out, d.Pos.String()+" "+d.Code)
	}
	return strings.Join(out, "\n")
}

// TestUntold: an issue of the schedule without issue.toml has all from the calendar.
func TestUntold(t *testing.T) {
	t.Parallel()
	for extra, want := range map[string][3]string{
		"":                                 {"2021-01-22", "2", ""},
		"first_number = 340\nahead = 1":    {"2021-01-22", "2", "341"}, // the folder is called by the date on the issue
		"first_in_year = 3\nholidays = []": {"2021-01-22", "4", ""},
		"first_number = 1\nholidays = [2021-01-15]": {"2021-01-22", "1", "1"},
	} {
		dir := t.TempDir()
		configuration := minimal + weekly + extra
		if strings.Contains(extra, "ahead") {
			configuration = strings.Replace(configuration, "0 6 * * 5", "0 6 * * 4", 1)
			configuration = strings.Replace(configuration, "2021-01-15", "2021-01-14", 1)
		}
		put(t, filepath.Join(dir, "config.toml"), configuration)
		put(t, filepath.Join(dir, "sources/2021-01-22/a.txt"), "正文。")
		cfg, iss, list, err := config.Load(filepath.Join(dir, "config.toml"), "2021-01-22")
		if err != nil || list.HasErrors() {
			t.Fatalf("%q: %v\n%s", extra, err, write(list, "en"))
		}
		if got := [3]string{iss.Date.Format("2006-01-02"), iss.Number, iss.WholeNumber}; got != want {
			t.Errorf("%q: %q, want %q", extra, got, want)
		}
		if iss.Date.Location().String() != "Asia/Shanghai" || !iss.Revision.Equal(iss.Date) {
			t.Errorf("%q: date %s, revision %s", extra, iss.Date, iss.Revision)
		}
		if issues, err := config.ListIssues(cfg); err != nil || !cmp.Equal(issues, []string{"2021-01-22"}) {
			t.Errorf("issues %q, %v", issues, err)
		}
	}
}

// TestSilent: issue.toml says some of it and leaves the rest to the calendar; a folder
// that is no issue of the schedule goes its own way.
func TestSilent(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "config.toml"), minimal+weekly+"first_number = 340")
	for folder, c := range map[string]struct{ issue, number, whole string }{
		"2021-01-15": {"number = \"创刊号\"", "创刊号", "340"},
		"2021-01-22": {"whole_number = \"341\"\ndate = 2021-01-22", "2", "341"},
		"special":    {"date = 2021-01-22", "", ""},
	} {
		put(t, filepath.Join(dir, "sources", folder, "issue.toml"), c.issue)
		put(t, filepath.Join(dir, "sources", folder, "a.txt"), "正文。")
		_, iss, list, err := config.Load(filepath.Join(dir, "config.toml"), folder)
		if err != nil || list.HasErrors() {
			t.Fatalf("%s: %v\n%s", folder, err, write(list, "en"))
		}
		if iss.Number != c.number || iss.WholeNumber != c.whole {
			t.Errorf("%s: number %q, whole number %q", folder, iss.Number, iss.WholeNumber)
		}
		if got, want := len(list), strings.Count(c.number, "创刊号"); got != want {
			t.Errorf("%s: %s", folder, write(list, "en"))
		}
	}
}

// TestCalendar: the keys of [schedule] arrive in the calendar.
func TestCalendar(t *testing.T) {
	t.Parallel()
	cfg, _, list := load(t, minimal+weekly+`
timezone = "Asia/Tokyo"
last = 2021-02-28
holidays = [2021-01-22]
suspended = [{ from = 2021-02-01, to = 2021-02-06 }]
ahead = 2
first_number = 7
first_in_year = 3
manuscripts = "{date}-{whole_number}"
deadline = "1d12h"
`, "date = 2021-01-15")
	if len(list) > 0 {
		t.Fatal(write(list, "en"))
	}
	var got []string
	for _, o := range cfg.Calendar().After(time.Time{}, 10) {
		got = append(got, o.Due.Format(time.RFC3339)+" "+o.Issue+" "+o.Deadline.Sub(o.Due).String())
	}
	want := []string{"2021-01-15T06:00:00+09:00 2021-01-17-7 36h0m0s", "2021-01-29T06:00:00+09:00 2021-01-31-8 36h0m0s", "2021-02-12T06:00:00+09:00 2021-02-14-9 36h0m0s",
		"2021-02-19T06:00:00+09:00 2021-02-21-10 36h0m0s", "2021-02-26T06:00:00+09:00 2021-02-28-11 36h0m0s"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if none, _, _ := load(t, minimal, "date = 2021-01-15"); none.Calendar() != nil {
		t.Error("a calendar without a schedule")
	}
}

// TestDeliveries: a kind gets the defaults of its keys, and no other keys.
func TestDeliveries(t *testing.T) {
	t.Parallel()
	cfg, _, list := load(t, minimal+`
[[delivery]]
name = "f"
kind = "folder"
folder = "a/b"
[[delivery]]
name = "s"
kind = "sftp"
address = "[2001:db8::1]:22"
user = "u"
known_hosts = "hosts"
password_file = "p"
into = ""
files = ["print"]
[[delivery]]
name = "m"
kind = "mail"
address = "localhost:25"
from = "版心 <a@example.com>"
to = ["b@example.com"]
on = ["alarm"]
[[delivery]]
name = "w"
kind = "webhook"
url = "http://127.0.0.1:9/x"
`, "date = 2021-01-15")
	if len(list) > 0 {
		t.Fatal(write(list, "en"))
	}
	want := []config.Delivery{
		{Name: "f", Kind: "folder", Files: config.Parts, Folder: "a/b", Into: "{issue}-r{revision}"},
		{Name: "s", Kind: "sftp", Files: []string{"print"}, Address: "[2001:db8::1]:22", User: "u", KnownHosts: "hosts", PasswordFile: "p"},
		{Name: "m", Kind: "mail", Files: config.Parts, Address: "localhost:25", From: "版心 <a@example.com>", To: []string{"b@example.com"}, On: []string{"alarm"}, TLS: "starttls"},
		{Name: "w", Kind: "webhook", Files: config.Parts, URL: "http://127.0.0.1:9/x", On: []string{"release", "alarm"}},
	}
	if d := cmp.Diff(want, cfg.Delivery); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestPublication: without an issue, nothing about one is wrong; the secrets are looked
// for, and the name must do as a folder when there is no id.
func TestPublication(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "config.toml")
	put(t, file, strings.Replace(minimal, "测试报", "a/b", 1)+"[build]\nissue = \"gone\"\n"+weekly+`
[[delivery]]
name = "s"
kind = "sftp"
address = "h:22"
user = "u"
known_hosts = "hosts"
key_file = "gone"
`)
	put(t, filepath.Join(dir, "hosts"), "")
	cfg, list, err := config.LoadPublication(file)
	if err != nil || cfg.Calendar() == nil {
		t.Fatalf("%v, calendar %v", err, cfg.Calendar())
	}
	const want = "config.toml:2:1 bad-path\nconfig.toml:27:12 missing-file"
	if got := codes(list); got != want || list.Count(diag.Error) != 1 {
		t.Errorf("%s", write(list, "en"))
	}
	put(t, filepath.Join(dir, "sources/gone/issue.toml"), "date = 2021-01-15")
	put(t, filepath.Join(dir, "sources/gone/a.txt"), "正文。")
	if _, _, list, err := config.Load(file, ""); err != nil || len(list) > 0 {
		t.Errorf("a build minds: %v %s", err, write(list, "en"))
	}
	if _, list, err := config.LoadPublication(filepath.Join(dir, "none.toml")); err != nil || codes(list) != "none.toml missing-file" {
		t.Errorf("%v %s", err, codes(list))
	}
}

func TestService(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one := filepath.Join(dir, "one.toml")
	put(t, one, minimal+"[service]\nworkers = 2\njob_timeout = \"90m\"\n")
	s, list, err := config.LoadService(one)
	if err != nil || len(list) > 0 || s.Service.Workers != 2 || s.Service.JobTimeout != 90*time.Minute || s.Service.Log != "info" || s.Dir != dir ||
		len(s.Publications) != 1 || s.Publications[0].File != one || s.Publications[0].Config.Publication.ID != "测试报" {
		t.Errorf("%+v, %v %s", s, err, write(list, "en"))
	}
	titles := filepath.Join(dir, "titles")
	for folder, text := range map[string]string{
		"a": minimal + "[service]\nworkers = 3",
		"b": strings.Replace(minimal, "[page]", "id = \"B\"\n[page]", 1),
		"c": strings.Replace(minimal, "[page]", "id = \"b\"\n[page]", 1),
		"d": "[", ".e": minimal,
	} {
		put(t, filepath.Join(titles, folder, "config.toml"), text)
	}
	put(t, filepath.Join(titles, "f", "note.txt"), "")
	put(t, filepath.Join(titles, "service.toml"), "workers = 4\nlog = \"loud\"\n[service]\nstore = \"x\"\n")
	s, list, err = config.LoadService(titles)
	if err != nil || s.Service.Workers != 4 || s.Dir != titles || len(s.Publications) != 4 {
		t.Fatalf("%+v, %v", s, err)
	}
	const want = "c/config.toml:4:6 duplicate-name\nservice.toml:2:7 unknown-value\nservice.toml:3:1 unknown-key"
	if got := codes(list); got != want {
		t.Error(write(list, "en"))
	}
	var problems []string
	for _, p := range s.Publications {
		problems = append(problems, codes(p.Problems))
	}
	if d := cmp.Diff([]string{"config.toml:14:1 misplaced-key", "", "", "config.toml:1:2 toml-syntax"}, problems); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	empty := t.TempDir()
	if s, list, err := config.LoadService(empty); err != nil || codes(list) != "service.toml missing-file" || s.Service.Workers != 1 {
		t.Errorf("%v %s", err, codes(list))
	}
}

func TestArrival(t *testing.T) {
	t.Parallel()
	cfg, _, list := load(t, minimal+weekly+"ready = \"定稿\"", "date = 2021-01-15")
	if len(list) > 0 {
		t.Fatal(write(list, "en"))
	}
	dir := filepath.Join(cfg.Dir, "sources/2021-01-22")
	for _, step := range []struct {
		file, text string
		want       config.Arrival
	}{
		{"", "", config.NoFolder},
		{"定稿", "", config.NoManuscripts},
		{"a.txt", "正文。", config.Arrived},
		{"issue.toml", "manuscripts = [\"a.txt\", \"b.text\"]", config.NoManuscripts},
		{"b.text", "正文。", config.Arrived},
	} {
		if step.file != "" {
			put(t, filepath.Join(dir, step.file), step.text)
		}
		if got := cfg.Arrival("2021-01-22"); got != step.want {
			t.Errorf("with %q: %v", step.file, got.Text())
		}
	}
	if got := cfg.Arrival("1"); got != config.NoMark {
		t.Errorf("without the mark: %v", got.Text())
	}
}

func TestDurations(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"36h": 36 * time.Hour, "90m": 90 * time.Minute, "2d": 48 * time.Hour, "1d2h3m4s": 26*time.Hour + 3*time.Minute + 4*time.Second,
		"": 0, " 1h ": time.Hour, "0h": 0, "366d": 366 * 24 * time.Hour,
		"1.5h": -1, "36": -1, "h": -1, "-1h": -1, "1m1h": -1, "1h1h": -1, "1h 30m": -1, "1ms": -1, "367d": -1, "9999999h": -1,
	} {
		cfg, _, list := load(t, minimal+weekly+"deadline = \""+text+"\"", "date = 2021-01-15")
		if (want < 0) != list.HasErrors() || want >= 0 && cfg.Schedule.Deadline != want {
			t.Errorf("%q: %s\n%s", text, cfg.Schedule.Deadline, write(list, "en"))
		}
	}
}

// TestServiceAmongNeighbours: what is wrong with one publication, or between two, keeps
// the others from nothing.
func TestServiceAmongNeighbours(t *testing.T) {
	t.Parallel()
	titles := t.TempDir()
	shop := func(id, lines string) string {
		return strings.Replace(minimal, "[page]", "id = \""+id+"\"\n[page]", 1) + "\n[[delivery]]\nname = \"shop\"\n" + lines
	}
	const sftp = "kind = \"sftp\"\naddress = \"shop.example.com:22\"\nuser = \"u\"\npassword_file = \"p\"\nknown_hosts = \"k\"\n"
	for folder, text := range map[string]string{
		"a": shop("a", sftp+"path = \"/in\""),
		"b": shop("b", sftp+"path = \"/in/\""),
		"c": shop("c", sftp+"path = \"/in\"\ninto = \"{publication}-{issue}-r{revision}\""),
		"d": shop("d", sftp+"path = \"/in/d\""),
		"e": shop("e", "kind = \"folder\"\nfolder = \"../out\""),
		"f": shop("f", "kind = \"folder\"\nfolder = \"../out\"\ninto = \"{date}/r{revision}\""),
		"g": shop("g", "kind = \"folder\"\nfolder = \"given\""),
	} {
		put(t, filepath.Join(titles, folder, "config.toml"), text)
	}
	put(t, filepath.Join(titles, "h", "config.toml", "a folder"), "")
	s, list, err := config.LoadService(titles)
	if err != nil || len(list) > 0 || len(s.Publications) != 8 {
		t.Fatalf("%+v, %v %s", s, err, write(list, "en"))
	}
	got := map[string]string{}
	for _, p := range s.Publications {
		var errors diag.List
		for _, d := range p.Problems {
			if d.Severity == diag.Error {
				errors = append(errors, d)
			}
		}
		if len(errors) > 0 {
			got[filepath.Base(filepath.Dir(p.File))] = codes(errors)
		}
	}
	want := map[string]string{"b": "config.toml:16:1 duplicate-name", "f": "config.toml:20:8 duplicate-name", "h": "config.toml cannot-read"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
