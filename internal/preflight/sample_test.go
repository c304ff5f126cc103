package preflight

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// sample is a small PDF that can be broken in one place. References to objects are
// written as @name.
type sample struct {
	header  string // the first lines
	objects map[string]string
	streams map[string]string // data of the objects that are streams
	trailer string
	tail    string // behind the end
	packed  bool   // a cross-reference stream stands in place of the table
}

// newSample is a file that breaks no rule of the standard.
func newSample(s Standard) *sample {
	p := &sample{
		header: "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n",
		objects: map[string]string{
			"catalog": "/Type /Catalog /Pages @pages /OutputIntents [@intent] /Metadata @xmp /Lang (zh-CN)",
			"pages":   "/Type /Pages /Kids [@page] /Count 1",
			"page":    "/Type /Page /Parent @pages /MediaBox [0 0 200 200] /BleedBox [20 20 180 180] /TrimBox [30 30 170 170] /Resources @res /Contents @content",
			"res":     "/Font << /F1 @font >> /ExtGState << /Over << /Type /ExtGState /OP true /op true /OPM 1 >> >>",
			"content": "",
			"font":    "/Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Test /Encoding /Identity-H /DescendantFonts [@cid] /ToUnicode @text",
			"cid":     "/Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor @desc /DW 1000 /W [2 [500]] /CIDToGIDMap /Identity",
			"desc":    "/Type /FontDescriptor /FontName /AAAAAA+Test /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 /FontFile2 @program",
			"program": "/Length1 @@",
			"text":    "",
			"intent":  "/Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39) /RegistryName (http://www.color.org) /Info (Offset)",
			"info":    "/Title (Test) /Author (A) /Creator (C) /Producer (P) /CreationDate (D:20210115000000+08'00') /ModDate (D:20210115000000+08'00') /Trapped /False /GTS_PDFXVersion (PDF/X-1a:2003)",
			"xmp":     "/Type /Metadata /Subtype /XML",
		},
		streams: map[string]string{
			"content": "/Over gs 0 0 0 1 k BT /F1 10 Tf 60 100 Td <000100020003> Tj ET\n",
			"program": sampleFont(0),
			"text":    "begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n3 beginbfchar <0001> <4E00> <0002> <0031> <0003> <0020> endbfchar\nendcmap\n",
			"xmp":     sampleXMP(""),
		},
		trailer: "/Root @catalog /Info @info /ID [<01> <02>]",
	}
	if s == X4 {
		p.header = "%PDF-1.6\n%\xE2\xE3\xCF\xD3\n"
		p.replace("info", " /GTS_PDFXVersion (PDF/X-1a:2003)", "")
		p.replace("intent", "/Info (Offset)", "/Info (Offset) /DestOutputProfile @icc")
		p.objects["icc"], p.streams["icc"] = "/N 4", sampleProfile("CMYK")
		p.streams["xmp"] = sampleXMP("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>")
	}
	return p
}

// replace changes an object or, where it has none of old, its stream. Both have to
// hold what is replaced: a test that changes nothing tests nothing.
func (p *sample) replace(object, old, with string) {
	switch {
	case strings.Contains(p.objects[object], old):
		p.objects[object] = strings.Replace(p.objects[object], old, with, 1)
	case strings.Contains(p.streams[object], old):
		p.streams[object] = strings.Replace(p.streams[object], old, with, 1)
	default:
		panic(fmt.Sprintf("sample: %q is not in object %s", old, object))
	}
}

// add puts entries into an object that is there.
func (p *sample) add(object, entries string) {
	if _, ok := p.objects[object]; !ok {
		panic("sample: no object " + object)
	}
	p.objects[object] += " " + entries
}

// paint adds content to the page.
func (p *sample) paint(operators string) { p.streams["content"] += operators + "\n" }

// stream adds a stream object.
func (p *sample) stream(name, entries, data string) {
	p.objects[name], p.streams[name] = entries, data
}

// picture adds an image of 5 by 5 samples and draws it 1 pt wide: at 360 ppi.
func (p *sample) picture(entries, data string) {
	p.add("res", "/XObject << /Im @image >>")
	p.stream("image", "/Type /XObject /Subtype /Image /Width 5 /Height 5 "+entries, data)
	p.paint("q 1 0 0 1 60 60 cm /Im Do Q")
}

// reference finds the names of objects.
var reference = regexp.MustCompile(`@[a-z]\w*`)

