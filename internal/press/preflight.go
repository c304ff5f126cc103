package press

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/internal/config"
	"banxin/internal/cos"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/preflight"
	"banxin/internal/volume"
	"banxin/layout/unit"
)

// preflight holds the finished print file against the rules of the print shop. A
// file that breaks one is not released.
func (j *job) preflight(context.Context) diag.List {
	report, err := preflight.Check(j.pdf, preflightOptions(j.cfg))
	if err != nil {
		return diag.List{fault("preflight: " + err.Error())}
	}
	report.Notes = j.reservations()
	j.report = report
	var diags diag.List
	for _, o := range report.Outcomes {
		if o.Status == preflight.Fail {
			diags = append(diags, refusal(j.cfg, &o))
		}
	}
	return diags
}

// preflightOptions is what the configuration asks of a print file. Pictures of too
// few pixels are findings of their own, and no reason to refuse the file.
func preflightOptions(cfg *config.Config) preflight.Options {
	p := &cfg.Print
	points := func(l unit.Pt) float64 { return float64(l) / float64(unit.Point) }
	asked := func(v float64) float64 { // 0 would be the default
		if v == 0 {
			return -1
		}
		return v
	}
	return preflight.Options{
		Standard: preflight.Standard(p.Standard), Condition: p.Condition,
		InkLimit: float64(p.InkLimit), MinPPI: asked(float64(cfg.Output.MinPPI)), Bleed: asked(points(cfg.Len(cfg.Page.Bleed))),
		TextColours: textColours(cfg), TrimW: points(cfg.Len(cfg.Page.Width)), TrimH: points(cfg.Len(cfg.Page.Height)),
		OnlyWarn: []string{"IMG-PPI"},
	}
}

// textColours are the colours of one or two inks that the style sets text in. More
// inks would have to register in every stroke.
func textColours(cfg *config.Config) []preflight.CMYK {
	named := colours(cfg)
	var out []preflight.CMYK
	for _, name := range styleColours(cfg) {
		var c preflight.CMYK
		inks := 0
		for i, v := range named[name] {
			if c[i] = float64(v) / 100; v > 0 {
				inks++
			}
		}
		if inks <= 2 {
			out = append(out, c)
		}
	}
	return out
}

// remedies say which setting leads to a broken rule. A rule without one can only be
// broken by a mistake of the program.
var remedies = map[string]struct {
	key  string
	hint diag.Text
}{
	"PRE-LINE":     {"print", diag.Text{Zh: "把 config.toml 里的细线改粗到 0.25pt 以上", En: "make the thin rules of config.toml at least 0.25pt thick"}},
	"PRE-TEXTSIZE": {"style", diag.Text{Zh: "把 [style] 里的字号加到 5pt 以上", En: "make the type in [style] at least 5pt large"}},
	"PRE-SAFE":     {"page", diag.Text{Zh: "让框离成品边远一些", En: "move the frames away from the edge"}},
	"PRE-BLEEDART": {"page", diag.Text{Zh: "让到边的色块伸入出血，或离开成品边", En: "let what touches the trim run out to the bleed, or stop short of it"}},
	"COL-TEXTK":    {"style", diag.Text{Zh: "正文用 black；彩色字只用一两种墨", En: "set text in black, and coloured text in one or two inks"}},
	"COL-TAC":      {"print.ink_limit", diag.Text{Zh: "减淡 [colour] 里的颜色（是图片就重新转成 CMYK），或问印厂能否放宽 print.ink_limit", En: "make the colours of [colour] lighter (or convert the picture anew), or ask the shop for a higher print.ink_limit"}},
	"FONT-PARSE":   {"face", diag.Text{Zh: "换一个准许嵌入的字体", En: "take a face whose licence allows embedding"}},
	"META-XMP":     {"publication.name", diag.Text{Zh: "写上 publication.name", En: "give publication.name"}},
	"META-INFO":    {"publication.name", diag.Text{Zh: "写上 publication.name", En: "give publication.name"}},
}

// preflightCode is the code of diagnostics about a print file that breaks a rule.
const preflightCode = "preflight"

// refusal words a broken rule.
func refusal(cfg *config.Config, o *preflight.Outcome) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Error, Code: preflightCode, Message: diag.Text{
		Zh: fmt.Sprintf("印前检查 %s 不合格（%s）", o.Rule.ID, o.Rule.Title.Zh),
		En: fmt.Sprintf("preflight: %s is broken (%s)", o.Rule.ID, o.Rule.Title.En),
	}}
	if len(o.Details) > 0 {
		d.Message.Zh += "：" + o.Details[0].Zh
		d.Message.En += ": " + o.Details[0].En
	}
	if r, ok := remedies[o.Rule.ID]; ok {
		d.Pos, d.Hints = cfg.At(r.key), []diag.Text{r.hint}
	} else {
		d.Hints = []diag.Text{diag.Say("这是程序的错，请连同来稿与配置报告给我们", "the program is at fault: please report it, with the manuscripts and the configuration")}
	}
	return d
}

