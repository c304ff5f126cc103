package picture

import (
	"fmt"
	"image"

	"banxin/layout/display"
	"banxin/layout/unit"
)

// Sizes in pixels of the pictures that stand for a link to the issue where it is shared.
//
// The wide one is for og:image, which chat programs and networks read, Weibo among them.
// Meta asks for 1200 × 630 or more in about that shape and at most 8 MB
// (developers.facebook.com/docs/sharing/webmasters/images). The square one is for where a
// thumbnail stands beside the words: X cuts its summary card to a square of at least 144
// pixels (developer.x.com, Cards, Summary Card), WeChat shows a square and gives no size
// for the imgUrl of its JS-SDK. What an app hands to WeChat itself (thumbData) may have
// 32 KB at most and is for the app to make smaller (developers.weixin.qq.com,
// doc/oplatform/Mobile_App/Share_and_Favorites).
var (
	ShareWide   = image.Pt(1200, 630)
	ShareSquare = image.Pt(600, 600)
)

// shareMargin is the part of the printed width that is left free on each side.
const shareMargin = 24

// Share paints the upper part of a page, the first of an issue, as a picture of a size in
// pixels: what is printed, from its left edge to its right and down from its first line,
// with a margin around it. Nothing is squeezed. Where the page goes on below, no line of
// text is cut: paragraphs end with the last line that stands whole above the margin, and
// a headline or any other part is whole or not there at all; rules and photographs run
// out of the picture. What is too low for the picture stands in its middle, on white.
// Errors are those of Page.
func Share(p *display.Page, res Resources, size image.Point) (out *image.RGBA, err error) {
	defer rescue(&err)
	if p.Width <= 0 || p.Height <= 0 || size.X <= 0 || size.Y <= 0 {
		return nil, fmt.Errorf("picture: a page of %v × %v pt has no picture of %v pixels", p.Width, p.Height, size)
	}
	in, err := collect(p, res)
	if err != nil {
		return nil, err
	}
	w, margin := shareWindow(p)
	items := p.Items
	if high := (w.Right - w.Left).Times(int64(size.Y), int64(size.X)); w.Top+high < w.Bottom {
		w.Bottom = w.Top + high
		items = wholeAbove(items, w.Bottom-margin)
	}
	scale := float64(size.X) / (w.Right - w.Left).Float()
	f := frame{scale, -w.Left, -w.Top, size.X, min(size.Y, int(pixelsOf(float64((w.Bottom-w.Top).Float()*scale))))}
	return centred(paint(items, in, f), size.Y), nil
}

// shareWindow gives what is printed on a page with a margin around it, within the trim.
func shareWindow(p *display.Page) (w display.Box, margin unit.Pt) {
	trim := display.Box{Right: p.Width, Bottom: p.Height}
	for _, item := range p.Items {
		w = w.Union(display.BoxOf(item).Intersect(trim))
	}
	if w.Empty() {
		w = trim
	}
	margin = (w.Right - w.Left) / shareMargin
	return display.Box{Left: w.Left - margin, Top: w.Top - margin, Right: w.Right + margin, Bottom: w.Bottom + margin}.Intersect(trim), margin
}

// wholeAbove keeps what begins above a line, but of text only what ends above it, too; of
// a headline or any other part that may not be divided all, or nothing but photographs.
// What stands beside a line of text stays or goes with it.
func wholeAbove(items []display.Item, line unit.Pt) []display.Item {
	var out []display.Item
	for start := 0; start < len(items); {
		end := start + 1
		for end < len(items) && !isMark(items[end]) {
			end++
		}
		m, ok := items[start].(*display.Mark)
		switch {
		case !ok || m.Part.Kind != display.Beside:
			out = append(out, partAbove(items[start:end], line)...)
		case len(out) > 0 && out[len(out)-1] == items[start-1]:
			out = append(out, items[start:end]...)
		}
		start = end
	}
	return out
}

func isMark(item display.Item) bool {
	_, ok := item.(*display.Mark)
	return ok
}

// partAbove does it for the items from a mark to the next.
func partAbove(part []display.Item, line unit.Pt) []display.Item {
	divided, whole := true, true
	if m, ok := part[0].(*display.Mark); ok {
		divided = m.Part.Kind == display.Ornament || m.Part.Kind == display.Paragraph || m.Part.Kind == display.Note
	}
	for _, item := range part {
		_, isPhotograph := item.(*display.Image)
		whole = whole && (isPhotograph || display.BoxOf(item).Bottom <= line)
	}
	var out []display.Item
	for _, item := range part {
		keep, box := divided || whole, display.BoxOf(item)
		switch item.(type) {
		case *display.Image:
			keep = true
		case *display.GlyphRun:
			keep = keep && box.Bottom <= line
		}
		if keep && box.Top < line {
			out = append(out, item)
		}
	}
	return out
}
