package press

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/layout"
)

// plan says which piece stands where: the result of the placing phase.
type plan struct {
	pieces []piece
	sheets []plannedSheet
	flow   []int            // pieces without a place, in manuscript order
	breaks map[int][]string // lines of a headline as the editor broke them, by piece
}

// plannedSheet is a page as issue.toml asks for it.
type plannedSheet struct {
	template string
	place    []layout.Placement
}

// place puts the pieces where issue.toml wants them. A place that names no piece
// or several, a piece placed twice and line breaks that do not spell the headline
// are errors at their key.
func place(cfg *config.Config, iss *config.Issue, pieces []piece) (plan, diag.List) {
	pl := placer{cfg: cfg, iss: iss, plan: plan{pieces: pieces, breaks: map[int][]string{}}, taken: map[int]diag.Pos{}}
	for i, page := range iss.Page {
		sheet := plannedSheet{template: page.Template}
		for j := range page.Place {
			key := fmt.Sprintf("pages[%d].place[%d]", i, j)
			if n, ok := pl.match(&page.Place[j], key); ok {
				sheet.place = append(sheet.place, layout.Placement{Frame: page.Place[j].Frame, Story: n, Continues: page.Place[j].Continues})
			}
		}
		pl.plan.sheets = append(pl.plan.sheets, sheet)
	}
	for n := range pieces {
		if _, ok := pl.taken[n]; ok {
			continue
		}
		pl.plan.flow = append(pl.plan.flow, n)
		pl.diags.Add(headPos(pieces[n].article), diag.Note, "article-flows",
			diag.Say("《%s》没有指定版位，按版式的 takes 排入", "“%s” has no place of its own and flows into the frames that take it", pieces[n].article.Title()))
	}
	return pl.plan, pl.diags
}

type placer struct {
	cfg   *config.Config
	iss   *config.Issue
	plan  plan
	taken map[int]diag.Pos // where a piece was placed
	diags diag.List
}

// match finds the one piece a place means and takes it.
func (pl *placer) match(p *config.Place, key string) (int, bool) {
	a := address{headline: p.Headline, kicker: p.Kicker, file: p.File, fileKey: "file"}
	n, ok := pl.find(a, key)
	if !ok {
		return 0, false
	}
	pos := pl.cfg.At(key + "." + a.key())
	before, placed := pl.taken[n]
	switch {
	case p.Continues && !placed:
		pl.diags.Add(pl.cfg.At(key+".continues"), diag.Error, "article-not-begun",
			diag.Say("《%s》还没有排过，无从接排", "“%s” was not placed before, so there is nothing to continue", pl.plan.pieces[n].article.Title()),
			diag.Say("在前面的版上先给它一个位置，或删去 continues", "give it a place on an earlier page, or remove continues"))
		return 0, false
	case p.Continues:
		return n, true
	case placed:
		pl.diags.Add(pos, diag.Error, "article-placed-twice",
			diag.Say("《%s》已在 %s 排过一次", "“%s” was placed before at %s", pl.plan.pieces[n].article.Title(), before),
			diag.Say("两处删去一处；后一处若是接排，写 continues = true", "remove one of the two places, or write continues = true in the later one if it is where the article goes on"))
		return 0, false
	}
	pl.taken[n] = pos
	if p.Breaks != "" {
		pl.breakLines(n, p.Breaks, pl.cfg.At(key+".breaks"))
	}
	return n, true
}

// address says in issue.toml which article is meant.
type address struct {
	headline, kicker string
	file             string // the manuscript; empty: any
	fileKey          string // what the key of file is called
}

// find gives the one piece an address means. None or several are an error at its key
// in the table that key names.
func (pl *placer) find(a address, key string) (int, bool) {
	var found []int
	for n := range pl.plan.pieces {
		if a.means(&pl.plan.pieces[n]) {
			found = append(found, n)
		}
	}
	pos := pl.cfg.At(key + "." + a.key())
	switch len(found) {
	case 0:
		pl.notFound(a, pos)
		return 0, false
	case 1:
		return found[0], true
	}
	pl.ambiguous(a, found, pos)
	return 0, false
}

// key names the key that addresses the piece.
func (a address) key() string {
	if a.headline != "" {
		return "headline"
	}
	return "kicker"
}

// means tells whether a is the piece's: every key that is given agrees.
func (a address) means(p *piece) bool {
	if a.headline == "" && a.kicker == "" {
		return false
	}
	return (a.file == "" || a.file == p.file) &&
		(a.headline == "" || plainKey(a.headline) == headlineKey(p)) &&
		(a.kicker == "" || kickerKey(a.kicker) == kickerKey(kicker(p)))
}

func headlineKey(p *piece) string { return plainKey(p.article.HeadlineText()) }

func kicker(p *piece) string {
	var b strings.Builder
	for _, in := range p.article.Kicker {
		b.WriteString(in.Text)
	}
	return b.String()
}

