package epub

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// The tests here hold one trap of go-epub v1.2.1 each.

func TestContainer(t *testing.T) {
	t.Parallel()
	data := mustWrite(t, example(), Options{})
	want := []string{
		"mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml",
		"EPUB/css/issue.css", "EPUB/toc.ncx", "EPUB/xhtml/colophon.xhtml", "EPUB/xhtml/corrections.xhtml", "EPUB/xhtml/cover.xhtml",
		"EPUB/xhtml/p01-a01.xhtml", "EPUB/xhtml/p01.xhtml", "EPUB/xhtml/p02-a01.xhtml", "EPUB/xhtml/p02-a02.xhtml", "EPUB/xhtml/p02.xhtml",
	}
	if got := streamNames(t, data); !slices.Equal(got, want) {
		t.Errorf("entries %q", got)
	}
	if string(data[30:58]) != "mimetypeapplication/epub+zip" {
		t.Errorf("the file begins with %q", data[:58])
	}
	for i, f := range zipHeaders(t, data) {
		if method := f.Method; (i == 0) != (method == zip.Store) {
			t.Errorf("%s has method %d", f.Name, method)
		}
		if got := f.Modified.Format(time.DateTime); got != "2026-03-05 00:30:00" || len(f.Extra) > 0 {
			t.Errorf("%s has the time %s and %d bytes of extra field", f.Name, got, len(f.Extra))
		}
	}
}

func TestZipTimes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		at         time.Time
		day, clock uint16
	}{
		{time.Date(1900, 1, 1, 5, 0, 0, 0, time.UTC), 1<<5 | 1, 0},
		{time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), 1<<5 | 1, 0},
		{time.Date(2021, 1, 15, 8, 30, 59, 0, shanghai), 41<<9 | 1<<5 | 15, 30<<5 | 29},
		{time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC), 127<<9 | 12<<5 | 31, 23<<11 | 59<<5 | 29},
	} {
		if day, clock := dosTime(tc.at); day != tc.day || clock != tc.clock {
			t.Errorf("%v is %#x %#x, want %#x %#x", tc.at, day, clock, tc.day, tc.clock)
		}
	}
}

// TestModifiedIsTheRevision: go-epub writes the clock.
func TestModifiedIsTheRevision(t *testing.T) {
	t.Parallel()
	iss := example()
	before := contentsOf(t, mustWrite(t, iss, Options{}))
	iss.Revision = iss.Revision.Add(time.Hour)
	after := contentsOf(t, mustWrite(t, iss, Options{}))
	if !strings.Contains(before[packagePath], ">2026-03-05T00:30:00Z<") || !strings.Contains(after[packagePath], ">2026-03-05T01:30:00Z<") {
		t.Errorf("the package documents are\n%s\n%s", before[packagePath], after[packagePath])
	}
}

func TestIdentifier(t *testing.T) {
	t.Parallel()
	base := example()
	id := identify(base.Publication, "issue/"+base.ID)
	revised := example()
	revised.Revision, revised.Number = revised.Revision.Add(time.Hour), "13"
	if got := plan(revised, Options{}, nil).identifier; got != id {
		t.Errorf("a revision has the identifier %s, not %s", got, id)
	}
	seen := map[string]string{id: "base"}
	named := base.Publication
	named.Identifier = ""
	renamed := named
	renamed.Name = "别的报"
	asSerial := named
	asSerial.Name = base.Publication.Identifier
	for name, got := range map[string]string{
		"other issue":       identify(base.Publication, "2026-03-06"),
		"no serial":         identify(named, base.ID),
		"other name":        identify(renamed, base.ID),
		"name is as serial": identify(asSerial, base.ID),
	} {
		if other, twice := seen[got]; twice {
			t.Errorf("%s and %s have the same identifier", name, other)
		}
		seen[got] = name
		if len(got) != len("urn:uuid:")+36 || got[23] != '5' {
			t.Errorf("%s: %s is no UUID of version 5", name, got)
		}
	}
	if strings.Contains(id, "issn") {
		t.Errorf("the serial's identifier is the issue's: %s", id)
	}
}

