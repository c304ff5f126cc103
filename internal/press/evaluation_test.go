package press

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"banxin/internal/epub"
)

// packageOf gives the package document of an EPUB.
func packageOf(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("EPUB/package.opf")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// grayPNG is a picture file.
func grayPNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestEvaluation: an evaluation of the templates in use is told in the EPUB; of others
// it is not, and the reason is reported.
func TestEvaluation(t *testing.T) {
	t.Parallel()
	const told = "date = 2026-03-01\n[accessibility]\nevaluator = '某中心'\nevaluated = 2026-01-05\ntemplate = '%s'\n"
	const picture = "[[picture]]\nfile = 'a.png'\nheadline = '春天来了'\n"
	for name, c := range map[string]struct {
		issue   string
		claimed bool
		want    string
	}{
		"none":    {"date = 2026-03-01\n", false, ""},
		"in use":  {fmt.Sprintf(told, epub.TemplateVersion()), true, ""},
		"other":   {fmt.Sprintf(told, "0123456789ab"), false, "sources/x/issue.toml:5:12 finding evaluation-outdated"},
		"picture": {fmt.Sprintf(told, epub.TemplateVersion()) + picture, false, "sources/x/issue.toml:3:13 finding evaluation-withheld"},
		"words":   {fmt.Sprintf(told, epub.TemplateVersion()) + picture + "alt = '花'\n", true, ""},
		"report":  {fmt.Sprintf(told, epub.TemplateVersion()) + "report = 'example.org'\n", false, "sources/x/issue.toml:6:10 error report-address"},
		"no EPUB": {"output.epub = false\n" + fmt.Sprintf(told, "0"), false, ""},
	} {
		j := &job{req: paper(t, map[string]string{"issue.toml": c.issue, "a.txt": spring, "a.png": string(grayPNG(t))})}
		found := j.config(t.Context())
		got := summary(found)
		if c.want == "" && strings.Contains(got, "evaluation") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if found.HasErrors() {
			continue
		}
		for _, do := range []step{{"read", j.read}, {"place", j.place}, {"compose", j.compose}, {"epub", j.writeEPUB}} {
			if diags := do.do(t.Context()); diags.HasErrors() {
				t.Fatalf("%s, %s: %s", name, do.name, summary(diags))
			}
		}
		opf := packageOf(t, j.epub)
		if strings.Contains(opf, "dcterms:conformsTo") != c.claimed || strings.Contains(opf, ">某中心</meta>") != c.claimed || strings.Contains(opf, ">2026-01-05</meta>") != c.claimed {
			t.Errorf("%s: claimed is not %v in\n%s", name, c.claimed, opf)
		}
	}
}

// TestOutdatedEvaluationNamesBoth: the finding says what was evaluated, what is in use
// and what to write, in both languages.
func TestOutdatedEvaluationNamesBoth(t *testing.T) {
	t.Parallel()
	j := &job{req: paper(t, map[string]string{"a.txt": spring, "issue.toml": "date = 2026-03-01\n[accessibility]\nevaluator = '某中心'\nevaluated = 2026-01-05\ntemplate = '0123456789ab'\n"})}
	for _, d := range j.config(t.Context()) {
		if d.Code != "evaluation-outdated" {
			continue
		}
		for _, lang := range []string{"zh", "en"} {
			said := d.Message.In(lang) + d.Hints[0].In(lang)
			for _, want := range []string{"0123456789ab", epub.TemplateVersion(), "某中心", `template = "` + epub.TemplateVersion() + `"`} {
				if !strings.Contains(said, want) {
					t.Errorf("%s: no %s in %s", lang, want, said)
				}
			}
		}
		return
	}
	t.Error("nothing is reported")
}

// TestPublicationInTheEPUB: what the settings tell of the publication and its pages
// arrives, sort keys by [pinyin] and the whole number on the page too.
func TestPublicationInTheEPUB(t *testing.T) {
	t.Parallel()
	j, wrong := written(t, map[string]string{"a.txt": spring, "b.txt": strings.Replace(spring, "春天来了", "夏天来了", 1), "issue.toml": `
date = 2026-03-01
number = "3"
whole_number = "340"
[publication]
name = "重山报"
editor = "重山报编辑部"
issn = "2434-561X"
subjects = ["园林"]
rights = "© 重山报社"
[pinyin]
"重山" = "chong shan"
[[pages]]
template = "front"
title = "要闻"
[[pages.place]]
frame = "lead"
headline = "夏天来了"
[[template]]
name = "front"
text = [{ text = "总第{whole_number}期", style = "number", x = "504pt", y = "47.3pt", width = "147.97pt" }]
`})
	if wrong != "" {
		t.Fatal(wrong)
	}
	opf := packageOf(t, j.epub)
	for _, want := range []string{
		`<dc:creator id="creator">重山报编辑部</dc:creator>`, `<meta refines="#creator" property="role" scheme="marc:relators">edt</meta>`,
		`<meta refines="#creator" property="file-as">chong shan bao bian ji bu</meta>`, "<dc:subject>要闻</dc:subject>\n<dc:subject>园林</dc:subject>\n<dc:description>",
		"<dc:rights>© 重山报社</dc:rights>\n<dc:type>newspaper</dc:type>", "urn:issn:2434-561X", `property="group-position">340</meta>`, "2026年第3期（总第340期）",
	} {
		if !strings.Contains(opf, want) {
			t.Errorf("no %s in\n%s", want, opf)
		}
	}
	s := j.model.Sections
	if len(s) != 2 || s[0].Title != "第1版\u3000要闻" || s[0].Name != "要闻" || s[1].Title != "第2版" || s[1].Name != "" {
		t.Errorf("sections %q %q of %d", s[0].Title, s[0].Name, len(s))
	}
	if !slices.Contains(j.furniture, "总第340期") {
		t.Errorf("on the pages stand %q", j.furniture)
	}
	if j.meta().Rights != "© 重山报社" {
		t.Errorf("the PDF's rights are %q", j.meta().Rights)
	}
}
