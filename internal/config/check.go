package config

import (
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"banxin/internal/diag"
)

// check checks what can only be seen when all files are laid over each other.
// The issue's own keys are checked only when its file could be read.
func (l *loader) check(issueRead bool) {
	l.require(reflect.ValueOf(l.cfg).Elem(), "")
	if !l.excused("style.body.size") && !l.cfg.Style["body"].Size.Set {
		l.missing("style.body.size", l.at("style.body.size"), `size = "9.5pt"`)
	}
	l.checkPublication()
	l.checkAccessibility()
	l.checkBuild()
	l.checkColours()
	l.checkWords()
	l.checkPinyin()
	l.checkUnused()
	l.cfg.complete()
	l.checkFaces()
	l.refer(reflect.ValueOf(l.cfg).Elem(), "")
	l.checkFurniture()
	l.checkPrint()
	l.checkGeometry()
	l.checkService("service.")
	l.checkDeliveries()
	if issueRead {
		l.takeFromCalendar()
		l.require(reflect.ValueOf(l.issue).Elem(), "")
		l.checkPrintable("number", l.issue.Number)
		l.checkPrintable("whole_number", l.issue.WholeNumber)
		l.refer(reflect.ValueOf(l.issue).Elem(), "")
		l.settleDates()
		l.checkAgainstCalendar()
		l.checkManuscripts()
		l.checkPlaces()
		l.checkPictures()
		l.checkCorrections()
		l.checkReadings()
	}
	l.checkProvisional(issueRead)
}

// at gives the place of a key; for one of the issue's own that is absent, the
// top of issue.toml.
func (l *loader) at(key string) diag.Pos {
	pos := l.cfg.At(key)
	if first, _, _ := strings.Cut(bareIndexes(key), "."); pos == l.cfg.At("") {
		if _, _, ok := l.find(first, []reflect.Value{reflect.ValueOf(l.issue).Elem()}); ok {
			return l.issueTop()
		}
	}
	return pos
}

// visit is called for each key of a table; path is the table's.
type visit func(path string, f field, v reflect.Value)

// walk visits the keys of a struct and of all in it, in the order of the schema
// and of names.
func (l *loader) walk(v reflect.Value, path string, visit visit) {
	for _, f := range l.fieldsOf(v.Type()) {
		fv := v.Field(f.index)
		visit(path, f, fv)
		l.descend(fv, path, f.name, visit)
	}
}

func (l *loader) descend(v reflect.Value, path, name string, visit visit) {
	switch {
	case v.Kind() == reflect.Struct && v.Type() != lengthType && v.Type() != timeType:
		l.walk(v, join(path, name), visit)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		for i := range v.Len() {
			l.walk(v.Index(i), at(join(path, name), i), visit)
		}
	case v.Kind() == reflect.Map && v.Type().Elem().Kind() == reflect.Struct:
		key := join(path, name)
		for _, name := range sortedNames(v) {
			l.walk(v.MapIndex(reflect.ValueOf(name)), join(key, name), visit)
		}
	}
}

func sortedNames(m reflect.Value) []string {
	var names []string
	for _, k := range m.MapKeys() {
		names = append(names, k.String())
	}
	slices.Sort(names)
	return names
}

// require reports the keys without a default that no file has.
func (l *loader) require(v reflect.Value, path string) {
	l.walk(v, path, func(path string, f field, v reflect.Value) {
		if !f.required {
			return
		}
		key := join(path, f.name)
		if l.excused(key) {
			return
		}
		pos, there := l.keys[key]
		switch {
		case !there:
			l.missing(key, l.at(key), exampleOf(f, v))
		case v.Kind() == reflect.String && strings.TrimSpace(v.String()) == "":
			l.list.Add(pos, diag.Error, "missing-key", diag.Say("%s 是空的", "%s is empty", key),
				diag.Say("写上它的值", "write its value"))
		}
	})
}

