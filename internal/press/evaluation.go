package press

import (
	"strings"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/epub"
	"banxin/internal/issue"
)

// evaluation gives what config.toml tells of an evaluation of the EPUB; nil: nothing.
func evaluation(cfg *config.Config) *epub.Evaluation {
	a := &cfg.Accessibility
	if a.Evaluator == "" {
		return nil
	}
	return &epub.Evaluation{Evaluator: a.Evaluator, Date: a.Evaluated, Template: a.Template, Report: a.Report}
}

// checkEvaluation reports an evaluation that does not hold for the EPUB of the issue,
// which then makes no claim.
func checkEvaluation(cfg *config.Config, iss *config.Issue) diag.List {
	e := evaluation(cfg)
	if e == nil || !cfg.Output.EPUB {
		return nil
	}
	var diags diag.List
	if e.Report != "" && !issue.WebAddress(e.Report) {
		diags.Add(cfg.At("accessibility.report"), diag.Error, "report-address",
			diag.Say("%q 不是能点开的网址", "%q is no web address that a link can carry", e.Report),
			issue.AddressHint, diag.Say("没有公开的报告就删去 report", "remove report when none is public"))
	}
	if now := epub.TemplateVersion(); e.Template != now {
		diags.Add(cfg.At("accessibility.template"), diag.Finding, "evaluation-outdated",
			diag.Say("评估的是模板 %s，程序现在的是 %s：EPUB 不自称合规", "templates %s were evaluated, and the program's are %s: the EPUB makes no claim of conformance", e.Template, now),
			diag.Say("请 %[1]s 评估现在做的 EPUB，合格后写 template = %[2]q 和新的 evaluated", "have %[1]s evaluate the EPUB as it is now; if it passes, write template = %[2]q and the new date in evaluated", e.Evaluator, now),
			diag.Say("不再评估，就把 [accessibility] 各键都删去", "if it will not be evaluated again, remove all keys of [accessibility]"))
	}
	for i := range iss.Picture {
		if p := &iss.Picture[i]; strings.TrimSpace(p.Caption+p.Alt) == "" {
			diags.Add(cfg.At("accessibility.evaluator"), diag.Finding, "evaluation-withheld",
				diag.Say("本期有图片没有说明（%s）：EPUB 不自称合规", "a picture of the issue has no words (%s): the EPUB makes no claim of conformance", p.File),
				diag.Say("给每幅图片写上 alt 或 caption", "give every picture its alt or caption"))
			break
		}
	}
	return diags
}
