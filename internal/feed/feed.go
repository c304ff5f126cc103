// Package feed writes the catalogues that stand beside the released issues of one
// publication: OPDS for readers' apps, Atom for everything else. Start with OPDS and
// Atom. It knows no store: where files are, it is told in links.
package feed

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// OPDSName and AtomName are the names of the two files in the feeds' folder; the feeds
// point at themselves and at each other by them.
const (
	OPDSName = "opds.xml"
	AtomName = "atom.xml"
)

// The media types of the two feeds.
const (
	OPDSType = "application/atom+xml;profile=opds-catalog;kind=acquisition"
	AtomType = "application/atom+xml"
)

// Feed is what the released issues of one publication have in common.
type Feed struct {
	ID      string // an absolute URI that stays for ever; names the publication
	Title   string // the publication's name
	Author  string // who publishes or edits it; empty: Title
	Address string // http or https address of the feeds' folder; empty: all links are relative

	// Updated is when the feed last changed; zero: when the entry revised last was.
	Updated time.Time
	Entries []Entry // one for each issue, in any order
}

// Entry is the last revision of one issue.
type Entry struct {
	ID        string // dc:identifier of its EPUB, an absolute URI
	Title     string
	Language  string // BCP 47; empty: not said
	Publisher string
	Summary   string   // what is in it; lines stay lines
	Subjects  []string // in the order wanted; one named twice stands once

	Published time.Time // the date, in the zone of the publication
	Updated   time.Time // dcterms:modified of its EPUB

	// What there is to fetch; a link without path does not exist.
	EPUB, Reading, Cover, Thumbnail Link
}

// Link is a file of the store.
type Link struct {
	Path  string // from the feeds' folder, parted by slashes, as it is (not percent-encoded)
	Bytes int64  // 0: not known
}

// OPDS gives the feed as an OPDS 1.2 acquisition feed, newest issue first. Issues with
// neither EPUB nor reading PDF are not in it: OPDS lists what can be acquired.
// The error names what no feed can be made of, such as an identifier that is no URI.
func OPDS(f *Feed) ([]byte, error) {
	return write(f, &form{
		name: OPDSName, mediaType: OPDSType,
		wanted: func(e *Entry) bool { return e.EPUB.Path != "" || e.Reading.Path != "" },
		links:  (*site).opdsLinks,
		around: func(s *site) []link {
			self := s.here(OPDSName)
			return []link{
				{Rel: "self", Href: self, Type: OPDSType},
				{Rel: "start", Href: self, Type: OPDSType},
				{Rel: "alternate", Href: s.here(AtomName), Type: AtomType},
			}
		},
	})
}

// Atom gives the feed as an Atom feed (RFC 4287), newest issue first. The error is as for
// OPDS.
func Atom(f *Feed) ([]byte, error) {
	return write(f, &form{
		name: AtomName, mediaType: AtomType,
		wanted: func(*Entry) bool { return true },
		links:  (*site).atomLinks,
		around: func(s *site) []link {
			return []link{
				{Rel: "self", Href: s.here(AtomName), Type: AtomType},
				{Rel: "related", Href: s.here(OPDSName), Type: OPDSType},
			}
		},
	})
}

// form is what the two feeds differ in.
type form struct {
	name, mediaType string
	wanted          func(*Entry) bool
	links           func(*site, *Entry) []link
	around          func(*site) []link
}

func write(f *Feed, how *form) ([]byte, error) {
	entries := slices.Clone(f.Entries)
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
	})
	if err := check(f, entries); err != nil {
		return nil, err
	}
	s := &site{}
	if f.Address != "" {
		s.base, _ = url.Parse(strings.TrimSuffix(f.Address, "/") + "/") // checked
	}
	out := document{
		XMLNS: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/terms/",
		ID: f.ID, Title: clean(f.Title), Author: person{cmp.Or(clean(f.Author), clean(f.Title))},
		Updated: instant(updated(f)), Links: how.around(s),
	}
	for i := range entries {
		if e := &entries[i]; how.wanted(e) {
			out.Entries = append(out.Entries, s.entry(e, how))
		}
	}
	data, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("feed %s: %w", f.ID, err)
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}

// updated is when the feed last changed.
func updated(f *Feed) time.Time {
	last := f.Updated
	if last.IsZero() {
		for _, e := range f.Entries {
			if e.Updated.After(last) {
				last = e.Updated
			}
		}
	}
	return last
}

// check finds all that would make a feed invalid.
func check(f *Feed, entries []Entry) error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if !absolute(f.ID) {
		wrong("feed: identifier %q is no absolute URI", f.ID)
	}
	if clean(f.Title) == "" {
		wrong("feed %s: no title", f.ID)
	}
	if f.Address != "" {
		if u, err := url.Parse(f.Address); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			wrong("feed %s: address %q is no http or https address of a folder", f.ID, f.Address)
		}
	}
	if !dated(updated(f)) {
		wrong("feed %s: no time of the last change", f.ID)
	}
	seen := map[string]bool{}
	for i := range entries {
		e := &entries[i]
		switch {
		case !absolute(e.ID):
			wrong("feed %s: identifier %q of %q is no absolute URI", f.ID, e.ID, e.Title)
		case seen[e.ID]:
			wrong("feed %s: %s stands twice", f.ID, e.ID)
		case clean(e.Title) == "":
			wrong("feed %s: %s has no title", f.ID, e.ID)
		case e.Language != "" && !languageTag.MatchString(e.Language):
			wrong("feed %s: language %q of %s is no language tag", f.ID, e.Language, e.ID)
		case !dated(e.Published) || !dated(e.Updated):
			wrong("feed %s: %s has no time of publication or of its last change", f.ID, e.ID)
		}
		seen[e.ID] = true
		for _, l := range []Link{e.EPUB, e.Reading, e.Cover, e.Thumbnail} {
			if !plain(l.Path) {
				wrong("feed %s: path %q of %s leads out of the feed's folder", f.ID, l.Path, e.ID)
			}
		}
	}
	return errors.Join(errs...)
}

// languageTag is the form of BCP 47, not its registry.
var languageTag = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

// absolute tells whether the text is a URI that needs no other to be understood.
func absolute(uri string) bool {
	u, err := url.Parse(uri)
	return err == nil && u.Scheme != "" && uri == clean(uri) && !strings.ContainsAny(uri, " <>\"{}|\\^`")
}

// dated tells whether RFC 3339 can write the instant.
func dated(t time.Time) bool { return !t.IsZero() && t.UTC().Year() >= 1 && t.UTC().Year() <= 9999 }

// plain tells whether the path leads down from the feeds' folder, or is empty.
func plain(p string) bool {
	if p == "" {
		return true
	}
	if !utf8.ValidString(p) {
		return false
	}
	for part := range strings.SplitSeq(p, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

// clean gives the text in one line, without control characters and what no XML can hold.
func clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) && r != '\u3000' || r == '\uFFFE' || r == '\uFFFF' || r == utf8.RuneError
	}), " ")
}

// lines gives the text with its lines, each of them clean and none of them empty.
func lines(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = clean(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
