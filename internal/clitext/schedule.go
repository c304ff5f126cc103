package clitext

import (
	"fmt"
	"strings"
	"time"

	"banxin/internal/config"
	"banxin/internal/diag"
)

// minute is how an instant is written.
const minute = "2006-01-02 15:04 -07:00"

// Schedule explains in words what a configuration does on schedule, a sentence a line.
// The configuration must have a calendar; from is the instant from which on issues come.
func Schedule(c *config.Config, from time.Time) []diag.Text {
	cal, s := c.Calendar(), &c.Schedule
	cron := Cron(&cal.Cron)
	lines := []diag.Text{
		diag.Say("出报：%[1]s（%[3]s），即 cron = %[4]q", "Issues: %[2]s (%[3]s), which is cron = %[4]q", cron.Zh, cron.En, cal.Zone, s.Cron),
	}
	if first := cal.After(time.Time{}, 1); len(first) > 0 {
		lines = append(lines, diag.Say("第一期：%[1]s，%[2]s 到时，当年第 %[3]d 期", "First: %[1]s, due %[2]s, number %[3]d of its year", first[0].Issue, first[0].Due.Format(minute), first[0].Number))
	}
	if s.FirstNumber > 0 {
		lines = append(lines, diag.Say("总期号：第一期是总第 %d 期", "Whole number: that of the first is %d", s.FirstNumber))
	} else {
		lines = append(lines, diag.Say("总期号：不由日程给出（没有写 first_number）", "Whole number: not given by the schedule (there is no first_number)"))
	}
	if cal.Last.IsZero() {
		lines = append(lines, diag.Say("最后一期：没有定", "Last: not set"))
	} else {
		lines = append(lines, diag.Say("最后一期：不晚于 %s", "Last: not after %s", cal.Last))
	}
	if s.Ahead != 0 {
		lines = append(lines, diag.Say("报上的日期：比构建那天晚 %d 天", "Date on the issue: %d d after the day of the build", s.Ahead))
	}
	lines = append(lines, daysOff(c)...)
	lines = append(lines, manuscripts(c)...)
	lines = append(lines, catchUp(s), outputs(c))
	for i := range c.Delivery {
		lines = append(lines, delivery(&c.Delivery[i]))
	}
	if next := cal.After(from, 1); len(next) > 0 {
		lines = append(lines, diag.Say("下一期：%[1]s，%[2]s 到时", "Next: %[1]s, due %[2]s", next[0].Issue, next[0].Due.Format(minute)))
	}
	return lines
}

func daysOff(c *config.Config) []diag.Text {
	var lines []diag.Text
	if days := c.Holidays(); len(days) > 0 {
		var words []string
		for _, d := range days {
			words = append(words, fmt.Sprintf("%s（%s）", d, weekdaysZh[d.Weekday()]))
		}
		en := make([]string, 0, len(days))
		for _, d := range days {
			en = append(en, fmt.Sprintf("%s (%s)", d, weekdaysEn[d.Weekday()][:3]))
		}
		lines = append(lines, diag.Say("停一期：%[1]s，不占期号", "Days off: %[2]s; no number is used up", strings.Join(words, "、"), strings.Join(en, ", ")))
	}
	spans, counts := c.Suspensions()
	for i, span := range spans {
		lines = append(lines, diag.Say("休刊：%s 到 %s，其间有 %d 天本该出报，不占期号", "Suspended: %s to %s; days that would have an issue: %d; no number is used up", span.From, span.To, counts[i]))
	}
	return lines
}

func manuscripts(c *config.Config) []diag.Text {
	s := &c.Schedule
	where := c.Build.Sources + "/" + s.Manuscripts
	lines := []diag.Text{diag.Say("来稿：放在 %s，有来稿就构建", "Manuscripts: in %s; built as soon as they are there", where)}
	if s.Ready != "" {
		lines[0] = diag.Say("来稿：放在 %[1]s，里面有了 %[2]s 这个文件才构建", "Manuscripts: in %[1]s; built when the file %[2]s is there too", where, s.Ready)
	}
	if s.Deadline == 0 {
		return append(lines, diag.Say("期限：没有，一直等", "Deadline: none; they are waited for"))
	}
	what := map[string]diag.Text{
		"wait":  diag.Say("告警，并接着等", "an alarm, and waiting goes on"),
		"build": diag.Say("告警，没有记号也用已有的来稿构建；一份来稿也没有就接着等", "an alarm, and what is there is built without the mark; with no manuscript at all waiting goes on"),
		"alarm": diag.Say("告警，不再等", "an alarm, and no more waiting"),
	}[s.AtDeadline]
	length := span(s.Deadline)
	return append(lines, diag.Say("期限：到时之后 %[1]s；过了还不齐：%[3]s", "Deadline: %[2]s after the due time; if they are not complete then: %[4]s", length.Zh, length.En, what.Zh, what.En))
}

func catchUp(s *config.Schedule) diag.Text {
	if s.CatchUpMax == 0 {
		return diag.Say("误了的期：不补", "Missed issues: not caught up")
	}
	return diag.Say("误了的期（停机、断网）：来稿已在的，补最近 %d 期，按先后；更早的不补", "Missed issues (machine or network down): of those whose manuscripts are there the newest %d are built, in order, and none before", s.CatchUpMax)
}

func outputs(c *config.Config) diag.Text {
	if len(c.Delivery) == 0 {
		return diag.Say("投递：没有，成品只进成品库", "Deliveries: none; issues go into the store alone")
	}
	return diag.Say("投递：%d 处", "Deliveries: %d", len(c.Delivery))
}

// delivery says where one goes and what with.
func delivery(d *config.Delivery) diag.Text {
	files := strings.Join(d.Files, ", ")
	occasions := strings.Join(d.On, ", ")
	switch d.Kind {
	case "folder":
		return diag.Say("  %s：文件夹 %s/%s，%s", "  %s: folder %s/%s, %s", d.Name, d.Folder, d.Into, files)
	case "sftp":
		return diag.Say("  %s：SFTP %s@%s 的 %s/%s，%s", "  %s: SFTP %s@%s, %s/%s, %s", d.Name, d.User, d.Address, d.Path, d.Into, files)
	case "s3":
		return diag.Say("  %s：对象存储 %s 的 %s，%s", "  %s: object store %s, %s, %s", d.Name, d.URL, d.Into, files)
	case "webhook":
		return diag.Say("  %s：通知 %s（%s）", "  %s: notice to %s (%s)", d.Name, d.URL, occasions)
	}
	return diag.Say("  %s：邮件给 %s（%s）", "  %s: mail to %s (%s)", d.Name, strings.Join(d.To, ", "), occasions)
}

// span words a duration in days, hours, minutes and seconds.
func span(d time.Duration) diag.Text {
	var zh, en []string
	for _, unit := range []struct {
		length time.Duration
		zh, en string
	}{{24 * time.Hour, "天", "d"}, {time.Hour, "小时", "h"}, {time.Minute, "分钟", "min"}, {time.Second, "秒", "s"}} {
		if n := d / unit.length; n > 0 {
			zh, en = append(zh, fmt.Sprintf("%d %s", n, unit.zh)), append(en, fmt.Sprintf("%d %s", n, unit.en))
			d %= unit.length
		}
	}
	return diag.Text{Zh: strings.Join(zh, " "), En: strings.Join(en, " ")}
}