// kickerKey leaves out the colon, which a kicker may be given without.
func kickerKey(text string) string { return strings.TrimRight(plainKey(text), "：:") }

// hinted is how many near names a message offers.
const hinted = 3

// notFound reports an address that means nothing, with the names most like it.
func (pl *placer) notFound(a address, pos diag.Pos) {
	what, of, wanted := diag.Text{Zh: "标题", En: "headline"}, headlineKey, plainKey(a.headline)
	shown := a.headline
	if a.headline == "" {
		what, of, wanted = diag.Text{Zh: "眉题", En: "kicker"}, func(x *piece) string { return kickerKey(kicker(x)) }, kickerKey(a.kicker)
		shown = a.kicker
	}
	if shown == "" {
		pl.diags.Add(pos, diag.Error, "place-without-name",
			diag.Say("没有说明排哪一篇", "nothing says which article goes here"),
			diag.Say("写 headline（标题）或 kicker（眉题）", "give headline or kicker"))
		return
	}
	in := a.file
	if in == "" {
		in = strings.Join(pl.iss.Manuscripts, ", ")
	}
	var hints []diag.Text
	if a.headline != "" && a.kicker != "" {
		hints = append(hints, diag.Say("标题与眉题须属于同一篇", "headline and kicker must belong to one article"))
	}
	for _, n := range pl.near(wanted, of) {
		x := &pl.plan.pieces[n]
		name := x.article.HeadlineText()
		if a.headline == "" {
			name = kicker(x)
		}
		hints = append(hints, diag.Say("写成“%s”（%s）", "write “%s” (%s)", name, headPos(x.article)))
	}
	if len(hints) == 0 {
		hints = append(hints, diag.Say("来稿里没有带%[1]s的稿件：删去这一条", "the manuscripts hold no article with a %[2]s: remove this entry", what.Zh, what.En))
	}
	pl.diags.Add(pos, diag.Error, "article-not-found",
		diag.Say("%[4]s 里没有%[1]s为“%[3]s”的稿件", "%[4]s holds no article with the %[2]s “%[3]s”", what.Zh, what.En, shown, in), hints...)
}

// near gives the pieces whose name is most like the one wanted.
func (pl *placer) near(wanted string, name func(*piece) string) []int {
	var names []string
	var index []int
	for n := range pl.plan.pieces {
		if s := name(&pl.plan.pieces[n]); s != "" {
			names, index = append(names, s), append(index, n)
		}
	}
	var out []int
	for _, k := range nearest(wanted, names, hinted) {
		out = append(out, index[k])
	}
	return out
}

// ambiguous reports an address that means several pieces.
func (pl *placer) ambiguous(a address, found []int, pos diag.Pos) {
	where := make([]string, len(found))
	files := map[string]bool{}
	for i, n := range found {
		where[i] = headPos(pl.plan.pieces[n].article).String()
		files[pl.plan.pieces[n].file] = true
	}
	hint := diag.Say("标题与眉题都写上", "give both headline and kicker")
	if len(files) == len(found) {
		hint = diag.Say("写明 %s（来稿文件名）", "say which manuscript with %s", a.fileKey)
	}
	pl.diags.Add(pos, diag.Error, "article-ambiguous",
		diag.Say("有 %d 篇稿件符合：%s", "%d articles answer to this: %s", len(found), strings.Join(where, ", ")), hint)
}

// breakLines takes the editor's lines of a headline if they spell it.
func (pl *placer) breakLines(n int, breaks string, pos diag.Pos) {
	headline := pl.plan.pieces[n].article.HeadlineText()
	if plainKey(strings.ReplaceAll(breaks, "|", "")) != plainKey(headline) {
		pl.diags.Add(pos, diag.Error, "breaks-differ",
			diag.Say("去掉 | 以后与标题不同：“%s”", "without | this is not the headline: “%s”", strings.ReplaceAll(breaks, "|", "")),
			diag.Say("照抄标题，只在换行处加 |：“%s”", "copy the headline and add | only where a line ends: “%s”", headline))
		return
	}
	pl.plan.breaks[n] = cutLines(headline, breaks)
}

// cutLines divides a headline where breaks, the same text, has its bars. The
// lines are the headline's own characters, so that what the two write differently
// (half-width marks, spaces) comes out as the headline has it.
func cutLines(headline, breaks string) []string {
	rest := []rune(headline)
	var lines []string
	taken := 0
	for at, r := range breaks + "|" {
		if r != '|' {
			continue
		}
		want := utf8.RuneCountInString(plainKey(strings.ReplaceAll(breaks[:at], "|", "")))
		end := 0
		for end < len(rest) && taken < want {
			if !unicode.IsSpace(rest[end]) {
				taken++
			}
			end++
		}
		if line := strings.TrimSpace(string(rest[:end])); line != "" {
			lines = append(lines, line)
		}
		rest = rest[end:]
	}
	return lines
}
