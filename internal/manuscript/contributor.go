package manuscript

import (
	"slices"
	"strings"
	"unicode"

	"banxin/internal/han"
	"banxin/internal/issue"
)

// Contributors gives those whom the bylines and the credits of pictures name, in the
// order of the article and each once with one role, without their sort keys. A byline names
// authors and a credit photographers where they say nothing else. A source
// (来源：新华社) is no contributor, nor is what the form does not tell to be a name: in a
// byline, words that neither open with a family name nor stand beside a role.
func Contributors(a *issue.Article) []issue.Contributor {
	var out []issue.Contributor
	for i := range a.Blocks {
		switch b := &a.Blocks[i]; {
		case b.Kind == issue.Byline:
			out = append(out, contributors(issue.Plain(b.Inlines), issue.Author)...)
		case b.Kind == issue.Picture && b.Image != nil:
			for _, c := range contributors(issue.Plain(b.Image.Credit), issue.Photographer) {
				if c.Role == issue.Author { // 记者 李四, who took the picture
					c.Role = issue.Photographer
				}
				out = append(out, c)
			}
		}
	}
	var once []issue.Contributor
	for _, c := range out {
		if !slices.Contains(once, c) {
			once = append(once, c)
		}
	}
	return once
}

// noRole is for what a role word calls a source: it names no contributor.
const noRole issue.Role = ""

// duty says what a word of roles makes of the persons it stands with.
func duty(role string) issue.Role {
	switch role {
	case "图", "摄", "摄影", "摄影报道", "供图":
		return issue.Photographer
	case "编辑", "责编", "责任编辑":
		return issue.Editor
	case "校对":
		return issue.Proofreader
	case "翻译", "译":
		return issue.Translator
	case "来源", "稿件来源":
		return noRole
	}
	return issue.Author
}

// credited is a word of a credit on its way to a contributor.
type credited struct {
	name string
	role issue.Role
	said bool // a role word stands with it
}

// contributors reads one byline or credit. A role word holds for the names behind it
// (文/王伟 图/李明), but for those before it where no name follows at once (王伟 李明 摄) or,
// being 摄 or 译, where they have none (王伟 摄 李明 文).
func contributors(text string, usual issue.Role) []issue.Contributor {
	var names []credited
	role, said, since := usual, false, 0 // since: first name behind the last role word
	words := creditWords(text)
	for i, w := range words {
		before, name, after := takeRole(w)
		if before != "" {
			role, said, since = duty(before), true, len(names)
		}
		if name != "" {
			names = append(names, credited{name, role, said})
		}
		if after == "" {
			continue
		}
		behind := i+1 < len(words) && opensWithName(words[i+1])
		silent := since < len(names) && !names[since].said
		if since < len(names) && (name != "" || !behind || silent && (after == "摄" || after == "译")) {
			for k := since; k < len(names); k++ {
				names[k].role, names[k].said = duty(after), true
			}
			role, said = usual, false
		} else {
			role, said = duty(after), true
		}
		since = len(names)
	}
	var out []issue.Contributor
	for _, n := range names {
		if n.role != noRole && namesSomebody(n.name, n.said || usual != issue.Author) {
			out = append(out, issue.Contributor{Name: n.name, Role: n.role})
		}
	}
	return out
}

// creditWords parts a byline into its words. A middle dot inside a word belongs to a
// name (买买提·吐尔逊), unless it stands between two Chinese ones, and so does a space
// between words that are not Chinese.
func creditWords(text string) []string {
	const (
		between = "、，：/／|｜&（）【】［］。" + ornaments
		blanks  = " 　"
		dot     = "·"
	)
	var out []string
	for _, part := range splitWords([]rune(text), between) {
		foreign := false // the last word of the part is not Chinese
		for _, w := range splitWords(part, blanks) {
			word := strings.Trim(string(w), dot)
			latin := !strings.ContainsFunc(word, han.Is)
			switch parts := strings.Split(word, dot); {
			case word == "":
				continue
			case len(parts) > 1 && !slices.ContainsFunc(parts, isForeign):
				out = append(out, parts...)
			case latin && foreign:
				out[len(out)-1] += " " + word
			default:
				out = append(out, word)
			}
			foreign = latin
		}
	}
	return out
}

// isForeign tells a word that is neither a role nor, with or without a role, a Chinese
// name.
func isForeign(word string) bool {
	_, name, _ := takeRole(word)
	return name != "" && !isName([]rune(name))
}

// takeRole parts a word into a role before a name, the name and a role behind it. A
// word that is a role alone comes as after; each may be empty.
func takeRole(word string) (before, name, after string) {
	if slices.Contains(roles, word) {
		return "", "", word
	}
	for _, role := range roles {
		one := len([]rune(role)) == 1
		if rest, ok := strings.CutPrefix(word, role); ok && !one {
			return role, rest, ""
		}
		if rest, ok := strings.CutSuffix(word, role); ok && (!one || role == "摄" || role == "译") {
			return "", rest, role
		}
	}
	return "", word, ""
}

// opensWithName tells a word that does not begin with a role.
func opensWithName(word string) bool {
	before, name, _ := takeRole(word)
	return before == "" && name != ""
}

// namesSomebody tells whether a word names a person or, if called so, a group such as
// 区融媒体中心.
func namesSomebody(word string, called bool) bool {
	if isName([]rune(word)) {
		return true
	}
	const longest = 20 // characters of a group or a name with middle dots
	n := len([]rune(word))
	return called && 2 <= n && n <= longest && !strings.ContainsFunc(word, func(r rune) bool {
		return r != '·' && r != ' ' && r != '.' && !unicode.IsLetter(r)
	})
}
