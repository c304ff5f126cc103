package feed_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banxin/internal/feed"
)

// draw gives a feed that can be written, of whatever texts.
func draw(t *rapid.T) *feed.Feed {
	words := rapid.String()
	path := func(label string) feed.Link {
		name := rapid.StringOf(rapid.RuneFrom([]rune("中a1 %?#:;&'\"<>[]\\+*~|\u00a0\u0301😀"))).Draw(t, label)
		if name == "" {
			return feed.Link{}
		}
		return feed.Link{Path: name + "/x.epub", Bytes: rapid.Int64().Draw(t, label+" bytes")}
	}
	instant := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "seconds"), 0).In(time.FixedZone("", rapid.IntRange(-12, 14).Draw(t, "zone")*3600))
	})
	f := &feed.Feed{ID: "urn:x:feed", Title: "题" + words.Draw(t, "title"), Author: words.Draw(t, "author"),
		Address: rapid.SampledFrom([]string{"", "https://example.org", "http://example.org:8080/报 纸/"}).Draw(t, "address"), Updated: instant.Draw(t, "updated")}
	for _, id := range rapid.SliceOfDistinct(rapid.StringMatching(`[a-z0-9]{1,8}`), rapid.ID).Draw(t, "ids") {
		f.Entries = append(f.Entries, feed.Entry{
			ID: "urn:x:" + id, Title: words.Draw(t, "title") + "题", Language: rapid.SampledFrom([]string{"", "zh-Hans", "en"}).Draw(t, "language"), Publisher: words.Draw(t, "publisher"),
			Summary: words.Draw(t, "summary"), Subjects: rapid.SliceOf(words).Draw(t, "subjects"),
			Published: instant.Draw(t, "published"), Updated: instant.Draw(t, "updated"),
			EPUB: path("epub"), Reading: path("reading"), Cover: path("cover"), Thumbnail: path("thumbnail"),
		})
	}
	return f
}

func TestAnyFeedIsValid(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := draw(t)
		for name, write := range forms {
			got, err := write(f)
			if err != nil {
				t.Fatal(err)
			}
			if faults := validate(got, name); len(faults) > 0 {
				t.Fatalf("%s: %s\n%s", name, strings.Join(faults, "\n"), got)
			}
		}
	})
}

func TestOrderOfEntriesDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := draw(t)
		other := *f
		other.Entries = rapid.Permutation(f.Entries).Draw(t, "order")
		for name, write := range forms {
			a, errA := write(f)
			b, errB := write(&other)
			if errA != nil || errB != nil || !bytes.Equal(a, b) {
				t.Fatalf("%s: two orders, two feeds (%v, %v)", name, errA, errB)
			}
		}
	})
}

// Who follows a link comes to the very path, whatever its characters.
func TestLinksLeadToTheirPaths(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := draw(t)
		got, err := feed.Atom(f)
		if err != nil {
			t.Fatal(err)
		}
		root, err := parse(got)
		if err != nil {
			t.Fatal(err)
		}
		base, err := url.Parse("https://reader.example.org/feeds/" + feed.AtomName)
		if err != nil {
			t.Fatal(err)
		}
		folder := "https://reader.example.org/feeds/"
		if f.Address != "" {
			folder = strings.TrimSuffix(f.Address, "/") + "/"
		}
		paths := map[string]bool{}
		for _, e := range root.all(atomSpace, "entry") {
			for _, l := range e.all(atomSpace, "link") {
				u, err := base.Parse(l.attr["href"])
				if err != nil {
					t.Fatal(err)
				}
				rest, ok := strings.CutPrefix(u.Scheme+"://"+u.Host+u.Path, folder)
				if !ok {
					t.Fatalf("%s leads out of %s", u, folder)
				}
				paths[rest] = true
			}
		}
		for _, e := range f.Entries {
			for _, l := range []feed.Link{e.EPUB, e.Reading, e.Cover, e.Thumbnail} {
				if l.Path != "" && !paths[l.Path] {
					t.Fatalf("nothing leads to %q", l.Path)
				}
			}
		}
	})
}

func FuzzFeed(f *testing.F) {
	f.Add("urn:x:1", "专刊", "]]><x>&amp;\x00\u009f\ufffe\u202e", "2021/1.epub", "https://example.org/")
	f.Add("http://x/", "\x7f", "\xff", "a:b", "")
	f.Fuzz(func(t *testing.T, id, title, text, path, address string) {
		in := &feed.Feed{ID: id, Title: title, Author: text, Address: address, Entries: []feed.Entry{{
			ID: id + "1", Title: text, Language: title, Publisher: text, Summary: text, Subjects: []string{text, title},
			Published: time.Unix(0, 0), Updated: time.Unix(1, 0), EPUB: feed.Link{Path: path, Bytes: 1}, Cover: feed.Link{Path: path},
		}}}
		for name, write := range forms {
			got, err := write(in)
			if err != nil {
				continue // refused, with a reason
			}
			if faults := validate(got, name); len(faults) > 0 {
				t.Errorf("%s: %s\n%s", name, strings.Join(faults, "\n"), got)
			}
		}
	})
}
