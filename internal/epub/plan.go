package epub

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/fonts"
	"banxin/internal/issue"
)

// book is the whole edition as data: what stage, finish and the golden tests work
// from. Nothing in it comes from go-epub.
type book struct {
	publication issue.Publication // language filled in
	date        time.Time
	number      string
	wholeNumber string
	revision    time.Time
	version     int // number of the revision, over 1; 0: as first released
	draft       bool
	title       string   // dc:title
	fileAs      string   // file-as of the title; empty: none
	identifier  string   // dc:identifier
	printed     string   // identifier of the printed edition, of which the marks are
	subjects    []string // dc:subject, each once
	description string   // dc:description
	docs        []document
	fonts       []font
	wholeText   bool // the text is set in a font of the edition, all of it
	css         string
	pictures    []picture
	facts       facts

	contributors []contributor // each name once, in reading order
	evaluation   *Evaluation   // that holds for the book; nil: none
}

// facts are the counts from which descriptions and claims are computed.
type facts struct {
	pages    int // sections with a title
	articles int
	marks    int // pages and columns of print that are marked
	linked   int // QR notes with an address
	pending  int // QR notes without
	notes    int
	rubies   int // words or characters with a reading over them

	cover     bool // is a picture
	images    int  // times another picture is shown
	described int  // of them those with words for who cannot see them
	captioned int  // of these those whose words are the caption's
	machine   int  // of these those whose words a machine wrote
}

// document is one XHTML file under xhtml/, in reading order.
type document struct {
	name  string // file name, made of counters only; matches safeName
	title string // <title> and navigation entry
	level int    // 1 or 2 in the navigation
	body  string // markup inside <body>, each line ended
	marks []mark // of the printed edition, in order
}

const (
	coverName    = "cover.xhtml"
	coverImage   = "cover.jpg"
	colophonName = "colophon.xhtml"
	navTitle     = "目录"
)

// plan lays the edition out: the documents in reading order and the words about
// them. The issue has passed check; pictures are its picture files.
func plan(iss *issue.Issue, opt Options, pictures []picture) *book {
	b := &book{
		pictures:    pictures,
		publication: iss.Publication,
		date:        iss.Date,
		number:      strings.TrimSpace(iss.Number),
		wholeNumber: strings.TrimSpace(iss.WholeNumber),
		revision:    iss.Revision.UTC(),
		draft:       opt.Draft,
		fileAs:      iss.FileAs,
	}
	if iss.RevisionNumber > 1 {
		b.version = iss.RevisionNumber
	}
	if b.publication.Language == "" {
		b.publication.Language = "zh-Hans"
	}
	b.title = bookTitle(b)
	b.identifier = Identifier(iss)
	b.printed = identify(b.publication, "print/"+iss.ID)
	b.contributors = gather(iss.Sections)
	sections := planSections(iss.Sections, b)
	for _, d := range sections {
		b.facts.marks += len(d.marks)
	}
	b.description = describe(b, iss)
	b.subjects = Subjects(iss)
	b.facts.cover = opt.Cover != nil
	b.evaluation = b.claimed(opt.Evaluation)
	b.docs = sections
	if list := gatherCorrections(iss); len(list) > 0 {
		b.docs = append(b.docs, document{name: correctionsName, title: correctionsTitle, level: 1, body: correctionsBody(list)})
	}
	b.docs = append(b.docs, document{name: colophonName, title: "出版信息", level: 1, body: colophonBody(b)})
	cover := document{name: coverName, title: "封面", level: 1}
	if opt.Cover != nil {
		b.pictures = append(slices.Clone(b.pictures), picture{name: coverImage, mediaType: typeJPEG, data: opt.Cover})
		cover.body = pictureCoverBody(b, opt.CoverText)
	} else {
		cover.body = coverBody(b, iss)
	}
	b.docs = slices.Insert(b.docs, 0, cover)
	b.css = stylesheet
	return b
}

// carry cuts the fonts, puts them into the stylesheet and adds their licences.
func (b *book) carry(opt Options) error {
	chains := [fontParts]fonts.Chain{opt.Headings, opt.Asides, opt.Text}
	b.wholeText = opt.WholeText && len(opt.Text) > 0
	if !b.wholeText && len(opt.Text) > 0 {
		rare := rareSetter{chains, map[rune]bool{}}
		for i := range b.docs {
			var err error
			if b.docs[i].body, err = rare.set(b.docs[i].body); err != nil {
				return fmt.Errorf("%s: %w", b.docs[i].name, err)
			}
		}
	}
	carried, err := cutFonts(b, chains)
	if err != nil || len(carried) == 0 {
		return err
	}
	b.fonts, b.css = carried, styled(carried, b.wholeText)
	b.docs = append(b.docs, document{name: licencesName, title: licencesTitle, level: 1, body: licencesBody(facesOf(carried))})
	return nil
}

