package cos

import "bytes"

// mostOperands is how many operands an operator may have. Those of content have six,
// DeviceN colours up to 32; but a block of a CMap, which is read alike, has no bound.
const mostOperands = 1 << 18

// Operators calls yield for each operator of a content stream (7.8.2), with the
// operands before it, which it may not keep, and its offset. An inline image comes as
// "BI" with its dictionary and its data. The error is a *DamageError, or what yield
// gave.
func Operators(data []byte, yield func(op string, operands []Object, offset int) error) error {
	s := &scanner{data: data, depth: 100}
	var operands []Object
	for {
		v, err := s.value(false)
		if err != nil {
			return err
		}
		k, is := v.(keyword)
		if !is {
			if operands = append(operands, v); len(operands) > mostOperands {
				return damage(s.pos, "运算符的操作数太多", "an operator has too many operands")
			}
			continue
		}
		if k == "" {
			if len(operands) > 0 {
				return damage(s.pos, "内容流以操作数结束", "the content ends in operands")
			}
			return nil
		}
		at := s.pos - len(k)
		if k == "BI" {
			if operands, err = s.inlineImage(); err != nil {
				return err
			}
		}
		if err := yield(string(k), operands, at); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

// inlineImage reads an inline image behind BI (8.9.7).
func (s *scanner) inlineImage() ([]Object, error) {
	start := s.pos
	d := Dict{}
	for {
		s.space()
		if s.take("ID") {
			break
		}
		if !s.take("/") {
			return nil, damage(start, "内嵌图像的字典不成样", "the dictionary of an inline image is no such thing")
		}
		key := s.name()
		v, err := s.value(false)
		if err != nil {
			return nil, err
		}
		if _, is := v.(keyword); is {
			return nil, damage(start, "内嵌图像没有数据", "an inline image has no data")
		}
		d[key] = v
	}
	s.pos++ // one white space
	from := min(s.pos, len(s.data))
	for at := from; ; {
		i := bytes.Index(s.data[at:], []byte("EI"))
		if i < 0 {
			return nil, damage(start, "内嵌图像没有结束", "an inline image does not end")
		}
		at += i
		before := at == from || classes[s.data[at-1]] == white
		after := at+2 == len(s.data) || classes[s.data[at+2]] != regular
		if before && after && plausible(s.data[at+2:]) {
			s.pos = at + 2
			return []Object{d, String(s.data[from:max(from, at-1)])}, nil
		}
		at += 2
	}
}

// plausible tells whether what follows an EI looks like content, and not like more of
// the data.
func plausible(rest []byte) bool {
	for _, b := range rest[:min(len(rest), 10)] {
		if b > 126 || b < ' ' && classes[b] != white {
			return false
		}
	}
	return true
}
