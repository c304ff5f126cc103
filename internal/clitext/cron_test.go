package clitext

import (
	"testing"

	"banxin/internal/calendar"
)

func TestCron(t *testing.T) {
	t.Parallel()
	for expr, want := range map[string][2]string{
		"0 18 * * 5":           {"每周五 18:00", "every Friday at 18:00"},
		"0 6 * * 1-5":          {"每周一至周五 6:00", "every Monday to Friday at 06:00"},
		"30 6,18 * * *":        {"每天 6:30、18:30", "every day at 06:30, 18:30"},
		"0 6 * * 2,4":          {"每周二、四 6:00", "every Tuesday, Thursday at 06:00"},
		"0 0 1,15 * *":         {"每月1日、15日 0:00", "on day 1, 15 of the month at 00:00"},
		"0 6 1 1,7 *":          {"每年1月、7月的1日 6:00", "on day 1 of the month in January, July at 06:00"},
		"0 6 * 3-5 0":          {"每年3月至5月每周日 6:00", "every Sunday in March to May at 06:00"},
		"0 6 13 * fri":         {"每月13日，以及每周五 6:00", "on day 13 of the month, and every Friday at 06:00"},
		"*/15 8-12 * * 6":      {"每周六 8至12 时的第 0、15、30、45 分", "every Saturday at minute 0, 15, 30, 45 of hour 8 to 12"},
		"@weekly":              {"每周日 0:00", "every Sunday at 00:00"},
		"@yearly":              {"每年1月的1日 0:00", "on day 1 of the month in January at 00:00"},
		"5 4 1-7,20 feb-mar *": {"每年2月、3月的1日至7日、20日 4:05", "on day 1 to 7, 20 of the month in February, March at 04:05"},
	} {
		c, err := calendar.ParseCron(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got := Cron(&c); got.Zh != want[0] || got.En != want[1] {
			t.Errorf("%s: %q, %q", expr, got.Zh, got.En)
		}
	}
}
