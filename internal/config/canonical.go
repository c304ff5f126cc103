package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// besideIssue are the tables and keys that never reach a page or an edition: when an
// issue is built and by whom, where things lie, where the files go.
var besideIssue = []string{"build", "schedule", "service", "delivery", "publication.id"}

// Canonical gives what a config.toml or issue.toml says about the pages and editions of
// an issue, a line for each value: the same for files that say the same, whatever their
// comments, the order of their keys and the forms of their strings and tables. Keys that
// are not written do not count, so that it stays when the program's defaults change. A
// file that is not TOML is given as it is.
func Canonical(data []byte) []byte {
	root, _ := parse("", data)
	if root == nil {
		return data
	}
	var b strings.Builder
	canonical(&b, "", root.value)
	return []byte(b.String())
}

// canonical writes a value that toml decoded. A table is its keys: one without any is
// as good as none.
func canonical(b *strings.Builder, path string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			inner := join(path, quotedKey(key))
			if !slices.Contains(besideIssue, inner) {
				canonical(b, inner, v[key])
			}
		}
	case []map[string]any:
		fmt.Fprintf(b, "%s %d\n", path, len(v))
		for i := range v {
			canonical(b, at(path, i), v[i])
		}
	case []any:
		fmt.Fprintf(b, "%s %d\n", path, len(v))
		for i := range v {
			canonical(b, at(path, i), v[i])
		}
	case time.Time:
		fmt.Fprintf(b, "%s = %s\n", path, canonicalTime(v))
	case string:
		fmt.Fprintf(b, "%s = %q\n", path, v)
	case float64:
		fmt.Fprintf(b, "%s = float %s\n", path, strconv.FormatFloat(v, 'g', -1, 64))
	default:
		fmt.Fprintf(b, "%s = %v\n", path, v)
	}
}

// quotedKey keeps keys apart that hold dots, spaces or signs.
func quotedKey(key string) string {
	if strings.ContainsFunc(key, func(r rune) bool { return strings.ContainsRune(" .[]=\"\\\n", r) }) {
		return strconv.Quote(key)
	}
	return key
}

// canonicalTime gives a date or time without an offset as it is written, and an instant
// in UTC: toml gives it a zone that depends on the machine's.
func canonicalTime(t time.Time) string {
	switch zone := t.Location().String(); zone {
	case "date-local", "datetime-local", localTime:
		return zone + t.Format(" 2006-01-02T15:04:05.999999999")
	}
	return t.UTC().Format(time.RFC3339Nano)
}
