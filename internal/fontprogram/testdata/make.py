#!/usr/bin/python3
"""Makes the font programs beside this file, and facts.json of what fontTools says of them.

usage: make.py          run in internal/fontprogram/testdata; needs python3-fonttools (4.38 was used)

The glyphs are drawn here and belong to this project. The tests compare the package
with facts.json, so that a second reader, fontTools, stands behind every number.
"""
import io, json
from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict, PrivateDict, SubrsIndex, GlobalSubrsIndex
from fontTools.fontBuilder import FontBuilder
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T1CharString, T2CharString
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.t1Lib import T1Font
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

DATE = 3786912000  # 2024-01-01, in seconds from 1904
FACTS = {}

def square(size):
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0)); pen.lineTo((size, 0)); pen.lineTo((size, size)); pen.lineTo((0, size)); pen.closePath()
    return pen.glyph()

def composite(*parts):
    pen = TTGlyphPen({p: None for p in parts})
    for p in parts: pen.addComponent(p, (1, 0, 0, 1, 10, 20))
    return pen.glyph()

def cmap(fmt, platform, encoding, mapping):
    t = CmapSubtable.newSubtable(fmt)
    t.platformID, t.platEncID, t.language, t.cmap = platform, encoding, 0, mapping
    t.format, t.reserved, t.length = fmt, 0, 0
    if fmt == 12: t.nGroups = 0
    return t

def write(name, data):
    with open(name, "wb") as f: f.write(data)
    return data

def truetype():
    order = [".notdef", "A", "B", "space", "pair", "C", "D"]
    fb = FontBuilder(2048, isTTF=True)
    fb.setupGlyphOrder(order)
    fb.setupCharacterMap({0x41: "A"})
    fb.setupGlyf({".notdef": square(50), "A": square(700), "B": square(800), "space": TTGlyphPen(None).glyph(),
                  "pair": composite("A", "B"), "C": square(10), "D": square(20)})
    advances = {".notdef": 1024, "A": 1401, "B": 1333, "space": 512, "pair": 2049, "C": 700, "D": 700}
    fb.setupHorizontalMetrics({g: (a, 0) for g, a in advances.items()})  # C and D share the last
    fb.setupHorizontalHeader(ascent=1600, descent=-400)
    fb.setupOS2(fsType=2)
    fb.setupPost(keepGlyphNames=False)
    fb.font["cmap"].tables = [
        cmap(0, 1, 0, {0x41: "A", 0x42: "B", 0xE9: "pair"}),
        cmap(6, 1, 1, {0x30 + i: g for i, g in enumerate(order)}),
        cmap(4, 3, 0, {0xF020: "space", 0xF041: "A", 0xF042: "B", 0xF043: "D", 0xF044: "C", 0xF0FF: "pair"}),
        cmap(12, 3, 10, {0x41: "A", 0x20000: "B", 0x20001: "space", 0x2A6D6: "pair"}),
    ]
    buf = io.BytesIO(); fb.font["head"].created = fb.font["head"].modified = DATE
    fb.font.recalcTimestamp = False; fb.save(buf)
    data = write("truetype.ttf", buf.getvalue())
    tt = TTFont(io.BytesIO(data))
    FACTS["truetype.ttf"] = dict(
        glyphs=[[tt["hmtx"][g][0] * 1000 / 2048, tt["glyf"][g].numberOfContours != 0] for g in tt.getGlyphOrder()],
        cmap=[dict(platform=t.platformID, encoding=t.platEncID, format=t.format,
                   codes=[[c, tt.getGlyphID(g)] for c, g in sorted(t.cmap.items())]) for t in tt["cmap"].tables],
        forbidden=bool(tt["OS/2"].fsType & 2))

