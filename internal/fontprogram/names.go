package fontprogram

import (
	"strconv"
	"strings"
)

// standardStrings are the strings that every CFF has, by SID (Technical Note 5176,
// appendix A).
var standardStrings = strings.Fields(`
.notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft
parenright asterisk plus comma hyphen period slash zero one two three four five six seven eight
nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V
W X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j
k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde exclamdown cent sterling
fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft
guilsinglright fi fl endash dagger daggerdbl periodcentered paragraph bullet quotesinglbase
quotedblbase quotedblright guillemotright ellipsis perthousand questiondown grave acute
circumflex tilde macron breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash
AE ordfeminine Lslash Oslash OE ordmasculine ae dotlessi lslash oslash oe germandbls onesuperior
logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn
threequarters twosuperior registered minus eth multiply threesuperior copyright Aacute
Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute
Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute
Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring
atilde ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde
oacute ocircumflex odieresis ograve otilde scaron uacute ucircumflex udieresis ugrave yacute
ydieresis zcaron exclamsmall Hungarumlautsmall dollaroldstyle dollarsuperior ampersandsmall
Acutesmall parenleftsuperior parenrightsuperior twodotenleader onedotenleader zerooldstyle
oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle sevenoldstyle
eightoldstyle nineoldstyle commasuperior threequartersemdash periodsuperior questionsmall
asuperior bsuperior centsuperior dsuperior esuperior isuperior lsuperior msuperior nsuperior
osuperior rsuperior ssuperior tsuperior ff ffi ffl parenleftinferior parenrightinferior
Circumflexsmall hyphensuperior Gravesmall Asmall Bsmall Csmall Dsmall Esmall Fsmall Gsmall
Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall Rsmall Ssmall Tsmall
Usmall Vsmall Wsmall Xsmall Ysmall Zsmall colonmonetary onefitted rupiah Tildesmall
exclamdownsmall centoldstyle Lslashsmall Scaronsmall Zcaronsmall Dieresissmall Brevesmall
Caronsmall Dotaccentsmall Macronsmall figuredash hypheninferior Ogoneksmall Ringsmall
Cedillasmall questiondownsmall oneeighth threeeighths fiveeighths seveneighths onethird
twothirds zerosuperior foursuperior fivesuperior sixsuperior sevensuperior eightsuperior
ninesuperior zeroinferior oneinferior twoinferior threeinferior fourinferior fiveinferior
sixinferior seveninferior eightinferior nineinferior centinferior dollarinferior periodinferior
commainferior Agravesmall Aacutesmall Acircumflexsmall Atildesmall Adieresissmall Aringsmall
AEsmall Ccedillasmall Egravesmall Eacutesmall Ecircumflexsmall Edieresissmall Igravesmall
Iacutesmall Icircumflexsmall Idieresissmall Ethsmall Ntildesmall Ogravesmall Oacutesmall
Ocircumflexsmall Otildesmall Odieresissmall OEsmall Oslashsmall Ugravesmall Uacutesmall
Ucircumflexsmall Udieresissmall Yacutesmall Thornsmall Ydieresissmall 001.000 001.001 001.002
001.003 Black Bold Book Light Medium Regular Roman Semibold
`)

// predefinedCharsets are the SIDs by glyph of ISOAdobe, Expert and ExpertSubset
// (appendix C).
var predefinedCharsets = [3][]int{
	spans([2]int{0, 228}),
	spans([2]int{0, 1}, [2]int{229, 238}, [2]int{13, 15}, [2]int{99, 99}, [2]int{239, 248}, [2]int{27, 28}, [2]int{249, 266}, [2]int{109, 110}, [2]int{267, 318}, [2]int{158, 158}, [2]int{155, 155}, [2]int{163, 163}, [2]int{319, 326}, [2]int{150, 150}, [2]int{164, 164}, [2]int{169, 169}, [2]int{327, 378}),
	spans([2]int{0, 1}, [2]int{231, 232}, [2]int{235, 238}, [2]int{13, 15}, [2]int{99, 99}, [2]int{239, 248}, [2]int{27, 28}, [2]int{249, 251}, [2]int{253, 266}, [2]int{109, 110}, [2]int{267, 270}, [2]int{272, 272}, [2]int{300, 302}, [2]int{305, 305}, [2]int{314, 315}, [2]int{158, 158}, [2]int{155, 155}, [2]int{163, 163}, [2]int{320, 326}, [2]int{150, 150}, [2]int{164, 164}, [2]int{169, 169}, [2]int{327, 346}),
}

// spans lists the numbers of ranges, their ends included.
func spans(ranges ...[2]int) []int {
	var out []int
	for _, r := range ranges {
		for n := r[0]; n <= r[1]; n++ {
			out = append(out, n)
		}
	}
	return out
}

// standardEncoding is Adobe's (ISO 32000-1, annex D.2).
var standardEncoding = encoded(`
32 space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright
asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon
semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j k l m n
o p q r s t u v w x y z braceleft bar braceright asciitilde
161 exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft
guillemotleft guilsinglleft guilsinglright fi fl
177 endash dagger daggerdbl periodcentered
182 paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis
perthousand
191 questiondown
193 grave acute circumflex tilde macron breve dotaccent dieresis
202 ring cedilla
205 hungarumlaut ogonek caron emdash
225 AE
227 ordfeminine
232 Lslash Oslash OE ordmasculine
241 ae
245 dotlessi
248 lslash oslash oe germandbls
`)

// encoded reads an encoding: a code, then the names from it on.
func encoded(text string) (out [256]string) {
	code := 0
	for _, w := range strings.Fields(text) {
		if n, err := strconv.Atoi(w); err == nil {
			code = n
			continue
		}
		out[code] = w
		code++
	}
	return out
}
