package preflight

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"banxin/internal/cos"
)

// metadata is what the file says about itself.
type metadata struct {
	info    map[cos.Name]string // text entries of Info, trimmed
	trapped cos.Object          // Info's Trapped; nil: none
	packet  *cos.Stream         // of the catalogue; nil: none
	xmp     map[string]string   // its properties, "dc:title"; empty where it is not well-formed
	damage  string              // what keeps it from being well-formed; empty: nothing
}

// readMetadata fills meta.
func (c *checker) readMetadata() {
	info := c.file.Dict(c.file.Trailer()["Info"])
	c.meta.info = map[cos.Name]string{}
	for _, k := range slices.Sorted(maps.Keys(info)) { // in order: objects are read, and repaired, as they are asked for
		if s, ok := c.file.Text(info[k]); ok {
			c.meta.info[k] = strings.TrimSpace(s)
		}
	}
	c.meta.trapped = c.file.Resolve(info["Trapped"])
	c.meta.packet = c.file.Stream(c.file.Catalog()["Metadata"])
	if c.meta.packet == nil {
		return
	}
	data, err := c.decode(c.meta.packet)
	if err == nil {
		c.meta.xmp, err = readXMP(bytes.TrimSpace(data))
	}
	if err != nil {
		c.meta.damage = err.Error()
	}
}

// checkMetadata asks META-*.
func (c *checker) checkMetadata() {
	c.saw("META-TRAPPED", "META-REC", "META-DATES")
	c.checkPacket()
	c.checkRequired()
	c.checkTrapped()
	c.checkMatch(c.checkDates())
	for _, k := range []struct {
		info cos.Name
		xmp  string
	}{{"Creator", "xmp:CreatorTool"}, {"Producer", "pdf:Producer"}, {"Author", "dc:creator"}} {
		if c.meta.info[k.info] == "" && c.meta.xmp[k.xmp] == "" {
			c.breach("META-REC", "没有 %s（%s）", "no %s (%s)", k.info, k.xmp)
		}
	}
	if c.file.Catalog()["Lang"] == nil {
		c.breach("META-REC", "文档目录没有 Lang", "no Lang in the catalogue")
	}
}

// checkPacket asks META-WELLFORMED.
func (c *checker) checkPacket() {
	p := c.meta.packet
	if p == nil {
		return
	}
	c.saw("META-WELLFORMED", "META-MATCH")
	if p.Dict["Filter"] != nil {
		c.breach("META-WELLFORMED", "XMP 压缩过", "XMP is packed by a filter")
	}
	if c.file.Name(p.Dict["Type"]) != "Metadata" || c.file.Name(p.Dict["Subtype"]) != "XML" {
		c.fail("META-WELLFORMED", "Type/Subtype ≠ Metadata/XML")
	}
	data, _ := c.file.Decode(p)
	if !bytes.Contains(data, []byte("<?xpacket begin=")) || !bytes.Contains(data, []byte("<?xpacket end=")) {
		c.breach("META-WELLFORMED", "没有 xpacket 首尾", "no xpacket around it")
	}
	if c.meta.damage != "" {
		c.fail("META-WELLFORMED", "%s", c.meta.damage)
	}
}

// checkRequired asks META-INFO of X-1a and META-XMP of X-4.
func (c *checker) checkRequired() {
	if !c.x4 {
		c.saw("META-INFO")
		for _, k := range []cos.Name{"Title", "CreationDate", "ModDate"} {
			if c.meta.info[k] == "" {
				c.breach("META-INFO", "%s 缺少或为空", "%s missing or empty", k)
			}
		}
		return
	}
	c.saw("META-XMP")
	if c.meta.packet == nil {
		c.breach("META-XMP", "文档目录没有 Metadata", "no Metadata in the catalogue")
	}
	for _, k := range []string{"dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass", "pdf:Trapped"} {
		if c.meta.xmp[k] == "" {
			c.breach("META-XMP", "%s 缺少或为空", "%s missing or empty", k)
		}
	}
}

