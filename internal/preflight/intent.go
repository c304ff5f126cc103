package preflight

import (
	"strings"

	"banxin/internal/cos"
	"banxin/internal/icc"
)

// checkIntent asks OI-* and fills intent and profile.
func (c *checker) checkIntent() {
	c.saw("OI-ONE")
	var intents []cos.Dict
	profiles := map[cos.Object]bool{}
	for _, o := range c.file.Array(c.file.Catalog()["OutputIntents"]) {
		d := c.file.Dict(o)
		if d != nil && c.file.Name(d["S"]) == "GTS_PDFX" {
			intents = append(intents, d)
		}
		if r, ok := d["DestOutputProfile"].(cos.Ref); ok {
			profiles[r] = true
		}
	}
	if len(profiles) > 1 {
		c.breach("OI-OTHERS", "两个输出意图的特性文件不同", "two intents with different profiles")
	}
	if len(intents) != 1 {
		c.breach("OI-ONE", "有 %d 个 GTS_PDFX 输出意图", "%d output intents of GTS_PDFX", len(intents))
	}
	if len(intents) == 0 {
		return
	}
	c.saw("OI-COND", "OI-PROFILE", "OI-INFO", "OI-OTHERS")
	d := intents[0]
	c.intent.Space = "CMYK"
	c.intent.Condition = c.text(d["OutputConditionIdentifier"])
	c.intent.Registry = c.text(d["RegistryName"])
	c.checkCondition(d)
	if s := c.file.Stream(d["DestOutputProfile"]); s != nil {
		c.checkProfile(s)
	}
}

// text reads a text string without the spaces around it; empty: none.
func (c *checker) text(o cos.Object) string {
	s, _ := c.file.Text(o)
	return strings.TrimSpace(s)
}

// checkCondition asks what the intent says of its printing condition.
func (c *checker) checkCondition(d cos.Dict) {
	condition, registry := c.intent.Condition, strings.TrimSuffix(c.intent.Registry, "/")
	if condition == "" {
		c.breach("OI-COND", "缺少或为空", "missing or empty")
	} else {
		c.figure("OI-COND", "%s", condition)
	}
	if d["DestOutputProfileRef"] != nil {
		c.fail("OI-OTHERS", "DestOutputProfileRef")
	}
	_, known := icc.Registered(condition)
	if registry != "" {
		c.saw("OI-REGISTRY")
		if registry == icc.Registry && !known {
			c.breach("OI-REGISTRY", "%q 不在登记册上", "%q is not in the registry", condition)
		}
		if registry != icc.Registry && known {
			c.breach("OI-REGISTRY", "%s 登记在 %s，不在 %s", "%s is registered at %s, not %s", condition, icc.Registry, registry)
		}
	}
	if c.file.Stream(d["DestOutputProfile"]) == nil {
		switch {
		case c.x4:
			c.breach("OI-PROFILE", "没有嵌入特性文件", "no profile is embedded")
		case !known || registry != icc.Registry:
			c.breach("OI-PROFILE", "没有特性文件，%q（%q）又不是登记在册的印刷条件", "no profile, and %q (%q) is no registered condition", condition, registry)
		}
	}
	if c.text(d["Info"]) == "" && (!known || registry == "") {
		c.breach("OI-INFO", "没有 Info，印刷条件又未登记", "no Info, and the condition is not registered")
	}
	if c.opt.Condition != "" {
		c.saw("OI-EXPECT")
		if condition != c.opt.Condition {
			c.breach("OI-EXPECT", "%q，应为 %q", "%q, not %q", condition, c.opt.Condition)
		}
	}
}

// spaceNames are the names of device spaces in profiles, as reports have them.
var spaceNames = map[string]string{"GRAY": "Gray", "RGB": "RGB", "CMYK": "CMYK"}

// checkProfile asks OI-ICC and OI-MATCH.
func (c *checker) checkProfile(s *cos.Stream) {
	c.saw("OI-ICC")
	data, err := c.decode(s)
	if err != nil {
		c.fail("OI-ICC", "%v", err)
		return
	}
	c.profile = data
	p, err := icc.Parse(data)
	if err != nil {
		c.fail("OI-ICC", "%v", err)
		return
	}
	c.intent.Space = p.Space
	if name, ok := spaceNames[p.Space]; ok {
		c.intent.Space = name
	}
	c.intent.Profile, c.intent.ICC, c.intent.Bytes = p.Description, p.Version(), len(data)
	for _, what := range p.Damage() {
		c.fail("OI-ICC", "%s", what)
	}
	if p.Class != "prtr" {
		c.breach("OI-ICC", "类别是 %q，不是输出设备 prtr", "class %q, not prtr", p.Class)
	}
	if n, _ := c.file.Int(s.Dict["N"]); n != p.Components() {
		c.breach("OI-ICC", "/N %d 与 %s 不符", "/N %d for %s", n, p.Space)
	}
	if p.Space != "CMYK" {
		c.breach("OI-ICC", "是 %s 特性文件，印刷要 CMYK", "a profile of %s; presses print CMYK", p.Space)
	}
	if p.Major != 2 && p.Major != 4 || !c.x4 && p.Major > 2 {
		c.breach("OI-ICC", "ICC 版本 %s", "ICC version %s", p.Version())
	}
	for _, t := range []string{"A2B0", "B2A0"} {
		if _, ok := p.Tag(t); !ok {
			c.breach("OI-ICC", "没有 %s 表", "no tag %s", t)
		}
	}
	c.figure("OI-ICC", "%s, ICC %s, %d B", p.Description, p.Version(), len(data))
	c.saw("OI-MATCH")
	if !icc.Fits(c.intent.Condition, p.Description) {
		c.breach("OI-MATCH", "印刷条件 %q，特性文件 %q", "condition %q with the profile %q", c.intent.Condition, p.Description)
	}
}
