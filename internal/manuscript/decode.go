package manuscript

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"banxin/internal/diag"
)

// decode gives the text of a file in UTF-8. It takes UTF-8 with or without a
// byte order mark and GB18030 (with GB 2312 and GBK, which it contains);
// anything else is an error that names the first byte that is wrong.
func decode(file string, data []byte, report *diag.List) (string, bool) {
	if i := bytes.IndexByte(data, 0); bytes.HasPrefix(data, []byte{0xFE, 0xFF}) || bytes.HasPrefix(data, []byte{0xFF, 0xFE}) {
		reportBytes(file, data, 0, report)
		return "", false
	} else if i >= 0 {
		reportBytes(file, data, i, report)
		return "", false
	}
	mark := []byte("\uFEFF")
	bad := firstBadByte(data)
	if bad < 0 {
		return string(bytes.TrimPrefix(data, mark)), true
	}
	if !bytes.HasPrefix(data, mark) && !looksLikeUTF8(data) {
		if text, ok := decodeGB18030(data); ok {
			report.Add(diag.Pos{File: file}, diag.Note, "encoding-converted",
				diag.Say("文件是 GB18030 编码，已转换为 UTF-8 读入", "the file is in GB18030 and was converted to UTF-8"))
			return text, true
		}
	}
	reportBytes(file, data, bad, report)
	return "", false
}

// reportBytes reports a file that is in no known encoding.
func reportBytes(file string, data []byte, offset int, report *diag.List) {
	line := 1 + bytes.Count(data[:offset], []byte("\n"))
	report.Add(diag.Pos{File: file, Line: line}, diag.Error, "unknown-encoding",
		diag.Say("第 %d 个字节（从 0 数起）是 0x%02X，文件不是 UTF-8，也不是 GB18030",
			"byte %d (counting from 0) is 0x%02X: the file is neither UTF-8 nor GB18030", offset, data[offset]),
		diag.Say("在编辑器里把来稿另存为 UTF-8 编码的纯文本", "save the manuscript as plain text in UTF-8"))
}

// firstBadByte gives the offset of the first byte that is no UTF-8, -1 for none.
func firstBadByte(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// looksLikeUTF8 tells a UTF-8 file with a damaged byte from a file in another
// encoding: by accident, GB18030 bytes hardly ever form three-byte sequences
// that mean Chinese, and break UTF-8 at almost every character.
func looksLikeUTF8(data []byte) bool {
	chinese, bad := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n >= 3:
			chinese++
		}
		i += n
	}
	return chinese > bad
}

// commonShare is the least share, in percent, of GB 2312 characters among the
// double bytes of a file taken for GB18030. Simplified Chinese prose has nearly
// all of them there; bytes of Big5 or Latin-1 that happen to be well formed
// have not.
const commonShare = 80

// decodeGB18030 converts well-formed GB18030 that reads like simplified Chinese.
func decodeGB18030(data []byte) (string, bool) {
	common, all := 0, 0
	for i := 0; i < len(data); {
		n := gbLength(data[i:])
		if n == 0 {
			return "", false
		}
		if n > 1 {
			all++
		}
		if n == 2 && data[i] >= 0xA1 && data[i] <= 0xF7 && data[i+1] >= 0xA1 {
			common++
		}
		i += n
	}
	if all == 0 || common*100 < all*commonShare {
		return "", false
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", false
	}
	return string(text), true
}

// gbLength gives the length of the GB18030 character that data opens with, 0
// if it is not well formed.
func gbLength(data []byte) int {
	lead := data[0]
	switch {
	case lead < 0x80:
		return 1
	case lead == 0x80 || lead == 0xFF || len(data) < 2:
		return 0
	case data[1] >= 0x40 && data[1] <= 0xFE && data[1] != 0x7F:
		return 2
	case len(data) >= 4 && data[1] >= 0x30 && data[1] <= 0x39 && data[2] >= 0x81 && data[2] <= 0xFE && data[3] >= 0x30 && data[3] <= 0x39:
		return 4
	}
	return 0
}
