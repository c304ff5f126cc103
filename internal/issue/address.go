package issue

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// host matches a host as the Domain Name System knows it, with or without a port. A
// name in another script is written in its xn-- form: what is shown is then what is
// asked for, and older readers understand it.
var host = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]+)?$`)

// PlainAddress tells whether a link may carry the address: a whole web or mail
// address without anything in it that could deceive.
func PlainAddress(address string) bool {
	unseen := func(r rune) bool { return r == ' ' || r == utf8.RuneError || !unicode.IsPrint(r) }
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(address, unseen) {
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
