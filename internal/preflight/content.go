package preflight

import (
	"bytes"
	"errors"
	"fmt"

	"banxin/internal/cos"
)

// Bounds of the interpreter, so that a hostile file cannot keep it busy.
const (
	deepestForm   = 12      // forms within each other
	mostOperators = 1 << 24 // executed in the whole file; a newspaper of 500 pages has a million
	mostScanned   = 1 << 29 // bytes of content read in the whole file, forms each time that they are drawn
	deepestSaving = 10_000  // q without Q
)

// errBusy ends the interpretation of a file that asks for too much.
var errBusy = &cos.DamageError{Offset: -1, Zh: "页面指令过多，无法检查", En: "the pages ask for too many operations to be checked"}

// interpreter runs the content of one page, or of a form on it.
type interpreter struct {
	c     *checker
	page  int // from 1
	boxes *pageBoxes
	where string // "p3", "p3 Fm1": for details
	depth int
	res   cos.Dict // resources
	state state
	saved []state
	path  []segment
	text  *textObject // between BT and ET; nil: outside
}

// state is the graphics state (ISO 32000-1, 8.4) as far as rules ask for it.
type state struct {
	ctm          matrix
	fill, stroke paint
	lineWidth    float64
	font         *font
	size         float64 // of type, before the matrix
	charSpace    float64
	wordSpace    float64
	stretch      float64 // horizontal scaling; 1: none
	leading      float64
	rise         float64
	mode         int // of text rendering
	over         bool
	overStroke   bool
	overMode     int
	alpha        float64
	strokeAlpha  float64
	blended      bool // a blend mode other than Normal
	masked       bool // a soft mask
}

func newState() state {
	black := paint{space: colourSpace{family: deviceGray}, parts: []float64{0}}
	return state{ctm: identity, fill: black, stroke: black, lineWidth: 1, stretch: 1, alpha: 1, strokeAlpha: 1}
}

// checkContent asks the rules of what the pages paint, COL-*, TRANS-*, PRE-*, OVP-*,
// IMG-*, and those of the fonts they use, FONT-*. It fills inks and fonts.
func (c *checker) checkContent() error {
	c.saw("PRE-OPERATORS", "PRE-RESOURCES")
	if c.x4 {
		c.saw("TRANS-NONE")
	}
	for i, p := range c.pages {
		c.ink = newInkTally()
		res := c.file.Dict(p.Dict["Resources"])
		in := &interpreter{c: c, page: i + 1, boxes: &c.boxes[i], where: fmt.Sprintf("p%d", i+1), res: res, state: newState()}
		c.collectFonts(res)
		if err := in.runPage(p); err != nil {
			return err
		}
		c.inks = append(c.inks, c.ink.page(i+1))
	}
	c.figures()
	c.checkFonts()
	return nil
}