# Charstrings of Type 2: every way to state or leave out a width, hints before and
# under masks, both kinds of subroutines, every operator that draws.
TYPE2 = {
    ".notdef": "endchar",
    "space": "-250 endchar",
    "A": "120 0 0 rmoveto 500 0 rlineto endchar",
    "B": "10 20 hmoveto 30 40 50 hlineto endchar",
    "C": "20 vmoveto 30 vlineto endchar",
    "D": "33 10 20 hstem 30 40 50 60 vstem 7 vmoveto 1 2 3 4 5 6 rrcurveto endchar",
    "E": "10 20 30 40 hstemhm 1 2 3 4 5 6 7 8 9 10 11 12 hintmask=80 0 0 rmoveto 1 2 3 4 5 hhcurveto endchar",
    "F": "-44 10 20 hstemhm 1 2 vstemhm cntrmask=c0 hintmask=40 3 hmoveto 1 2 3 4 vvcurveto endchar",
    "G": "-107 callsubr endchar",
    "H": "5 -106 callsubr",
    "I": "-107 callgsubr 0 0 rmoveto 1 2 3 4 5 6 7 8 rcurveline endchar",
    "J": "3.5 0 0 rmoveto 1 2 3 4 5 6 7 8 rlinecurve endchar",
    "K": "9 3 div 0 0 rmoveto 1 2 3 4 vhcurveto endchar",
    "L": "77 1 2 hstem 12 2 div hmoveto 1 2 3 4 hvcurveto endchar",
    "M": "0 hmoveto 1 2 3 4 5 6 7 hflex endchar",
    "N": "0 hmoveto 1 2 3 4 5 6 7 8 9 10 11 12 13 flex endchar",
    "O": "0 hmoveto 1 2 3 4 5 6 7 8 9 hflex1 endchar",
    "P": "1 2 vmoveto 1 2 3 4 5 6 7 8 9 10 11 flex1 endchar",
    "Q": "9 1 2 3 4 5 6 7 8 9 10 hstemhm 1 2 3 4 5 6 7 8 9 10 hintmask=0e0e 0 hmoveto hintmask=0b1d 1 vlineto endchar",
    "Agrave": "300 10 20 65 193 endchar",
    "Aacute": "10 20 65 32 endchar",
    "grave": "1000 0 hmoveto 1 2 rlineto endchar",
    "odd.name": "-1131 0 hmoveto 1 2 rlineto endchar",
}
SUBRS = ["88 0 0 rmoveto 1 2 rlineto return", "1 2 rmoveto -107 callgsubr -106 callgsubr endchar"]
GLOBALS = ["1 2 hstem return", "4 5 rlineto return"]

def program(text):
    """hintmask and cntrmask have their bytes behind an equals sign"""
    out = []
    for t in text.split():
        t, _, mask = t.partition("=")
        try: out.append(float(t) if "." in t else int(t))
        except ValueError: out.append(t)
        if mask: out.append(bytes.fromhex(mask))
    return out

def t2(text, private=None, globals_=None):
    return T2CharString(program=program(text), private=private, globalSubrs=globals_)

def cff_font(matrix=None, encoding=None):
    fb = FontBuilder(1000, isTTF=False)
    fb.setupGlyphOrder(list(TYPE2))
    fb.setupCharacterMap({0x41: "A"})
    strings = {g: t2(s) for g, s in TYPE2.items()}
    fb.setupCFF("Facts", {}, strings, {"defaultWidthX": 500, "nominalWidthX": 600})
    cff = fb.font["CFF "].cff
    top = cff.topDictIndex[0]
    for s in GLOBALS: cff.GlobalSubrs.append(t2(s, top.Private, cff.GlobalSubrs))
    top.Private.Subrs = SubrsIndex()
    for s in SUBRS: top.Private.Subrs.append(t2(s, top.Private, cff.GlobalSubrs))
    for c in top.CharStrings.values(): c.private, c.globalSubrs = top.Private, cff.GlobalSubrs
    if matrix: top.FontMatrix = matrix
    if encoding: top.Encoding = encoding
    return fb, cff

def bare(fb, cff):
    fb.font.recalcBBoxes = False
    buf = io.BytesIO(); cff.compile(buf, fb.font, isCFF2=False)
    return buf.getvalue()

def drawn(charstring):
    """the width, and whether anything but movements was drawn"""
    pen = RecordingPen(); charstring.draw(pen)
    return charstring.width, any(op not in ("moveTo", "closePath", "endPath") for op, _ in pen.value)

def reread(data):
    cff = CFFFontSet(); cff.decompile(io.BytesIO(data), None)
    return cff.topDictIndex[0]

