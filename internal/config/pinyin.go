package config

import (
	"regexp"
	"strings"

	"banxin/internal/diag"
)

// sortKey matches a key by which pinyin sorts: words of lower-case ASCII letters,
// digits and hyphens, parted by single spaces.
var sortKey = regexp.MustCompile(`^[a-z0-9-]+( [a-z0-9-]+)*$`)

// checkPinyin checks the sort keys of names.
func (l *loader) checkPinyin() {
	for _, name := range sortedKeys(l.cfg.Pinyin) {
		key, value := "pinyin."+name, l.cfg.Pinyin[name]
		if l.wrong(key) {
			continue
		}
		if strings.TrimSpace(name) == "" {
			l.list.Add(l.at(key), diag.Error, "unknown-value", diag.Say("pinyin 里有一个空的名字", "pinyin has an empty name"),
				diag.Say(`写成 "单晓丽" = "shan xiaoli" 这样`, `write it as "单晓丽" = "shan xiaoli"`))
			continue
		}
		if !sortKey.MatchString(value) {
			l.list.Add(l.at(key), diag.Error, "unknown-value",
				diag.Say("pinyin 里 %q 的排序拼音 %q 不合写法", "the sort key of %q in pinyin, %q, has not the form of one", name, value),
				diag.Say("只用小写字母、数字、连字符，词间空一格，不标声调，ü 写 yu", "use lower-case letters, digits and hyphens, one space between words, no tones, and yu for ü"))
		}
	}
}
