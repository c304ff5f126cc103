package epub

import (
	"errors"
	"html"
	"strings"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// hostile are texts that have broken other programs; each is legal and must come out
// as it went in.
var hostile = map[string]string{
	"markup":       `<script>alert("&amp;'")</script>`,
	"marks of XML": `<&>"`,
	"cdata end":    "甲]]>乙",
	"path":         "../../etc/passwd",
	"long":         strings.Repeat("长", 10_000),
	"bidi":         "甲\u202e乙\u200f丙\u2067丁",
	"template":     "\n</body>\n</html>\n<body dir=\"auto\">\n%s{{.}}",
	"url":          "https://example.org/?a=1&b=2",
	"entity":       "&nbsp;&#11;&#x202e;",
	"comment":      "--><!-- -- ]]",
}

// places are all places of the model that hold words, each with its file and line.
var places = map[string]func(iss *issue.Issue, opt *Options, s string){
	"name":       func(iss *issue.Issue, _ *Options, s string) { iss.Publication.Name = s },
	"publisher":  func(iss *issue.Issue, _ *Options, s string) { iss.Publication.Publisher = s },
	"editor":     func(iss *issue.Issue, _ *Options, s string) { iss.Publication.Creator.Name = s },
	"rights":     func(iss *issue.Issue, _ *Options, s string) { iss.Publication.Rights = s },
	"subject":    func(iss *issue.Issue, _ *Options, s string) { iss.Publication.Subjects = []string{s} },
	"identifier": func(iss *issue.Issue, _ *Options, s string) { iss.Publication.Identifier = s },
	"number":     func(iss *issue.Issue, _ *Options, s string) { iss.Number = s },
	"whole":      func(iss *issue.Issue, _ *Options, s string) { iss.WholeNumber = s },
	"sort key":   func(iss *issue.Issue, _ *Options, s string) { iss.FileAs = s },
	"evaluator":  func(_ *issue.Issue, opt *Options, s string) { opt.Evaluation.Evaluator = s },
	"cover text": func(_ *issue.Issue, opt *Options, s string) { opt.CoverText = []string{s} },
	"page title": func(iss *issue.Issue, _ *Options, s string) { iss.Sections[0].Title, iss.Sections[0].Name = s, s },
	"kicker":     func(iss *issue.Issue, _ *Options, s string) { firstOf(iss).Kicker = placed(s) },
	"overline":   func(iss *issue.Issue, _ *Options, s string) { firstOf(iss).Overline = placed(s) },
	"headline": func(iss *issue.Issue, _ *Options, s string) {
		firstOf(iss).Headline = [][]issue.Inline{placed(s), text("乙")}
	},
	"deck":      func(iss *issue.Issue, _ *Options, s string) { firstOf(iss).Deck = placed(s) },
	"lead":      inBlock(issue.Lead),
	"paragraph": inBlock(issue.Paragraph),
	"item":      inBlock(issue.Item),
	"byline":    inBlock(issue.Byline),
	"names":     inBlock(issue.NameList),
	"pull":      inBlock(issue.Pull),
	"QR note":   inBlock(issue.QRNote),
	"run-in": func(iss *issue.Issue, _ *Options, s string) {
		in := placed(s)
		in[0].Kind = issue.RunIn
		add(iss, issue.Block{Kind: issue.Paragraph, Inlines: in})
	},
	"ruby": func(iss *issue.Issue, _ *Options, s string) {
		in := placed("字")
		in[0].Ruby = s
		add(iss, issue.Block{Kind: issue.Paragraph, Inlines: in})
	},
	"emphasis": func(iss *issue.Issue, _ *Options, s string) {
		in := placed(s)
		in[0].Emphasis, in[0].Strong = true, true
		add(iss, issue.Block{Kind: issue.Paragraph, Inlines: in})
	},
	"note": func(iss *issue.Issue, _ *Options, s string) {
		for i := range firstOf(iss).Blocks {
			if b := &firstOf(iss).Blocks[i]; b.Kind == issue.Note && b.Number == 2 {
				b.Inlines = append(text("〔2〕"), placed(s)...)
			}
		}
	},
	"cell": func(iss *issue.Issue, _ *Options, s string) {
		add(iss, issue.Block{Kind: issue.Table, Table: &issue.Grid{Header: 1, Align: []issue.Align{issue.Left, issue.Right}}, Inlines: append(append(placed(s), text("一")...), append(text("2"), placed(s)...)...)})
	},
	"contributor": func(iss *issue.Issue, _ *Options, s string) {
		firstOf(iss).Contributors = []issue.Contributor{{Name: s, Role: issue.Author, FileAs: s}}
	},
	"caption": func(iss *issue.Issue, _ *Options, s string) { firstOf(iss).Blocks[0].Inlines = placed(s) },
	"alt":     func(iss *issue.Issue, _ *Options, s string) { firstOf(iss).Blocks[0].Image.Alt = s },
	"credit":  func(iss *issue.Issue, _ *Options, s string) { firstOf(iss).Blocks[0].Image.Credit = placed(s) },
	"correction": func(iss *issue.Issue, _ *Options, s string) {
		firstOf(iss).Corrections = []issue.Correction{correction(6, s)}
		firstOf(iss).Corrections[0].Text = placed(s)
	},
	"other correction": func(iss *issue.Issue, _ *Options, s string) {
		iss.Corrections = []issue.Correction{correction(6, s)}
		iss.Corrections[0].Text = placed(s)
	},
}

func firstOf(iss *issue.Issue) *issue.Article { return &iss.Sections[0].Articles[0] }

func placed(s string) []issue.Inline {
	return []issue.Inline{{Pos: diag.Pos{File: "a.txt", Line: 7, Col: 1}, Text: s}}
}

func add(iss *issue.Issue, b issue.Block) {
	b.Pos = diag.Pos{File: "a.txt", Line: 7, Col: 1}
	firstOf(iss).Blocks = append(firstOf(iss).Blocks, b)
}

func inBlock(kind issue.BlockKind) func(*issue.Issue, *Options, string) {
	return func(iss *issue.Issue, _ *Options, s string) { add(iss, issue.Block{Kind: kind, Inlines: placed(s)}) }
}

// withText is the illustrated example with a text in one of the places.
func withText(place, s string) (*issue.Issue, Options) {
	iss, opt := illustrated()
	for _, a := range issue.Articles(iss.Sections) {
		a.Pos = diag.Pos{File: "a.txt", Line: 7, Col: 1}
		for i := range a.Blocks {
			a.Blocks[i].Pos = a.Pos
			if a.Blocks[i].Image != nil {
				a.Blocks[i].Image.Alt = "图"
			}
		}
	}
	for i := range iss.Sections {
		iss.Sections[i].Pos = diag.Pos{File: "a.txt", Line: 7, Col: 1}
	}
	opt.Evaluation, opt.Cover = evaluated(), []byte{0xFF, 0xD8, 0xFF}
	places[place](iss, &opt, s)
	return iss, opt
}

// TestHostileTexts: wherever it stands, a text makes no markup, no file and no path of
// its own, and can be read as it was written.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	for place := range places {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			plain, plainOptions := withText(place, "甲")
			want := contentsOf(t, mustWrite(t, plain, plainOptions))
			for name, s := range hostile {
				iss, opt := withText(place, s)
				files := contentsOf(t, mustWrite(t, iss, opt))
				found := false
				for path, content := range files {
					if _, ok := want[path]; !ok {
						t.Errorf("%s makes the file %s", name, path)
					}
					if strings.HasPrefix(path, imageFolder) {
						continue
					}
					if strings.Contains(content, "<script") || strings.ContainsAny(content, "\u202e\u200f\u2067") || strings.Contains(content, "]]>") {
						t.Errorf("%s stands in %s as it came", name, path)
					}
					if path != cssPath && shape(content) != shape(want[path]) && place != "pull" { // a pull box may say what the article says
						t.Errorf("%s changes the markup of %s", name, path)
					}
					found = found || strings.Contains(solid(html.UnescapeString(content)), solid(s))
				}
				if !found {
					t.Errorf("%s is not to be read anywhere", name)
				}
			}
		})
	}
}

