package preflight

func brokenFonts() []breakage {
	return []breakage{
		{rule: "FONT-EMBED", standard: X1a, spoil: func(p *sample) {
			p.replace("desc", " /FontFile2 @program", "")
			delete(p.objects, "program")
		}},
		{rule: "FONT-SUBSET", standard: X1a, spoil: func(p *sample) {
			p.replace("font", "AAAAAA+", "")
			p.replace("cid", "AAAAAA+", "")
			p.replace("desc", "AAAAAA+", "")
		}},
		{rule: "FONT-SUBSET.differ", standard: X1a, spoil: func(p *sample) { p.replace("desc", "AAAAAA+", "BAAAAA+") }},
		{rule: "FONT-CIDTOGID", standard: X1a, spoil: func(p *sample) { p.replace("cid", "/CIDToGIDMap /Identity", "") }},
		{rule: "FONT-CIDINFO", standard: X1a, spoil: func(p *sample) { p.replace("cid", "/Supplement 0", "") }},
		{rule: "FONT-WIDTHS", standard: X1a, spoil: func(p *sample) { p.replace("cid", "/W [2 [500]]", "/W [2 [600]]") }},
		{rule: "FONT-NOTDEF", standard: X1a, spoil: func(p *sample) {
			p.paint("BT /F1 10 Tf 60 80 Td <0000> Tj ET")
			p.replace("text", "3 beginbfchar", "4 beginbfchar <0000> <4E01>")
		}},
		{rule: "FONT-BLANK", standard: X1a, spoil: func(p *sample) {
			p.paint("BT /F1 10 Tf 60 80 Td <0004> Tj ET")
			p.replace("text", "3 beginbfchar", "4 beginbfchar <0004> <4E01>")
		}},
		{rule: "FONT-TOUNICODE", standard: X1a, spoil: func(p *sample) { p.replace("text", "3 beginbfchar <0001> <4E00>", "2 beginbfchar") }},
		{rule: "FONT-TOUNICODE.none", standard: X1a, spoil: func(p *sample) {
			p.replace("font", "/ToUnicode @text", "")
			delete(p.objects, "text")
			p.replace("content", "<000100020003>", "<00010002>") // without it nobody knows the space
		}},
		{rule: "FONT-TYPE3", standard: X1a, spoil: func(p *sample) {
			p.replace("res", "/F1 @font", "/F1 @font /F3 @drawn")
			p.objects["drawn"] = "/Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a @proc >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1]"
			p.stream("proc", "", "1 0 d0 0 0 1 1 re f")
		}},
		{rule: "FONT-PARSE", standard: X1a, spoil: func(p *sample) { p.streams["program"] = p.streams["program"][:100] }},
		{rule: "FONT-PARSE.licence", standard: X1a, spoil: func(p *sample) { p.streams["program"] = sampleFont(2) }},
		{rule: "FONT-DESC", standard: X1a, spoil: func(p *sample) { p.replace("desc", "/StemV 80", "") }},
	}
}
