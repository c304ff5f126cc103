// Package manuscript reads an editor's raw text file into the document model. It
// recognises the structure (blocks, articles, headline groups, body, bylines,
// notes for QR codes, lists), joins the paragraphs that the columns of a printed
// original cut in two, and brings the punctuation into the house form. Start
// with Read.
//
// The steps, one file or more each, in order:
//
//	decode     bytes to text: UTF-8 or GB18030
//	line       text to non-blank lines, each with its place and the blanks before it
//	marker     what the editor says about single lines
//	note       lines that are the text of a note, and later its place and number
//	inlinemark what the editor says about characters in a line (ruby, link)
//	table      lines that are rows of cells (row: one of them)
//	wrap       lines that were one before their text was wrapped
//	shape      what a line is by itself (byline, names: their own files)
//	verse      lines of verse
//	part       blocks parted by longer runs of blank lines
//	classify   what a line is among its neighbours
//	article    articles and their headline groups
//	join       paragraphs that a column cut
//	runin      run-in subheads, and the lead before them
//	build      the model, in normalised text (normalise*)
//
// Every difference between the file and the model is a diagnostic with its
// place; every character of the file is in the model, or in a diagnostic, or is
// line structure. The package knows nothing of files on disk, configuration,
// layout or output, and never alters wording, numbers, names or quotes.
package manuscript

import (
	"banxin/internal/diag"
	"banxin/internal/issue"
)

// Reading overrides the reader's guess for one line. It comes from issue.toml.
type Reading struct {
	Line int      // 1-based number in the manuscript
	Text string   // how the line begins, as a guard against shifted lines
	As   string   // the word of a marker: "headline" or 标题, …
	Pos  diag.Pos // where the override stands
}

// Options are what an editor says about the manuscript outside it.
type Options struct {
	Readings []Reading
}

// Result is the model of one manuscript.
type Result struct {
	Sections []issue.Section // one for each block parted by longer runs of blank lines
}

// Read reads the manuscript with the name and the bytes given. It always gives
// all it could make out; the diagnostics tell every change it made (Note), what
// an editor should look at (Finding), and what makes the result unusable
// (Error).
func Read(file string, data []byte, opt Options) (Result, diag.List) {
	m := &reading{file: file}
	sections := m.read(data, opt)
	m.reportEdits()
	m.report.Sort()
	return Result{sections}, m.report
}

// reading is one manuscript while it is read.
type reading struct {
	file     string
	report   diag.List
	glyphs   []glyph // every character of the file, the store behind the lines
	lines    []line
	edits    []edit
	folded   string       // the lines, folded: where a pair of characters is looked up
	usual    int          // blank lines that usually part two paragraphs
	marks    []inlineMark // what characters' marks index
	notes    []noteText
	article  articleNotes // of the article being built
	begins   []int        // numbers of the lines with which articles begin
	signed   map[labelIn]bool
	indented bool // body paragraphs open with an indent

	// stopless tells that paragraphs often lack their final stop, so that a
	// missing one is no sign of a cut.
	stopless bool

	// flushTails tells that, besides, lines that go on with an open sentence
	// have none.
	flushTails bool
}

func (m *reading) read(data []byte, opt Options) []issue.Section {
	text, ok := decode(m.file, data, &m.report)
	if !ok {
		return nil
	}
	m.splitLines(text)
	m.takeMarkers()
	m.takeReadings(opt.Readings)
	m.takeNotes()
	m.takeInlineMarks()
	m.takeTables()
	if len(m.lines) == 0 {
		m.report.Add(diag.Pos{File: m.file}, diag.Error, "empty-manuscript",
			diag.Say("来稿里没有文字", "the manuscript holds no text"),
			diag.Say("换上有内容的来稿，或从 issue.toml 的 manuscripts 里去掉它", "put text into it, or take it out of manuscripts in issue.toml"))
		return nil
	}
	m.joinWrapped()
	shapes := m.shapes()
	m.measure(shapes)
	m.markVerse(shapes)
	m.splitParts(shapes)
	m.classify(shapes)
	sections := m.build(m.articles())
	m.reportNotes()
	return sections
}

// enoughText is how many characters of a manuscript are kept to look up pairs
// in: an issue has some ten thousand.
const enoughText = 50000

// shapes gives the shape of every line.
func (m *reading) shapes() []shape {
	shapes := make([]shape, len(m.lines))
	all := make([]rune, 0, min(len(m.glyphs), 2*enoughText))
	for i := range m.lines {
		shapes[i] = shapeRow
		if m.lines[i].table == nil {
			shapes[i] = shapeOf(m.lines[i].text)
		}
		if len(all) < enoughText {
			all = append(append(all, m.lines[i].text...), '\n')
		}
	}
	m.folded = string(all)
	return shapes
}
