package press

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/manuscript"
	"banxin/internal/raster"
	"banxin/internal/volume"
	"banxin/layout"
	"banxin/layout/display"
	"banxin/layout/unit"
)

// largestPicture bounds a picture file, in bytes: raster.MaxPixels of CMYK, packed not
// at all.
const largestPicture = 4 * raster.MaxPixels

// readPictures reads the picture files of the issue, each once.
func (j *job) readPictures() diag.List {
	var diags diag.List
	j.pictures = map[string]*raster.Image{}
	for i := range j.iss.Picture {
		name := j.iss.Picture[i].File
		if _, known := j.pictures[name]; known { // read, or found unreadable
			continue
		}
		j.pictures[name] = nil
		pos := j.cfg.At(fmt.Sprintf("picture[%d].file", i))
		m, problem := readPicture(j.source(), j.cfg.Path(path.Join(j.iss.Dir, name)))
		if problem != nil {
			problem.Pos = pos
			problem.Message = diag.Text{Zh: "图片 " + name + "：" + problem.Message.Zh, En: "picture " + name + ": " + problem.Message.En}
			diags = append(diags, *problem)
			continue
		}
		j.pictures[name] = m
		diags = append(diags, describePicture(pos, name, m, j.cfg.Output.PDF, j.cfg.Print.InkLimit)...)
	}
	return diags
}

// readPicture reads one file; what is wrong with it comes without its place.
func readPicture(files config.Files, file string) (*raster.Image, *diag.Diagnostic) {
	info, err := files.Stat(file)
	if err == nil && info.Size() > largestPicture {
		return nil, &diag.Diagnostic{Severity: diag.Error, Code: "picture-too-large",
			Message: diag.Say("文件有 %d MB", "the file has %d MB", info.Size()>>20),
			Hints:   []diag.Text{diag.Say("缩小到排印所需的大小", "scale it down to what print needs")}}
	}
	data, err := files.ReadFile(file)
	if err != nil {
		why := volume.Cause(err)
		return nil, &diag.Diagnostic{Severity: diag.Error, Code: "cannot-read",
			Message: diag.Text{Zh: "读不了：" + why.Zh, En: "cannot be read: " + why.En}}
	}
	m, err := raster.Decode(data)
	var problem *raster.Error
	switch {
	case errors.As(err, &problem):
		return nil, &diag.Diagnostic{Severity: diag.Error, Code: problem.Code, Message: problem.Found, Hints: []diag.Text{problem.Hint}}
	case err != nil:
		return nil, &diag.Diagnostic{Severity: diag.Error, Code: "picture-broken", Message: diag.Text{Zh: err.Error(), En: err.Error()}}
	}
	return m, nil
}

// describePicture reports what happens to a picture on its way to print or screen.
func describePicture(pos diag.Pos, name string, m *raster.Image, print bool, inkLimit int) diag.List {
	var diags diag.List
	if m.Flattened {
		diags.Add(pos, diag.Note, "picture-flattened",
			diag.Say("图片 %s 有透明处，已铺上白底", "picture %s is transparent in places, which became white", name))
	}
	if !print {
		return diags
	}
	if m.Space == raster.RGB {
		diags.Add(pos, diag.Finding, "picture-rgb-converted",
			diag.Say("图片 %s 是 RGB，已按固定公式转成 CMYK，印出来的颜色只是近似", "picture %s is RGB and was separated by a fixed formula: its printed colours are approximate", name),
			diag.Say("请印厂用它的特性文件转成 CMYK 或灰度，再换上", "have the print shop convert it to CMYK or gray with its profile, and put that in its place"))
	}
	if ink := m.Ink(); m.Space == raster.CMYK && ink > inkLimit {
		diags.Add(pos, diag.Finding, "picture-ink",
			diag.Say("图片 %s 最深处四色墨量合计 %d%%，超过 %d%%，印出来会粘脏", "the darkest place of picture %s takes %d %% of ink, more than %d %%, and will set off", name, ink, inkLimit),
			diag.Say("请印厂用它的特性文件重新转成 CMYK", "have the print shop convert it to CMYK anew with its profile"))
	}
	return diags
}

