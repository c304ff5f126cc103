package preflight

import (
	"slices"

	"banxin/internal/cos"
)

// paint is a colour to fill or stroke with.
type paint struct {
	space colourSpace
	parts []float64 // components; nil: a pattern that brings its own colours
}

// cmyk gives a colour of the process inks, 0 to 1 each; false: it is none.
func (p paint) cmyk() (CMYK, bool) {
	family := p.space.family
	if family == "Pattern" { // an uncoloured one takes a colour of its base
		family = p.space.base
	}
	switch {
	case family == deviceCMYK && len(p.parts) == 4:
		return CMYK(p.parts), true
	case family == deviceGray && len(p.parts) == 1:
		return CMYK{0, 0, 0, 1 - p.parts[0]}, true
	}
	return CMYK{}, false
}

// isBlack tells text colour as it should be: black ink in full and no other.
func (p paint) isBlack() bool {
	v, ok := p.cmyk()
	return ok && v == CMYK{0, 0, 0, 1}
}

// isWhite tells a colour that lays on no ink.
func (p paint) isWhite() bool {
	v, ok := p.cmyk()
	return ok && v == CMYK{}
}

// sum is the ink sum in per cent; false: it cannot be told.
func (p paint) sum() (float64, bool) {
	if v, ok := p.cmyk(); ok {
		return (v[0] + v[1] + v[2] + v[3]) * 100, true
	}
	if p.isRegistration() && len(p.parts) == 1 {
		return 400 * p.parts[0], true
	}
	if p.space.family == "Separation" || p.space.family == "DeviceN" {
		total := 0.0
		for _, v := range p.parts {
			total += v
		}
		return total * 100, true
	}
	return 0, false
}

// isStroking tells which of the two paints an operator sets: capitals stroke.
func isStroking(op string) bool { return op[0] < 'a' }

func (in *interpreter) paintOf(stroking bool) *paint {
	if stroking {
		return &in.state.stroke
	}
	return &in.state.fill
}

// setDevice is g, rg, k and their like.
func (in *interpreter) setDevice(op string, _ []cos.Object, v [6]float64) {
	n, family := 1, deviceGray
	switch op {
	case "rg", "RG":
		n, family = 3, deviceRGB
	case "k", "K":
		n, family = 4, deviceCMYK
	}
	in.c.device(family, in.c.file.Dict(in.res["ColorSpace"]), in.where, "")
	*in.paintOf(isStroking(op)) = paint{colourSpace{family: family}, slices.Clone(v[:n])}
}

// setSpace is cs and CS; the initial colour is that of table 74.
func (in *interpreter) setSpace(op string, operands []cos.Object, _ [6]float64) {
	s := in.c.space(operands[0], in.res, in.where, "", 0)
	initial := []float64{0}
	switch s.family {
	case deviceCMYK:
		initial = []float64{0, 0, 0, 1}
	case "Separation", "DeviceN":
		initial = make([]float64, max(len(s.inks), 1))
		for i := range initial {
			initial[i] = 1
		}
	case "Pattern":
		initial = nil
	}
	*in.paintOf(isStroking(op)) = paint{s, initial}
}

// setColour is sc, scn and their like.
func (in *interpreter) setColour(op string, operands []cos.Object, _ [6]float64) error {
	p := in.paintOf(isStroking(op))
	var parts []float64
	for _, o := range operands {
		if v, ok := in.c.file.Number(o); ok {
			parts = append(parts, v)
		}
	}
	p.parts = parts
	if len(operands) == 0 {
		return nil
	}
	if name, ok := in.c.file.Resolve(operands[len(operands)-1]).(cos.Name); ok {
		return in.pattern(name)
	}
	return nil
}

// pattern runs a tiling pattern, or reads the colour space of a shading.
func (in *interpreter) pattern(name cos.Name) error {
	o := in.resource("Pattern", name)
	if s := in.c.file.Stream(o); s != nil {
		if kind, _ := in.c.file.Int(s.Dict["PatternType"]); kind == 1 {
			sub := &interpreter{c: in.c, page: in.page, boxes: in.boxes, where: in.where + " pattern", depth: in.depth + 1, res: in.res, state: newState()}
			return sub.form(s)
		}
	}
	if d := in.c.file.Dict(in.c.file.Dict(o)["Shading"]); d != nil {
		in.shading(d)
	}
	return nil
}

// shade is sh.
func (in *interpreter) shade(_ string, operands []cos.Object, _ [6]float64) {
	if d := in.c.file.Dict(in.resource("Shading", operands[0])); d != nil {
		in.shading(d)
	}
}