// runPage runs the content of a page, then the looks of its annotations.
func (in *interpreter) runPage(p cos.Page) error {
	data, ok := in.pageContent(p.Dict["Contents"])
	if !ok {
		return nil
	}
	if err := in.run(data); err != nil {
		return err
	}
	for _, o := range in.c.file.Array(p.Dict["Annots"]) {
		look := in.c.file.Dict(in.c.file.Dict(o)["AP"])
		if s := in.c.file.Stream(look["N"]); s != nil {
			sub := &interpreter{c: in.c, page: in.page, boxes: in.boxes, where: in.where + " annot", res: in.res, state: newState()}
			if err := sub.form(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// pageContent joins the streams of a page.
func (in *interpreter) pageContent(o cos.Object) ([]byte, bool) {
	if o == nil {
		return nil, true // an empty page
	}
	parts := []cos.Object{o}
	if a := in.c.file.Array(o); a != nil {
		parts = a
	}
	var all bytes.Buffer
	for _, part := range parts {
		s := in.c.file.Stream(part)
		if s == nil {
			in.c.breach("FILE-SYNTAX", "%s 的内容流不见了", "%s: a content stream is missing", in.where)
			continue
		}
		data, err := in.c.decode(s)
		if err != nil {
			in.c.breach("PRE-OPERATORS", "%s 的内容流解不开：%v", "%s: content cannot be unpacked: %v", in.where, err)
			return nil, false
		}
		if all.Len()+len(data)+in.c.scanned > mostScanned {
			in.c.scanned = mostScanned // run says so
			break
		}
		all.Write(data)
		all.WriteByte('\n')
	}
	return all.Bytes(), true
}

// run executes content. The error is errBusy alone: everything else is a finding.
func (in *interpreter) run(data []byte) error {
	if in.c.scanned += len(data); in.c.scanned > mostScanned {
		return errBusy
	}
	err := cos.Operators(data, func(op string, operands []cos.Object, _ int) error {
		if in.c.operators++; in.c.operators > mostOperators {
			return errBusy
		}
		return in.execute(op, operands)
	})
	if errors.Is(err, errBusy) {
		return err
	}
	if err != nil {
		in.c.breach("PRE-OPERATORS", "%s：%s", "%s: %s", in.where, err.Error())
	}
	if n := len(in.saved); n > 0 {
		in.c.breach("PRE-OPERATORS", "%s 有 %d 个 q 没有 Q", "%[1]s: %[2]d q without Q", in.where, n)
	}
	if in.text != nil {
		in.c.breach("PRE-OPERATORS", "%s 有 BT 没有 ET", "%s: BT without ET", in.where)
	}
	return nil
}

// execute runs one operator.
func (in *interpreter) execute(op string, operands []cos.Object) error {
	def, known := operatorSet[op]
	if !known {
		rule := "PRE-OPERATORS"
		if op == "PS" {
			rule = "PRE-PS"
		}
		in.c.breach(rule, "%s 有运算符 %q", "%s: operator %q", in.where, op)
		return nil
	}
	var v [6]float64
	if len(operands) < def.operands {
		in.c.breach("PRE-OPERATORS", "%s 的运算符 %s 缺操作数", "%s: operator %s lacks operands", in.where, op)
		return nil
	}
	for i := range min(def.numbers, len(operands)) {
		n, ok := in.c.file.Number(operands[i])
		if !ok {
			in.c.breach("PRE-OPERATORS", "%s 的运算符 %s 有一个操作数不是数", "%s: an operand of operator %s is no number", in.where, op)
			return nil
		}
		v[i] = n
	}
	return def.do(in, op, operands, v)
}

// form runs a form XObject (8.10) in a copy of the present state.
func (in *interpreter) form(s *cos.Stream) error {
	if in.depth > deepestForm || in.c.running[s.Ref] {
		in.c.breach("PRE-OPERATORS", "%s 的表单嵌套成圈或过深", "%s: forms within each other in a circle, or too deeply", in.where)
		return nil
	}
	in.c.running[s.Ref] = true
	defer delete(in.c.running, s.Ref)
	data, err := in.c.formContent(s)
	if err != nil {
		in.c.breach("PRE-OPERATORS", "%s 的内容解不开：%v", "%s: content cannot be unpacked: %v", in.where, err)
		return nil
	}
	sub := &interpreter{c: in.c, page: in.page, boxes: in.boxes, where: in.where, depth: in.depth + 1, res: in.res, state: in.state}
	if res := in.c.file.Dict(s.Dict["Resources"]); res != nil {
		sub.res = res
	}
	if m, ok := in.c.matrix(s.Dict["Matrix"]); ok {
		sub.state.ctm = m.then(in.state.ctm)
	}
	return sub.run(data)
}

// formContent unpacks a form once: it may be drawn on every page.
func (c *checker) formContent(s *cos.Stream) ([]byte, error) {
	if data, ok := c.forms[s.Ref]; ok && s.Ref != (cos.Ref{}) {
		return data, nil
	}
	data, err := c.decode(s)
	if err == nil {
		c.forms[s.Ref] = data
	}
	return data, err
}

// resource looks up a named resource; a missing one is a finding.
func (in *interpreter) resource(kind cos.Name, o cos.Object) cos.Object {
	name := in.c.file.Name(o)
	v := in.c.file.Dict(in.res[kind])[name]
	if in.c.file.Resolve(v) == nil {
		in.c.fail("PRE-RESOURCES", "%s: %s /%s", in.where, kind, name)
		return nil
	}
	return v
}
