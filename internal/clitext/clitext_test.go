package clitext

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"banxin/internal/diag"
)

func TestDetect(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		option string
		env    map[string]string
		want   Lang
	}{
		{"", nil, Zh},
		{"en", map[string]string{"LANG": "zh_CN.UTF-8"}, En},
		{"zh-Hans", map[string]string{"LANG": "en_US.UTF-8"}, Zh},
		{"", map[string]string{"LANG": "en_GB.UTF-8"}, En},
		{"", map[string]string{"LANG": "zh_TW"}, Zh},
		{"", map[string]string{"LANG": "C.UTF-8"}, Zh},
		{"", map[string]string{"LANG": "POSIX"}, Zh},
		{"", map[string]string{"LANG": "de_DE.UTF-8"}, Zh},
		{"", map[string]string{"LC_ALL": "C", "LANG": "en_US"}, Zh},
		{"", map[string]string{"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "zh_CN"}, En},
		{"", map[string]string{"LC_ALL": "zh_CN", "LC_MESSAGES": "en_US"}, Zh},
		{"", map[string]string{"LANG": "ende"}, Zh},
	} {
		if got := Detect(c.option, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("Detect(%q, %v) = %s, want %s", c.option, c.env, got, c.want)
		}
	}
}

// TestSentencesMatch holds the two languages against each other: every sentence
// is there in both, differs, and takes the same arguments.
func TestSentencesMatch(t *testing.T) {
	t.Parallel()
	matchAll(t, "", reflect.ValueOf(chinese), reflect.ValueOf(english))
}

func matchAll(t *testing.T, of string, z, e reflect.Value) {
	t.Helper()
	for i := range z.NumField() {
		name := of + z.Type().Field(i).Name
		switch z.Field(i).Kind() {
		case reflect.Struct:
			matchAll(t, name+".", z.Field(i), e.Field(i))
		case reflect.Map:
			zm, em := z.Field(i).Interface().(map[string]string), e.Field(i).Interface().(map[string]string)
			for key := range zm {
				match(t, name+"."+key, zm[key], em[key])
			}
			for key := range em {
				match(t, name+"."+key, zm[key], em[key])
			}
		default:
			match(t, name, z.Field(i).String(), e.Field(i).String())
		}
	}
}

func match(t *testing.T, name, zh, en string) {
	t.Helper()
	if zh == "" || en == "" || zh == en {
		t.Errorf("%s is %q and %q", name, zh, en)
	}
	if a, b := verbs(zh), verbs(en); a != b {
		t.Errorf("%s takes %q and %q", name, a, b)
	}
}

func verbs(s string) string {
	var out strings.Builder
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '%' {
			out.WriteByte(s[i+1])
		}
	}
	return out.String()
}

func sample() diag.List {
	var l diag.List
	comma := diag.Say("“,”改为“，”", "“,” became “，”")
	l.Add(diag.Pos{File: "a.txt", Line: 1, Col: 2}, diag.Note, "half-width-punctuation", comma)
	l.Add(diag.Pos{File: "a.txt", Line: 3}, diag.Finding, "runt", diag.Say("末行太短", "short last line"), diag.Say("改几个字", "change a few words"))
	l.Add(diag.Pos{File: "a.txt", Line: 4, Col: 1}, diag.Note, "half-width-punctuation", comma)
	l.Add(diag.Pos{File: "a.txt", Line: 5}, diag.Note, "strange", diag.Say("怪", "odd"))
	l.Add(diag.Pos{File: "a.txt", Line: 6}, diag.Note, "other", diag.Say("一", "one"))
	l.Add(diag.Pos{File: "a.txt", Line: 7}, diag.Note, "other", diag.Say("二", "two"))
	l.Add(diag.Pos{}, diag.Error, "whole", diag.Say("两行\n的话", "said in\ntwo lines"))
	return l
}

func TestReport(t *testing.T) {
	t.Parallel()
	const zh = `a.txt: 提示: 2 处半角标点改为全角
a.txt:3: 待核: 末行太短
    改几个字
a.txt:5: 提示: 怪
a.txt: 提示: 2 处提示（other）
错误: 两行; 的话
`
	const en = `a.txt: note: 2 half-width marks became full-width
a.txt:3: finding: short last line
    change a few words
a.txt:5: note: odd
a.txt: note: 2 notes (other)
error: said in; two lines
`
	for lang, want := range map[Lang]string{Zh: zh, En: en} {
		if d := cmp.Diff(want, Report(sample(), lang)); d != "" {
			t.Errorf("%s (-want +got):\n%s", lang, d)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	const want = `校样问题清单
1 个错误，1 处待核，5 处提示

错误: 两行; 的话
a.txt:3: 待核: 末行太短
    改几个字
a.txt:1:2: 提示: “,”改为“，”
a.txt:4:1: 提示: “,”改为“，”
a.txt:5: 提示: 怪
a.txt:6: 提示: 一
a.txt:7: 提示: 二
`
	if d := cmp.Diff(want, string(List(sample(), Zh))); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if got := string(List(nil, En)); !strings.HasSuffix(got, english.ListEmpty+"\n") {
		t.Errorf("empty list: %q", got)
	}
}