// reservations are what whoever prints must know, though no rule is broken.
func (j *job) reservations() []diag.Text {
	var out []diag.Text
	for i := range j.pieces {
		for k := range j.pieces[i].article.Blocks {
			if b := &j.pieces[i].article.Blocks[k]; b.Kind == issue.QRNote && b.Address == "" {
				out = append(out, diag.Say("二维码还没有地址，印的是空框：“%s”", "a QR code has no address yet and an empty frame is printed: “%s”", issue.Plain(b.Inlines)))
			}
		}
	}
	for _, key := range j.provisional() {
		out = append(out, diag.Say("%s 是代用值，不是事实", "%s is a stand-in and no fact", key))
	}
	return out
}

// provisional are the keys whose values are printed and no facts.
func (j *job) provisional() []string {
	out := []string{}
	for _, key := range j.cfg.Publication.Provisional {
		out = append(out, "publication."+key)
	}
	return append(out, j.iss.Provisional...)
}

// subject names a file to a report.
func subject(program, name string, data []byte) preflight.Subject {
	sum := sha256.Sum256(data)
	return preflight.Subject{Program: program, File: name, SHA256: hex.EncodeToString(sum[:])}
}

// reports gives the report on the print file for programs and for people.
func (j *job) reports(file Output) ([]Output, error) {
	about := subject(j.program(), file.Name, file.Data)
	data, err := j.report.JSON(about)
	if err != nil {
		return nil, err
	}
	lang := "zh"
	if strings.HasPrefix(strings.ToLower(j.cfg.Publication.Language), "en") {
		lang = "en"
	}
	page, err := j.report.HTML(about, lang)
	return []Output{{j.iss.ID + "-preflight.json", data}, {j.iss.ID + "-preflight.html", page}}, err
}

// PreflightRequest says which file to check, and by whose rules.
type PreflightRequest struct {
	File       string
	ConfigPath string // its requirements; empty: those usual in print shops
	Standard   string // x1a or x4; empty: the configuration's, else what the file says it is
	Version    string // of the program
}

// Preflight checks any PDF file. Errors among the diagnostics say why it could not
// be checked; the report is then nil.
func Preflight(req PreflightRequest) (*preflight.Report, preflight.Subject, diag.List) {
	var opt preflight.Options
	if req.ConfigPath != "" {
		cfg, diags := requirements(req)
		if diags.HasErrors() {
			return nil, preflight.Subject{}, diags
		}
		opt = preflightOptions(cfg)
	}
	if req.Standard != "" {
		opt.Standard = preflight.Standard(req.Standard)
	}
	pos := diag.Pos{File: filepath.ToSlash(req.File)}
	data, err := readBounded(req.File, largestChecked)
	if err != nil {
		why := volume.Cause(err)
		if large := (tooLarge{}); errors.As(err, &large) {
			why = diag.Say("文件太大，超过 %d MB", "the file is larger than %d MB", large.limit>>20)
		}
		return nil, preflight.Subject{}, diag.List{{Pos: pos, Severity: diag.Error, Code: "cannot-read",
			Message: diag.Text{Zh: "读不了：" + why.Zh, En: "cannot be read: " + why.En}}}
	}
	report, err := preflight.Check(data, opt)
	if err != nil {
		return nil, preflight.Subject{}, diag.List{{Pos: pos, Severity: diag.Error, Code: "damaged-pdf", Message: unreadable(err)}}
	}
	return report, subject(programName(req.Version), filepath.Base(req.File), data), nil
}

// requirements reads the configuration as it stands for the issue that the file is of,
// by its name; for another file as it stands for the issue that is built by default.
func requirements(req PreflightRequest) (*config.Config, diag.List) {
	id, ours := strings.CutSuffix(filepath.Base(req.File), "-print.pdf")
	if !ours {
		id = ""
	}
	j := &job{req: Request{ConfigPath: req.ConfigPath, IssueID: id}}
	diags := j.config(context.Background())
	if unknown := slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == "missing-file" }); id != "" && unknown {
		j = &job{req: Request{ConfigPath: req.ConfigPath}}
		diags = j.config(context.Background())
	}
	return j.cfg, diags
}

// largestChecked bounds the files that are checked, in bytes.
const largestChecked = 1 << 30

// tooLarge says that a file is not read.
type tooLarge struct{ limit int64 }

func (e tooLarge) Error() string { return fmt.Sprintf("larger than %d MiB", e.limit>>20) }

// readBounded reads a file of at most limit bytes.
func readBounded(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > limit {
		return nil, tooLarge{limit}
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1)) // a pipe tells no size
	if err == nil && int64(len(data)) > limit {
		err = tooLarge{limit}
	}
	return data, err
}

// unreadable words why a PDF cannot be checked.
func unreadable(err error) diag.Text {
	var damage *cos.DamageError
	var own *preflight.Fault
	switch {
	case errors.As(err, &damage) && damage.Offset >= 0:
		return diag.Text{Zh: fmt.Sprintf("第 %d 字节：%s", damage.Offset, damage.Zh), En: err.Error()}
	case errors.As(err, &damage):
		return diag.Text{Zh: damage.Zh, En: damage.En}
	case errors.As(err, &own):
		return own.What
	}
	return diag.Text{Zh: err.Error(), En: err.Error()}
}

// styleColours are the names of the colours that roles of the style have, sorted.
func styleColours(cfg *config.Config) []string {
	var out []string
	for _, role := range cfg.Style {
		if !slices.Contains(out, role.Colour) {
			out = append(out, role.Colour)
		}
	}
	slices.Sort(out)
	return out
}
