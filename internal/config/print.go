package config

import (
	"strings"

	"banxin/internal/diag"
	"banxin/internal/icc"
	"banxin/layout/unit"
)

// newsprintInk is the ink sum that coldset newspaper presses take, in per cent (ISO
// 12647-3).
const newsprintInk = 240

// checkPrint checks that the printing condition can be named as the standard asks.
// Whether a profile is one of that condition, press sees when it reads the file.
func (l *loader) checkPrint() {
	p := &l.cfg.Print
	l.checkPrintable("print.condition", p.Condition)
	l.checkPrintable("print.info", p.Info)
	if p.Profile != "" && !l.wrong("print.profile") {
		l.checkProfileFile(p.Profile)
	}
	const farthest = 50 // mm
	if o := l.cfg.Len(p.Offset); !l.wrong("print.offset") && o > unit.FromFloat(farthest*72/25.4) {
		l.list.Add(l.at("print.offset"), diag.Error, "out-of-range",
			diag.Say("print.offset 太大：标记离成品边超过 %d 毫米", "print.offset is too large: the marks would stand more than %d mm from the trim", farthest),
			diag.Say("写 3mm 到 10mm", "write 3mm to 10mm"))
	}
	if strings.HasPrefix(p.Condition, "IFRA") && p.InkLimit > newsprintInk && !l.wrong("print.ink_limit") {
		l.list.Add(l.at("print.ink_limit"), diag.Finding, "ink-limit",
			diag.Say("新闻纸的总墨量一般不超过 %d%%，print.ink_limit 是 %d", "newsprint usually takes at most %d %% of ink, and print.ink_limit is %d", newsprintInk, p.InkLimit),
			diag.Say("写 ink_limit = %d，或问印厂", "write ink_limit = %d, or ask the print shop", newsprintInk))
	}
	if l.wrong("print.condition") || l.wrong("print.profile") {
		return
	}
	const key = "print.condition"
	_, registered := icc.Registered(p.Condition)
	_, _, shipped := icc.Shipped(p.Condition)
	switch {
	case strings.TrimSpace(p.Condition) == "":
		l.list.Add(l.at(key), diag.Error, "missing-key",
			diag.Say("print.condition 是空的：PDF/X 须写明印刷条件", "print.condition is empty: PDF/X must name the printing condition"),
			diag.Say(`铜版纸写 "FOGRA39"，新闻纸写 "IFRA26"，或问印厂`, `write "FOGRA39" for coated paper or "IFRA26" for newsprint, or ask the print shop`))
	case p.Profile != "":
	case !registered:
		var hints []diag.Text
		if c, ok := icc.Registered(strings.ToUpper(strings.Join(strings.Fields(p.Condition), ""))); ok {
			hints = append(hints, diag.Say("写成 %q", "write %q", c.Name))
		}
		l.list.Add(l.at(key), diag.Error, "unknown-value",
			diag.Say("print.condition = %q 不是 ICC 登记的印刷条件，又没有给 print.profile", "print.condition = %q is not registered with the ICC, and there is no print.profile", p.Condition),
			append(hints,
				diag.Say(`写登记的名字，如 "FOGRA39"、"IFRA26"，或用 print.profile 给出印厂的特性文件`, `write a registered name, such as "FOGRA39" or "IFRA26", or give the shop's profile in print.profile`))...)
	case p.Standard == "x4" && !shipped:
		l.list.Add(l.at(key), diag.Error, "missing-key",
			diag.Say("PDF/X-4 要嵌入特性文件，而程序自带的只有 FOGRA39 的，没有 %s 的", "PDF/X-4 embeds a profile, and the program brings only that of FOGRA39, not of %s", p.Condition),
			diag.Say("用 print.profile 给出印厂的 .icc 文件，或改用 standard = \"x1a\"", "give the shop's .icc file in print.profile, or use standard = \"x1a\""))
	}
}

// checkProfileFile checks that a profile lies beside config.toml.
func (l *loader) checkProfileFile(name string) {
	const key = "print.profile"
	if strings.Contains(name, `\`) {
		l.list.Add(l.at(key), diag.Error, "bad-path",
			diag.Say("%s：路径 %q 里有 \\", "%s: the path %q holds \\", key, name),
			diag.Say("用 / 分隔", "use / between folders"))
		return
	}
	l.checkFile(key, name, "")
}