// bytes writes the file.
func (p *sample) bytes() []byte {
	names := slices.Sorted(maps.Keys(p.objects))
	numbered := func(s string) string {
		return reference.ReplaceAllStringFunc(s, func(r string) string {
			i, ok := slices.BinarySearch(names, r[1:])
			if !ok {
				panic("sample: no object " + r)
			}
			return fmt.Sprintf("%d 0 R", i+1)
		})
	}
	var b bytes.Buffer
	b.WriteString(p.header)
	offsets := []int{}
	for i, name := range names {
		offsets = append(offsets, b.Len())
		data, isStream := p.streams[name]
		body := strings.ReplaceAll(numbered(p.objects[name]), "@@", fmt.Sprint(len(data)))
		if isStream {
			if !strings.Contains(body, "/Length ") {
				body += fmt.Sprintf(" /Length %d", len(data))
			}
			fmt.Fprintf(&b, "%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n", i+1, body, data)
		} else {
			fmt.Fprintf(&b, "%d 0 obj\n<< %s >>\nendobj\n", i+1, body)
		}
	}
	start := b.Len()
	if p.packed {
		p.writeReferenceStream(&b, append(offsets, start), numbered(p.trailer))
	} else {
		fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(names)+1)
		for _, o := range offsets {
			fmt.Fprintf(&b, "%010d 00000 n \n", o)
		}
		fmt.Fprintf(&b, "trailer\n<< /Size %d %s >>\n", len(names)+1, numbered(p.trailer))
	}
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n%s", start, p.tail)
	return b.Bytes()
}

// writeReferenceStream writes the last object, a cross-reference stream.
func (p *sample) writeReferenceStream(b *bytes.Buffer, offsets []int, trailer string) {
	rows := []byte{0, 0, 0, 0}
	for _, o := range offsets {
		rows = append(rows, 1, byte(o>>8), byte(o), 0)
	}
	fmt.Fprintf(b, "%d 0 obj\n<< /Type /XRef /W [1 2 1] /Size %d %s /Length %d >>\nstream\n%s\nendstream\nendobj\n",
		len(offsets), len(offsets)+1, trailer, len(rows), rows)
}

// sampleXMP is a packet with what print asks for, and more.
func sampleXMP(more string) string {
	return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Test</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>A</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>C</xmp:CreatorTool><pdf:Producer>P</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmp:CreateDate>2021-01-15T00:00:00+08:00</xmp:CreateDate><xmp:ModifyDate>2021-01-15T00:00:00+08:00</xmp:ModifyDate><xmp:MetadataDate>2021-01-15T00:00:00+08:00</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>` + more + `
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
}

// sampleProfile is the header and the tag table of an output profile; its tables hold
// nothing. No rule looks into them.
func sampleProfile(space string) string {
	const size = 128 + 4 + 3*12 + 32
	b := make([]byte, size)
	binary.BigEndian.PutUint32(b, size)
	b[8] = 2
	copy(b[12:], "prtr"+fmt.Sprintf("%-4s", space)+"Lab ")
	copy(b[36:], "acsp")
	b[131] = 3
	const text = "FOGRA39\x00"
	for i, tag := range []string{"desc", "A2B0", "B2A0"} {
		e := b[132+12*i:]
		copy(e, tag)
		binary.BigEndian.PutUint32(e[4:], size-32)
		binary.BigEndian.PutUint32(e[8:], 32)
	}
	d := b[size-32:]
	copy(d, "desc")
	binary.BigEndian.PutUint32(d[8:], uint32(len(text)))
	copy(d[12:], text)
	return string(b)
}

// sampleFont is a TrueType program of five glyphs: .notdef and 一 (1000 wide), 1 (500),
// a space (1000), and one that is empty. fsType is that of OS/2.
func sampleFont(fsType uint16) string {
	square := []byte{0, 1, 0, 0, 0, 0, 3, 232, 3, 232, 0, 3, 0, 0, 1, 1, 1, 1,
		0, 0, 3, 232, 0, 0, 252, 24, 0, 0, 0, 0, 3, 232, 0, 0} // one contour of four points
	be := binary.BigEndian
	glyf := append(append(slices.Clone(square), square...), square...)
	n := uint16(len(square) / 2)
	var loca, hmtx []byte
	for _, o := range []uint16{0, n, 2 * n, 3 * n, 3 * n, 3 * n} {
		loca = be.AppendUint16(loca, o)
	}
	for _, w := range []uint16{1000, 1000, 500, 1000, 1000} {
		hmtx = be.AppendUint16(be.AppendUint16(hmtx, w), 0)
	}
	head := make([]byte, 54)
	copy(head, "\x00\x01\x00\x00")
	copy(head[12:], "\x5F\x0F\x3C\xF5\x00\x00\x03\xE8") // magic, flags, 1000 units per em
	hhea := make([]byte, 36)
	copy(hhea, "\x00\x01\x00\x00")
	hhea[35] = 5
	maxp := make([]byte, 32)
	copy(maxp, "\x00\x01\x00\x00\x00\x05")
	os2 := make([]byte, 78)
	be.PutUint16(os2[8:], fsType)
	tables := map[string][]byte{"OS/2": os2, "glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp}
	names := slices.Sorted(maps.Keys(tables))
	out := be.AppendUint16([]byte{0, 1, 0, 0}, uint16(len(names)))
	out = append(out, 0, 64, 0, 2, 0, 48)
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		t := tables[name]
		out = append(out, name...)
		out = be.AppendUint32(be.AppendUint32(be.AppendUint32(out, 0), uint32(at+len(body))), uint32(len(t)))
		body = append(body, t...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return string(append(out, body...))
}
