package config

import (
	"regexp"
	"strings"

	"banxin/internal/diag"
)

var issnForm = regexp.MustCompile(`^[0-9]{4}-[0-9]{3}[0-9X]$`)

// checkISSNs checks the two keys that may hold an International Standard Serial
// Number: issn, and identifier in its form as a URN.
func (l *loader) checkISSNs(p *Publication) {
	if p.ISSN != "" {
		l.checkISSN("publication.issn", p.ISSN)
	}
	const space = "urn:issn:" // in any case (RFC 8141, 3.1)
	if len(p.Identifier) < len(space) || !strings.EqualFold(p.Identifier[:len(space)], space) {
		return
	}
	l.checkISSN("publication.identifier", p.Identifier[len(space):])
	if p.ISSN != "" && !l.wrong("publication.issn") && !l.wrong("publication.identifier") {
		l.list.Add(l.at("publication.identifier"), diag.Error, "conflicting-keys",
			diag.Say("ISSN 写了两处：publication.issn 和 publication.identifier", "the ISSN stands twice, in publication.issn and in publication.identifier"),
			diag.Say("只写 issn，identifier 留给别的刊号", "write issn alone; identifier is for a number of another kind"))
	}
}

// checkISSN reports a number that has not the form of an ISSN or whose check digit
// is not that of the seven digits before it (ISO 3297, Annex A).
func (l *loader) checkISSN(key, number string) {
	if l.wrong(key) {
		return
	}
	if !issnForm.MatchString(number) {
		l.list.Add(l.at(key), diag.Error, "unknown-value",
			diag.Say("%s：%q 不是 ISSN", "%s: %q is no ISSN", key, number),
			diag.Say(`ISSN 是八位，四位一节，末位可以是大写 X，如 "1234-5679"；没有就写 ""`, `an ISSN has eight digits in two groups, the last may be a capital X, as in "1234-5679"; write "" when there is none`))
		return
	}
	if want := issnCheckDigit(number); number[8:] != want {
		l.list.Add(l.at(key), diag.Error, "unknown-value",
			diag.Say("%s：ISSN %s 的校验位不对，前七位算出的是 %s", "%s: the check digit of ISSN %s is wrong; the seven digits before it give %s", key, number, want),
			diag.Say("照发证机关给的号码逐位核对；没有 ISSN 就写 \"\"", "compare each digit with the number that was assigned; write \"\" when there is none"))
	}
}

// issnCheckDigit gives the check digit of an ISSN written with its hyphen: the
// digits weighted 8 to 2, modulo 11; X is ten.
func issnCheckDigit(number string) string {
	sum := 0
	for i, r := range strings.Replace(number, "-", "", 1)[:7] {
		sum += (8 - i) * int(r-'0')
	}
	return strings.Split("0 1 2 3 4 5 6 7 8 9 X", " ")[(11-sum%11)%11]
}
