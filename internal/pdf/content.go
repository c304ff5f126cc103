package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"banxin/internal/parallel"
)

// extractContents takes gopdf's file apart and gives the content stream of each
// page, nil for an empty one. It checks that every object is there and whole,
// that the pages have the fonts they name, and that each content stream holds
// exactly what was drawn: gopdf swallows the errors of its writers, so that a
// damaged file would otherwise pass for a good one.
func extractContents(raw []byte, tally []pageTally, fontCount int) ([][]byte, error) {
	objects, err := parseFile(raw)
	if err != nil {
		return nil, err
	}
	kids, err := pageRefs(objects, len(tally))
	if err != nil {
		return nil, err
	}
	contents, errs := make([][]byte, len(kids)), make([]error, len(kids))
	parallel.Do(len(kids), func() func(int) {
		return func(i int) {
			page, err := resolve(objects, kids[i], "Page")
			if err == nil {
				contents[i], err = pageContent(objects, page, tally[i], fontCount)
			}
			if err != nil {
				errs[i] = fmt.Errorf("page %d: %w", i+1, err)
			}
		}
	})
	return contents, first(errs)
}

// first gives the first error there is.
func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// resolve gives the object a reference points to; kind is the /Type it must
// have, or empty.
func resolve(objects []object, v any, kind name) (object, error) {
	r, ok := v.(ref)
	if !ok || r < 1 || int(r) >= len(objects) {
		return object{}, fmt.Errorf("%v refers to no object", v)
	}
	o := objects[r]
	if kind != "" && o.dict["Type"] != kind {
		return object{}, fmt.Errorf("object %d is %v, not /%s", r, o.dict["Type"], kind)
	}
	return o, nil
}

// pageRefs gives the references to the n pages.
func pageRefs(objects []object, n int) (array, error) {
	catalog, err := resolve(objects, ref(1), "Catalog")
	if err != nil {
		return nil, err
	}
	pages, err := resolve(objects, catalog.dict["Pages"], "Pages")
	if err != nil {
		return nil, err
	}
	kids, ok := pages.dict["Kids"].(array)
	if !ok || len(kids) != n || pages.dict["Count"] != number(strconv.Itoa(n)) {
		return nil, fmt.Errorf("page tree has %d pages and says %v, not %d", len(kids), pages.dict["Count"], n)
	}
	return kids, nil
}

// pageContent gives the checked content stream of a page.
func pageContent(objects []object, page object, want pageTally, fontCount int) ([]byte, error) {
	if err := checkResources(objects, page.dict["Resources"], fontCount); err != nil {
		return nil, err
	}
	if want.empty() && page.dict["Contents"] == nil {
		return nil, nil
	}
	o, err := resolve(objects, page.dict["Contents"], "")
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	if o.stream == nil || o.dict["Filter"] != nil {
		return nil, fmt.Errorf("content is no plain stream")
	}
	if err := checkContent(o.stream, want, fontCount); err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	return o.stream, nil
}

// checkResources checks that the resources name the fonts under the names and
// families they were given and nothing else.
func checkResources(objects []object, v any, fontCount int) error {
	res, err := resolve(objects, v, "")
	if err != nil {
		return fmt.Errorf("resources: %w", err)
	}
	for _, kind := range []name{"ColorSpace", "XObject", "ExtGState"} {
		if d, ok := res.dict[kind].(dict); !ok || len(d) > 0 {
			return fmt.Errorf("resources: /%s %v was never drawn with", kind, res.dict[kind])
		}
	}
	named, _ := res.dict["Font"].(dict)
	if len(named) != fontCount {
		return fmt.Errorf("resources have %d fonts, not %d", len(named), fontCount)
	}
	for i := range fontCount {
		font, err := resolve(objects, named[name(fontName(i))], "Font")
		if err != nil {
			return fmt.Errorf("font %s: %w", fontName(i), err)
		}
		if font.dict["Subtype"] != name("Type0") || font.dict["Encoding"] != name("Identity-H") || font.dict["BaseFont"] != name(fontFamily(i)) {
			return fmt.Errorf("font %s is not the one that was added: %v", fontName(i), font.dict)
		}
	}
	return nil
}

// operator says what gopdf writes before and around an operator.
type operator struct {
	word     string
	operands int      // how many numbers; −1: other operands, checked on their own
	after    []string // operators it may follow; "" is the start of the stream
}

// betweenPaintings is what a painting may follow, and the end of the stream.
var betweenPaintings = []string{"", "ET", "Q"}

// The operators of a page. A text is BT TD Tf Tc k TJ ET, a fill k q re f Q, a
// stroke K w d q re S Q; nothing else is ever drawn. So text rendering modes,
// RGB and gray colours, images and graphics state dictionaries are errors.
var operators = []operator{
	{"BT", 0, betweenPaintings},
	{"TD", 2, []string{"BT"}},
	{"Tf", -1, []string{"TD"}},
	{"Tc", 1, []string{"Tf"}},
	{"k", 4, []string{"", "ET", "Q", "Tc"}},
	{"TJ", -1, []string{"k"}},
	{"ET", 0, []string{"TJ"}},
	{"K", 4, betweenPaintings},
	{"w", 1, []string{"K"}},
	{"d", -1, []string{"w"}},
	{"q", 0, []string{"k", "d"}},
	{"re", 4, []string{"q"}},
	{"f", 0, []string{"re"}},
	{"S", 0, []string{"re"}},
	{"Q", 0, []string{"f", "S"}},
}