def type1c():
    encoding = [".notdef"] * 256
    for code, g in {1: "A", 2: "B", 3: "C", 65: "odd.name", 200: "Agrave", 255: "space"}.items(): encoding[code] = g
    data = write("type1c.cff", bare(*cff_font((0.0005, 0, 0, 0.0005, 0, 0), encoding)))
    top = reread(data)
    scale = top.FontMatrix[0] * 1000
    FACTS["type1c.cff"] = dict(
        names=top.charset, encoding=["" if n == ".notdef" else n for n in top.Encoding],
        glyphs=[[w * scale, ink] for w, ink in (drawn(top.CharStrings[g]) for g in top.charset)])

def opentype():
    fb, _ = cff_font()
    fb.setupHorizontalMetrics({g: (100 + 7 * i, 0) for i, g in enumerate(TYPE2)})
    fb.setupHorizontalHeader(ascent=800, descent=-200)
    fb.setupOS2(fsType=8)
    fb.setupPost(keepGlyphNames=False)
    fb.font["head"].created = fb.font["head"].modified = DATE
    fb.font.recalcTimestamp = False
    buf = io.BytesIO(); fb.save(buf)
    data = write("opentype.otf", buf.getvalue())
    tt = TTFont(io.BytesIO(data)); top = tt["CFF "].cff.topDictIndex[0]
    FACTS["opentype.otf"] = dict(
        names=tt.getGlyphOrder(), encoding=[n if n != ".notdef" else "" for n in StandardEncoding],
        glyphs=[[tt["hmtx"][g][0], drawn(top.CharStrings[g])[1]] for g in tt.getGlyphOrder()],
        cmap=[dict(platform=t.platformID, encoding=t.platEncID, format=t.format,
                   codes=[[c, tt.getGlyphID(g)] for c, g in sorted(t.cmap.items())]) for t in tt["cmap"].tables],
        forbidden=False)

def cid():
    """two Font DICTs with matrices and widths of their own; CIDs with gaps"""
    fb, cff = cff_font()
    top = cff.topDictIndex[0]
    charstrings, order = top.CharStrings, list(TYPE2)
    keep = [g for g in order if g not in ("Agrave", "Aacute")]  # endchar of four operands needs names
    cids = {g: i if i < 5 else 100 * i + 7 for i, g in enumerate(keep)}
    fonts, select = FDArrayIndex(), FDSelect()
    fonts.strings, fonts.GlobalSubrs, fonts.items = None, cff.GlobalSubrs, []
    for default, nominal, matrix in ((500, 600, 1), (1000, 250, 0.5)):
        fd = FontDict(GlobalSubrs=cff.GlobalSubrs)
        private = PrivateDict()
        private.defaultWidthX, private.nominalWidthX = default, nominal
        private.Subrs = SubrsIndex()
        for s in SUBRS: private.Subrs.append(t2(s, private, cff.GlobalSubrs))
        fd.Private = private; fd.FontMatrix = (matrix, 0, 0, matrix, 0, 0); fd.FontName = "Part%d" % nominal
        fonts.append(fd)
    glyphs = []
    for i, g in enumerate(keep):
        c = charstrings[g]; font = 0 if i < 7 or i > 12 else 1
        c.private, c.fdSelectIndex = fonts[font].Private, font
        select.append(font); glyphs.append(c)
    names = ["cid%05d" % cids[g] if i else ".notdef" for i, g in enumerate(keep)]
    top.charset, charstrings.charset = names, names
    charstrings.charStrings = dict(zip(names, glyphs))
    charstrings.charStringsAreIndexed = 0
    charstrings.fdArray, charstrings.fdSelect = fonts, select
    top.rawDict.pop("Private", None); top.rawDict.pop("Encoding", None)
    if hasattr(top, "Private"): del top.Private
    top.ROS, top.CIDCount, top.FDArray, top.FDSelect = ("Adobe", "Identity", 0), 10000, fonts, select
    top.FontMatrix = (0.001, 0, 0, 0.001, 0, 0)
    data = write("cid.cff", bare(fb, cff))
    top = reread(data)
    FACTS["cid.cff"] = dict(
        cids=[0] + [int(n[3:]) for n in top.charset[1:]],
        glyphs=[[w * top.FDArray[top.FDSelect[i]].FontMatrix[0], ink]
                for i, (w, ink) in enumerate(drawn(top.CharStrings[n]) for n in top.charset)])

