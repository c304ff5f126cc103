package pdf

import (
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// writeXMP writes the metadata stream (XMP, ISO 16684-1) of a PDF/X-4 file and gives
// its number. It says what Info says. The stream is not packed, so that programs
// which know no PDF find it; the identifiers follow from the content of the objects
// that stand before it.
func writeXMP(f *file, meta Meta, p Print) int {
	date := meta.Created.Format(time.RFC3339)
	if strings.HasSuffix(date, "Z") {
		date = strings.TrimSuffix(date, "Z") + "+00:00"
	}
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\"" +
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"" +
		" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"" +
		" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"" +
		" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"" +
		" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n")
	element := func(name, open, text, shut string) {
		if text != "" {
			fmt.Fprintf(&b, "<%s>%s%s%s</%s>\n", name, open, escaped(text), shut, name)
		}
	}
	element("dc:format", "", "application/pdf", "")
	element("dc:title", `<rdf:Alt><rdf:li xml:lang="x-default">`, meta.Title, "</rdf:li></rdf:Alt>")
	element("dc:creator", "<rdf:Seq><rdf:li>", meta.Author, "</rdf:li></rdf:Seq>")
	element("dc:rights", `<rdf:Alt><rdf:li xml:lang="x-default">`, meta.Rights, "</rdf:li></rdf:Alt>")
	element("dc:language", "<rdf:Bag><rdf:li>", meta.Language, "</rdf:li></rdf:Bag>")
	element("xmp:CreatorTool", "", meta.Producer, "")
	element("xmp:CreateDate", "", date, "")
	element("xmp:ModifyDate", "", date, "")
	element("xmp:MetadataDate", "", date, "")
	element("xmpMM:DocumentID", "", "uuid:"+f.uuid(), "")
	element("xmpMM:VersionID", "", strconv.Itoa(max(1, meta.Revision)), "")
	element("xmpMM:RenditionClass", "", "default", "")
	element("pdf:Producer", "", meta.Producer, "")
	element("pdf:Trapped", "", "False", "")
	element("pdfxid:GTS_PDFXVersion", "", p.Standard.Name(), "")
	b.WriteString("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return f.addPacked([]byte(b.String()), "", "/Type/Metadata/Subtype/XML")
}

// escaped gives text as XML character data.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "" // a strings.Builder takes anything
	}
	return b.String()
}

// uuid gives an identifier of the objects written so far (RFC 9562, version 8).
func (f *file) uuid() string {
	sum := f.digest()
	sum[6], sum[8] = sum[6]&0x0F|0x80, sum[8]&0x3F|0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
