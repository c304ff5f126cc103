package deliver

import (
	"fmt"
	"strings"
	"unicode"
)

// subject is the head of a notice: 【版心】崇川两会专刊 2021-01-15 第1期 已发布.
func (p *Parcel) subject() string {
	parts := []string{"【版心】" + p.Name, p.dated()}
	if p.Number != "" {
		parts = append(parts, "第"+p.Number+"期")
	}
	if p.Notice.Kind == Alarm {
		return oneLine(strings.Join(append(parts, "逾期未出"), " "))
	}
	if p.Revision > 1 {
		parts = append(parts, fmt.Sprintf("修订%d", p.Revision))
	}
	return oneLine(strings.Join(append(parts, "已发布"), " "))
}

// dated is what tells the issue from others: its date, or its name without one.
func (p *Parcel) dated() string {
	if p.Date == "" {
		return p.Issue
	}
	return p.Date
}

// text is the body of a notice, of lines.
func (p *Parcel) text(files []File) string {
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString(oneLine(fmt.Sprintf(format, args...)) + "\n") }
	list := func(head string, n int, item func(i int) string) {
		if n > 0 {
			b.WriteString("\n" + head + "\n")
		}
		for i := range n {
			line("  %s", item(i))
		}
	}
	line("%s", p.subject())
	b.WriteString("\n")
	line("刊物：%s", p.Name)
	line("期：%s", p.Issue)
	if p.Date != "" {
		line("日期：%s", p.Date)
	}
	if p.Number != "" {
		line("期号：第%s期", p.Number)
	}
	if p.Notice.Kind == Alarm {
		if p.Notice.Reason != "" {
			line("原因：%s", p.Notice.Reason)
		}
	} else {
		line("修订：%d", p.Revision)
	}
	if at := p.Notice.At; !at.IsZero() {
		line("时间：%s", at.Format("2006-01-02 15:04:05 -07:00"))
	}
	list("文件：", len(files), func(i int) string {
		return fmt.Sprintf("%s　%s　SHA-256 %s", files[i].Name, sizeWords(files[i].Bytes), files[i].SHA256)
	})
	list("待核：", len(p.Notice.Findings), func(i int) string { return p.Notice.Findings[i] })
	list("链接：", len(p.Notice.Links), func(i int) string {
		return strings.TrimSpace(p.Notice.Links[i].Title + " " + p.Notice.Links[i].URL)
	})
	return b.String()
}

// oneLine keeps what somebody else wrote from being more than one line: in a header
// the next one would be another header.
func oneLine(s string) string {
	return strings.TrimRight(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�")), " ")
}

func sizeWords(bytes int64) string {
	tenths := func(unit int64) int64 { return (bytes*10 + unit/2) / unit }
	switch {
	case bytes >= 1<<20:
		return fmt.Sprintf("%d.%d MB", tenths(1<<20)/10, tenths(1<<20)%10)
	case bytes >= 1<<10:
		return fmt.Sprintf("%d.%d KB", tenths(1<<10)/10, tenths(1<<10)%10)
	}
	return fmt.Sprintf("%d 字节", bytes)
}
