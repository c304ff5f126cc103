package preflight

import (
	"bytes"
	"fmt"
	"regexp"

	"banxin/internal/cos"
	"banxin/internal/diag"
)

// headerLine is the first line of a file; binaryLine the comment behind it.
var (
	headerLine = regexp.MustCompile(`^%PDF-(\d)\.(\d)[\r\n]`)
	binaryLine = regexp.MustCompile(`^%PDF-\d\.\d[\r\n]+%([^\r\n]*)`)
	linearized = regexp.MustCompile(`/Linearized\s`)
	endOfFile  = regexp.MustCompile(`startxref[\r\n ]+\d+[\r\n ]+%%EOF[\r\n]*$`)
)

// highestMinor is the highest version 1.n that the standard allows.
func (c *checker) highestMinor() byte {
	if c.x4 {
		return '6'
	}
	return '4'
}

// checkFile asks the rules of the file's outer form: FILE-*.
func (c *checker) checkFile() {
	c.saw("FILE-HEADER", "FILE-BINMARK", "FILE-ENCRYPT", "FILE-ID", "FILE-REVISIONS")
	c.checkHeader()
	raw, trailer := c.file.Raw(), c.file.Trailer()
	id := c.file.Array(trailer["ID"])
	whole := len(id) == 2
	for _, o := range id {
		s, ok := c.file.Resolve(o).(cos.String)
		whole = whole && ok && s != ""
	}
	if !whole {
		c.breach("FILE-ID", "缺少，或不是两个字符串", "missing, or not two strings")
	}
	c.checkReferences()
	c.checkEnd()
	if c.opt.MaxBytes > 0 {
		c.figure("FILE-SIZE", "%.1f MiB", mebibytes(len(raw)))
		if len(raw) > c.opt.MaxBytes {
			c.fail("FILE-SIZE", "%.1f MiB > %.1f MiB", mebibytes(len(raw)), mebibytes(c.opt.MaxBytes))
		}
	}
}

func mebibytes(n int) float64 { return float64(n) / (1 << 20) }

// checkHeader asks FILE-HEADER and FILE-BINMARK.
func (c *checker) checkHeader() {
	raw, top := c.file.Raw(), c.highestMinor()
	start := raw[:min(len(raw), 4096)]
	if m := headerLine.FindSubmatch(start); m == nil {
		c.breach("FILE-HEADER", "文件以 %q 开头", "the file begins with %q", start[:min(len(start), 12)])
	} else if above(m[1][0], m[2][0], top) {
		c.fail("FILE-HEADER", "PDF-%s.%s > 1.%c", m[1], m[2], top)
	} else {
		c.figure("FILE-HEADER", "%s.%s", m[1], m[2])
	}
	catalog := c.file.Catalog()
	if v := c.file.Name(catalog["Version"]); len(v) == 3 && above(v[0], v[2], top) {
		c.breach("FILE-HEADER", "文档目录的 Version 为 %s", "Version %s in the catalogue", v)
	}
	if catalog["Extensions"] != nil {
		c.breach("FILE-HEADER", "文档目录有 Extensions", "Extensions in the catalogue")
	}
	m := binaryLine.FindSubmatch(start)
	high := 0
	if m != nil {
		for _, b := range m[1][:min(len(m[1]), 4)] {
			if b > 127 {
				high++
			}
		}
	}
	if high < 4 {
		c.breach("FILE-BINMARK", "第二行不是二进制标记", "no binary comment on line 2")
	}
}

// above tells whether version major.minor, as digits, is above 1.top.
func above(major, minor, top byte) bool { return major > '1' || major == '1' && minor > top }

// checkReferences asks FILE-XREF.
func (c *checker) checkReferences() {
	if c.x4 {
		return
	}
	c.saw("FILE-XREF")
	trailer := c.file.Trailer()
	if trailer["Type"] == cos.Name("XRef") || trailer["XRefStm"] != nil {
		c.breach("FILE-XREF", "有交叉引用流", "a cross-reference stream")
	}
	if n := c.file.Packs(); n > 0 {
		c.breach("FILE-XREF", "有 %d 个对象流", "%d object streams", n)
	}
}

// checkEnd asks FILE-REVISIONS.
func (c *checker) checkEnd() {
	raw := c.file.Raw()
	ends, want := bytes.Count(raw, []byte("%%EOF")), 1
	if linearized.Match(raw[:min(len(raw), 2048)]) {
		want = 2
	}
	if ends != want {
		c.fail("FILE-REVISIONS", "%d × %%%%EOF", ends)
	}
	if !endOfFile.Match(raw[max(0, len(raw)-1024):]) {
		c.breach("FILE-REVISIONS", "最后的 %%EOF 之后还有内容", "bytes after the last %%EOF")
	}
}

// checkSyntax asks FILE-SYNTAX. It comes last: objects are read, and repaired, when
// they are asked for. Streams that no other family unpacked are unpacked here.
func (c *checker) checkSyntax() {
	c.saw("FILE-SYNTAX")
	for _, r := range c.file.Refs() {
		s, ok := c.file.Object(r).(*cos.Stream)
		if !ok || c.unpacked[r] {
			continue
		}
		if _, err := c.file.Decode(s); err != nil {
			c.breach("FILE-SYNTAX", "第 %d 号对象解不开：%v", "object %d cannot be unpacked: %v", r.Num, err)
		}
	}
	for _, w := range c.file.Warnings() {
		zh, en := w.Zh, w.En
		if w.Offset >= 0 {
			zh = fmt.Sprintf("第 %d 字节：%s", w.Offset, zh)
			en = fmt.Sprintf("byte %d: %s", w.Offset, en)
		}
		c.report.fail("FILE-SYNTAX", diag.Text{Zh: zh, En: en})
	}
}

// decode unpacks a stream and remembers that it was.
func (c *checker) decode(s *cos.Stream) ([]byte, error) {
	c.unpacked[s.Ref] = true
	return c.file.Decode(s)
}

// headerVersion gives the version that the first line names, "1.4"; empty: none.
func (c *checker) headerVersion() string {
	raw := c.file.Raw()
	if len(raw) < 8 || string(raw[:5]) != "%PDF-" {
		return ""
	}
	return string(raw[5:8])
}
