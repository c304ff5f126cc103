package preflight

import (
	"bytes"
	_ "embed"
	"html/template"
	"slices"
	"strings"
	"sync"

	"banxin/internal/diag"
)

//go:embed page.html
var pageSource string

// pageTemplate is the readable report: one page of A4, printed or on a screen. It is
// parsed when it is first asked for.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("preflight").Funcs(template.FuncMap{
		"join": strings.Join,
	}).Parse(pageSource))
})

// pageWords are the words of the page.
var pageWords = map[string]diag.Text{
	"title": {Zh: "印前检查", En: "Preflight"}, "ok": {Zh: "合格，可以付印", En: "Passed: fit to print"},
	"reserved": {Zh: "文件合格；付印前还有下列各项待核", En: "The file passes; settle the points below before printing"},
	"failed":   {Zh: "不合格，不要付印", En: "Failed: do not print"}, "file": {Zh: "文件", En: "File"},
	"standard": {Zh: "标准", En: "Standard"}, "claimed": {Zh: "文件自称", En: "claimed by the file"},
	"condition": {Zh: "印刷条件", En: "Printing condition"}, "embedded": {Zh: "嵌入特性文件", En: "profile embedded"},
	"pages": {Zh: "页数", En: "Pages"}, "trim": {Zh: "成品尺寸", En: "Trimmed size"}, "size": {Zh: "大小", En: "Size"},
	"inks": {Zh: "各页用墨", En: "Inks"}, "page": {Zh: "页", En: "Page"}, "inside": {Zh: "版内", En: "On the page"},
	"outside": {Zh: "仅出血外的标记", En: "Marks outside the bleed alone"}, "sum": {Zh: "最大总墨量", En: "Highest ink sum"},
	"fonts": {Zh: "字体", En: "Fonts"}, "codes": {Zh: "字", En: "characters"}, "notes": {Zh: "付印前须知", En: "To know before printing"},
	"rule": {Zh: "规则", En: "Rule"}, "verdict": {Zh: "结论", En: "Verdict"}, "figure": {Zh: "实测", En: "Figure"},
	"pass": {Zh: "合格", En: "pass"}, "fail": {Zh: "不合格", En: "FAIL"}, "warn": {Zh: "注意", En: "warning"}, "n/a": {Zh: "不涉及", En: "n/a"},
	"counts": {Zh: "合格 %d　不合格 %d　注意 %d　不涉及 %d", En: "passed %d, failed %d, warnings %d, not applicable %d"},
	"none":   {Zh: "无", En: "none"},
}

type pageRow struct {
	ID, Title, Status, Verdict, Figure string
	Details                            []string
}

type pageData struct {
	*Report
	About    Subject
	Lang     string
	Words    map[string]string
	Counts   string
	Broken   []pageRow // that fail or warn
	Kept     []pageRow // the others that apply
	Unasked  []string  // that do not
	NoteText []string
}

// HTML writes the report out for people, in "zh" or "en": a page that stands by
// itself, without scripts and anything to fetch.
func (r *Report) HTML(about Subject, lang string) ([]byte, error) {
	d := pageData{Report: r, About: about, Lang: lang, Words: map[string]string{}}
	if lang != "en" {
		d.Lang = "zh-CN"
	}
	for k, w := range pageWords {
		d.Words[k] = w.In(lang)
	}
	counts := pageWords["counts"]
	d.Counts = diag.Say(counts.Zh, counts.En, r.Count(Pass), r.Count(Fail), r.Count(Warn), r.Count(NotApplicable)).In(lang)
	for _, n := range r.Notes {
		d.NoteText = append(d.NoteText, n.In(lang))
	}
	for _, o := range r.Outcomes {
		row := pageRow{o.Rule.ID, o.Rule.Title.In(lang), string(o.Status), d.Words[string(o.Status)], o.Figure, nil}
		for _, t := range o.Details {
			row.Details = append(row.Details, t.In(lang))
		}
		switch o.Status {
		case Fail, Warn:
			d.Broken = append(d.Broken, row)
		case Pass:
			d.Kept = append(d.Kept, row)
		default:
			d.Unasked = append(d.Unasked, row.ID)
		}
	}
	slices.SortStableFunc(d.Broken, func(a, b pageRow) int { return strings.Compare(a.Status, b.Status) }) // fail before warn
	var b bytes.Buffer
	err := pageTemplate().Execute(&b, d)
	return b.Bytes(), err
}
