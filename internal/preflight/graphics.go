package preflight

import (
	"banxin/internal/cos"
)

// keepState is q and Q.
func (in *interpreter) keepState(op string, _ []cos.Object, _ [6]float64) {
	switch n := len(in.saved); {
	case op == "q" && n < deepestSaving:
		in.saved = append(in.saved, in.state)
	case op == "q":
		in.c.breach("PRE-OPERATORS", "%s 的 q 嵌套过深", "%s: q nested too deeply", in.where)
	case n == 0:
		in.c.breach("PRE-OPERATORS", "%s 有 Q 没有 q", "%s: Q without q", in.where)
	default:
		in.state = in.saved[n-1]
		in.saved = in.saved[:n-1]
	}
}

func (in *interpreter) transform(_ string, _ []cos.Object, v [6]float64) {
	in.state.ctm = matrix(v).then(in.state.ctm)
}

func (in *interpreter) setLineWidth(_ string, _ []cos.Object, v [6]float64) {
	in.state.lineWidth = v[0]
}

func (in *interpreter) setRenderingIntent(_ string, operands []cos.Object, _ [6]float64) {
	in.c.checkRenderingIntent(operands[0])
}

// useState takes over a graphics state parameter dictionary (8.4.5).
func (in *interpreter) useState(_ string, operands []cos.Object, _ [6]float64) error {
	d := in.c.file.Dict(in.resource("ExtGState", operands[0]))
	if d == nil {
		return nil
	}
	st, f := &in.state, in.c.file
	number := func(key cos.Name, to *float64) {
		if v, ok := f.Number(d[key]); ok {
			*to = v
		}
	}
	number("LW", &st.lineWidth)
	number("ca", &st.alpha)
	number("CA", &st.strokeAlpha)
	if d["BM"] != nil {
		modes := in.c.blendModes(d["BM"])
		st.blended = len(modes) > 0 && modes[0] != "Normal" && modes[0] != "Compatible"
	}
	if !in.c.x4 && (st.alpha != 1 || st.strokeAlpha != 1 || st.blended) {
		in.c.fail("TRANS-X1A", "%s: gs", in.where) // a state without a type may lie where no walk knows it
	}
	if v, ok := f.Resolve(d["OP"]).(bool); ok { // sets both, unless op speaks for itself
		st.overStroke, st.over = v, v
	}
	if v, ok := f.Resolve(d["op"]).(bool); ok {
		st.over = v
	}
	if v, ok := f.Int(d["OPM"]); ok {
		st.overMode = v
	}
	if a := f.Array(d["Font"]); len(a) == 2 {
		st.font = in.c.font(a[0])
		if size, ok := f.Number(a[1]); ok {
			st.size = size
		}
	}
	if d["SMask"] == nil {
		return nil
	}
	if st.masked = f.Name(d["SMask"]) != "None"; st.masked && !in.c.x4 {
		in.c.fail("TRANS-X1A", "%s: SMask", in.where)
	}
	if s := f.Stream(f.Dict(d["SMask"])["G"]); st.masked && s != nil {
		sub := &interpreter{c: in.c, page: in.page, boxes: in.boxes, where: in.where + " SMask", depth: in.depth + 1, res: in.res, state: newState()}
		return sub.form(s)
	}
	return nil
}

// drawObject is Do: an image, or a form run in place.
func (in *interpreter) drawObject(_ string, operands []cos.Object, _ [6]float64) error {
	o := in.resource("XObject", operands[0])
	s := in.c.file.Stream(o)
	if s == nil {
		if o != nil {
			in.c.breach("PRE-RESOURCES", "%s：XObject /%s 不是数据流", "%s: XObject /%s is no stream", in.where, in.c.file.Name(operands[0]))
		}
		return nil
	}
	switch in.c.file.Name(s.Dict["Subtype"]) {
	case "Image":
		in.image(s)
	case "Form":
		return in.form(s)
	}
	return nil
}

// segment is a piece of a path, as far as rules ask for it. Curves count by their
// ends: the art that rules bear on is made of rectangles.
type segment struct {
	box bool       // a rectangle: x, y, width, height
	v   [4]float64 // in user space; of a line or curve its end point alone
}