// shading asks COL-PRINT and COL-TAC of a shading: of colours that pass over into each
// other in a straight line the ends count.
func (in *interpreter) shading(d cos.Dict) {
	c := in.c
	s := c.space(d["ColorSpace"], in.res, in.where, "", 0)
	c.ink.add(inksOf(s), true)
	c.saw("COL-PRINT")
	if base := s.painted(); base != deviceGray && base != deviceCMYK && base != "Separation" {
		c.fail("COL-PRINT", "%s: sh %s", in.where, s)
	}
	ends, ok := c.ends(d["Function"], 0)
	if !ok {
		c.breach("COL-MEASURED", "%s：渐变（%s）的墨量没有量", "%s: the ink of a shading (%s) was not measured", in.where, s)
		return
	}
	for _, parts := range ends {
		if sum, ok := (paint{s, parts}).sum(); ok {
			c.most("COL-TAC", sum)
			if c.opt.InkLimit > 0 && sum > c.opt.InkLimit+0.05 {
				c.fail("COL-TAC", "%s: sh %s %.4g = %.0f %%", in.where, s, parts, sum)
			}
		}
	}
}

// ends gives the colours at the ends of exponential functions, and of those that are
// stitched from them (ISO 32000-1, 7.10); false: another kind of function.
func (c *checker) ends(o cos.Object, depth int) ([][]float64, bool) {
	d := c.file.Dict(o)
	kind, _ := c.file.Int(d["FunctionType"])
	switch {
	case kind == 2:
		from, to := c.numbers(d["C0"]), c.numbers(d["C1"])
		return [][]float64{from, to}, len(from) > 0 && len(to) > 0
	case kind == 3 && depth < deepestSpace:
		var all [][]float64
		for _, f := range c.file.Array(d["Functions"]) {
			ends, ok := c.ends(f, depth+1)
			if !ok || len(all) > mostDefined {
				return nil, false
			}
			all = append(all, ends...)
		}
		return all, len(all) > 0
	}
	return nil, false
}

func (c *checker) numbers(o cos.Object) []float64 {
	var out []float64
	for _, e := range c.file.Array(o) {
		v, _ := c.file.Number(e)
		out = append(out, v)
	}
	return out
}

// painted asks the rules of laying colour onto the page: COL-PRINT, COL-TAC, OVP-WHITE,
// TRANS-NONE. around is where on the page.
func (in *interpreter) painted(stroking bool, what string, around rect) {
	c, p, st := in.c, in.paintOf(stroking), &in.state
	c.saw("COL-PRINT", "COL-TAC")
	switch p.space.painted() {
	case deviceGray, deviceCMYK, "Separation", "Pattern":
	default:
		c.fail("COL-PRINT", "%s: %s %s", in.where, what, p.space)
	}
	inside := in.isInside(around)
	c.ink.add(p.inks(), inside)
	if sum, ok := p.sum(); ok && (inside || !p.isRegistration()) { // marks are for all plates
		c.most("COL-TAC", sum)
		if inside {
			c.ink.sum = max(c.ink.sum, sum)
		}
		const rounding = 0.05
		if sum > c.opt.InkLimit+rounding && c.opt.InkLimit > 0 {
			c.fail("COL-TAC", "%s: %s %s %.4g = %.0f %%", in.where, what, p.space, p.parts, sum)
		}
	}
	over := st.over
	if stroking {
		over = st.overStroke
	}
	if p.isWhite() {
		c.saw("OVP-WHITE")
		if over {
			c.breach("OVP-WHITE", "%s：白色叠印（%s），印出来就没有了", "%s: white overprints (%s) and will vanish", in.where, what)
		}
	}
	in.live(stroking, what)
}

// isInside tells whether something lies within the bleed. Marks may touch it, to the
// rounding of producers.
func (in *interpreter) isInside(r rect) bool {
	const rounding = 0.1 // pt
	edge := in.boxes.edge().shrunk(rounding)
	return r.overlaps(edge) || edge.holds(r.x0, r.y0, 0)
}

// live asks TRANS-NONE of what is painted.
func (in *interpreter) live(stroking bool, what string) {
	alpha := in.state.alpha
	if stroking {
		alpha = in.state.strokeAlpha
	}
	if in.c.x4 && (alpha != 1 || in.state.blended || in.state.masked) {
		in.c.fail("TRANS-NONE", "%s: %s", in.where, what)
	}
}

// isRegistration tells the colour of registration marks.
func (p paint) isRegistration() bool {
	return len(p.space.inks) == 1 && p.space.inks[0] == "All"
}
