package config

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"banxin/internal/diag"
)

var (
	durationPart = regexp.MustCompile(`^(\d{1,6})(d|h|m|s)`)
	wantDuration = want{"duration", "时长", "a duration"}
)

// longestDuration bounds a duration: anything beyond is a slip.
const longestDuration = 366 * 24 * time.Hour

// parseDuration reads "36h", "90m", "2d" or "1h30m"; false: it is none. A day has 24
// hours.
func parseDuration(s string) (time.Duration, bool) {
	units := map[string]time.Duration{"d": 24 * time.Hour, "h": time.Hour, "m": time.Minute, "s": time.Second}
	rest := strings.TrimSpace(s)
	var sum time.Duration
	least := longestDuration // of the units so far: each stands once, the larger first
	for rest != "" {
		m := durationPart.FindStringSubmatch(rest)
		if m == nil || units[m[2]] >= least {
			return 0, false
		}
		n, err := strconv.Atoi(m[1])
		if err != nil {
			return 0, false
		}
		least = units[m[2]]
		sum += time.Duration(n) * least
		rest = rest[len(m[0]):]
	}
	return sum, least != longestDuration
}

// duration lays a duration over v. An empty string is none where zero is allowed.
func (b *binder) duration(n *node, path string, v reflect.Value, f field) {
	s, ok := n.value.(string)
	if !ok {
		b.wrongType(n, path, wantDuration)
		return
	}
	d, ok := parseDuration(s)
	if strings.TrimSpace(s) == "" && f.bounds != "positive" {
		d, ok = 0, true
	}
	switch {
	case !ok:
		b.bad[path] = true
		b.list.Add(n.at, diag.Error, "bad-duration",
			diag.Say("%s = %q 不是时长", "%s = %q is not a duration", path, s),
			diag.Say(`写成整数加单位 d（天）、h（时）、m（分）或 s（秒），如 "36h"、"90m"、"2d"、"1h30m"`, `write whole numbers with the units d, h, m or s, such as "36h", "90m", "2d" or "1h30m"`))
	case d > longestDuration || d == 0 && f.bounds == "positive":
		b.bad[path] = true
		b.list.Add(n.at, diag.Error, "out-of-range", diag.Say("%s = %q 超出范围", "%s = %q is out of range", path, s),
			diag.Say("写一个大于零、不超过 366 天的时长", "write a duration above zero and within 366 days"))
	default:
		v.SetInt(int64(d))
	}
}