// shape gives the tags of a document without their attributes.
func shape(document string) string {
	var out strings.Builder
	for _, m := range tag.FindAllString(document, -1) {
		name, _, _ := strings.Cut(m, " ")
		out.WriteString(name)
	}
	return out.String()
}

func solid(s string) string { return strings.Join(strings.Fields(s), "") }

// TestIllegalTexts: what XML cannot carry is refused wherever it stands, and no bytes
// come out. In a manuscript the place is known; in the settings, which config has
// checked before, the key is named.
func TestIllegalTexts(t *testing.T) {
	t.Parallel()
	settings := map[string]string{
		"name": "publication.name", "publisher": "publication.publisher", "editor": "publication.editor", "rights": "publication.rights",
		"subject": "publication.subjects", "identifier": "publication.identifier", "number": "“number”", "whole": "whole_number", "sort key": "pinyin",
		"evaluator": "accessibility.evaluator", "cover text": "“cover”",
	}
	for place := range places {
		for _, s := range []string{"甲\x0b乙", "\x00", "\ufffe", "\xff"} {
			iss, opt := withText(place, s)
			data, err := Write(iss, opt)
			var refused *InputError
			if !errors.As(err, &refused) || data != nil || len(refused.Found) == 0 {
				t.Errorf("%s, %q: %d bytes, %v", place, s, len(data), err)
				continue
			}
			want := "a.txt:7"
			if key, ok := settings[place]; ok {
				want = key
			}
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s, %q: no %s in %v", place, s, want, err)
			}
		}
	}
}
