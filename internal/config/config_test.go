package config_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/layout/unit"
)

const shipped = "../../config.toml"

const minimal = `
[publication]
name = "测试报"
[page]
width = "210mm"
height = "297mm"
margin_top = "20mm"
margin_bottom = "20mm"
margin_left = "20mm"
margin_right = "20mm"
pitch = "14pt"
[style.body]
size = "9pt"
`

// load writes a configuration with one issue into a folder and reads it.
func load(t *testing.T, configuration, issue string) (*config.Config, *config.Issue, diag.List) {
	t.Helper()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "config.toml"), configuration)
	put(t, filepath.Join(dir, "sources/1/issue.toml"), issue)
	put(t, filepath.Join(dir, "sources/1/b.txt"), "正文。")
	put(t, filepath.Join(dir, "sources/1/a.txt"), "正文。")
	cfg, iss, list, err := config.Load(filepath.Join(dir, "config.toml"), "1")
	if err != nil {
		t.Fatal(err)
	}
	return cfg, iss, list
}

func TestShipped(t *testing.T) {
	t.Parallel()
	cfg, iss, list, err := config.Load(shipped, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if d.Code != "placeholder-not-fact" {
			t.Errorf("%s: %s %s", d.Pos, d.Code, d.Message.En)
		}
	}
	if n := list.Count(diag.Finding); n != 4 {
		t.Errorf("%d stand-ins reported, want nameplate, date, number and QR code", n)
	}
	if iss.ID != "2021-01-15" || iss.Dir != "sources/2021-01-15" {
		t.Errorf("issue %q in %q", iss.ID, iss.Dir)
	}
	issues, err := config.ListIssues(cfg)
	if err != nil || !slices.Contains(issues, "2021-01-15") {
		t.Errorf("issues %q, %v", issues, err)
	}
	lines := strings.Split(read(t, shipped), "\n")
	for key, pos := range cfg.Keys {
		name := key[strings.LastIndexByte(key, '.')+1:]
		if pos.File == "config.toml" && !strings.Contains(name, "[") && !strings.Contains(lines[pos.Line-1], name) {
			t.Errorf("%s is said to stand at %s: %s", key, pos, lines[pos.Line-1])
		}
	}
}

// TestDocumented holds config.toml to naming every key of the schema.
func TestDocumented(t *testing.T) {
	t.Parallel()
	text := read(t, shipped)
	var visit func(typ reflect.Type, seen map[reflect.Type]bool)
	visit = func(typ reflect.Type, seen map[reflect.Type]bool) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			key := typ.Field(i).Tag.Get("toml")
			if key == "" || key == "-" {
				continue
			}
			named := regexp.MustCompile(`(?m)(^(# )?(\S+、)*` + key + `(、\S+)*\s+(=|必写)|^(# )?(\S+、)*` + key + `(、|  )|^(# )?\[+([a-z]+\.)*` + key + `[].])`)
			if !named.MatchString(text) {
				t.Errorf("config.toml does not document %s of %s", key, typ.Name())
			}
			visit(typ.Field(i).Type, seen)
		}
	}
	seen := map[reflect.Type]bool{}
	visit(reflect.TypeFor[config.Config](), seen)
	visit(reflect.TypeFor[config.Issue](), seen)
}

