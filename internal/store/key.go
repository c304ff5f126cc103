package store

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/internal/diag"
)

// releaseFile is the file whose presence makes a revision.
const releaseFile = "release.json"

// unfinished are the names package fileblob writes under before it renames: what a
// killed run leaves.
var unfinished = regexp.MustCompile(`\.[0-9a-f]{16}\.tmp$`)

// CheckName tells whether name can be one element of a key and of a path on any
// system, and stays in its folder. Chinese and blanks are fine; what is hidden or
// means something to a file system is not.
func CheckName(name string) error {
	var found diag.Text
	switch {
	case name == "":
		found = diag.Say("名称为空", "a name is empty")
	case !utf8.ValidString(name):
		found = diag.Say("名称 %q 不是 UTF-8", "the name %q is not UTF-8", name)
	case strings.HasPrefix(name, "."):
		found = diag.Say("名称 %q 以句点开头", "the name %q begins with a full stop", name)
	case strings.ContainsAny(name, `/\`):
		found = diag.Say("名称 %q 含有斜线", "the name %q has a slash", name)
	case strings.ContainsFunc(name, unicode.IsControl):
		found = diag.Say("名称 %q 含有控制字符", "the name %q has a control character", name)
	case unfinished.MatchString(name), strings.HasSuffix(name, ".attrs"):
		found = diag.Say("名称 %q 是存储的临时文件名", "the name %q is one of the store's temporary ones", name)
	default:
		return nil
	}
	return &diag.Fault{Message: diag.Text{Zh: found.Zh + "，请换一个", En: found.En + "; choose another"}}
}

// CheckKey does for every element of a key what CheckName does for one.
func CheckKey(key string) error {
	for name := range strings.SplitSeq(key, "/") {
		if err := CheckName(name); err != nil {
			return err
		}
	}
	return nil
}

var date = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// check refuses a release whose folder would not be its own.
func (r *Release) check() error {
	if !date.MatchString(r.Date) {
		return &diag.Fault{Message: diag.Say("出版日期 %q 不是 2021-01-15 的样子", "the date %q is not like 2021-01-15", r.Date)}
	}
	if r.Revision < 1 {
		return &diag.Fault{Message: diag.Say("修订号 %d 要从 1 起", "the revision %d must be 1 or more", r.Revision)}
	}
	return errors.Join(CheckName(r.Publication), CheckName(r.Issue))
}

func (r *Release) folder() string {
	return folder(r.Publication, r.Date[:4], r.Issue, r.Revision)
}

func folder(publication, year, issue string, revision int) string {
	return fmt.Sprintf("%s/%s/%s/r%d", publication, year, issue, revision)
}

// checkFile refuses the name of a file that cannot stand beside those before it.
func checkFile(name string, before []File) error {
	if name == releaseFile || slices.ContainsFunc(before, func(f File) bool { return f.Name == name }) {
		return &diag.Fault{Message: diag.Say("文件名 %q 已被占用，请换一个", "the file name %q is taken; choose another", name)}
	}
	return CheckName(name)
}