// box is what layout must know of a picture or pull box beyond its words.
type box struct {
	at    layout.Anchor
	image *layout.Image // nil for a pull box
}

// boxed is a block on its way into an article.
type boxed struct {
	block issue.Block
	box   box
}

// placeBoxes puts pictures and pull boxes into the blocks of their articles, in the
// order of issue.toml, pictures first: those at the head before the first block,
// those at the foot behind the last one of text, before byline and QR note. An address
// that means no article or several is an error at its key.
func placeBoxes(cfg *config.Config, iss *config.Issue, pl *plan, pictures map[string]*raster.Image) diag.List {
	finder := placer{cfg: cfg, iss: iss, plan: *pl}
	boxes := map[int][]boxed{}
	add := func(table string, i int, a address, at layout.Anchor, b boxed) {
		key := fmt.Sprintf("%s[%d]", table, i)
		a.fileKey = "manuscript"
		n, ok := finder.find(a, key)
		if !ok {
			return
		}
		if f := frameOf(cfg, pl, n); f != nil && at.Column > max(1, f.Columns) {
			finder.diags.Add(cfg.At(key+".column"), diag.Error, "no-such-column",
				diag.Say("《%s》排在框 %s 里，那里没有第 %d 栏", "“%s” stands in frame %s, which has no column %d", pl.pieces[n].article.Title(), f.Name, at.Column),
				diag.Say("写 1 到 %d，不写就是末栏", "write 1 to %d, or nothing for the last", max(1, f.Columns)))
		}
		b.box.at = at
		boxes[n] = append(boxes[n], b)
	}
	for i := range iss.Picture {
		p := &iss.Picture[i]
		if m := pictures[p.File]; m != nil {
			add("picture", i, address{headline: p.Headline, kicker: p.Kicker, file: p.Manuscript},
				anchor(p.Place, p.Columns, p.Column), pictureBlock(cfg, p, i, m))
		}
	}
	for i := range iss.Pull {
		p := &iss.Pull[i]
		pos := cfg.At(fmt.Sprintf("pull[%d].text", i))
		add("pull", i, address{headline: p.Headline, kicker: p.Kicker, file: p.Manuscript},
			anchor(p.Place, p.Columns, p.Column),
			boxed{block: issue.Block{Kind: issue.Pull, Pos: pos, Inlines: words(p.Text, manuscript.Body, pos)}})
	}
	for n := range pl.pieces {
		pl.pieces[n].insert(boxes[n])
	}
	return finder.diags
}

// anchor reads the keys that say where a box stands.
func anchor(place, columns string, column int) layout.Anchor {
	return layout.Anchor{Head: place == "head", Spanning: columns == "all", Column: column}
}

// pictureBlock makes the block of a picture.
func pictureBlock(cfg *config.Config, p *config.Picture, i int, m *raster.Image) boxed {
	pos := func(key string) diag.Pos { return cfg.At(fmt.Sprintf("picture[%d].%s", i, key)) }
	b := issue.Block{Kind: issue.Picture, Pos: pos("file"), Inlines: words(p.Caption, manuscript.Body, pos("caption"))}
	b.Image = &issue.Image{Name: p.File, Alt: p.Alt, Credit: words(p.Credit, manuscript.Heading, pos("credit"))}
	switch {
	case strings.TrimSpace(p.Alt) == "":
		b.Image.Alt, b.Image.AltBy = issue.Plain(b.Inlines), issue.ByCaption
	case p.AltBy == "machine":
		b.Image.AltBy = issue.ByMachine
	}
	return boxed{block: b, box: box{image: &layout.Image{Name: p.File, Width: m.Width, Height: m.Height}}}
}

// words brings text of issue.toml into the house form, like that of a manuscript; nil
// for none. Its place is the line of its key: a string may stand on several, whose
// ends are spaces and go where those would.
func words(text string, context manuscript.Context, pos diag.Pos) []issue.Inline {
	normal, _ := manuscript.Normalise(lineEnds.Replace(text), context)
	if normal == "" {
		return nil
	}
	pos.Col = 0
	return []issue.Inline{{Pos: pos, Text: normal}}
}

