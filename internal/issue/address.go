package issue

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/internal/diag"
)

// host matches a host as the Domain Name System knows it, with or without a port. A
// name in another script is written in its xn-- form: what is shown is then what is
// asked for, and older readers understand it.
var host = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?$`)

// spelt matches what has only the characters of an IRI (RFC 3987, 2.2); brackets are
// for hosts that are numbers, which host does not match.
var spelt = regexp.MustCompile("^([^]<>\"{}|\\\\^`[%]|%[0-9A-Fa-f]{2})*$")

// AddressHint says what to write instead of an address that PlainAddress refuses.
var AddressHint = diag.Text{
	Zh: "写完整的网址，如 https://example.org/2021；中文域名写成 xn-- 开头的形式；空格、引号、各种括号、| \\ ^ ` 和单独的 % 写成 %20 这样",
	En: "write a whole address, such as https://example.org/2021, a domain in another script in its xn-- form, and spaces, quotes, brackets of any kind, | \\ ^ ` and a lone % as numbers such as %20",
}

// PlainAddress tells whether a link may carry the address: a whole web or mail
// address without anything in it that could deceive.
func PlainAddress(address string) bool {
	unseen := func(r rune) bool { return r == ' ' || r == utf8.RuneError || !unicode.IsPrint(r) }
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(address, unseen) || !spelt.MatchString(address) {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return host.MatchString(u.Host) && u.User == nil
	case "mailto":
		return u.Opaque != ""
	}
	return false
}

// WebAddress tells whether an address is plain and of a web page.
func WebAddress(address string) bool {
	return PlainAddress(address) && !strings.HasPrefix(strings.ToLower(address), "mailto:")
}