// checkTrapped asks META-TRAPPED.
func (c *checker) checkTrapped() {
	name, _ := c.meta.trapped.(cos.Name)
	if (!c.x4 || c.meta.trapped != nil) && name != "True" && name != "False" {
		c.fail("META-TRAPPED", "Info: Trapped /%s", name)
	}
	if v := c.meta.xmp["pdf:Trapped"]; c.x4 && v != "True" && v != "False" {
		c.fail("META-TRAPPED", "pdf:Trapped: %q", v)
	}
}

// checkDates asks META-DATES and gives the dates that could be read.
func (c *checker) checkDates() map[string]time.Time {
	got := map[string]time.Time{}
	note := func(key, text string, t time.Time, zoned, ok bool) {
		switch {
		case !ok:
			c.fail("META-DATES", "%s: %q", key, text)
			return
		case !zoned:
			c.breach("META-DATES", "%s 没有时区", "%s has no time zone", key)
		}
		got[key] = t
	}
	for _, k := range []cos.Name{"CreationDate", "ModDate"} {
		if s, there := c.meta.info[k]; there {
			t, zoned, ok := readPDFDate(s)
			note(string(k), s, t, zoned, ok)
		}
	}
	for _, k := range []string{"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"} {
		if s, there := c.meta.xmp[k]; there {
			t, zoned, ok := readXMPDate(s)
			note(k, s, t, zoned, ok)
		}
	}
	for _, p := range [][2]string{{"CreationDate", "ModDate"}, {"xmp:CreateDate", "xmp:ModifyDate"}} {
		a, ok := got[p[0]]
		b, ok2 := got[p[1]]
		if ok && ok2 && a.After(b) {
			c.breach("META-DATES", "%s 晚于 %s", "%s after %s", p[0], p[1])
		}
	}
	return got
}

// twins are entries of Info and of XMP that say the same (ISO 15930-7, 6.9; ISO
// 16684-1, annex B).
var twins = []struct {
	info cos.Name
	xmp  string
}{
	{"Title", "dc:title"}, {"Author", "dc:creator"}, {"Subject", "dc:description"}, {"Keywords", "pdf:Keywords"},
	{"Creator", "xmp:CreatorTool"}, {"Producer", "pdf:Producer"},
}

// listComma is what parts the names of a list in Info.
var listComma = regexp.MustCompile(`[,;]\s*`)

// checkMatch asks META-MATCH.
func (c *checker) checkMatch(dates map[string]time.Time) {
	if len(c.meta.xmp) == 0 {
		return
	}
	for _, k := range twins {
		info := c.meta.info[k.info]
		xmp, there := c.meta.xmp[k.xmp]
		list := func(s string) string { return listComma.ReplaceAllString(s, "; ") }
		switch {
		case info == "":
		case !there:
			c.breach("META-MATCH", "Info 有 %s，XMP 没有 %s", "%s in Info but no %s in XMP", k.info, k.xmp)
		case info != xmp && list(info) != list(xmp):
			c.fail("META-MATCH", "%s %q ≠ %s %q", k.info, info, k.xmp, xmp)
		}
	}
	for _, k := range [][2]string{{"CreationDate", "xmp:CreateDate"}, {"ModDate", "xmp:ModifyDate"}} {
		if s, there := c.meta.info[cos.Name(k[0])]; there && !dates[k[0]].Equal(dates[k[1]]) {
			c.fail("META-MATCH", "%s %s ≠ %s %s", k[0], s, k[1], c.meta.xmp[k[1]])
		}
	}
	name, _ := c.meta.trapped.(cos.Name)
	if v, there := c.meta.xmp["pdf:Trapped"]; there && c.meta.trapped != nil && string(name) != v {
		c.fail("META-MATCH", "Trapped /%s ≠ pdf:Trapped %s", name, v)
	}
}
