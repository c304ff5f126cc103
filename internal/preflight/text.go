package preflight

import (
	"math"

	"banxin/internal/cos"
)

// textObject is what stands between BT and ET.
type textObject struct{ matrix, line matrix }

// beginText is BT and ET.
func (in *interpreter) beginText(op string, _ []cos.Object, _ [6]float64) {
	if op == "ET" {
		in.text = nil
		return
	}
	if in.text != nil {
		in.c.breach("PRE-OPERATORS", "%s 的 BT 里又有 BT", "%s: BT within BT", in.where)
	}
	in.text = &textObject{identity, identity}
}

// setFont is Tf.
func (in *interpreter) setFont(_ string, operands []cos.Object, _ [6]float64) {
	in.state.font = nil
	size, ok := in.c.file.Number(operands[1])
	if !ok {
		in.c.breach("PRE-OPERATORS", "%s 的 Tf 没有字号", "%s: Tf without a size", in.where)
		return
	}
	in.state.size = size
	if o := in.resource("Font", operands[0]); o != nil {
		in.state.font = in.c.font(o)
	}
}

// setTextState is Tc, Tw, Tz, TL, Ts and Tr.
func (in *interpreter) setTextState(op string, _ []cos.Object, v [6]float64) {
	st := &in.state
	switch op {
	case "Tc":
		st.charSpace = v[0]
	case "Tw":
		st.wordSpace = v[0]
	case "Tz":
		st.stretch = v[0] / 100
	case "TL":
		st.leading = v[0]
	case "Ts":
		st.rise = v[0]
	case "Tr":
		st.mode = int(v[0])
	}
}

// moveText is Td, TD, Tm and T*. Readers take them outside BT too.
func (in *interpreter) moveText(op string, _ []cos.Object, v [6]float64) {
	t := in.text
	if t == nil {
		in.outsideText(op)
		return
	}
	switch op {
	case "Tm":
		t.line = matrix(v)
	case "TD":
		in.state.leading = -v[1]
		fallthrough
	case "Td":
		t.line = matrix{1, 0, 0, 1, v[0], v[1]}.then(t.line)
	case "T*":
		t.line = matrix{1, 0, 0, 1, 0, -in.state.leading}.then(t.line)
	}
	t.matrix = t.line
}

func (in *interpreter) outsideText(op string) {
	in.c.breach("PRE-OPERATORS", "%s 的 %s 不在 BT 与 ET 之间", "%s: %s outside BT and ET", in.where, op)
}

// showText is Tj, TJ, ' and ".
func (in *interpreter) showText(op string, operands []cos.Object, v [6]float64) {
	if op == "\"" {
		in.state.wordSpace, in.state.charSpace = v[0], v[1]
	}
	if in.text == nil {
		in.outsideText(op)
		return
	}
	if op == "'" || op == "\"" {
		in.moveText("T*", nil, [6]float64{})
	}
	last := in.c.file.Resolve(operands[len(operands)-1])
	parts, ok := last.(cos.Array)
	if !ok {
		parts = cos.Array{last}
	}
	if in.state.font == nil {
		in.c.breach("PRE-RESOURCES", "%s：有文字没有字体", "%s: text without a font", in.where)
		return
	}
	in.showRun(parts)
}

// textRun is what one operator shows.
type textRun struct {
	around rect
	any    bool
	begun  bool    // on the page
	out    int     // origins in the margin that is kept free
	safe   float64 // the least distance from the trim, in points
}

