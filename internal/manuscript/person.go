package manuscript

import (
	"slices"
	"strings"

	"banxin/internal/issue"
)

// offices are words that end an office before the name of the person who holds
// it, as in 街道党委书记龚培湘.
var offices = []string{
	"书记", "主任", "主席", "委员", "代表", "部长", "局长", "区长", "市长", "县长", "镇长", "乡长", "村长", "院长", "校长",
	"会长", "秘书长", "所长", "处长", "科长", "站长", "馆长", "行长", "厂长", "社长", "台长", "组长", "队长", "班长", "董事长",
	"经理", "总裁", "总监", "教授", "院士", "医生", "老师", "记者", "通讯员", "负责人",
}

// Persons gives the names of persons that an article's form tells: in its kicker
// after an office, in bylines, in lists of names. Sorted, each once; what has not
// the form of a name is left out.
func Persons(a *issue.Article) []string {
	names := kickerNames([]rune(issue.Plain(a.Kicker)))
	for i := range a.Blocks {
		text := []rune(issue.Plain(a.Blocks[i].Inlines))
		switch a.Blocks[i].Kind {
		case issue.Byline:
			for _, w := range splitWords(text, bylineParting+ornaments+"（）　") {
				names = appendName(names, trimRole(w))
			}
		case issue.NameList:
			for _, in := range a.Blocks[i].Inlines { // a name each
				for _, w := range splitWords(dropRemarks([]rune(in.Text)), " 　、，；。") {
					names = appendName(names, w)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func appendName(names []string, word []rune) []string {
	if isName(word) {
		return append(names, string(word))
	}
	return names
}

// kickerNames finds the names after the last office of each part of a kicker.
func kickerNames(kicker []rune) []string {
	var names []string
	for _, part := range splitWords(kicker, " 　、，：") {
		s, after := string(part), -1
		for _, office := range offices {
			if at := strings.LastIndex(s, office); at >= 0 {
				after = max(after, at+len(office))
			}
		}
		if after >= 0 {
			names = appendName(names, []rune(s[after:]))
		}
	}
	return names
}