var lineEnds = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// frameOf gives the frame that issue.toml places a piece into; nil: none.
func frameOf(cfg *config.Config, pl *plan, piece int) *config.Frame {
	for _, s := range pl.sheets {
		for _, p := range s.place {
			if p.Story != piece {
				continue
			}
			for i := range cfg.Template {
				for k := range cfg.Template[i].Frame {
					if f := &cfg.Template[i].Frame[k]; cfg.Template[i].Name == s.template && f.Name == p.Frame {
						return f
					}
				}
			}
		}
	}
	return nil
}

// insert puts boxes among the blocks of the article.
func (p *piece) insert(boxes []boxed) {
	if len(boxes) == 0 {
		return
	}
	old := p.article.Blocks
	end := len(old) // behind the last block of text
	for end > 0 && (old[end-1].Kind == issue.Byline || old[end-1].Kind == issue.QRNote) {
		end--
	}
	var blocks []issue.Block
	p.boxes = map[int]box{}
	put := func(head bool) {
		for _, b := range boxes {
			if b.box.at.Head == head {
				p.boxes[len(blocks)] = b.box
				blocks = append(blocks, b.block)
			}
		}
	}
	put(true)
	blocks = append(blocks, old[:end]...)
	put(false)
	p.article.Blocks = append(blocks, old[end:]...)
}

// captionSpans gives the words under a picture, caption and credit.
func captionSpans(b *issue.Block) []layout.Span {
	out := spans(b.Inlines, "caption", "caption")
	if credit := issue.Plain(b.Image.Credit); credit != "" {
		out = append(out, layout.Span{Text: credit, Style: "credit"})
	}
	return out
}

// richPPI is the resolution from which more pixels only make the file larger.
const richPPI = 600

// checkResolution holds the pixels of each picture against the size at which it is
// printed: each once, at its smallest resolution.
func checkResolution(cfg *config.Config, iss *config.Issue, doc *display.Document, pictures map[string]*raster.Image) diag.List {
	least := map[string]*display.Image{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if it, ok := item.(*display.Image); ok && (least[it.Name] == nil || it.W > least[it.Name].W) {
				least[it.Name] = it
			}
		}
	}
	var diags diag.List
	for i := range iss.Picture {
		name := iss.Picture[i].File
		shown, m := least[name], pictures[name]
		if shown == nil || m == nil {
			continue
		}
		delete(least, name)
		pos := cfg.At(fmt.Sprintf("picture[%d].file", i))
		ppi := min(pixelsPerInch(m.Width, shown.W), pixelsPerInch(m.Height, shown.H))
		switch {
		case ppi < cfg.Output.MinPPI:
			width, height := millimetres(m.Width, cfg.Output.MinPPI), millimetres(m.Height, cfg.Output.MinPPI)
			diags.Add(pos, diag.Finding, "picture-resolution",
				diag.Say("图片 %s 印成 %d×%d 毫米，每英寸只有 %d 像素，不到 %d", "picture %s is printed at %d × %d mm with %d pixels to the inch, less than %d",
					name, inMM(shown.W), inMM(shown.H), ppi, cfg.Output.MinPPI),
				diag.Say("换一张像素更多的，或排到 %d×%d 毫米以内", "take one with more pixels, or print it within %d × %d mm", width, height))
		case ppi > richPPI:
			diags.Add(pos, diag.Note, "picture-resolution",
				diag.Say("图片 %s 每英寸有 %d 像素，超过 %d 只让文件变大", "picture %s has %d pixels to the inch: more than %d only make the file larger", name, ppi, richPPI))
		}
	}
	return diags
}

// pixelsPerInch rounds down.
func pixelsPerInch(pixels int, size unit.Pt) int {
	return int(int64(pixels) * 72 * int64(unit.Point) / max(1, int64(size)))
}

// millimetres is how long so many pixels are at a resolution, rounded down.
func millimetres(pixels, ppi int) int { return pixels * 254 / (ppi * 10) }

// inMM gives a length in millimetres, rounded.
func inMM(l unit.Pt) int {
	return int((int64(l)*254 + 360*int64(unit.Point)) / (720 * int64(unit.Point)))
}