// showRun goes through the codes of a run and asks the rules of text.
func (in *interpreter) showRun(parts cos.Array) {
	st, f := &in.state, in.state.font
	run := textRun{safe: math.Inf(1)}
	advance := func(d float64) {
		if f.vertical {
			in.text.matrix = matrix{1, 0, 0, 1, 0, d}.then(in.text.matrix)
		} else {
			in.text.matrix = matrix{1, 0, 0, 1, d * st.stretch, 0}.then(in.text.matrix)
		}
	}
	page := in.text.matrix.then(st.ctm)
	shape := matrix{st.size * st.stretch, 0, 0, st.size, 0, st.rise}.then(page)
	size := hypotenuse(shape[2], shape[3])
	for _, part := range parts {
		s, ok := part.(cos.String)
		if !ok {
			if n, ok := in.c.file.Number(part); ok {
				advance(-n / 1000 * st.size)
			}
			continue
		}
		for _, code := range f.codes(string(s)) {
			f.use(code)
			in.note(&run, in.text.matrix.then(st.ctm), st.rise)
			space := st.charSpace
			if code == (textCode{32, 1}) {
				space += st.wordSpace
			}
			advance(times(f.advance(code)/1000, st.size) + space)
		}
		if run.any {
			in.note(&run, in.text.matrix.then(st.ctm), 0)
		}
	}
	const invisible = 3
	if run.any && st.mode != invisible {
		in.checkText(&run, size)
	}
}

// note takes in the origin of a glyph.
func (in *interpreter) note(run *textRun, m matrix, rise float64) {
	x, y := m.point(0, rise)
	if run.any {
		run.around = run.around.with(x, y)
	} else {
		run.around, run.any = rect{x, y, x, y}, true
	}
	b, t := in.boxes.edge(), in.boxes.trim
	if x <= b.x0 || x >= b.x1 || y <= b.y0 || y >= b.y1 { // a mark or the slug line
		if run.begun { // no: text that runs off the page
			run.out++
		}
		return
	}
	run.begun = true
	if !t.shrunk(max(in.c.opt.Safe, 0)).holds(x, y, touch) {
		run.out++
	}
	run.safe = min(run.safe, x-t.x0, t.x1-x, y-t.y0, t.y1-y)
}

// checkText asks COL-TEXTK, OVP-BLACK, PRE-TEXTSIZE and PRE-SAFE of what was shown.
func (in *interpreter) checkText(run *textRun, size float64) {
	c, st := in.c, &in.state
	c.saw("COL-TEXTK", "PRE-TEXTSIZE", "PRE-SAFE")
	stroking := st.mode == 1 || st.mode == 5
	p := in.paintOf(stroking)
	in.painted(stroking, "text", run.around)
	if st.mode == 2 || st.mode == 6 {
		in.painted(true, "text", run.around)
	}
	if stroking || st.mode == 2 || st.mode == 6 {
		c.saw("PRE-LINE")
		in.lineWidth(st.lineWidth*st.ctm.scale(), "text")
	}
	if !p.isBlack() && !c.allowedForText(p, size) {
		c.fail("COL-TEXTK", "%s: %s %.4g (%.4g pt)", in.where, p.space, p.parts, size)
	}
	if p.isBlack() && !stroking {
		c.saw("OVP-BLACK")
		if !st.over {
			c.fail("OVP-BLACK", "%s", in.where)
		}
	}
	const rounding = 1e-3
	c.least("PRE-TEXTSIZE", size)
	if size < c.opt.MinText-rounding {
		c.fail("PRE-TEXTSIZE", "%s: %.2f pt", in.where, size)
	}
	if !math.IsInf(run.safe, 0) {
		c.least("PRE-SAFE", run.safe/millimetre)
	}
	if run.out > 0 {
		c.breach("PRE-SAFE", "%s：文字离成品边不足 %.3g mm", "%s: text less than %.3g mm from the trim", in.where, c.opt.Safe/millimetre)
	}
}

// allowedForText tells whether the shop takes text in a colour beside black.
func (c *checker) allowedForText(p *paint, size float64) bool {
	v, ok := p.cmyk()
	if !ok {
		return false
	}
	inks := 0
	for _, part := range v {
		if part > 0 {
			inks++
		}
	}
	if c.opt.DisplayType > 0 && size >= c.opt.DisplayType && inks <= 2 {
		return true
	}
	const near = 0.005
	for _, t := range c.opt.TextColours {
		if abs(v[0]-t[0]) < near && abs(v[1]-t[1]) < near && abs(v[2]-t[2]) < near && abs(v[3]-t[3]) < near {
			return true
		}
	}
	return false
}
