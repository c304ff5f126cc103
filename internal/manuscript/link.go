package manuscript

import (
	"regexp"
	"strings"

	"banxin/internal/diag"
	"banxin/internal/issue"
)

// link reads [text](address) at i and gives the index after it, i when there is none.
func (p *inlineParser) link(i, to int, outer inlineMark) int {
	middle := p.find("](", i, to)
	if middle <= i+1 || p.opensAnother(i+1, middle) {
		return i
	}
	end, depth := middle+2, 1
	for ; end < to && !isSpace(p.in[end].r); end++ {
		switch p.at(end) {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			break
		}
	}
	written := plain(p.in[middle+2 : end])
	address, kind := addressOf(written)
	if depth > 0 || kind == noAddress {
		if addressLike.MatchString(written) {
			p.m.report.Add(p.m.at(p.in[i]), diag.Finding, "link-form",
				diag.Say("“%s”不成链接，照原样排出", "“%s” is no link and is set as it stands", plain(p.in[i:end])),
				diag.Say(`写成 [文字](https://…)：地址以 https://、http:// 或 mailto: 开头，里面没有空格；不是链接，就写 \[`, `write [words](https://…): the address begins with https://, http:// or mailto: and has no space; if this is no link write \[`))
		}
		return i
	}
	inner := outer
	inner.address = address
	if kind == badAddress {
		hint := diag.Say(`地址要以 https://、http:// 或 mailto: 开头；不是链接，就写 \[`, `an address begins with https://, http:// or mailto:; if this is no link write \[`)
		if scheme, _, _ := strings.Cut(strings.ToLower(written), ":"); scheme == "http" || scheme == "https" || scheme == "mailto" {
			hint = issue.AddressHint
		}
		p.m.report.Add(p.m.at(p.in[middle+2]), diag.Error, "link-address",
			diag.Say("链接的地址“%s”不能用", "the link cannot lead to “%s”", written), hint)
	}
	p.obey(i, i+1)
	p.parse(i+1, middle, inner)
	p.obey(middle, end+1)
	return end + 1
}

// addressLike matches what was surely meant as an address.
var addressLike = regexp.MustCompile(`^(?i:https?:|mailto:|www\.|//|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/|$))`)

// opensAnother tells whether a bracket that may open a link stands in [from, to).
func (p *inlineParser) opensAnother(from, to int) bool {
	for i := from; i < to; i++ {
		switch {
		case p.at(i) == '\\':
			i++
		case p.at(i) == '[' && p.at(i+1) != '^':
			return true
		}
	}
	return false
}
