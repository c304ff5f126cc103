package press

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/icc"
	"banxin/internal/pdf"
	"banxin/internal/sheet"
	"banxin/internal/volume"
	"banxin/layout/unit"
)

// openProfile reads the profile that the configuration names and makes the output
// intent of the print PDF. A proof has none.
func (j *job) openProfile() diag.List {
	p := &j.cfg.Print
	if j.req.Draft || !j.cfg.Output.PDF {
		return nil
	}
	j.print = pdf.Print{Standard: pdf.Standard(p.Standard), Intent: pdf.Intent{Condition: p.Condition, Info: p.Info}}
	if p.Resolution > 0 {
		j.print.Dot = 72 * unit.Point / unit.Pt(p.Resolution)
	}
	if c, ok := icc.Registered(p.Condition); ok {
		j.print.Intent.Registry = icc.Registry
		if p.Info == "" {
			j.print.Intent.Info = c.Title
		}
	}
	switch {
	case p.Profile != "":
		var diags diag.List
		j.print.Intent.Profile, diags = readProfile(j.source(), j.cfg)
		return diags
	case p.Standard == "x4":
		packed, _, _ := icc.Shipped(p.Condition) // config has seen that it is there
		j.print.Intent.Profile = packed
	}
	return nil
}

// newestForX1a is the newest ICC version that PDF/X-1a:2003 may embed (version 4
// came after it).
const newestForX1a = 2

// largestProfile bounds a profile, in bytes: those of presses have 0.5 to 3 MB.
const largestProfile = 32 << 20

// readProfile reads the configured profile, packed as the PDF takes it.
func readProfile(files config.Files, cfg *config.Config) ([]byte, diag.List) {
	p := &cfg.Print
	pos := cfg.At("print.profile")
	wrong := func(zh, en string, args ...any) ([]byte, diag.List) {
		return nil, diag.List{{Pos: pos, Severity: diag.Error, Code: "print-profile",
			Message: diag.Say("特性文件 "+p.Profile+"："+zh, "profile "+p.Profile+": "+en, args...),
			Hints:   []diag.Text{diag.Say("向印厂要它的 CMYK 输出特性文件（.icc）", "ask the print shop for its CMYK output profile (.icc)")}}}
	}
	if info, err := files.Stat(cfg.Path(p.Profile)); err == nil && info.Size() > largestProfile {
		return wrong("有 %d MB，太大了", "has %d MB, which is too large", info.Size()>>20)
	}
	data, err := files.ReadFile(cfg.Path(p.Profile))
	if err != nil {
		why := volume.Cause(err)
		_, diags := wrong("", "")
		diags[0].Message.Zh += "读不了：" + why.Zh
		diags[0].Message.En += "cannot be read: " + why.En
		return nil, diags
	}
	profile, err := icc.Parse(data)
	switch {
	case err != nil:
		return wrong("不是 ICC 特性文件（%v）", "is no ICC profile (%v)", err)
	case profile.Class != "prtr" || profile.Space != "CMYK":
		return wrong("类别是 %q，色彩空间是 %q，不是 CMYK 的输出特性文件", "its class is %q and its colour space %q: it is no output profile for CMYK", profile.Class, profile.Space)
	case p.Standard == "x1a" && profile.Major > newestForX1a:
		return wrong("是 ICC %s 版，PDF/X-1a 只许 2 版；改用 standard = \"x4\" 或换一个", "is of ICC version %s, and PDF/X-1a takes version 2 alone; use standard = \"x4\" or another one", profile.Version())
	}
	if damage := profile.Damage(); len(damage) > 0 {
		return wrong("残缺（%s）", "is damaged (%s)", strings.Join(damage, ", "))
	}
	for _, tag := range []string{"A2B0", "B2A0"} {
		if _, ok := profile.Tag(tag); !ok {
			return wrong("没有 %s 表，不能用来分色", "has no tag %s and cannot separate colours", tag)
		}
	}
	if _, registered := icc.Registered(p.Condition); registered && !icc.Fits(p.Condition, profile.Description) {
		return wrong("说自己是“%s”，不像是 print.condition = %q 的", "calls itself “%s”, which does not look like print.condition = %q", profile.Description, p.Condition)
	}
	return pack(data), nil
}

// pack deflates a profile.
func pack(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data) // a bytes.Buffer takes anything
	z.Close()
	return b.Bytes()
}

// dress puts the composed pages on sheets for the press. A proof stays as it is.
func (j *job) dress() {
	j.sheets = j.doc
	p := &j.cfg.Print
	if j.req.Draft {
		return
	}
	opt := sheet.Options{Marks: p.Marks, ColourBar: p.ColourBar, Offset: j.cfg.Len(p.Offset)}
	if p.Slug {
		opt.Faces = j.faces[j.cfg.Style["body"].Face]
		title := documentTitle(j.cfg, j.iss)
		revision := ""
		if j.isRevision() {
			revision = fmt.Sprintf("修订号%d　", j.req.Revision)
		}
		opt.Slug = func(page int) (string, string) {
			return title, fmt.Sprintf("　%s／%d　%s%s", j.doc.Pages[page].Label, len(j.doc.Pages), revision,
				strings.TrimSpace(j.print.Standard.Name()+" "+p.Condition))
		}
	}
	j.sheets = sheet.Dress(j.doc, opt)
}