// checkContent reads a content stream and compares it with what was drawn.
func checkContent(stream []byte, want pageTally, fontCount int) error {
	var got pageTally
	var operands [][]byte
	last, inText := "", false
	for word, rest := cutWord(stream); word != nil; word, rest = cutWord(rest) {
		op := operatorOf(word)
		if op == nil {
			operands = append(operands, word)
			continue
		}
		this := op.word
		if !slices.Contains(op.after, last) || last == "k" && (this == "TJ") != inText {
			return fmt.Errorf("operator %s after %q", this, last)
		}
		if err := checkOperands(this, op.operands, operands, &got, fontCount); err != nil {
			return fmt.Errorf("operator %s: %w", this, err)
		}
		switch this {
		case "BT":
			inText = true
		case "ET":
			inText = false
		case "f":
			got.fills++
		case "S":
			got.strokes++
		}
		last, operands = this, operands[:0]
	}
	if !slices.Contains(betweenPaintings, last) || len(operands) > 0 {
		return fmt.Errorf("stream ends after operator %q and %d operands", last, len(operands))
	}
	if got != want {
		return fmt.Errorf("stream holds %+v, but %+v was drawn", got, want)
	}
	return nil
}

// cutWord gives the next word of a stream and what follows; nil: there is none.
func cutWord(stream []byte) (word, rest []byte) {
	start := 0
	for start < len(stream) && isSpace(stream[start]) {
		start++
	}
	end := start
	for end < len(stream) && !isSpace(stream[end]) {
		end++
	}
	if start == end {
		return nil, nil
	}
	return stream[start:end], stream[end:]
}

// operatorOf looks a word up; nil: it is an operand.
func operatorOf(word []byte) *operator {
	if b := word[0]; b < 'A' || b == '[' { // numbers, names and lists: most words are
		return nil
	}
	for i := range operators {
		if string(word) == operators[i].word {
			return &operators[i]
		}
	}
	return nil
}

// checkOperands checks the operands of an operator and counts texts and glyphs.
func checkOperands(op string, count int, operands [][]byte, got *pageTally, fontCount int) error {
	if count >= 0 {
		if len(operands) != count {
			return fmt.Errorf("%d operands, not %d", len(operands), count)
		}
		return checkNumbers(operands)
	}
	switch op {
	case "Tf":
		if len(operands) != 2 {
			return fmt.Errorf("%d operands, not 2", len(operands))
		}
		number, ok := bytes.CutPrefix(operands[0], []byte("/F"))
		if n, err := strconv.Atoi(string(number)); !ok || err != nil || n < 1 || n > fontCount {
			return fmt.Errorf("font %q of %d", operands[0], fontCount)
		}
		return checkNumbers(operands[1:])
	case "TJ":
		if len(operands) != 1 {
			return fmt.Errorf("%d operands, not 1", len(operands))
		}
		hex, opened := bytes.CutPrefix(operands[0], []byte("[<"))
		hex, closed := bytes.CutSuffix(hex, []byte(">]"))
		if !opened || !closed || len(hex)%4 != 0 {
			return fmt.Errorf("%q is no plain string of codes", operands[0])
		}
		return got.addText(hex)
	default: // d
		pattern := bytes.Join(operands, []byte(" "))
		list, rest, found := bytes.Cut(bytes.TrimPrefix(pattern, []byte("[")), []byte("]"))
		if !found || !bytes.HasPrefix(pattern, []byte("[")) || string(rest) != " 0.00" {
			return fmt.Errorf("%q is no dash pattern", pattern)
		}
		return checkNumbers(bytes.Fields(list))
	}
}

// addText counts a text by the hexadecimal digits of its codes.
func (t *pageTally) addText(hex []byte) error {
	t.texts++
	for i := 0; i < len(hex); i += 4 {
		cid := 0
		for _, b := range hex[i : i+4] {
			d := hexValue(b)
			if d < 0 {
				return fmt.Errorf("%q is no digit of a code", b)
			}
			cid = cid<<4 | d
		}
		t.addGlyph(cid)
	}
	return nil
}

// hexValue is the value of a hexadecimal digit as gopdf writes them; −1: it is none.
func hexValue(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	}
	return -1
}

// checkNumbers checks that all operands are numbers as PDF writes them: digits,
// a sign, a point, but no exponent, NaN or Inf.
func checkNumbers(operands [][]byte) error {
	for _, o := range operands {
		digits := bytes.TrimPrefix(o, []byte("-"))
		whole, fraction, _ := bytes.Cut(digits, []byte("."))
		if len(whole) == 0 || !allDigits(whole) || !allDigits(fraction) {
			return fmt.Errorf("%q is no number", o)
		}
	}
	return nil
}

func allDigits(s []byte) bool {
	for _, b := range s {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}
