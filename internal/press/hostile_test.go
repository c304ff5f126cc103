package press

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"banxin/internal/diag"
	"banxin/internal/epub"
)

// hostileKeys are the keys that hold words of the EPUB, each in a whole issue.toml with
// %s for the value.
var hostileKeys = map[string]string{
	"publication.name":        "publication.name = %s\n",
	"publication.publisher":   "publication.publisher = %s\n",
	"publication.editor":      "publication.editor = %s\n",
	"publication.rights":      "publication.rights = %s\n",
	"publication.subjects":    "publication.subjects = [%s]\n",
	"number":                  "number = %s\n",
	"whole_number":            "whole_number = %s\n",
	"accessibility.evaluator": "[accessibility]\nevaluated = 2026-01-05\ntemplate = '" + epub.TemplateVersion() + "'\nevaluator = %s\n",
	"pages.title":             "[[pages]]\ntemplate = 'front'\ntitle = %s\n",
	"picture.caption":         "[[picture]]\nfile = 'a.png'\nheadline = '春天来了'\ncaption = %s\n",
	"picture.credit":          "[[picture]]\nfile = 'a.png'\nheadline = '春天来了'\nalt = '花'\ncredit = %s\n",
	"picture.alt":             "[[picture]]\nfile = 'a.png'\nheadline = '春天来了'\nalt = %s\n",
	"pull.text":               "[[pull]]\nheadline = '春天来了'\ntext = %s\n",
	"correction.text":         "[[correction]]\ndate = 2026-03-01\nheadline = '春天来了'\ntext = %s\n",
	"qr.code.address":         "[[qr.code]]\nnote = '扫描二维码'\naddress = %s\n",
}

// TestHostileSettings: a text of the settings goes into a sound EPUB, which epub.Write
// has read back by then, or is refused at its file and line.
func TestHostileSettings(t *testing.T) {
	t.Parallel()
	must := map[string]bool{ // what has to be refused
		"U+000B": true, "U+0000": true, "U+FFFE": true,
		"markup": false, "cdata": false, "path": false, "long": false, "bidi": false,
	}
	texts := map[string]string{
		"U+000B": "甲\v乙", "U+0000": "\x00", "U+FFFE": "\ufffe",
		"markup": `<&>"<script>`, "cdata": "甲]]>乙", "path": "../../etc/passwd", "long": strings.Repeat("长", 2_000), "bidi": "甲\u202e乙\u200f丙",
	}
	for key, settings := range hostileKeys {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			for name, s := range texts {
				quoted := strings.NewReplacer(`\v`, `\u000B`, `\x00`, `\u0000`).Replace(strconv.QuoteToASCII(s))
				toml := "date = 2026-03-01\noutput.epub_cover = false\noutput.epub_fonts = 'none'\n" + fmt.Sprintf(settings, quoted)
				j := &job{req: paper(t, map[string]string{"issue.toml": toml, "a.txt": spring + "\n扫描二维码看图。\n", "a.png": string(grayPNG(t))})}
				errors := phases(t, j)
				for _, d := range errors {
					if d.Pos.File != "sources/x/issue.toml" || d.Pos.Line < 2 || d.Message.Zh == "" || d.Message.En == "" || len(d.Hints) == 0 {
						t.Errorf("%s: refused at %s: %s %v", name, d.Pos, d.Message.En, d.Hints)
					}
				}
				if refused := len(errors) > 0; refused && j.epub != nil || must[name] && !refused || !refused && j.epub == nil {
					t.Errorf("%s: %d bytes and %s", name, len(j.epub), summary(errors))
				}
			}
		})
	}
}

// phases does the phases up to the EPUB and gives the errors of the one that has some.
func phases(t *testing.T, j *job) diag.List {
	t.Helper()
	for _, do := range []step{{"config", j.config}, {"read", j.read}, {"place", j.place}, {"compose", j.compose}, {"epub", j.writeEPUB}} {
		var errors diag.List
		for _, d := range do.do(t.Context()) {
			if d.Severity == diag.Error {
				errors = append(errors, d)
			}
		}
		if len(errors) > 0 {
			return errors
		}
	}
	return nil
}
