package desk

import (
	"fmt"
	"time"
)

// moment is an instant as the page shows it.
type moment struct {
	Machine string // RFC 3339
	Text    string // 1月15日 周五 18:00; the year only where it is another one
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// moments words the instants of one publication.
type moments struct {
	lang string
	zone *time.Location
	now  time.Time
}

// at gives nothing for the zero time.
func (m moments) at(t time.Time) *moment {
	if t.IsZero() {
		return nil
	}
	t = t.In(m.zone)
	other := t.Year() != m.now.In(m.zone).Year()
	var text string
	switch {
	case m.lang == "en" && other:
		text = t.Format("Mon 2 Jan 2006, 15:04")
	case m.lang == "en":
		text = t.Format("Mon 2 Jan, 15:04")
	case other:
		text = fmt.Sprintf("%d年%d月%d日 %s %s", t.Year(), t.Month(), t.Day(), weekdays[t.Weekday()], t.Format("15:04"))
	default:
		text = fmt.Sprintf("%d月%d日 %s %s", t.Month(), t.Day(), weekdays[t.Weekday()], t.Format("15:04"))
	}
	return &moment{t.Format(time.RFC3339), text}
}

// span words how long something is, in its largest unit, rounded down.
func span(d time.Duration, lang string) string {
	n, zh, en := int(d/time.Minute), "分钟", "min"
	switch {
	case d >= 48*time.Hour:
		n, zh, en = int(d/(24*time.Hour)), "天", "days"
	case d >= time.Hour:
		n, zh, en = int(d/time.Hour), "小时", "h"
	}
	if lang == "en" {
		return fmt.Sprintf("%d %s", n, en)
	}
	return fmt.Sprintf("%d %s", n, zh)
}

// size words a number of bytes.
func size(bytes int64) string {
	switch {
	case bytes >= 1e6:
		return fmt.Sprintf("%d.%d MB", bytes/1e6, bytes%1e6/1e5)
	case bytes >= 1e3:
		return fmt.Sprintf("%d KB", bytes/1e3)
	}
	return fmt.Sprintf("%d B", bytes)
}
