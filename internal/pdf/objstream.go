package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// A structure tree has hundreds of small dictionaries, which say nearly the same. A
// reading file packs them, and the cross-references, into streams (PDF 1.7, 7.5.7 and
// 7.5.8): that makes them a tenth. PDF/X-1a does not allow it.

// objectsInStream is how many objects go into one stream: a reader unpacks all of them
// to get at one.
const objectsInStream = 200

// gather puts the objects that are no streams into object streams.
func (f *file) gather() {
	var group []int
	flush := func() {
		if len(group) == 0 {
			return
		}
		var head, body bytes.Buffer
		for _, i := range group {
			fmt.Fprintf(&head, "%d %d ", i+1, body.Len())
			fmt.Fprintf(&body, "<<%s>>\n", f.objects[i].entries)
		}
		first := head.Len()
		head.Write(body.Bytes())
		number := f.addStream(head.Bytes(), fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(group), first))
		for at, i := range group {
			f.objects[i].home, f.objects[i].at = number, at
		}
		group = group[:0]
	}
	for i := range len(f.objects) {
		if o := &f.objects[i]; o.stream != nil || o.packed != nil {
			continue
		}
		if group = append(group, i); len(group) == objectsInStream {
			flush()
		}
	}
	flush()
}

// The width of a row of a cross-reference stream: kind, offset or object stream,
// index in it.
const crossWidth = 1 + 4 + 2

// crossReferences adds the cross-reference stream, which is at the offset start, with
// the entries of the trailer and gives its text.
func (f *file) crossReferences(offsets []int, start int, trailer string) ([]byte, error) {
	size := len(offsets) + 2 // with object 0 and itself
	rows := make([]byte, crossWidth, size*crossWidth)
	binary.BigEndian.PutUint16(rows[5:], 65535) // object 0 is free
	for i, o := range f.objects {
		if o.home != 0 {
			rows = appendRow(rows, 2, o.home, o.at)
		} else {
			rows = appendRow(rows, 1, offsets[i], 0)
		}
	}
	rows = appendRow(rows, 1, start, 0)
	cross := &file{}
	cross.addStream(upward(rows, crossWidth), "")
	if err := cross.deflate(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	data := cross.objects[0].packed
	fmt.Fprintf(&b, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]%s/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>/Length %d>>\nstream\n",
		size-1, size, trailer, crossWidth, len(data))
	b.Write(data)
	b.WriteString("\nendstream\nendobj\n")
	return b.Bytes(), nil
}

func appendRow(rows []byte, kind byte, second, third int) []byte {
	rows = append(rows, kind)
	rows = binary.BigEndian.AppendUint32(rows, uint32(second))
	return binary.BigEndian.AppendUint16(rows, uint16(third))
}

// upward gives rows as differences from the row above, by PNG's filter Up.
func upward(rows []byte, width int) []byte {
	out := make([]byte, 0, len(rows)+len(rows)/width)
	for i, v := range rows {
		if i%width == 0 {
			out = append(out, 2)
		}
		if i >= width {
			v -= rows[i-width]
		}
		out = append(out, v)
	}
	return out
}
