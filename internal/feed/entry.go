package feed

import (
	"cmp"
	"encoding/xml"
	"net/url"
	"slices"
	"time"
)

// document is a feed as XML; the order of the fields is that of the elements.
type document struct {
	XMLName xml.Name `xml:"feed"`
	XMLNS   string   `xml:"xmlns,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  person   `xml:"author"`
	Links   []link   `xml:"link"`
	Entries []entry  `xml:"entry"`
}

type person struct {
	Name string `xml:"name"`
}

type link struct {
	Rel    string `xml:"rel,attr"`
	Href   string `xml:"href,attr"`
	Type   string `xml:"type,attr"`
	Length int64  `xml:"length,attr,omitempty"`
	Title  string `xml:"title,attr,omitempty"`
}

type entry struct {
	Language   string     `xml:"xml:lang,attr,omitempty"`
	ID         string     `xml:"id"`
	Title      string     `xml:"title"`
	Updated    string     `xml:"updated"`
	Published  string     `xml:"published"`
	Author     *person    `xml:"author"`
	DCLanguage string     `xml:"dc:language,omitempty"`
	Publisher  string     `xml:"dc:publisher,omitempty"`
	Issued     string     `xml:"dc:issued"`
	Categories []category `xml:"category"`
	Links      []link     `xml:"link"`
	Content    content    `xml:"content"`
}

type category struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type content struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// entry gives an issue as XML. It has always a content: an entry without one would have
// to name a page that says the same (RFC 4287, 4.1.2), and there is none.
func (s *site) entry(e *Entry, how *form) entry {
	out := entry{
		Language: e.Language, ID: e.ID, Title: clean(e.Title),
		Updated: instant(e.Updated), Published: e.Published.Format(time.RFC3339), Issued: e.Published.Format(time.DateOnly),
		DCLanguage: e.Language, Publisher: clean(e.Publisher),
		Links: how.links(s, e), Content: content{"text", cmp.Or(lines(e.Summary), clean(e.Title))},
	}
	if out.Publisher != "" {
		out.Author = &person{out.Publisher}
	}
	for _, subject := range e.Subjects {
		c := category{clean(subject), clean(subject)}
		if c.Term != "" && !slices.Contains(out.Categories, c) {
			out.Categories = append(out.Categories, c)
		}
	}
	return out
}

// The relations of OPDS 1.2, 8.1 and 8.3.
const (
	relAcquisition = "http://opds-spec.org/acquisition"
	relImage       = "http://opds-spec.org/image"
	relThumbnail   = "http://opds-spec.org/image/thumbnail"
)

const (
	epubType = "application/epub+zip"
	pdfType  = "application/pdf"
	jpegType = "image/jpeg"
)

// opdsLinks gives the EPUB first: readers' apps offer the first format they can show.
func (s *site) opdsLinks(e *Entry) []link {
	var out []link
	s.add(&out, e.EPUB, relAcquisition, epubType, "EPUB")
	s.add(&out, e.Reading, relAcquisition, pdfType, "PDF")
	s.add(&out, e.Cover, relImage, jpegType, "")
	s.add(&out, e.Thumbnail, relThumbnail, jpegType, "")
	return out
}

// atomLinks gives the reading PDF, which any browser shows, as what the entry is about,
// and the EPUB as what belongs to it.
func (s *site) atomLinks(e *Entry) []link {
	var out []link
	s.add(&out, e.Reading, "alternate", pdfType, "PDF")
	s.add(&out, e.EPUB, "enclosure", epubType, "EPUB")
	s.add(&out, e.Cover, relImage, jpegType, "")
	s.add(&out, e.Thumbnail, relThumbnail, jpegType, "")
	return out
}

func (s *site) add(to *[]link, l Link, rel, mediaType, title string) {
	if l.Path != "" {
		*to = append(*to, link{Rel: rel, Href: s.here(l.Path), Type: mediaType, Length: max(0, l.Bytes), Title: title})
	}
}

// site turns paths into references.
type site struct {
	base *url.URL // nil: relative
}

// here gives the reference to a path below the feeds' folder, percent-encoded (RFC 3986).
func (s *site) here(p string) string {
	if s.base == nil {
		return (&url.URL{Path: p}).String()
	}
	u := *s.base
	u.Path += p
	u.RawPath = "" // encoded anew as a whole
	return u.String()
}

// instant writes a time in UTC, to the second.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }
