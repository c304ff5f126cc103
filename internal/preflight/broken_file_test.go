package preflight

import (
	"bytes"
	"compress/lzw"
	"strings"
)

// packedLZW packs so little that the codes stay of one width, of which the two kinds of
// LZW differ in the change.
func packedLZW(s string) string {
	var b bytes.Buffer
	w := lzw.NewWriter(&b, lzw.MSB, 8)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func brokenFiles() []breakage {
	return []breakage{
		{rule: "FILE-HEADER", standard: X1a, spoil: func(p *sample) { p.header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n" }},
		{rule: "FILE-HEADER.catalog", standard: X1a, spoil: func(p *sample) { p.add("catalog", "/Version /1.5") }},
		{rule: "FILE-HEADER.x4", standard: X4, spoil: func(p *sample) { p.header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n" }},
		{rule: "FILE-BINMARK", standard: X1a, spoil: func(p *sample) { p.header = "%PDF-1.4\n" }},
		{rule: "FILE-ENCRYPT", standard: X1a, spoil: func(p *sample) {
			p.objects["lock"] = "/Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4"
			p.trailer += " /Encrypt @lock"
		}},
		{rule: "FILE-ID", standard: X1a, spoil: func(p *sample) { p.trailer = "/Root @catalog /Info @info" }},
		{rule: "FILE-ID.empty", standard: X1a, spoil: func(p *sample) { p.trailer = "/Root @catalog /Info @info /ID [<01> <>]" }},
		{rule: "FILE-SYNTAX", standard: X1a, spoil: func(p *sample) { p.add("content", "/Length 5") }},
		{rule: "FILE-SYNTAX.picture", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace /DeviceGray", strings.Repeat("\x80", 20))
		}},
		{rule: "FILE-SYNTAX.jpeg", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode", "\xFF\xD8 no picture")
		}},
		{rule: "FILE-XREF", standard: X1a, spoil: func(p *sample) { p.packed = true }},
		{rule: "FILE-ORPHANS", standard: X1a, spoil: func(p *sample) { p.objects["orphan"] = "/Type /Nothing" }},
		{rule: "FILE-REVISIONS", standard: X1a, spoil: func(p *sample) { p.tail = "%%EOF\n" }},
		{rule: "FILE-REVISIONS.tail", standard: X1a, spoil: func(p *sample) { p.tail = "<html>\n" }},
		{rule: "FILE-SIZE", standard: X1a, opt: Options{MaxBytes: 1000}, spoil: func(*sample) {}},
		{rule: "FILE-FILTERS", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /LZWDecode", packedLZW(strings.Repeat("\x80", 25)))
		}},
		{rule: "FILE-EXTERNAL", standard: X1a, spoil: func(p *sample) { p.add("content", "/F (elsewhere.txt)") }},
		{rule: "FILE-EMBEDDED", standard: X1a, spoil: func(p *sample) {
			p.add("catalog", "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) /EF << /F @attached >> >>] >> >>")
			p.stream("attached", "/Type /EmbeddedFile", "attached")
		}},
	}
}

func brokenIdentities() []breakage {
	return []breakage{
		{rule: "ID-INFO", standard: X1a, spoil: func(p *sample) { p.replace("info", "X-1a:2003", "X-1a:2001") }},
		{rule: "ID-INFO.x4", standard: X4, spoil: func(p *sample) { p.add("info", "/GTS_PDFXVersion (PDF/X-3:2003)") }},
		{rule: "ID-XMP", standard: X4, spoil: func(p *sample) { p.replace("xmp", ">PDF/X-4<", ">PDF/X-5<") }},
		{rule: "ID-XMP.x1a", standard: X1a, spoil: func(p *sample) {
			p.streams["xmp"] = sampleXMP("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>")
		}},
		{rule: "META-INFO", standard: X1a, spoil: func(p *sample) { p.replace("info", "/Title (Test)", "") }},
		{rule: "META-XMP", standard: X4, spoil: func(p *sample) {
			p.replace("xmp", "<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>", "")
		}},
		{rule: "META-WELLFORMED", standard: X1a, spoil: func(p *sample) { p.replace("xmp", "</rdf:RDF>", "") }},
		{rule: "META-WELLFORMED.packet", standard: X1a, spoil: func(p *sample) { p.replace("xmp", `<?xpacket end="w"?>`, "") }},
		{rule: "META-MATCH", standard: X1a, spoil: func(p *sample) { p.replace("info", "(Test)", "(Tset)") }},
		{rule: "META-MATCH.date", standard: X1a, spoil: func(p *sample) {
			p.replace("xmp", "ModifyDate>2021-01-15T00", "ModifyDate>2021-01-15T01")
		}},
		{rule: "META-DATES", standard: X1a, spoil: func(p *sample) {
			p.replace("info", "/ModDate (D:20210115000000+08'00')", "/ModDate (D:20210115000000)")
			p.replace("xmp", "ModifyDate>2021-01-15T00:00:00+08:00", "ModifyDate>2021-01-15T00:00:00Z")
		}},
		{rule: "META-DATES.order", standard: X1a, spoil: func(p *sample) {
			p.replace("info", "/ModDate (D:20210115", "/ModDate (D:20200115")
			p.replace("xmp", "ModifyDate>2021", "ModifyDate>2020")
		}},
		{rule: "META-TRAPPED", standard: X1a, spoil: func(p *sample) {
			p.replace("info", "/Trapped /False", "/Trapped /Unknown")
			p.replace("xmp", "<pdf:Trapped>False</pdf:Trapped>", "")
		}},
		{rule: "META-REC", standard: X1a, spoil: func(p *sample) { p.replace("catalog", "/Lang (zh-CN)", "") }},
		{rule: "OI-ONE", standard: X1a, spoil: func(p *sample) {
			p.replace("catalog", "[@intent]", "[@intent @second]")
			p.objects["second"] = p.objects["intent"]
		}},
		{rule: "OI-COND", standard: X1a, spoil: func(p *sample) {
			p.replace("intent", "/OutputConditionIdentifier (FOGRA39)", "")
		}, also: []string{"OI-PROFILE", "OI-REGISTRY"}},
		{rule: "OI-PROFILE", standard: X4, spoil: func(p *sample) {
			p.replace("intent", "/DestOutputProfile @icc", "")
			delete(p.objects, "icc")
		}},
		{rule: "OI-INFO", standard: X4, spoil: func(p *sample) {
			p.replace("intent", "(FOGRA39) /RegistryName (http://www.color.org) /Info (Offset)", "(FOGRA39 in house)")
		}, also: []string{"OI-MATCH"}},
		{rule: "OI-REGISTRY", standard: X4, spoil: func(p *sample) { p.replace("intent", "www.color.org", "www.example.org") }},
		{rule: "OI-ICC", standard: X4, spoil: func(p *sample) { p.replace("icc", "prtr", "mntr") }},
		{rule: "OI-ICC.version", standard: X1a, spoil: func(p *sample) {
			p.add("intent", "/DestOutputProfile @icc")
			p.stream("icc", "/N 4", sampleProfile("CMYK"))
			p.replace("icc", "\x02\x00\x00\x00prtr", "\x04\x00\x00\x00prtr")
		}},
		{rule: "OI-MATCH", standard: X4, spoil: func(p *sample) { p.replace("intent", "FOGRA39", "FOGRA52") }},
		{rule: "OI-EXPECT", standard: X1a, opt: Options{Condition: "FOGRA51"}, spoil: func(*sample) {}},
		{rule: "OI-OTHERS", standard: X1a, spoil: func(p *sample) { p.add("intent", "/DestOutputProfileRef << /URLs [] >>") }},
	}
}

func brokenPages() []breakage {
	return []breakage{
		{rule: "BOX-MEDIA", standard: X1a, spoil: func(p *sample) { p.replace("page", "/MediaBox [0 0 200 200]", "") }},
		{rule: "BOX-TRIM", standard: X1a, spoil: func(p *sample) { p.add("page", "/ArtBox [30 30 170 170]") }},
		{rule: "BOX-NEST", standard: X1a, spoil: func(p *sample) { p.replace("page", "/BleedBox [20 20 180 180]", "/BleedBox [20 20 180 201]") }},
		{rule: "BOX-BLEED", standard: X1a, spoil: func(p *sample) { p.replace("page", "/BleedBox [20 20 180 180]", "/BleedBox [25 20 180 180]") }},
		{rule: "BOX-BLEED.none", standard: X1a, spoil: func(p *sample) { p.replace("page", "/BleedBox [20 20 180 180]", "") }},
		{rule: "BOX-SAME", standard: X1a, spoil: func(p *sample) { p.add("page", "/Rotate 90") }},
		{rule: "BOX-SAME.trim", standard: X1a, opt: Options{TrimW: 150, TrimH: 140}, spoil: func(*sample) {}},
		{rule: "BOX-COUNT", standard: X1a, opt: Options{Multiple: 2}, spoil: func(*sample) {}},
		{rule: "PAGE-PRESEP", standard: X1a, spoil: func(p *sample) { p.add("page", "/SeparationInfo << /DeviceColorant /Cyan >>") }},
		{rule: "PAGE-VIEWPREF", standard: X1a, spoil: func(p *sample) { p.add("catalog", "/ViewerPreferences << /PrintArea /TrimBox >>") }},
		{rule: "PAGE-ANNOT", standard: X1a, spoil: func(p *sample) {
			p.add("page", "/Annots [<< /Type /Annot /Subtype /Text /Rect [50 50 60 60] >>]")
		}, also: []string{"PAGE-ANNOT-NONE"}},
		{rule: "PAGE-ANNOT-NONE", standard: X1a, spoil: func(p *sample) {
			p.add("page", "/Annots [<< /Type /Annot /Subtype /Text /Rect [5 5 15 15] >>]")
		}},
		{rule: "DOC-ACTIONS", standard: X1a, spoil: func(p *sample) { p.add("catalog", "/OpenAction << /S /JavaScript /JS (app.beep\\(0\\)) >>") }},
		{rule: "DOC-ACTIONS.uri", standard: X1a, spoil: func(p *sample) {
			p.add("catalog", "/AA << /WC << /Type /Action /S /URI /URI (http://example.org) >> >>")
		}},
		{rule: "DOC-OCG", standard: X1a, spoil: func(p *sample) { p.add("catalog", "/OCProperties << /OCGs [] /D << /Order [] >> >>") }},
	}
}