# Charstrings of Type 1: hsbw and sbw, div, flex, hint replacement, an accent.
TYPE1 = {
    ".notdef": "0 250 hsbw endchar",
    "space": "0 333 hsbw 10 10 rmoveto closepath endchar",
    "A": "50 700 hsbw 1 2 hstem 10 20 rmoveto 30 40 rlineto closepath endchar",
    "B": "50 1401 2 div hsbw 10 hmoveto 40 hlineto closepath endchar",
    "C": "5 500 hsbw 10 vmoveto 40 vlineto closepath endchar",
    "D": "0 400 hsbw 4 1 3 callothersubr pop callsubr 0 0 rmoveto 1 2 3 4 5 6 rrcurveto closepath endchar",
    "E": "0 410 hsbw 1 callsubr 10 0 rmoveto 2 callsubr 1 1 rmoveto 2 callsubr 1 2 rmoveto 2 callsubr 1 3 rmoveto 2 callsubr "
         "1 4 rmoveto 2 callsubr 1 5 rmoveto 2 callsubr 1 6 rmoveto 2 callsubr 50 60 70 0 callsubr endchar",
    "F": "0 420 hsbw 1 2 3 vstem3 0 hmoveto 1 2 3 4 hvcurveto closepath endchar",
    "G": "0 430 hsbw dotsection 0 hmoveto 1 2 3 4 vhcurveto closepath endchar",
    "grave": "20 300 hsbw 10 10 rmoveto 5 callsubr endchar",
    "Agrave": "50 700 hsbw 20 100 200 65 193 seac",
    "wide.alt": "0 100000 100 div hsbw endchar",
}
TYPE1_SUBRS = ["3 0 callothersubr pop pop setcurrentpoint return", "0 1 callothersubr return", "0 2 callothersubr return",
               "return", "1 2 hstem return", "10 hlineto closepath return"]

def t1bytes(text):
    c = T1CharString(program=[int(t) if t.lstrip("-").isdigit() else t for t in text.split()])
    c.compile(); return c.bytecode

def locked(b): return eexec.encrypt(b"\0\0\0\0" + b, 4330)[0]

def type1():
    encoding = {1: "A", 65: "B", 0o101 + 1: "C", 200: "wide.alt", 255: "Agrave"}
    clear = "%!PS-AdobeFont-1.0: Facts 001.001\n% made for tests\n12 dict begin\n/FontInfo 2 dict dup begin\n" \
            "/Notice (with (nested) parentheses and /Encoding 5 array) readonly def end readonly def\n" \
            "/FontName /Facts def\n/PaintType 0 def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n" \
            "/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n"
    clear += "".join(f"dup {c} /{n} put\n" for c, n in encoding.items()) + "readonly def\n" \
             "/FontBBox {0 0 1000 1000} readonly def\ncurrentdict end\ncurrentfile eexec\n"
    private = b"dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n" \
              b"/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n" \
              b"/MinFeature {16 16} def\n/password 5839 def\n/lenIV 4 def\n/OtherSubrs [{} {} {} {dup 3 1 roll pop}] def\n"
    private += b"/Subrs %d array\n" % len(TYPE1_SUBRS)
    for i, s in enumerate(TYPE1_SUBRS):
        b = locked(t1bytes(s)); private += b"dup %d %d RD %b NP\n" % (i, len(b), b)
    private += b"ND\n2 index /CharStrings %d dict dup begin\n" % len(TYPE1)
    for g, s in TYPE1.items():
        b = locked(t1bytes(s)); private += b"/%b %d RD %b ND\n" % (g.encode(), len(b), b)
    private += b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\nmark currentfile closefile\n"
    head, body = clear.encode(), eexec.encrypt(b"qqqq" + private, 55665)[0]
    trailer = (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
    write("type1.pfa", head + body + trailer)
    pfb = b"".join(b"\x80" + bytes([k]) + len(x).to_bytes(4, "little") + x for k, x in ((1, head), (2, body), (1, trailer))) + b"\x80\x03"
    data = write("type1.pfb", pfb)
    font = T1Font("type1.pfb"); font.parse()
    facts = dict(names=list(font["CharStrings"].keys()), encoding=["" if n == ".notdef" else n for n in font["Encoding"]])
    facts["glyphs"] = [list(drawn(font["CharStrings"][g])) for g in facts["names"]]
    FACTS["type1.pfa"] = FACTS["type1.pfb"] = facts

for make in (truetype, type1c, opentype, cid, type1): make()
with open("facts.json", "w") as f:
    f.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(FACTS.items())) + "\n}\n")