// wrong tells whether a key, or a table it is in, was reported already.
func (l *loader) wrong(key string) bool {
	for key != "" {
		if l.bad[key] {
			return true
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return false
}

// excused tells whether the absence of a key was reported already: as a wrong
// value, or as a misspelt key.
func (l *loader) excused(key string) bool { return l.meant[key] || l.wrong(key) }

func (l *loader) missing(key string, pos diag.Pos, example string) {
	hint := diag.Say("写上 %s", "add %s", example)
	if end := strings.LastIndexByte(key, '.'); end > 0 {
		table := "[" + bareIndexes(key[:end]) + "]"
		if key[end-1] == ']' {
			table = "[" + table + "]"
		}
		hint = diag.Say("在 %s 里写上 %s", "in %s add %s", table, example)
	}
	l.list.Add(pos, diag.Error, "missing-key", diag.Say("缺少 %s", "%s is missing", key), hint)
}

// exampleOf gives a line as the key may stand.
func exampleOf(f field, v reflect.Value) string {
	switch {
	case v.Type() == lengthType:
		return f.name + ` = "10mm"`
	case v.Type() == timeType:
		return f.name + " = 2021-01-15"
	case v.Kind() == reflect.Int:
		return f.name + " = 1"
	case f.oneof != nil:
		return f.name + ` = "` + f.oneof[0] + `"`
	}
	return f.name + ` = "…"`
}

// kindsZh names in Chinese the kinds of things that have names.
var kindsZh = map[string]string{"style": "样式", "face": "字体", "colour": "颜色", "template": "版式"}

// refer reports names of styles, faces, colours and templates that are none;
// those that the files leave to the defaults are always there.
func (l *loader) refer(v reflect.Value, path string) {
	known := map[string][]string{
		"style": sortedKeys(l.cfg.Style), "face": sortedKeys(l.cfg.Face),
		"colour": sortedKeys(l.cfg.Colour), "template": l.templateNames(),
	}
	l.walk(v, path, func(path string, f field, v reflect.Value) {
		if f.names == "" || v.String() == "" || slices.Contains(known[f.names], v.String()) {
			return
		}
		key := join(path, f.name)
		if _, written := l.keys[key]; !written || l.wrong(key) {
			return
		}
		l.list.Add(l.at(key), diag.Error, "unknown-name",
			diag.Say("%[1]s：没有名为 %[3]q 的%[4]s", "%[1]s: no %[2]s is called %[3]q", key, f.names, v.String(), kindsZh[f.names]),
			choice(v.String(), known[f.names])...)
	})
}

func (l *loader) templateNames() []string {
	var names []string
	for _, t := range l.cfg.Template {
		names = append(names, t.Name)
	}
	return names
}

// checkWords checks that each word no headline may divide could be divided at
// all: a single character, or words parted by a space, would have no effect.
func (l *loader) checkWords() {
	for i, word := range l.cfg.Punctuation.HeadlineWords {
		key := at("punctuation.headline_words", i)
		if l.wrong(key) || len([]rune(word)) > 1 && strings.IndexFunc(word, unicode.IsSpace) < 0 {
			continue
		}
		l.list.Add(l.at(key), diag.Error, "unknown-value",
			diag.Say("%s = %q 不是一个词", "%s = %q is not a word", key, word),
			diag.Say("写两个字以上、不带空格的词，几个词分开写", "write a word of two characters or more without spaces; write several words one by one"))
	}
}

// checkColours checks that each colour is four percentages.
func (l *loader) checkColours() {
	for _, name := range sortedKeys(l.cfg.Colour) {
		key, parts := "colour."+name, l.cfg.Colour[name]
		if l.wrong(key) {
			continue
		}
		if name == "black" && !l.bad[key] && !slices.Equal(parts, []int{0, 0, 0, 100}) {
			l.list.Add(l.at(key), diag.Error, "out-of-range", diag.Say("colour.black 只能是单黑 [0, 0, 0, 100]：正文印在几块版上会套不准", "colour.black can only be black alone, [0, 0, 0, 100]: body text on several plates would not register"),
				diag.Say("另起一个名字", "give it another name"))
		}
		if len(parts) != 4 {
			l.list.Add(l.at(key), diag.Error, "out-of-range", diag.Say("%s 应有 4 个数，写了 %d 个", "%s must have 4 numbers, found %d", key, len(parts)),
				diag.Say("写成 [C, M, Y, K]，如 [0, 0, 0, 100]", "write [C, M, Y, K], such as [0, 0, 0, 100]"))
		}
		for i, part := range parts {
			if key := at(key, i); !l.bad[key] && (part < 0 || part > 100) {
				l.list.Add(l.at(key), diag.Error, "out-of-range", diag.Say("%s = %d 超出范围", "%s = %d is out of range", key, part),
					diag.Say("写 0 到 100 之间的百分数", "write a percentage from 0 to 100"))
			}
		}
	}
}

// checkUnused reports a style that nothing uses and whose name is near that of a
// role: the role would silently keep its default.
func (l *loader) checkUnused() {
	used := map[string]bool{l.cfg.QR.Caption: true}
	l.walk(reflect.ValueOf(l.cfg).Elem(), "", func(_ string, f field, v reflect.Value) {
		if f.names == "style" {
			used[v.String()] = true
		}
	})
	known := sortedKeys(roles)
	for _, name := range sortedKeys(l.cfg.Style) {
		if used[name] || slices.Contains(known, name) {
			continue
		}
		if near := nearest(name, known); near != "" {
			l.list.Add(l.at("style."+name), diag.Finding, "unused-style", diag.Say("没有地方用到样式 %s", "nothing uses the style %s", name),
				diag.Say("若指 %s，改名；若不需要，删去", "rename it if %s was meant, or remove it", near))
		}
	}
}

var (
	variable  = regexp.MustCompile(`\{([^{}]*)\}`)
	variables = []string{"name", "number", "whole_number", "date", "weekday", "page"}
)

// checkFurniture checks the variables in lines of furniture.
func (l *loader) checkFurniture() {
	for i, t := range l.cfg.Template {
		for j, text := range t.Text {
			l.checkVariables(at(join(at("template", i), "text"), j)+".text", text.Text, variables)
		}
		for j, c := range t.Contents {
			l.checkVariables(at(join(at("template", i), "contents"), j)+".ref", c.Ref, []string{"page"})
		}
	}
}

func (l *loader) checkVariables(key, text string, known []string) {
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(known, m[1]) {
			l.list.Add(l.at(key), diag.Error, "unknown-name", diag.Say("%s：没有变量 %s", "%s: there is no variable %s", key, m[0]),
				choice(m[1], known)...)
		}
	}
}

// checkPlaces checks the printed pages of the issue: each article goes into a
// frame that its page's template has, and is named.
func (l *loader) checkPlaces() {
	for i, page := range l.issue.Page {
		l.checkPrintable(at("pages", i)+".title", page.Title)
		var frames []string
		for _, t := range l.cfg.Template {
			for _, f := range t.Frame {
				if t.Name == page.Template {
					frames = append(frames, f.Name)
				}
			}
		}
		known := slices.Contains(l.templateNames(), page.Template) && page.Template != ""
		for j, p := range page.Place {
			key := at(at("pages", i)+".place", j)
			if known && p.Frame != "" && !slices.Contains(frames, p.Frame) && !l.wrong(key+".frame") {
				l.list.Add(l.at(key+".frame"), diag.Error, "unknown-name",
					diag.Say("%[1]s：版式 %[2]s 没有名为 %[3]q 的框", "%[1]s: template %[2]s has no frame called %[3]q", key+".frame", page.Template, p.Frame),
					choice(p.Frame, frames)...)
			}
			l.checkNamed(key, p.Headline, p.Kicker)
			l.checkAddressed(key+".file", p.File)
		}
	}
}

// checkNamed reports a table that names no article by headline or kicker.
func (l *loader) checkNamed(key, headline, kicker string) {
	if headline == "" && kicker == "" && !l.excused(key+".headline") && !l.excused(key+".kicker") {
		l.list.Add(l.at(key), diag.Error, "missing-key", diag.Say("%s 没有说是哪一篇", "%s does not say which article", key),
			diag.Say(`写上标题 headline = "…" 或眉题 kicker = "…"`, `add headline = "…" or kicker = "…"`))
	}
}

// checkReadings checks that each correction of the reader names its file when
// the issue has several.
func (l *loader) checkReadings() {
	for i, r := range l.issue.Read {
		key := at("read", i) + ".file"
		if r.File == "" && len(l.issue.Manuscripts) > 1 && !l.excused(key) && l.manuscriptsKnown() {
			l.missing(key, l.at(key), `file = "`+l.issue.Manuscripts[0]+`"`)
		}
		l.checkAddressed(key, r.File)
	}
	l.checkRepeatedReadings()
}

// checkRepeatedReadings reports a line that is said to be two things: one of them
// would silently have no effect.
func (l *loader) checkRepeatedReadings() {
	type place struct {
		file string
		line int
	}
	first := map[place]string{}
	for i, r := range l.issue.Read {
		key := at("read", i) + ".line"
		if l.bad[key] || r.Line == 0 {
			continue
		}
		where := place{path.Clean(r.File), r.Line}
		if r.File == "" && len(l.issue.Manuscripts) == 1 {
			where.file = path.Clean(l.issue.Manuscripts[0])
		}
		if before, ok := first[where]; ok {
			l.list.Add(l.at(key), diag.Error, "duplicate-name",
				diag.Say("read 里第 %d 行写了两次，前一次在 %s", "read has line %d twice, first at %s", r.Line, l.at(before)),
				diag.Say("删去一处", "remove one of them"))
			continue
		}
		first[where] = key
	}
}

// checkAddressed reports a file named in a place or reading that is not one of
// the issue's manuscripts.
func (l *loader) checkAddressed(key, name string) {
	if name == "" || slices.Contains(l.issue.Manuscripts, name) || !l.manuscriptsKnown() {
		return
	}
	l.list.Add(l.at(key), diag.Error, "unknown-name",
		diag.Say("%s：本期没有来稿 %q", "%s: the issue has no manuscript %q", key, path.Clean(name)), choice(name, l.issue.Manuscripts)...)
}

// manuscriptsKnown tells whether the names of all manuscripts were understood.
func (l *loader) manuscriptsKnown() bool {
	if l.wrong("manuscripts") {
		return false
	}
	for i := range l.issue.Manuscripts {
		if l.bad[at("manuscripts", i)] {
			return false
		}
	}
	return true
}