// contributor is a name with all it did in the issue.
type contributor struct {
	name, fileAs string
	roles        []issue.Role // each once, in reading order
}

// gather joins the contributors of all articles by their names.
func gather(sections []issue.Section) []contributor {
	var out []contributor
	at := map[string]int{} // name → index in out
	for _, a := range issue.Articles(sections) {
		for _, c := range a.Contributors {
			i, known := at[c.Name]
			if !known {
				i = len(out)
				at[c.Name] = i
				out = append(out, contributor{name: c.Name, fileAs: c.FileAs})
			}
			if !slices.Contains(out[i].roles, c.Role) {
				out[i].roles = append(out[i].roles, c.Role)
			}
		}
	}
	return out
}

// Subjects gives what the issue is about, as far as somebody has said it: the
// names of its pages, then the subjects of the publication.
func Subjects(iss *issue.Issue) []string {
	var out []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for i := range iss.Sections {
		add(iss.Sections[i].Name)
	}
	for _, s := range iss.Publication.Subjects {
		add(s)
	}
	return out
}

// planSections makes the documents of the printed pages and their articles, and
// counts them. An article stands on level 2 under a page that has a heading, and on
// level 1 where there is none, so that heading levels never skip.
func planSections(sections []issue.Section, b *book) []document {
	var docs []document
	pages := &pageMarks{map[string]bool{}}
	for i := range sections {
		pages.pages[sections[i].Page] = true
	}
	for i := range sections {
		s, level := &sections[i], 1
		if title := strings.TrimSpace(s.Title); title != "" {
			b.facts.pages++
			d := document{name: pageName(i), title: title, level: 1}
			at, spoken := mark{}, ""
			if s.Page != "" {
				at, spoken = pages.page(s.Page)
				d.marks = []mark{at}
			}
			d.body = pageBody(b, pageID(i), title, at, spoken)
			docs = append(docs, d)
			level = 2
		}
		for j := range s.Articles {
			b.facts.articles++
			a := &s.Articles[j]
			w := articleWriter{article: a, id: articleID(i, j), level: level, pictures: b.pictures, facts: &b.facts, pages: pages}
			body := w.body()
			docs = append(docs, document{articleName(i, j), a.Title(), level, body, w.marks})
		}
	}
	return docs
}

// Names and ids are made of counters only, never of the input: page i and article
// j count from 0, "p01-a01" from 1.
func pageID(i int) string         { return fmt.Sprintf("p%02d", i+1) }
func pageName(i int) string       { return pageID(i) + ".xhtml" }
func articleID(i, j int) string   { return fmt.Sprintf("p%02d-a%02d", i+1, j+1) }
func articleName(i, j int) string { return articleID(i, j) + ".xhtml" }

// bookTitle gives the title of the edition: 《报名》2021年第1期.
func bookTitle(b *book) string {
	title := b.publication.Name
	if !strings.HasPrefix(title, "《") || !strings.HasSuffix(title, "》") {
		title = "《" + title + "》"
	}
	title += issueName(b)
	if b.wholeNumber != "" {
		title += "（总第" + b.wholeNumber + "期）"
	}
	if b.draft {
		title += "（校样）"
	}
	return title
}

// issueName gives the issue's name within the publication: 2021年第1期, or the
// date where it has no number.
func issueName(b *book) string {
	if b.number == "" {
		return dateText(b.date)
	}
	return strconv.Itoa(b.date.Year()) + "年第" + b.number + "期"
}

func dateText(t time.Time) string {
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// describe gives the description of the issue: what it is and what stands in it.
func describe(b *book, iss *issue.Issue) string {
	var titles []string
	for _, a := range issue.Articles(iss.Sections) {
		titles = append(titles, a.Title())
	}
	return b.title + "，" + dateText(b.date) + "，" + b.facts.extent() + "：" + strings.Join(titles, "；")
}

// extent says how much there is: 共2版9篇.
func (f facts) extent() string {
	if f.pages == 0 {
		return fmt.Sprintf("共%d篇", f.articles)
	}
	return fmt.Sprintf("共%d版%d篇", f.pages, f.articles)
}
