#!/usr/bin/env python3
"""Writes facts.json: what fontTools reads in the font programs of PDF files.

usage: facts.py FILE.pdf… >facts.json        (needs pikepdf and fontTools)
"""
import io, json, os, re, sys, tempfile
import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.t1Lib import T1Font
from fontTools.ttLib import TTFont


def drawn(charstring):
    pen = RecordingPen()
    charstring.draw(pen)
    return any(op in ("lineTo", "curveTo", "qCurveTo", "addComponent") for op, _ in pen.value)


def truetype(data):
    font = TTFont(io.BytesIO(data), lazy=True, checkChecksums=0)
    n = font["maxp"].numGlyphs
    font.setGlyphOrder(["g%d" % i for i in range(n)])
    upm = font["head"].unitsPerEm
    # Subsets keep the numbers of their glyphs: most are empty and left out here.
    inked = [i for i in range(n) if font["glyf"]["g%d" % i].numberOfContours != 0]
    return dict(kind="FontFile2", count=n, inked={i: font["hmtx"].metrics["g%d" % i][0] * 1000 / upm for i in inked})


def cff(data):
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts.topDictIndex[0]
    glyphs = []
    for name in top.charset:
        c = top.CharStrings[name]
        ink = drawn(c)
        glyphs.append([c.width * 1000 * top.FontMatrix[0], ink])
    cid = hasattr(top, "ROS")
    out = dict(kind="FontFile3", glyphs=glyphs)
    if cid:
        out["cids"] = [int(n[3:]) if n.startswith("cid") else 0 for n in top.charset]
    else:
        out["names"] = list(top.charset)
        e = top.Encoding
        if isinstance(e, list):
            out["encoding"] = {str(i): n for i, n in enumerate(e) if n not in (None, ".notdef")}
    return out


def type1(data):
    i = data.find(b"eexec")
    i = i + 5 + len(re.match(rb"(\r\n|[\r\n ])?", data[i + 5:i + 7])[0])
    j = data.find(b"0" * 64, i)
    j = j if j > 0 else len(data)
    pfb = b"".join(b"\x80" + bytes([k]) + len(x).to_bytes(4, "little") + x
                   for k, x in ((1, data[:i]), (2, data[i:j]), (1, b"0" * 64 + b"\ncleartomark\n"))) + b"\x80\x03"
    with tempfile.NamedTemporaryFile(suffix=".pfb") as f:
        f.write(pfb)
        f.flush()
        font = T1Font(f.name)
        font.parse()
    names, glyphs = [], []
    for name, c in font["CharStrings"].items():
        c.subrs = font["Private"].get("Subrs", [])
        ink = drawn(c)
        names.append(name)
        glyphs.append([c.width, ink])
    return dict(kind="FontFile", glyphs=glyphs, names=names,
                encoding={str(i): n for i, n in enumerate(font["Encoding"]) if n != ".notdef"})


facts = {}
for path in sys.argv[1:]:
    pdf = pikepdf.open(path)
    for o in pdf.objects:
        if not isinstance(o, pikepdf.Dictionary):
            continue
        for key, read in (("/FontFile", type1), ("/FontFile2", truetype), ("/FontFile3", cff)):
            if key in o:
                facts["%s %d" % (os.path.basename(path), o[key].objgen[0])] = read(o[key].read_bytes())
print("{\n" + ",\n".join(json.dumps(k) + ": " + json.dumps(v, ensure_ascii=False, separators=(",", ":")) for k, v in sorted(facts.items())) + "\n}")