// addPoint adds to the path.
func (in *interpreter) addPoint(op string, _ []cos.Object, v [6]float64) {
	switch op {
	case "re":
		in.path = append(in.path, segment{box: true, v: [4]float64{v[0], v[1], v[2], v[3]}})
	case "c":
		in.path = append(in.path, segment{v: [4]float64{v[4], v[5]}})
	case "v", "y":
		in.path = append(in.path, segment{v: [4]float64{v[2], v[3]}})
	default:
		in.path = append(in.path, segment{v: [4]float64{v[0], v[1]}})
	}
}

// paintPath ends a path: S strokes, f fills, B does both, n nothing.
func (in *interpreter) paintPath(op string, _ []cos.Object, _ [6]float64) {
	path := in.path
	in.path = in.path[:0]
	strokes := op == "S" || op == "s" || op[0] == 'B' || op[0] == 'b'
	fills := op[0] == 'f' || op == "F" || op[0] == 'B' || op[0] == 'b'
	if !strokes && !fills {
		return
	}
	around := in.around(path)
	if strokes {
		in.c.saw("PRE-LINE")
		w := in.state.lineWidth * in.state.ctm.scale()
		in.painted(true, "stroke", around)
		in.lineWidth(w, "stroke")
	}
	if !fills {
		return
	}
	in.painted(false, "fill", around)
	upright := abs(in.state.ctm[1])+abs(in.state.ctm[2]) < 1e-9
	for _, s := range path {
		if !s.box {
			continue
		}
		in.c.saw("PRE-LINE")
		b := in.state.ctm.bounds(s.v[0], s.v[1], s.v[2], s.v[3])
		if upright {
			in.lineWidth(min(b.x1-b.x0, b.y1-b.y0), "re f")
		}
		if !in.state.fill.isWhite() {
			in.toEdge(b, "re f")
		}
	}
}

func abs(v float64) float64 { return max(v, -v) }

// around is the rectangle around a path on the page.
func (in *interpreter) around(path []segment) rect {
	var out rect
	for i, s := range path {
		b := in.state.ctm.bounds(s.v[0], s.v[1], s.v[2], s.v[3])
		if !s.box {
			x, y := in.state.ctm.point(s.v[0], s.v[1])
			b = rect{x, y, x, y}
		}
		if i == 0 {
			out = b
		} else {
			out = out.with(b.x0, b.y0).with(b.x1, b.y1)
		}
	}
	return out
}

// lineWidth asks PRE-LINE of a stroke or a thin rectangle.
func (in *interpreter) lineWidth(w float64, what string) {
	const rounding = 1e-3
	in.c.least("PRE-LINE", w)
	if w < in.c.opt.MinLine-rounding {
		in.c.fail("PRE-LINE", "%s: %s %.3f pt", in.where, what, w)
	}
}

// toEdge asks PRE-BLEEDART: what ends at the trim ought to stop short of it or to
// run out as far as the bleed.
func (in *interpreter) toEdge(b rect, what string) {
	in.c.saw("PRE-BLEEDART")
	t, out := in.boxes.trim, in.boxes.bleed
	if !in.boxes.hasBleed || out == t || !b.overlaps(t) {
		return
	}
	const near, rounding = 0.75, 0.05 // pt
	for _, side := range []struct {
		zh, en  string
		d, full float64
	}{
		{"左", "left", t.x0 - b.x0, t.x0 - out.x0}, {"下", "bottom", t.y0 - b.y0, t.y0 - out.y0},
		{"右", "right", b.x1 - t.x1, out.x1 - t.x1}, {"上", "top", b.y1 - t.y1, out.y1 - t.y1},
	} {
		if side.d > -near && side.d < min(side.full, max(in.c.opt.Bleed, 0))-rounding {
			in.c.breach("PRE-BLEEDART", "%[1]s：%[2]s 止于%[3]s边线 %+.2[5]f pt", "%[1]s: %[2]s ends %+.2[5]f pt from the %[4]s trim edge", in.where, what, side.zh, side.en, side.d)
		}
	}
}
