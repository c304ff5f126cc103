package clitext

import (
	"fmt"
	"strings"

	"banxin/internal/calendar"
	"banxin/internal/diag"
)

var (
	weekdaysZh = [...]string{"日", "一", "二", "三", "四", "五", "六"}
	weekdaysEn = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	monthsEn   = [...]string{1: "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

// mostTimes is how many times of a day are listed one by one.
const mostTimes = 8

// Cron says in words what a cron expression means.
func Cron(c *calendar.Cron) diag.Text {
	f := c.Fields()
	days, times := cronDays(&f), cronTimes(&f)
	return diag.Text{Zh: days.Zh + " " + times.Zh, En: days.En + " " + times.En}
}

func cronDays(f *calendar.Fields) diag.Text {
	week := diag.Text{
		Zh: "每周" + ranges(f.Weekdays, "、", "至周", func(n int) string { return weekdaysZh[n] }),
		En: "every " + ranges(f.Weekdays, ", ", " to ", func(n int) string { return weekdaysEn[n] }),
	}
	month := diag.Text{
		Zh: ranges(f.Days, "、", "至", func(n int) string { return fmt.Sprintf("%d日", n) }),
		En: "on day " + ranges(f.Days, ", ", " to ", func(n int) string { return fmt.Sprint(n) }),
	}
	zhMonths := ranges(f.Months, "、", "至", func(n int) string { return fmt.Sprintf("%d月", n) })
	enMonths := ranges(f.Months, ", ", " to ", func(n int) string { return monthsEn[n] })
	var t diag.Text
	switch {
	case f.Days == nil && f.Weekdays == nil:
		t = diag.Say("每天", "every day")
	case f.Days == nil:
		t = week
	default:
		t = diag.Text{Zh: "每月" + month.Zh, En: month.En + " of the month"}
		if f.Months != nil {
			t.Zh = "的" + month.Zh
		}
		if f.Weekdays != nil {
			t.Zh += "，以及" + week.Zh
			t.En += ", and " + week.En
		}
	}
	if f.Months != nil {
		t.Zh = "每年" + zhMonths + t.Zh
		t.En += " in " + enMonths
	}
	return t
}

func cronTimes(f *calendar.Fields) diag.Text {
	if len(f.Hours)*len(f.Minutes) <= mostTimes {
		var zh, en []string
		for _, h := range f.Hours {
			for _, m := range f.Minutes {
				zh = append(zh, fmt.Sprintf("%d:%02d", h, m))
				en = append(en, fmt.Sprintf("%02d:%02d", h, m))
			}
		}
		return diag.Text{Zh: strings.Join(zh, "、"), En: "at " + strings.Join(en, ", ")}
	}
	number := func(n int) string { return fmt.Sprint(n) }
	return diag.Text{
		Zh: ranges(f.Hours, "、", "至", number) + " 时的第 " + ranges(f.Minutes, "、", "至", number) + " 分",
		En: "at minute " + ranges(f.Minutes, ", ", " to ", number) + " of hour " + ranges(f.Hours, ", ", " to ", number),
	}
}

// ranges writes numbers with runs of three and more drawn together.
func ranges(numbers []int, comma, to string, word func(int) string) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		if j-i < 2 {
			j = i
			parts = append(parts, word(numbers[i]))
		} else {
			parts = append(parts, word(numbers[i])+to+word(numbers[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, comma)
}
