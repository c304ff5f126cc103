package config

import (
	"cmp"
	"regexp"
	"strings"
	"time"
	"unicode"

	"banxin/internal/diag"
)

var (
	chineseTag  = regexp.MustCompile(`^[zZ][hH](-[A-Za-z0-9]{1,8})*$`)
	languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	identifier  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:\S+$`)
)

func (l *loader) checkPublication() {
	p := &l.cfg.Publication
	l.checkLanguage(p.Language)
	l.checkPrintable("publication.name", p.Name)
	l.checkPrintable("publication.publisher", p.Publisher)
	l.checkPrintable("publication.editor", p.Editor)
	l.checkPrintable("publication.rights", p.Rights)
	l.checkSubjects(p.Subjects)
	l.checkISSNs(p)
	if p.Identifier != "" && !identifier.MatchString(p.Identifier) {
		l.list.Add(l.at("publication.identifier"), diag.Error, "unknown-value",
			diag.Say("publication.identifier = %q 不是 URN", "publication.identifier = %q is not a URN", p.Identifier),
			diag.Say(`ISSN 写在 issn 里；别的写成 URN，如 "urn:uuid:…"，没有就写 ""`, `an ISSN goes into issn; write any other as a URN, such as "urn:uuid:…", or "" when there is none`))
	}
	l.checkID(p)
	zone, err := loadZone(p.Timezone)
	if err == nil {
		l.zone = zone
		return
	}
	l.zone = time.UTC
	if !l.bad["publication.timezone"] {
		l.badZone("publication.timezone", p.Timezone)
	}
}

func (l *loader) badZone(key, name string) {
	l.list.Add(l.at(key), diag.Error, "bad-timezone", diag.Say("%s = %q 不是时区", "%s = %q is not a time zone", key, name),
		choice(name, []string{"Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei", "Asia/Singapore", "UTC"})...)
}

// checkID settles the identity of the publication. A name that is no folder name is good
// enough for a build, which does not use it.
func (l *loader) checkID(p *Publication) {
	const key = "publication.id"
	if pos, written := l.keys[key]; written && pos.File == l.issueFile {
		l.list.Add(pos, diag.Error, "misplaced-key", diag.Say("%s 不能一期一个样", "%s cannot differ from issue to issue", key),
			diag.Say("写进 %s", "write it into %s", l.cfg.File))
	}
	if p.ID != "" && !l.wrong(key) && !isFolderName(p.ID) || p.ID == "" && l.serving && !l.wrong("publication.name") && p.Name != "" && !isFolderName(p.Name) {
		l.list.Add(l.at(key), diag.Error, "bad-path", diag.Say("%s = %q 不是文件夹名", "%s = %q is not the name of a folder", key, cmp.Or(p.ID, p.Name)),
			diag.Say(`写一个文件夹的名字，不带 / 和 ..，如 id = "lianghui"`, `write the name of a folder, without / and .., such as id = "lianghui"`))
	}
	p.ID = cmp.Or(p.ID, p.Name)
}

// checkLanguage checks the language of the publication: the EPUB speaks Chinese
// of itself (目录, 出版信息), and its tag must not say otherwise.
func (l *loader) checkLanguage(tag string) {
	const key = "publication.language"
	switch {
	case l.bad[key]:
	case !languageTag.MatchString(tag):
		l.list.Add(l.at(key), diag.Error, "unknown-value",
			diag.Say("%s = %q 不是 BCP 47 语言标记", "%s = %q is not a BCP 47 tag", key, tag),
			diag.Say(`写成 "zh-Hans"`, `write "zh-Hans"`))
	case l.cfg.Output.EPUB && !chineseTag.MatchString(tag):
		l.list.Add(l.at(key), diag.Error, "unknown-value",
			diag.Say("%s = %q 不是中文，而电子版自己的文字（目录、出版信息）是中文", "%s = %q is not Chinese, but the EPUB's own words are", key, tag),
			diag.Say(`写成 "zh-Hans"，或写 output.epub = false`, `write "zh-Hans", or set output.epub = false`))
	}
}

// checkSubjects checks that each subject says something.
func (l *loader) checkSubjects(subjects []string) {
	for i, s := range subjects {
		key := at("publication.subjects", i)
		l.checkPrintable(key, s)
		if strings.TrimSpace(s) == "" && !l.wrong(key) {
			l.list.Add(l.at(key), diag.Error, "missing-key", diag.Say("%s 是空的", "%s is empty", key),
				diag.Say("写一个主题词，或删去这一项", "write a subject, or remove it"))
		}
	}
}

// checkPrintable reports control characters and noncharacters in words that are
// printed and go into the files' metadata: neither PDF nor EPUB can carry them.
func (l *loader) checkPrintable(key, text string) {
	l.checkCharacters(key, text, unicode.IsControl)
}

// checkProse is checkPrintable for a text whose lines may end anywhere.
func (l *loader) checkProse(key, text string) {
	l.checkCharacters(key, text, func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) })
}

func (l *loader) checkCharacters(key, text string, control func(rune) bool) {
	for _, r := range text {
		if (control(r) || r&0xFFFE == 0xFFFE) && !l.bad[key] {
			l.list.Add(l.at(key), diag.Error, "illegal-character",
				diag.Say("%s 里有不能印也不能写进电子书的字符 %U", "%s holds the character %U, which neither page nor EPUB can carry", key, r),
				diag.Say("删去这个字符", "delete this character"))
			return
		}
	}
}
