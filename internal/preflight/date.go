package preflight

import (
	"regexp"
	"strconv"
	"time"
)

// pdfDate is a date of Info with all its fields (ISO 32000-1, 7.9.4), the zone aside.
var pdfDate = regexp.MustCompile(`^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:(Z)(?:00'?00'?)?|([+-])(\d\d)'?(\d\d)?'?)?$`)

// readPDFDate reads a date of Info. zoned tells whether it has a time zone.
func readPDFDate(s string) (t time.Time, zoned, ok bool) {
	m := pdfDate.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false, false
	}
	n := func(i int) int { v, _ := strconv.Atoi(m[i]); return v }
	offset := n(9)*3600 + n(10)*60
	if m[8] == "-" {
		offset = -offset
	}
	t = time.Date(n(1), time.Month(n(2)), n(3), n(4), n(5), n(6), 0, time.FixedZone("", offset))
	exists := t.Month() == time.Month(n(2)) && t.Day() == n(3) && t.Hour() == n(4) && t.Minute() == n(5) && t.Second() == n(6)
	return t, m[7] != "" || m[8] != "", exists
}

// xmpDates are the forms of a complete date in XMP, and whether they have a zone.
var xmpDates = []struct {
	form  string
	zoned bool
}{
	{"2006-01-02T15:04:05Z07:00", true}, {"2006-01-02T15:04:05.999999999Z07:00", true},
	{"2006-01-02T15:04:05", false}, {"2006-01-02T15:04:05.999999999", false},
}

// readXMPDate reads a date of XMP, complete to the second.
func readXMPDate(s string) (t time.Time, zoned, ok bool) {
	for _, f := range xmpDates {
		if t, err := time.Parse(f.form, s); err == nil {
			return t, f.zoned, true
		}
	}
	return time.Time{}, false, false
}
