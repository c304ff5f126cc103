package manuscript

import (
	"encoding/json"
	"os"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// TestNormaliseCases runs the shared cases of kind "normalise", each twice.
func TestNormaliseCases(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/typography-cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []struct {
			ID, Kind, Rule, Context, Text string
			Expect                        json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, c := range file.Cases {
		if c.Kind != "normalise" {
			continue
		}
		ran++
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			var want struct{ Text string }
			if err := json.Unmarshal(c.Expect, &want); err != nil {
				t.Fatal(err)
			}
			checkNormalise(t, c.Text, want.Text, contextOf(c.Context))
		})
	}
	if ran < 21 {
		t.Errorf("%d normalise cases in the file, at least 21 wanted", ran)
	}
}

func contextOf(name string) Context {
	if name == "heading" {
		return Heading
	}
	return Body
}

func checkNormalise(t *testing.T, text, want string, context Context) {
	t.Helper()
	got, changes := Normalise(text, context)
	if got != want {
		t.Errorf("Normalise(%q)\n got %q\nwant %q", text, got, want)
	}
	if applied := apply(t, text, changes); applied != got {
		t.Errorf("%q with its changes applied gives %q, not %q", text, applied, got)
	}
	if again, more := Normalise(got, context); again != got || len(more) > 0 {
		t.Errorf("normalised twice: %q, %v", again, more)
	}
}

// apply makes the changes in the text and checks what each says it replaces.
func apply(t interface{ Errorf(string, ...any) }, text string, changes []Change) string {
	in, out, pos := []rune(text), []rune(nil), 0
	for _, c := range changes {
		was := []rune(c.Before)
		if c.Offset < pos || c.Offset+len(was) > len(in) || string(in[c.Offset:c.Offset+len(was)]) != c.Before || c.Rule == "" {
			t.Errorf("change %+v does not fit %q", c, text)
			return ""
		}
		out = append(out, in[pos:c.Offset]...)
		out = append(out, []rune(c.After)...)
		pos = c.Offset + len(was)
	}
	return string(append(out, in[pos:]...))
}

// TestNormaliseRules holds the cases the shared file does not have.
func TestNormaliseRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		context Context
		text    string
		want    string
	}{
		{"N1 zero width", Body, "会\u200b议\ufeff", "会议"},
		{"N1 no compatibility folding", Body, "①号楼100㎡", "①号楼100㎡"},
		{"N2 time", Body, "下午３：３０开会，比分３：１", "下午3:30开会，比分3：1"},
		{"N2 decimal", Body, "增长３．５％", "增长3.5%"},
		{"N3 mail", Body, "投稿:news@example.cn,谢谢", "投稿：news@example.cn，谢谢"},
		{"N3 bare address", Body, "见www.example.cn/a?b=1;另见附件", "见www.example.cn/a?b=1；另见附件"},
		{"N4 Latin words", Body, "走进 Green  Park 公园", "走进Green Park公园"},
		{"N4 without Han", Body, "  Hello , world ( again )  ", "Hello , world ( again )"},
		{"N4 heading keeps one em", Heading, "狠抓落实　　当主力军", "狠抓落实　当主力军"},
		{"N4 heading quotes", Heading, "立足“三破” 书写“惠虹答卷”", "立足“三破”　书写“惠虹答卷”"},
		{"N4 heading Latin", Heading, "走进 AI 时代", "走进AI时代"},
		{"N4 heading clause with year", Heading, "崇川区召开两会 2021年工作部署", "崇川区召开两会　2021年工作部署"},
		{"N4 heading wide gap", Heading, "科技赋能　5G来了", "科技赋能　5G来了"},
		{"N5 forms", Body, "他说。。。。好…好⋯⋯好", "他说……好……好……好"},
		{"N5 dashes", Body, "发展－－创新———实干⸺奋斗", "发展——创新——实干——奋斗"},
		{"N5 connector", Body, "上海—南京", "上海—南京"},
		{"N5 Western range", Body, "见 A--B 一节", "见A--B一节"},
		{"N6 zero", Body, "二○二○年，一◯五国道，张○○", "二〇二〇年，一〇五国道，张○○"},
		{"N7 odd", Body, "他说\"好", "他说\"好"},
		{"N7 Western pair", Body, "标题 is \"Go\" here 好", "标题is \"Go\" here好"},
		{"N8 nested", Body, "甲((乙)丙)", "甲((乙)丙)"},
		{"N8 numbering", Body, "1)开展调研", "1)开展调研"},
		{"N8 start", Body, "(1)开展调研", "（1）开展调研"},
		{"N9 chain", Body, "真的吗?!", "真的吗？！"},
		{"N9 path", Body, "盘符c:/文件", "盘符c:/文件"},
		{"N9 numbering", Body, "1.开展调研", "1.开展调研"},
		{"N9 point", Body, "他说“好.”走了.", "他说“好。”走了。"},
		{"N10", Body, "会议 ，强调 “ 实干 ”", "会议，强调“实干”"},
		{"suspicious is left", Body, "为“两争一前列”排头兵”建设", "为“两争一前列”排头兵”建设"},
		{"empty", Body, " 　", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			checkNormalise(t, c.text, c.want, c.context)
		})
	}
}

// normalText draws texts from the characters the rules are about.
func normalText() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom([]rune("一二中文○〇会议12９ＡaW.．…⋯。，,;:：?!()（）“”\"'’-－—⸺~～•·@/ 　\u00a0\u200b⼈%％\t")), 0, 40, -1)
}

func TestNormaliseProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := normalText().Draw(t, "text")
		context := Context(rapid.IntRange(0, 1).Draw(t, "context"))
		got, changes := Normalise(text, context)
		if applied := apply(t, text, changes); applied != got {
			t.Fatalf("%q with its changes applied gives %q, not %q", text, applied, got)
		}
		if again, more := Normalise(got, context); again != got || len(more) > 0 {
			t.Fatalf("%q normalised twice: %q then %q", text, got, again)
		}
		if w, g := wording(text), wording(got); w != g {
			t.Fatalf("wording changed: %q became %q", w, g)
		}
	})
}

// wording is what normalising may never change: Han, letters and digits.
func wording(s string) string {
	var w []rune
	for _, r := range s {
		switch {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ':
			r -= 0xFEE0
		case r == '⼈':
			r = '人'
		case r == '〇':
			continue // ○ becomes 〇
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			w = append(w, r)
		}
	}
	return string(w)
}