// TestUUID holds the version 5 UUID against a published one (RFC 9562 §A.4): www.example.com in the
// DNS name space.
func TestUUID(t *testing.T) {
	t.Parallel()
	dns := uuid{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	if got := named(dns, "www.example.com").String(); got != "2ed6657d-e927-568b-95e1-2665a8aea6a2" {
		t.Error(got)
	}
}

func TestNoNetworkAndNoFiles(t *testing.T) {
	t.Parallel()
	client := http.Client{Transport: denied{}}
	if _, err := client.Get("http://127.0.0.1/"); err == nil || !strings.Contains(err.Error(), "without the network") {
		t.Errorf("the client answers %v", err)
	}
	// Titles and addresses that look like sources stay text.
	iss := titled("/etc/hostname")
	blocks := &iss.Sections[0].Articles[0].Blocks
	*blocks = append(*blocks, qrNote("扫码", "https://example.invalid/x.css"))
	data := mustWrite(t, iss, Options{})
	if n := len(streamNames(t, data)); n != 10 {
		t.Errorf("%d entries", n)
	}
}

// TestPlannedNames: names come from counters and fit go-epub's ids.
func TestPlannedNames(t *testing.T) {
	t.Parallel()
	iss := bulletin()
	for i := range iss.Sections {
		iss.Sections[i].Title = "../第 1 版"
	}
	for range 100 {
		iss.Sections = append(iss.Sections, example().Sections...)
	}
	b := plan(iss, Options{}, nil)
	seen := map[string]bool{}
	for _, d := range b.docs {
		if !safeName.MatchString(d.name) || seen[d.name] {
			t.Errorf("name %q", d.name)
		}
		seen[d.name] = true
	}
	b.docs[1].name = "../x.xhtml"
	if _, err := stage(b); err == nil {
		t.Error("an unsafe name was staged")
	}
	b.docs = nil
	if _, err := stage(b); err == nil {
		t.Error("a book without documents was staged")
	}
}

// TestUntitledSection: headings move up where a page has none, and nothing enters
// the navigation without text.
func TestUntitledSection(t *testing.T) {
	t.Parallel()
	iss := example()
	iss.Sections[0].Title = ""
	files := contentsOf(t, mustWrite(t, iss, Options{}))
	if _, ok := files["EPUB/xhtml/p01.xhtml"]; ok {
		t.Error("a page without a heading has a document")
	}
	if !strings.Contains(files["EPUB/xhtml/p01-a01.xhtml"], `<h1 id="p01-a01-h">良田连片`) {
		t.Error("the article's heading is not h1")
	}
	if !strings.Contains(files[navPath], "\n<li><a href=\"xhtml/p01-a01.xhtml\">良田连片") {
		t.Error("the article is not at the top of the contents")
	}
}

func TestDraft(t *testing.T) {
	t.Parallel()
	final := contentsOf(t, mustWrite(t, example(), Options{}))
	draft := contentsOf(t, mustWrite(t, example(), Options{Draft: true}))
	for _, path := range []string{packagePath, "EPUB/xhtml/cover.xhtml", "EPUB/xhtml/colophon.xhtml"} {
		if strings.Contains(final[path], "校样") || !strings.Contains(draft[path], "校样") {
			t.Errorf("%s does not tell draft from final", path)
		}
	}
}

func TestTitle(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, number, whole, want, position string }{
		{"江海新报", "12", "", "《江海新报》2026年第12期", "12"},
		{"江海新报", "12", "340", "《江海新报》2026年第12期（总第340期）", "340"},
		{"《江海新报》", "12-13", "", "《江海新报》2026年第12-13期", ""},
		{"《江海新报》", "12", "340、341", "《江海新报》2026年第12期（总第340、341期）", ""},
		{"《江海》新报", "", "", "《《江海》新报》2026年3月5日", ""},
	} {
		iss := example()
		iss.Publication.Name, iss.Number, iss.WholeNumber = tc.name, tc.number, tc.whole
		if got := plan(iss, Options{}, nil).title; got != tc.want {
			t.Errorf("%s, %s: %s, want %s", tc.name, tc.number, got, tc.want)
		}
		opf := contentsOf(t, mustWrite(t, iss, Options{}))[packagePath]
		for _, form := range []string{`property="group-position">%s</meta>`, `<meta name="calibre:series_index" content="%s"/>`} {
			any, _, _ := strings.Cut(form, "%s")
			if want := fmt.Sprintf(form, tc.position); strings.Contains(opf, any) != (tc.position != "") || tc.position != "" && !strings.Contains(opf, want) {
				t.Errorf("number %q, whole %q: want %s", tc.number, tc.whole, want)
			}
		}
	}
}

func TestVisibleAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://example.org/":                            "example.org",
		"http://example.org/a?b=c":                        "example.org/a?b=c",
		"HTTPS://example.org/a":                           "example.org/a",
		"mailto:desk@example.org":                         "desk@example.org",
		"https://example.org/" + strings.Repeat("长", 100): "example.org/…",
	} {
		if got := visible(address); got != want {
			t.Errorf("%s shows as %s, want %s", address, got, want)
		}
	}
}

// TestUnpackRefuses: go-epub only logs some of its failures, so the zip it wrote is
// held against the book.
func TestUnpackRefuses(t *testing.T) {
	t.Parallel()
	b := plan(example(), Options{}, nil)
	good, err := stage(b)
	if err != nil {
		t.Fatal(err)
	}
	const article = "EPUB/xhtml/p01-a01.xhtml"
	replace := func(path, old, new string) func(map[string]string) {
		return func(files map[string]string) {
			if !strings.Contains(files[path], old) {
				t.Errorf("%s has no %q", path, old)
			}
			files[path] = strings.Replace(files[path], old, new, 1)
		}
	}
	// double repeats rows of the package document, as a second WriteTo does.
	double := func(element string) func(map[string]string) {
		return func(files map[string]string) {
			rows := regexp.MustCompile(`<` + element + ` [^>]*></` + element + `>`)
			files[packagePath] = rows.ReplaceAllString(files[packagePath], "$0$0")
		}
	}
	for want, change := range map[string]func(map[string]string){
		"wrote no " + article:                func(f map[string]string) { delete(f, article) },
		"wrote no " + navPath:                func(f map[string]string) { delete(f, navPath) },
		`unknown files: ["EPUB/a" "EPUB/x"]`: func(f map[string]string) { f["EPUB/x"], f["EPUB/a"] = "", "" },
		"head of p01-a01":                    replace(article, `<body dir="auto">`, `<body dir="ltr">`),
		"foot of p01-a01":                    replace(article, "\n</body>", "</body>"),
		"changed the body":                   replace(article, "江海平原", "江海平源"),
		"changed " + cssPath:                 replace(cssPath, "justify", "left"),
		`as "text/plain"`:                    replace(packagePath, "text/css", "text/plain"),
		"rows for 11 files":                  replace(packagePath, `<item id="cover.xhtml" href="xhtml/cover.xhtml" media-type="application/xhtml+xml"></item>`, ""),
		"the properties":                     replace(packagePath, `href="xhtml/cover.xhtml"`, `href="xhtml/cover.xhtml" properties="svg"`),
		"spine has 7 rows":                   replace(packagePath, `<itemref idref="p01.xhtml"></itemref>`, ""),
		"manifest has 22 rows":               double("item"),
		"spine has 16 rows":                  double("itemref"),
		`as "text/html"`:                     replace(packagePath, `media-type="text/css"`, `media-type="text/html"`),
		"in the place of":                    replace(packagePath, `<itemref idref="cover.xhtml"></itemref>`, `<itemref idref="p01.xhtml"></itemref>`),
		"calls nav.xhtml":                    replace(packagePath, `<item id="nav"`, `<item id="n"`),
		"package document":                   replace(packagePath, "</package>", "</pack>"),
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			_, err := finish(repack(t, good, change), b)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v", err)
			}
		})
	}
	if _, err := finish([]byte("no zip"), b); err == nil {
		t.Error("no zip was finished")
	}
}

// TestEntryOrder: the order in which entries come in does not matter.
func TestEntryOrder(t *testing.T) {
	t.Parallel()
	var entries []zipEntry
	for i := range 20 {
		entries = append(entries, zipEntry{fmt.Sprintf("EPUB/%02d.css", i), []byte{byte(i)}})
	}
	entries = append(entries, zipEntry{containerPath, nil}, zipEntry{packagePath, nil}, zipEntry{navPath, nil})
	at := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	want, err := writeZip(entries, at)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(entries)
	got, err := writeZip(entries, at)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("reversed: error %v, same %v", err, bytes.Equal(got, want))
	}
}
