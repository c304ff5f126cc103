package epub

import (
	"errors"
	"strings"
	"testing"
	"time"

	"banxin/internal/issue"
)

func evaluated() *Evaluation {
	return &Evaluation{Evaluator: "无障碍中心<甲>", Date: time.Date(2026, 1, 5, 0, 0, 0, 0, shanghai), Template: TemplateVersion(), Report: "https://example.org/r?a=1&b=2"}
}

// TestConformance: the claim is the standard's to the letter, names who answers for it,
// and is made only while the evaluation holds.
func TestConformance(t *testing.T) {
	t.Parallel()
	opf := contentsOf(t, mustWrite(t, example(), Options{Evaluation: evaluated()}))[packagePath]
	const want = `<meta property="dcterms:conformsTo" id="conformance">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>
<meta refines="#conformance" property="a11y:certifiedBy" id="certifier">无障碍中心&lt;甲&gt;</meta>
<meta refines="#certifier" property="dcterms:date">2026-01-05</meta>
<link refines="#certifier" rel="a11y:certifierReport" href="https://example.org/r?a=1&amp;b=2"/>
</metadata>`
	if !strings.Contains(opf, want) || !strings.Contains(opf, "无障碍中心&lt;甲&gt;于2026年1月5日评估过") {
		t.Errorf("the package document is\n%s", opf)
	}
	unreported := evaluated()
	unreported.Report = ""
	if opf := contentsOf(t, mustWrite(t, example(), Options{Evaluation: unreported}))[packagePath]; strings.Contains(opf, "<link") || !strings.Contains(opf, "conformsTo") {
		t.Errorf("without a report the package document is\n%s", opf)
	}

	outdated := evaluated()
	outdated.Template = "0123456789ab"
	undescribed, pictured := illustrated()
	pictured.Evaluation = evaluated()
	for name, c := range map[string]struct {
		issue *issue.Issue
		opt   Options
	}{
		"nobody":               {example(), Options{}},
		"other templates":      {example(), Options{Evaluation: outdated}},
		"a proof":              {example(), Options{Evaluation: evaluated(), Draft: true}},
		"picture without word": {undescribed, pictured},
	} {
		opf := contentsOf(t, mustWrite(t, c.issue, c.opt))[packagePath]
		for _, claim := range []string{"conformsTo", "a11y:", "评估过", "WCAG"} {
			if strings.Contains(opf, claim) {
				t.Errorf("%s: the package document says %s", name, claim)
			}
		}
	}
	described, pictured := illustrated()
	described.Sections[1].Articles[1].Blocks[0].Image.Alt = "灰色的杂点"
	pictured.Evaluation = evaluated()
	if opf := contentsOf(t, mustWrite(t, described, pictured))[packagePath]; !strings.Contains(opf, conformance) {
		t.Error("with words for every picture there is no claim")
	}
}

// TestEvaluationRefused: what its metadata cannot carry.
func TestEvaluationRefused(t *testing.T) {
	t.Parallel()
	for _, change := range []func(*Evaluation){
		func(e *Evaluation) { e.Evaluator = "甲\x0b" },
		func(e *Evaluation) { e.Report = "javascript:alert(1)" },
		func(e *Evaluation) { e.Report = "mailto:a@example.org" },
		func(e *Evaluation) { e.Report = "https://example.org/\u202e" },
	} {
		e := evaluated()
		change(e)
		var refused *InputError
		if _, err := Write(example(), Options{Evaluation: e}); !errors.As(err, &refused) {
			t.Errorf("%+v: %v", e, err)
		}
	}
}

