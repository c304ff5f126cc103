package preflight

import "strings"

// rgbProfile is how a resource names an RGB profile.
const rgbProfile = "/ColorSpace << /CS1 [/ICCBased @rgb] >>"

func brokenColours() []breakage {
	gray := strings.Repeat("\x80", 25)
	return []breakage{
		{rule: "COL-X1A", standard: X1a, spoil: func(p *sample) { p.paint("1 0 0 rg") }},
		{rule: "COL-X1A.icc", standard: X1a, spoil: func(p *sample) {
			p.add("res", rgbProfile)
			p.stream("rgb", "/N 3", sampleProfile("RGB"))
			p.paint("/CS1 cs")
		}},
		{rule: "COL-X4-RGB", standard: X4, spoil: func(p *sample) { p.paint("1 0 0 rg") }},
		{rule: "COL-X4-CMYK", standard: X4, spoil: func(p *sample) {
			p.objects["icc"], p.streams["icc"] = "/N 3", sampleProfile("RGB")
		}, also: []string{"OI-ICC"}},
		{rule: "COL-X4-ICC", standard: X4, spoil: func(p *sample) {
			p.add("res", rgbProfile)
			p.stream("rgb", "/N 4", sampleProfile("RGB"))
			p.paint("/CS1 cs")
		}},
		{rule: "COL-X4-ICC.same", standard: X4, spoil: func(p *sample) {
			p.add("res", "/ColorSpace << /CS1 [/ICCBased @icc] >>")
			p.paint("/CS1 cs")
		}},
		{rule: "COL-ALT", standard: X1a, spoil: func(p *sample) {
			const tint = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 1 1 0] >>"
			p.add("res", "/ColorSpace << /A [/Separation /Red /DeviceCMYK "+tint+"] /B [/Separation /Red /DeviceCMYK "+strings.Replace(tint, "0 1 1 0", "0 1 0 0", 1)+"] >>")
			p.paint("/A cs /B cs")
		}},
		{rule: "COL-PRINT", standard: X4, spoil: func(p *sample) {
			p.add("res", rgbProfile)
			p.stream("rgb", "/N 3", sampleProfile("RGB"))
			p.paint("/CS1 cs 1 0 0 sc 60 60 10 10 re f")
		}},
		{rule: "COL-TEXTK", standard: X1a, spoil: func(p *sample) { p.replace("content", "0 0 0 1 k", "0 1 1 0 k") }},
		{rule: "COL-TEXTK.rich", standard: X1a, opt: Options{TextColours: []CMYK{{0, 1, 1, 0}}}, spoil: func(p *sample) {
			p.paint("0.6 0.4 0.4 1 k BT /F1 20 Tf 60 60 Td <0001> Tj ET")
		}},
		{rule: "COL-TAC", standard: X1a, spoil: func(p *sample) { p.paint("1 1 1 1 k 60 60 10 10 re f") }},
		{rule: "COL-TAC.picture", standard: X1a, opt: Options{InkLimit: 240}, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace /DeviceCMYK", strings.Repeat("\xB0\xB0\xB0\xB0", 25))
		}},
		{rule: "COL-TAC.palette", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace [/Indexed /DeviceCMYK 0 <FFFFFFFF>]", strings.Repeat("\x00", 25))
		}},
		{rule: "COL-TAC.inline", standard: X1a, spoil: func(p *sample) {
			p.paint("q 0.2 0 0 0.2 60 60 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \xFF\xFF\xFF\xFF EI Q")
		}},
		{rule: "COL-TAC.shading", standard: X1a, spoil: func(p *sample) {
			p.add("res", "/Shading << /S1 << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [60 60 80 60] /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 1 1] >> >> >>")
			p.paint("q 60 60 20 20 re W n /S1 sh Q")
		}},
		{rule: "COL-TAC.stroke", standard: X1a, spoil: func(p *sample) {
			p.paint("1 1 1 1 K 2 Tr BT /F1 10 Tf 60 80 Td <0001> Tj ET")
		}},
		{rule: "COL-TAC.registration", standard: X1a, spoil: func(p *sample) {
			p.add("res", "/ColorSpace << /Reg [/Separation /All /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 1 1] >>] >>")
			p.paint("/Reg cs 1 scn 60 60 10 10 re f")
		}},
		{rule: "COL-MEASURED", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 4 /ColorSpace /DeviceCMYK", strings.Repeat("\x11", 50))
		}, also: []string{"IMG-BITS"}},
		{rule: "COL-INTENT", standard: X1a, spoil: func(p *sample) { p.paint("/Absolute ri") }},
		{rule: "OVP-BLACK", standard: X1a, spoil: func(p *sample) { p.replace("content", "/Over gs ", "") }},
		{rule: "OVP-WHITE", standard: X1a, spoil: func(p *sample) { p.paint("0 0 0 0 k 60 60 10 10 re f") }},
		{rule: "TRANS-X1A", standard: X1a, spoil: func(p *sample) { p.replace("res", "/OPM 1", "/OPM 1 /ca 0.5") }},
		{rule: "TRANS-X1A.hidden", standard: X1a, spoil: func(p *sample) {
			form(p, "/Resources << /ExtGState << /Deep @deep >> >>")
			p.streams["form"] = "/Deep gs"
			p.objects["deep"] = "/ca 0.5"
		}},
		{rule: "TRANS-X1A.group", standard: X1a, spoil: func(p *sample) { p.add("page", "/Group << /Type /Group /S /Transparency >>") }},
		{rule: "TRANS-X4", standard: X4, spoil: func(p *sample) { p.replace("res", "/OPM 1", "/OPM 1 /BM /Blend") },
			also: []string{"TRANS-NONE"}},
		{rule: "TRANS-NONE", standard: X4, spoil: func(p *sample) { p.replace("res", "/OPM 1", "/OPM 1 /BM /Multiply") }},
		{rule: "IMG-PPI", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace /DeviceGray", gray)
			p.paint("q 2 0 0 2 80 60 cm /Im Do Q")
		}},
		{rule: "IMG-BITS", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace /DeviceGray /Interpolate true", gray)
		}},
	}
}

