package config

import (
	"strings"

	"banxin/internal/diag"
)

// checkAccessibility checks that an evaluation is told whole: who made it, when, and
// of which templates. Whether these are still the program's, press knows.
func (l *loader) checkAccessibility() {
	a := &l.cfg.Accessibility
	for _, f := range [][2]string{{"evaluator", a.Evaluator}, {"template", a.Template}, {"report", a.Report}} {
		l.checkPrintable("accessibility."+f[0], f[1])
	}
	if !a.Evaluated.IsZero() {
		a.Evaluated = day(a.Evaluated, l.zone)
	}
	keys := []struct {
		name  string
		given bool
		hint  diag.Text
	}{
		{"evaluator", strings.TrimSpace(a.Evaluator) != "",
			diag.Say(`写上评估的机构，如 evaluator = "某某无障碍评估中心"`, `say who evaluated it, such as evaluator = "…"`)},
		{"evaluated", !a.Evaluated.IsZero(),
			diag.Say("写上评估的日期，如 evaluated = 2026-01-05", "say when it was evaluated, such as evaluated = 2026-01-05")},
		{"template", strings.TrimSpace(a.Template) != "",
			diag.Say(`写上所评估的 EPUB 的模板版本 template = "…"；banxin version 显示程序现在的`, `say which templates the evaluated EPUB was made with, template = "…"; banxin version shows the program's`)},
	}
	told := "" // a key that tells something
	if strings.TrimSpace(a.Report) != "" {
		told = "accessibility.report"
	}
	for _, k := range keys {
		if told == "" && k.given {
			told = "accessibility." + k.name
		}
	}
	for _, k := range keys {
		if key := "accessibility." + k.name; told != "" && !k.given && !l.excused(key) {
			pos, written := l.keys[key]
			if !written {
				pos = l.at(told)
			}
			l.list.Add(pos, diag.Error, "missing-key", diag.Say("缺少 %s：评估没有说全", "%s is missing: the evaluation is not told whole", key), k.hint,
				diag.Say("没有评估过，就把 [accessibility] 各键都删去", "if nothing was evaluated, remove all keys of [accessibility]"))
		}
	}
}
