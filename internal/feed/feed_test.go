package feed_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/feed"
)

var update = flag.Bool("update", false, "write the golden files anew")

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// bulletin is the feed of two issues, the older one first.
func bulletin(address string) *feed.Feed {
	return &feed.Feed{
		ID: "urn:uuid:5d3c8f52-0a3e-5f0d-9a53-1c6a2f0f6e11", Title: "崇川两会专刊", Author: "崇川区政协", Address: address,
		Entries: []feed.Entry{
			{
				ID: "urn:uuid:0b0f2b1c-55b5-5c6c-8a0a-5f2a3d1e9c01", Title: "崇川两会专刊 2021年1月15日 第1期", Language: "zh-Hans", Publisher: "崇川区政协",
				Summary: "政协崇川区第一届委员会第二次会议胜利闭幕\n立足“三破”  书写“惠虹答卷”\n", Subjects: []string{"政协", "南通", "政协"},
				Published: time.Date(2021, 1, 15, 0, 0, 0, 0, shanghai), Updated: time.Date(2021, 1, 15, 10, 0, 0, 0, time.UTC),
				EPUB:      feed.Link{Path: "2021/2021-01-15/r1/2021-01-15.epub", Bytes: 702118},
				Reading:   feed.Link{Path: "2021/2021-01-15/r1/2021-01-15-reading.pdf", Bytes: 912004},
				Cover:     feed.Link{Path: "2021/2021-01-15/r1/2021-01-15-cover.jpg"},
				Thumbnail: feed.Link{Path: "2021/2021-01-15/r1/2021-01-15-thumbnail.jpg"},
			},
			{
				ID: "urn:uuid:0b0f2b1c-55b5-5c6c-8a0a-5f2a3d1e9c02", Title: "崇川两会专刊 <特刊> & 附页", Language: "zh-Hans",
				Published: time.Date(2021, 1, 22, 0, 0, 0, 0, shanghai), Updated: time.Date(2021, 1, 23, 1, 2, 3, 0, shanghai),
				EPUB: feed.Link{Path: "2021/第2期: 100%?#/r2/第2期.epub", Bytes: 1},
			},
			{
				ID: "urn:uuid:0b0f2b1c-55b5-5c6c-8a0a-5f2a3d1e9c03", Title: "只印不发", // neither EPUB nor reading PDF
				Published: time.Date(2021, 1, 8, 0, 0, 0, 0, shanghai), Updated: time.Date(2021, 1, 8, 1, 0, 0, 0, shanghai),
			},
		},
	}
}

var forms = map[string]func(*feed.Feed) ([]byte, error){feed.OPDSName: feed.OPDS, feed.AtomName: feed.Atom}

func TestFeeds(t *testing.T) {
	t.Parallel()
	for where, address := range map[string]string{"relative": "", "absolute": "https://news.example.org/报/崇川两会专刊"} {
		for name, write := range forms {
			got, err := write(bulletin(address))
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", where+"-"+name)
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("%s (-want +got):\n%s", golden, d)
			}
			if faults := validate(got, name); len(faults) > 0 {
				t.Errorf("%s: %s", golden, strings.Join(faults, "\n"))
			}
		}
	}
}

// A feed without entries is one too: the first issue is still to come.
func TestFeedWithoutIssues(t *testing.T) {
	t.Parallel()
	f := &feed.Feed{ID: "urn:x:y", Title: "专刊", Updated: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)}
	for name, write := range forms {
		got, err := write(f)
		if err != nil {
			t.Fatal(err)
		}
		if faults := validate(got, name); len(faults) > 0 {
			t.Errorf("%s: %s", name, strings.Join(faults, "\n"))
		}
	}
}

func TestFeedRefuses(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(*feed.Feed){
		`identifier "" is no absolute URI`:   func(f *feed.Feed) { f.ID = "" },
		`identifier "no uri" is no absolute`: func(f *feed.Feed) { f.ID = "no uri" },
		`identifier "a/b" of`:                func(f *feed.Feed) { f.Entries[0].ID = "a/b" },
		`identifier "urn:x:\x01"`:            func(f *feed.Feed) { f.Entries[1].ID = "urn:x:\x01" },
		"no title":                           func(f *feed.Feed) { f.Title = "\x00 \n" },
		"has no title":                       func(f *feed.Feed) { f.Entries[1].Title = "" },
		`address "ftp://x/" is no http`:      func(f *feed.Feed) { f.Address = "ftp://x/" },
		`address "https://x/?a" is no http`:  func(f *feed.Feed) { f.Address = "https://x/?a" },
		"stands twice":                       func(f *feed.Feed) { f.Entries[1].ID = f.Entries[0].ID },
		`language "中" of`:                    func(f *feed.Feed) { f.Entries[0].Language = "中" },
		"no time of publication":             func(f *feed.Feed) { f.Entries[1].Published = time.Time{} },
		"of its last change":                 func(f *feed.Feed) { f.Entries[1].Updated = time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"no time of the last change":         func(f *feed.Feed) { f.Entries = nil },
		`path "../x" of`:                     func(f *feed.Feed) { f.Entries[0].EPUB.Path = "../x" },
		`path "/etc/passwd" of`:              func(f *feed.Feed) { f.Entries[0].Cover.Path = "/etc/passwd" },
		`path "2021//x" of`:                  func(f *feed.Feed) { f.Entries[0].Reading.Path = "2021//x" },
		`path "\xff" of`:                     func(f *feed.Feed) { f.Entries[0].Thumbnail.Path = "\xff" },
	} {
		f := bulletin("")
		spoil(f)
		for name, write := range forms {
			if got, err := write(f); err == nil || !strings.Contains(err.Error(), want) || got != nil {
				t.Errorf("%s: %v, want %s", name, err, want)
			}
		}
	}
	// All at once.
	f := bulletin("")
	f.Title, f.Entries[0].Title = "", ""
	if _, err := feed.Atom(f); err == nil || len(strings.Split(err.Error(), "\n")) != 2 {
		t.Errorf("two errors wanted: %v", err)
	}
}

// What the caller gave stays as it was.
func TestFeedLeavesItsInputAlone(t *testing.T) {
	t.Parallel()
	f := bulletin("https://news.example.org/")
	for _, write := range forms {
		if _, err := write(f); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(bulletin("https://news.example.org/"), f, cmp.Comparer(func(a, b *time.Location) bool { return a == b })); d != "" {
		t.Error(d)
	}
}