func TestEmbeddedFacesAreInTheCatalogue(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../fonts/*.ttf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no faces in fonts: %v", err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".ttf")
		_, _, list := load(t, minimal+"[face]\nsong = [\""+name+"\"]", "date = 2021-01-15")
		if list.HasErrors() {
			t.Errorf("%s: %s", name, write(list, "en"))
		}
	}
}

func TestMinimal(t *testing.T) {
	t.Parallel()
	cfg, iss, list := load(t, minimal, "date = 2021-01-15")
	if len(list) > 0 {
		t.Fatal(write(list, "en"))
	}
	p := cfg.Punctuation
	want := config.Punctuation{Style: "quanjiao", Breaking: "total-fit", Level: "gb", TrimStart: true, MinLastHan: 2,
		Autospace: config.Length{Value: 0.25, Unit: config.UnitEm, Set: true}, MaxGap: config.Length{Value: 0.5, Unit: config.UnitEm, Set: true}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("punctuation (-want +got):\n%s", diff)
	}
	if cfg.Publication.Language != "zh-Hans" || cfg.Publication.Timezone != "Asia/Shanghai" || !cfg.Output.PDF || !cfg.Output.Reading || !cfg.Output.EPUB {
		t.Errorf("publication %+v, output %+v", cfg.Publication, cfg.Output)
	}
	if diff := cmp.Diff([]string{"a.txt", "b.txt"}, iss.Manuscripts); diff != "" {
		t.Errorf("manuscripts (-want +got):\n%s", diff)
	}
	if len(cfg.Template) != 1 || len(cfg.Template[0].Frame) != 1 {
		t.Fatalf("templates %+v", cfg.Template)
	}
	f, area := &cfg.Template[0].Frame[0], cfg.TypeArea()
	if r := cfg.FrameRect(f); r.Width != area.Width || r.Height > area.Height || f.Columns != 2 || f.KeepRunIn != 1 || f.Takes != "rest" {
		t.Errorf("frame %+v in %+v", f, area)
	}
	for _, role := range []string{"body", "run-in", "headline", "kicker", "overline", "deck", "byline", "qr-caption", "pull"} {
		s, ok := cfg.Style[role]
		if !ok || cfg.Face[s.Face] == nil || cfg.StyleSize(&s) < cfg.Em() || cfg.StyleLen(&s, s.Leading) < cfg.StyleSize(&s) || s.Align == "" || cfg.Colour[s.Colour] == nil {
			t.Errorf("style %s: %+v", role, s)
		}
	}
	if cfg.Em() != 9*unit.Point || cfg.Ln() != 14*unit.Point {
		t.Errorf("em %s, ln %s", cfg.Em(), cfg.Ln())
	}
}

// TestCreditIsLikeItsCaption: a caption is a size smaller than the body, and a
// credit, which stands in its last line, is set as the caption is.
func TestCreditIsLikeItsCaption(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]unit.Pt{
		"": {unit.FromFloat(8.1), unit.FromFloat(8.1)},
		"[style.caption]\nsize = \"7.5pt\"\nface = \"hei\"": {unit.FromFloat(7.5), unit.FromFloat(7.5)},
		"[style.credit]\nsize = \"7pt\"":                    {unit.FromFloat(8.1), unit.FromFloat(7)},
	} {
		cfg, _, list := load(t, minimal+text, "date = 2021-01-15")
		if len(list) > 0 {
			t.Fatalf("%v", list)
		}
		caption, credit := cfg.Style["caption"], cfg.Style["credit"]
		if got := [2]unit.Pt{cfg.StyleSize(&caption), cfg.StyleSize(&credit)}; got != want {
			t.Errorf("%q: caption and credit %v, want %v", text, got, want)
		}
		if credit.Face != caption.Face || credit.Colour != caption.Colour {
			t.Errorf("%q: credit in %s, caption in %s", text, credit.Face, caption.Face)
		}
	}
}

// TestBodyIsIndentedByDefault: [style.body] always stands in the file, for its
// size, and yet need not name the indent.
func TestBodyIsIndentedByDefault(t *testing.T) {
	t.Parallel()
	for indent, want := range map[string]unit.Pt{"": 18 * unit.Point, "indent = \"0em\"": 0, "indent = \"1em\"": 9 * unit.Point} {
		cfg, _, list := load(t, minimal+indent, "date = 2021-01-15")
		if len(list) > 0 {
			t.Fatal(write(list, "en"))
		}
		s := cfg.Style["body"]
		if got := cfg.StyleLen(&s, s.Indent); got != want {
			t.Errorf("%q: paragraphs are indented by %s, want %s", indent, got, want)
		}
	}
}

// TestTableRoles: what [style.table] leaves out keeps the value of its role.
func TestTableRoles(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]config.Style{
		"":                                   {Face: "song", Marks: "banjiao"},
		"[style.table]\nface = \"kai\"":      {Face: "kai", Marks: "banjiao"},
		"[style.table]\nmarks = \"kaiming\"": {Face: "song", Marks: "kaiming"},
	} {
		cfg, _, list := load(t, minimal+text, "date = 2021-01-15")
		if len(list) > 0 {
			t.Fatal(write(list, "en"))
		}
		s, head := cfg.Style["table"], cfg.Style["table-head"]
		if s.Face != want.Face || s.Marks != want.Marks || cfg.StyleLen(&s, s.Before) != cfg.Ln() || cfg.StyleSize(&s) >= cfg.Em() {
			t.Errorf("%q: %+v", text, s)
		}
		if head.Face != "hei" || head.Marks != "banjiao" || cfg.StyleSize(&head) >= cfg.Em() {
			t.Errorf("%q: head %+v", text, head)
		}
	}
}

func TestZeroIsNotAbsent(t *testing.T) {
	t.Parallel()
	cfg, _, list := load(t, minimal+`
[punctuation]
trim_start = false
close_up = true
min_last_han = 0
autospace = "0em"
[[template]]
name = "page"
[[template.frame]]
name = "main"
x = "0pt"
y = "0pt"
width = "400pt"
height = "10ln"
keep_run_in = 0
[output]
pdf = false
`, "date = 2021-01-15")
	if len(list) > 0 {
		t.Fatal(write(list, "en"))
	}
	p := cfg.Punctuation
	if p.TrimStart || !p.CloseUp || p.MinLastHan != 0 || p.Autospace.Value != 0 || cfg.Output.PDF || cfg.Template[0].Frame[0].KeepRunIn != 0 {
		t.Errorf("%+v %+v %+v", p, cfg.Output, cfg.Template[0].Frame[0])
	}
	if !cfg.Output.EPUB || p.MaxGap.Value != 0.5 {
		t.Errorf("keys beside lost their defaults: %+v %+v", cfg.Output, p)
	}
}

// lasting goes after minimal; ofIssue is laid over both.
const lasting = `
leading = "2ln"
[colour]
red = [0, 100, 100, 0]
[[template]]
name = "a"
[[template.frame]]
name = "l"
x = "0pt"
y = "0pt"
width = "200pt"
height = "10ln"
[[template.frame]]
name = "r"
x = "210pt"
y = "0pt"
width = "200pt"
height = "10ln"
[[template.rule]]
x = "0pt"
y = "0pt"
width = "1pt"
height = "1pt"
[[template.rule]]
x = "0pt"
y = "0pt"
width = "2pt"
height = "2pt"
[[qr.code]]
note = "一"
address = "https://example.org/1"
`

const ofIssue = `
date = 2021-01-15
style.body.size = "10pt"
colour.red = [0, 90, 90, 0]
[[template]]
name = "b"
[[template]]
name = "a"
rule = [{ x = "0pt", y = "0pt", width = "3pt", height = "3pt" }]
[[template.frame]]
name = "r"
width = "150pt"
[[qr.code]]
note = "二"
address = "https://example.org/2"
[[qr.code]]
note = "一"
address = "https://example.org/3"
`

func TestOverlay(t *testing.T) {
	t.Parallel()
	cfg, _, list := load(t, minimal+lasting, ofIssue)
	if len(list) > 0 {
		t.Fatal(write(list, "en"))
	}
	if s := cfg.Style["body"]; s.Size.String() != "10pt" || s.Leading.String() != "2ln" {
		t.Errorf("body %+v", s)
	}
	if diff := cmp.Diff([]int{0, 90, 90, 0}, cfg.Colour["red"]); diff != "" {
		t.Errorf("red (-want +got):\n%s", diff)
	}
	a := cfg.Template[0]
	if len(cfg.Template) != 2 || a.Name != "a" || cfg.Template[1].Name != "b" || len(a.Frame) != 2 || len(a.Rule) != 1 {
		t.Fatalf("templates %+v", cfg.Template)
	}
	if r := a.Frame[1]; r.Width.String() != "150pt" || r.Height.String() != "10ln" {
		t.Errorf("frame r %+v", r)
	}
	want := []config.QRCode{{Note: "一", Address: "https://example.org/3"}, {Note: "二", Address: "https://example.org/2"}}
	if diff := cmp.Diff(want, cfg.QR.Code); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
	for key, want := range map[string]string{
		"template[0].frame[1].width":  `sources/1/issue.toml: "150pt"`,
		"template[0].frame[1].height": `config.toml: "10ln"`,
		"template[0].rule[0].width":   `sources/1/issue.toml: "3pt", height`,
		"template[0].rule[1].width":   `sources/1/issue.toml: [{ x`, // gone: the array that replaced it
		"style.body.size":             `sources/1/issue.toml: "10pt"`,
		"style.body.indent":           `config.toml: [style.body]`, // a default: its table
		"colour.red[1]":               `sources/1/issue.toml: 90, 90`,
	} {
		pos := cfg.At(key)
		line := strings.Split(read(t, cfg.Path(pos.File)), "\n")[pos.Line-1]
		if got := pos.File + ": " + string([]rune(line)[pos.Col-1:]); !strings.HasPrefix(got, want) {
			t.Errorf("%s at %s: %s, want %s", key, pos, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, issue, date, revision string }{
		{"Asia/Shanghai", "date = 2021-01-15", "2021-01-15T00:00:00+08:00", "2021-01-15T00:00:00+08:00"},
		{"Asia/Shanghai", "date = 2021-01-15\nrevision = 2021-01-16", "2021-01-15T00:00:00+08:00", "2021-01-16T00:00:00+08:00"},
		{"Asia/Shanghai", "date = 2021-01-15\nrevision = 2021-01-16T08:30:00", "2021-01-15T00:00:00+08:00", "2021-01-16T08:30:00+08:00"},
		{"Asia/Shanghai", "date = 2021-01-14T20:00:00Z", "2021-01-15T00:00:00+08:00", "2021-01-15T00:00:00+08:00"},
		{"America/New_York", "date = 2021-07-01\nrevision = 2021-07-01T12:00:00Z", "2021-07-01T00:00:00-04:00", "2021-07-01T08:00:00-04:00"},
	} {
		cfg, iss, list := load(t, strings.Replace(minimal, "[page]", "timezone = \""+c.zone+"\"\n[page]", 1), c.issue)
		if len(list) > 0 {
			t.Fatal(write(list, "en"))
		}
		if got := iss.Date.Format(time.RFC3339); got != c.date {
			t.Errorf("%s in %s: date %s, want %s", c.issue, c.zone, got, c.date)
		}
		if got := iss.Revision.Format(time.RFC3339); got != c.revision {
			t.Errorf("%s in %s: revision %s, want %s", c.issue, c.zone, got, c.revision)
		}
		if strings.HasPrefix(c.date, "2021-01-15") && (cfg.FormatDate(iss.Date) != "2021年1月15日" || cfg.FormatWeekday(iss.Date) != "星期五") {
			t.Errorf("%s %s", cfg.FormatDate(iss.Date), cfg.FormatWeekday(iss.Date))
		}
	}
}

func TestMissingConfiguration(t *testing.T) {
	t.Parallel()
	_, _, list, err := config.Load(filepath.Join(t.TempDir(), "config.toml"), "")
	if err != nil || len(list) != 1 || list[0].Code != "missing-file" {
		t.Errorf("%v, %v", list, err)
	}
	if _, _, _, err := config.Load(t.TempDir(), ""); err == nil {
		t.Error("a folder was read as a configuration")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(minimal), []byte("date = 2021-01-15"))
	f.Add([]byte(read(f, shipped)), []byte(read(f, "../../sources/2021-01-15/issue.toml")))
	f.Add([]byte("a = [[[{b.\"c\" = '''\n'''}]]]"), []byte("\xef\xbb\xbf[[pages]]\n[pages.place]\n"))
	f.Add([]byte("face = {}\n[style.body]\nsize = \"-0pt\""), []byte("\xff\xfe"))
	f.Fuzz(func(t *testing.T, configuration, issue []byte) {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "config.toml"), string(configuration))
		put(t, filepath.Join(dir, "sources/1/issue.toml"), string(issue))
		_, _, list, err := config.Load(filepath.Join(dir, "config.toml"), "1")
		if err != nil {
			t.Fatal(err)
		}
		_, _, again, _ := config.Load(filepath.Join(dir, "config.toml"), "1")
		if a, b := write(list, "zh")+write(list, "en"), write(again, "zh")+write(again, "en"); a != b {
			t.Errorf("two runs differ: %s", cmp.Diff(a, b))
		}
		for _, d := range list {
			lines := bytes.Count(configuration, []byte("\n")) + 1
			if strings.HasSuffix(d.Pos.File, "issue.toml") {
				lines = bytes.Count(issue, []byte("\n")) + 1
			}
			if d.Pos.File == "" || d.Pos.Line > lines || d.Message.Zh == "" || d.Message.En == "" || strings.Contains(d.Message.En, "%!") || strings.Contains(d.Message.Zh, "%!") {
				t.Errorf("%s: %q", d.Pos, d.Message)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, _, _, err := config.Load(shipped, ""); err != nil {
			b.Fatal(err)
		}
	}
}

func read(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