// TestClaimsFollowFacts: each claim and each word of the summary stands for what is
// in the book.
func TestClaimsFollowFacts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		facts facts
		want  []string // name=value, or words of the summary
		not   []string
	}{
		"text alone": {facts{pages: 1, articles: 2},
			[]string{"accessMode=textual", "accessModeSufficient=textual", "全部是文字，没有图片、声音和动画"},
			[]string{"visual", "alternativeText", "pageBreakMarkers", "pageNavigation", "印刷版的版、栏"}},
		"a cover": {facts{cover: true},
			[]string{"accessMode=visual", "accessModeSufficient=textual", "accessModeSufficient=textual,visual", "alternativeText", "它的文字说明由程序写成"}, nil},
		"words of three kinds": {facts{images: 6, described: 6, captioned: 2, machine: 1},
			[]string{"accessModeSufficient=textual", "alternativeText", "有6幅图片，都有文字说明（3幅由编者撰写，1幅由机器写成，2幅照用图片下的说明）"}, nil},
		"one without words": {facts{images: 3, described: 2, machine: 2},
			[]string{"accessModeSufficient=textual,visual", "其中1幅没有文字说明，别的都有（2幅由机器写成）"},
			[]string{"alternativeText", "accessModeSufficient=textual\n", "编者"}},
		"none with words": {facts{images: 2, cover: true},
			[]string{"accessModeSufficient=textual,visual", "有2幅图片，都没有文字说明，没有声音"}, []string{"alternativeText", "（）"}},
		"marked": {facts{marks: 3, linked: 1, pending: 2},
			[]string{"pageBreakMarkers", "pageNavigation", "可按印刷版的版、栏查找", "1个二维码改为可点的链接", "另有2个二维码的地址未定"}, nil},
	} {
		all := ""
		for _, claim := range accessibility(&book{facts: c.facts}) {
			all += claim[0] + "=" + claim[1] + "\n"
		}
		for _, w := range c.want {
			if !strings.Contains(all, w) {
				t.Errorf("%s: no %s in\n%s", name, w, all)
			}
		}
		for _, w := range append(c.not, "=\n") {
			if strings.Contains(all, w) {
				t.Errorf("%s: %s is in\n%s", name, w, all)
			}
		}
	}
}

// TestWhoseWords: the counts come from the model.
func TestWhoseWords(t *testing.T) {
	t.Parallel()
	iss, opt := illustrated()
	iss.Sections[0].Articles[0].Blocks[0].Image.AltBy = issue.ByMachine
	iss.Sections[1].Articles[1].Blocks[1].Image.AltBy = issue.ByCaption
	opf := contentsOf(t, mustWrite(t, iss, opt))[packagePath]
	if want := "有3幅图片，其中1幅没有文字说明，别的都有（1幅由机器写成，1幅照用图片下的说明），"; !strings.Contains(opf, want) {
		t.Errorf("no %s in\n%s", want, opf)
	}
}

// TestCoverText: what is to be read on the cover alone is said for it, each once.
func TestCoverText(t *testing.T) {
	t.Parallel()
	b := plan(example(), Options{Cover: []byte{0}, CoverText: []string{"江海 新报", "第12期", "R&D投入", "广告<甲>", "广 告<甲>", "　", "本期导读", "守住红线"}}, nil)
	if want := `样子，版上另有“广告&lt;甲&gt;”“本期导读”，其余文字都在正文里"`; !strings.Contains(b.docs[0].body, want) {
		t.Errorf("no %s in\n%s", want, b.docs[0].body)
	}
	b = plan(example(), Options{Cover: []byte{0}, CoverText: []string{"星期四"}}, nil)
	if want := `样子，文字都在正文里"`; !strings.Contains(b.docs[0].body, want) {
		t.Errorf("no %s in\n%s", want, b.docs[0].body)
	}
}

// TestSubjects: what somebody said the issue is about, each once; the number of a page
// says nothing of that.
func TestSubjects(t *testing.T) {
	t.Parallel()
	iss := example()
	iss.Sections[1].Name = " 文艺 "
	iss.Publication.Subjects = []string{"农业", "", "要闻", "农业"}
	b := plan(iss, Options{}, nil)
	if got := strings.Join(b.subjects, "|"); got != "要闻|文艺|农业" {
		t.Errorf("subjects %s", got)
	}
	if opf := contentsOf(t, mustWrite(t, bulletin(), Options{}))[packagePath]; strings.Contains(opf, "dc:subject") || strings.Contains(opf, "dc:creator") || strings.Contains(opf, "dc:rights") {
		t.Errorf("what nobody said is in\n%s", opf)
	}
}