func brokenPrepress() []breakage {
	return []breakage{
		{rule: "PRE-TRANSFER", standard: X1a, spoil: func(p *sample) { p.replace("res", "/OPM 1", "/OPM 1 /TR /Identity") }},
		{rule: "PRE-HALFTONE", standard: X1a, spoil: func(p *sample) {
			p.replace("res", "/OPM 1", "/OPM 1 /HT << /Type /Halftone /HalftoneType 1 /Frequency 60 /Angle 45 /SpotFunction /Round >>")
		}},
		{rule: "PRE-OPI", standard: X1a, spoil: func(p *sample) { form(p, "/OPI << /2.0 << /Type /OPI /Version 2.0 /F (a.tif) >> >>") }},
		{rule: "PRE-PS", standard: X1a, spoil: func(p *sample) { form(p, "/Subtype2 /PS") }},
		{rule: "PRE-REF", standard: X1a, spoil: func(p *sample) { form(p, "/Ref << /F (a.pdf) /Page 0 >>") }},
		{rule: "PRE-ALT", standard: X1a, spoil: func(p *sample) {
			p.picture("/BitsPerComponent 8 /ColorSpace /DeviceGray /Alternates []", strings.Repeat("\x80", 25))
		}},
		{rule: "PRE-OPERATORS", standard: X1a, spoil: func(p *sample) { p.paint("q") }},
		{rule: "PRE-OPERATORS.unknown", standard: X1a, spoil: func(p *sample) { p.paint("1 2 foo") }},
		{rule: "PRE-OPERATORS.lacking", standard: X1a, spoil: func(p *sample) { p.paint("1 2 3 k") }},
		{rule: "PRE-RESOURCES", standard: X1a, spoil: func(p *sample) { p.paint("/Fm9 Do") }},
		{rule: "FILE-SYNTAX.content", standard: X1a, spoil: func(p *sample) {
			p.replace("page", "/Contents @content", "/Contents [@content 99 0 R]")
		}},
		{rule: "PRE-RESOURCES.picture", standard: X1a, spoil: func(p *sample) {
			p.add("res", "/XObject << /Im 99 0 R >>")
			p.paint("/Im Do")
		}},
		{rule: "PRE-LINE", standard: X1a, spoil: func(p *sample) { p.paint("0.1 w 60 60 m 90 60 l S") }},
		{rule: "PRE-LINE.box", standard: X1a, spoil: func(p *sample) { p.paint("60 60 30 0.1 re f") }},
		{rule: "PRE-TEXTSIZE", standard: X1a, spoil: func(p *sample) { p.replace("content", "/F1 10 Tf", "/F1 4 Tf") }},
		{rule: "PRE-SAFE", standard: X1a, spoil: func(p *sample) { p.replace("content", "60 100 Td", "35 100 Td") }},
		{rule: "PRE-SAFE.off", standard: X1a, spoil: func(p *sample) {
			p.paint("BT /F1 60 Tf 100 100 Td <0001000100010001> Tj ET")
		}},
		{rule: "PRE-BLEEDART", standard: X1a, spoil: func(p *sample) { p.paint("30 60 40 10 re f") }},
	}
}

// form adds a form with an entry that forms of print files may not have, and draws it.
func form(p *sample, entry string) {
	p.add("res", "/XObject << /Fm1 @form >>")
	p.stream("form", "/Type /XObject /Subtype /Form /BBox [0 0 10 10] "+entry, "q Q")
	p.paint("/Fm1 Do")
}
