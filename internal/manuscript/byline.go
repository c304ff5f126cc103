package manuscript

import (
	"slices"
	"strings"
)

// A line is a byline when it is short, ends without a stop, and is
//   - anything between two middle dots: ·陆蕾·
//   - names alone between brackets or after an ornament: （陆蕾）, ■ 陆蕾
//   - roles and names, in brackets or not: 本报记者 王伟 通讯员 李晓明,
//     文/王伟 图/李晓明, 记者：王伟, 王伟 摄
//
// A bare name becomes a byline by its place only, see classify.go.

// roles are the words that tell what a person did for a piece, the longer
// before those they begin with. A role of one character never stands without a
// separator before a name: 文明实践 is no byline.
var roles = []string{
	"本报全媒体记者", "全媒体记者", "融媒体记者", "本报特约记者", "本报实习记者", "本报见习记者", "本报记者", "本报通讯员", "本报评论员", "本报讯记者",
	"特约记者", "特约通讯员", "特约评论员", "实习记者", "见习记者", "本刊记者", "本网记者", "新华社记者", "首席记者",
	"记者", "通讯员", "评论员", "实习生", "责任编辑", "作者", "撰稿", "撰文", "供稿", "执笔", "整理", "编辑", "责编", "采写", "采访",
	"摄影报道", "摄影", "报道", "图文", "文图", "供图", "稿件来源", "来源", "翻译", "校对", "文", "图", "摄", "译",
}

const (
	bylineLength  = 45 // the longest byline, in characters
	bylineCore    = 20 // the longest text between two middle dots
	ornaments     = "■□◎●○◆◇▲△▪▫★☆※"
	bylineParting = " 、，：/／|｜·&"
)

// isByline tells a byline by its form.
func isByline(text []rune) bool {
	n := len(text)
	if n < 2 || n > bylineLength || slices.ContainsFunc(text, func(r rune) bool { return isStop(r) || r == '；' || r == '…' }) {
		return false
	}
	if text[0] == '·' && text[n-1] == '·' && n > 2 {
		return n <= bylineCore+2
	}
	core, dressed := undress(text)
	if names, ok := countNames(core); ok && dressed {
		return names > 0 && string(core) != "待续"
	}
	return namesRoles(core)
}

// undress takes off brackets round the whole line and ornaments before it.
func undress(text []rune) ([]rune, bool) {
	core := text
	for len(core) > 0 && strings.ContainsRune(ornaments+" ", core[0]) {
		core = core[1:]
	}
	if n := len(core); n > 2 && (core[0] == '（' && core[n-1] == '）' || core[0] == '【' && core[n-1] == '】' || core[0] == '［' && core[n-1] == '］') &&
		!slices.Contains(core[1:n-1], core[n-1]) {
		core = core[1 : n-1]
	}
	return core, len(core) < len(text)
}

// namesRoles tells whether every word of the line is a role, a name, or a role
// and a name in one, and both occur. After a role a name may have any form of
// two to four Han, and a group such as 区融媒体中心 may stand for persons.
func namesRoles(core []rune) bool {
	words := splitWords(core, bylineParting)
	hasRole, hasName, separated := false, false, slices.ContainsFunc(core, func(r rune) bool { return r == '：' || r == '/' || r == '／' })
	for _, w := range words {
		s := string(w)
		rest := trimRole(w)
		switch {
		case slices.Contains(roles, s):
			hasRole = true
			hasName = hasName || s == "本报评论员" || s == "特约评论员"
			separated = separated || strings.HasPrefix(s, "本报") || strings.HasSuffix(s, "通讯员")
		case isName(w):
			hasName = true
		case len(rest) < len(w) && isName(rest):
			hasRole, hasName = true, true
		case hasRole && separated && allHan(w) && len(w) >= 2 && len(w) <= 12:
			hasName = true
		default:
			return false
		}
	}
	return hasRole && hasName
}

// trimRole takes a role off either end of a word.
func trimRole(w []rune) []rune {
	s := string(w)
	for _, role := range roles {
		if rest, ok := strings.CutPrefix(s, role); ok && len(role) > len("文") {
			return []rune(rest)
		}
		if rest, ok := strings.CutSuffix(s, role); ok && role != "图" && role != "文" {
			return []rune(rest)
		}
	}
	return w
}

// qrLength is the longest note for a QR code, in characters.
const qrLength = 50

// isQRNote tells the sentence that goes under a QR code: one short sentence that
// names the code and tells the reader to scan it. Body text that mentions codes
// goes on after its first sentence or opens with somebody who scans.
func isQRNote(text []rune) bool {
	if len(text) > qrLength {
		return false
	}
	s := string(text)
	if !containsAny(s, "二维码", "扫码", "扫一扫") || !containsAny(s, "扫描", "扫码", "扫一扫", "长按", "识别", "微信扫", "手机扫") {
		return false
	}
	for i, r := range text {
		if isStop(r) && i < len(text)-1 && !isClosing(text[len(text)-1]) {
			return false
		}
	}
	core, dressed := undress(text)
	return dressed || hasAnyPrefix(string(core), "扫", "长按", "识别", "请", "微信扫", "手机扫", "用手机", "打开微信", "使用", "更多", "欲", "详情", "详见", "查看", "了解", "观看", "收看", "阅读", "关注", "点击", "想", "↑", "←", "→", "↓", "全文", "相关", "视频") ||
		strings.HasSuffix(strings.TrimRight(s, "。！"), "二维码")
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func hasAnyPrefix(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}
